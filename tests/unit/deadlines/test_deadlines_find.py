"""`find`: what binds in running text, with its span; what rule 17 lists is passed over."""

from datetime import date

import pytest

from bot.deadlines import find
from bot.deadlines.brief import brief
from bot.model import Reading

ISSUED = date(2021, 3, 1)


def _found(text: str) -> list[tuple[str, str]]:
    return [(one.phrase, brief(Reading(one.obligations))) for one in find(text, ISSUED, 2021)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "各单位要于2021年6月底前制定方案，12月底前全面完成。",
            [("于2021年6月底前", "due 2021-06-30"), ("12月底前", "due 2021-12-31")],
        ),
        ("请于4月15日、7月15日前报送。", [("于4月15日、7月15日前", "due 2021-04-15; due 2021-07-15")]),
        ("对转办问题在2个工作日内答复。", [("在2个工作日内", "relative 2 workday event")]),
        ("应在完成审批程序后1个工作日内公开。", [("在完成审批程序后1个工作日内", "relative 1 workday event")]),
        ("主要负责人每年至少听取1次汇报。", [("每年至少听取1次", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31 x1")]),
        ("到2025年，覆盖率达到90%。", [("到2025年", "due 2025-12-31")]),
        ("32.2021年底前全部支持。", [("2021年底前", "due 2021-12-31")]),
        ("2004年年底前投运的电厂，应在2023年底前改造。", [("在2023年底前", "due 2023-12-31")]),
    ],
)
def test_deadlines_that_bind(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize("lead", ["自{}起至{}", "自{}至{}", "从{}到{}", "{}至{}"])
@pytest.mark.parametrize("work", ["集中执行案件", "逐户走访困难群众", "在全镇排查隐患", "各科室对照清单自查"])
@pytest.mark.parametrize("mark", ["", "，"])
def test_a_span_to_come_that_leads_work_is_a_window(lead: str, work: str, mark: str) -> None:
    mark = "，" if work.startswith("各") else mark  # 5月31日各科室: whose day?
    span = lead.format("4月1日", "5月31日")
    assert _found(f"{span}{mark}{work}。") == [(span, "window 2021-04-01..2021-05-31")]


@pytest.mark.parametrize("span", ["自4月1日起至5月31日", "4月1日至5月31日"])
@pytest.mark.parametrize(
    "said", ["禁止捕捞", "实行错峰限行", "执行夏季作息时间", "共办理案件30件", "停止供暖", "执行优惠票价", "为汛期"]
)
def test_a_span_of_a_state_binds_nobody(span: str, said: str) -> None:
    assert _found(f"{span}，{said}。") == []


@pytest.mark.parametrize(
    "text",
    [
        "按照某政办〔2018〕43号要求落实。",
        "2018年6月12日印发",
        "《2021年政务公开工作要点》已经同意。",
        "自2020年1月1日起施行，有效期至2025年12月31日。",
        "2008年以来成效明显，日前已通报。",
        "庆祝成立40周年。",
        "截至2020年底，已完成3300余家。",
        "持续推进、长期坚持、定期更新。",
        "2021年上半年经济运行平稳",
        "三年行动计划",
        "打造15分钟便民圈，15分钟内可达。",
        "每日22时后禁止施工。",
        "高温期间，每日10时至16时停止露天作业。",
        "工作日每天8:30至17:30受理。",
        "2025年是“十四五”规划收官之年。",
        "设计处理能力为每日200吨。",
        "",
    ],
)
def test_what_binds_nobody(text: str) -> None:
    assert _found(text) == []


def test_the_label_is_what_is_due() -> None:
    (one,) = find("全面梳理，2021年底前将现行有效规章集中公开，并动态更新。", ISSUED, 2021)
    assert one.obligations[0].label == "将现行有效规章集中公开"


def test_spans_point_into_the_text_as_written() -> None:
    text = "请各单位于 ８ 月 28\n日前报送；１２月底前完成。"
    assert [text[one.start : one.end] for one in find(text, ISSUED, 2021)] == ["于 ８ 月 28\n日前", "１２月底前"]


def test_the_same_day_in_two_sentences_is_found_twice() -> None:
    text = "注：请于8月28日前报送。\n注：请于8月28日前传真。"
    assert [one.phrase for one in find(text, ISSUED, 2021)] == ["于8月28日前", "于8月28日前"]
