"""Words beside a day that turn it into none, and days that are easily lost, in every form they are written in."""

import itertools
from datetime import date

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Reading

ISSUED = date(2025, 3, 5)


def _all(*choices: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(itertools.product(*choices))


DAYS = ("6月底", "6月30日", "三季度末", "2025年9月")


def _asked(reading: Reading) -> bool:
    return bool(QUESTION_FLAGS & set(reading.flags))


def _found(text: str) -> list[str]:
    return [brief(Reading((one,))) for found in find(text, ISSUED, 2025) for one in found.obligations]


@pytest.mark.parametrize(
    ("day", "words"),
    _all(DAYS, ("不作要求", "不做要求", "无需报送", "无须整改", "不必上报", "暂不考核", "可不报送")),
)
def test_by_when_nothing_is_to_be_done_is_asked(day: str, words: str) -> None:
    assert _asked(parse(f"{day}前{words}", issued=ISSUED, year=2025))
    assert _found(f"各科室{day}前{words}。") == []


@pytest.mark.parametrize(
    ("verb", "to", "day"), _all(("拖延", "拖", "推迟", "延期", "顺延"), ("到", "至"), ("7月", "7月15日", "下半年"))
)
def test_to_when_something_must_not_be_put_off_binds_nobody(verb: str, to: str, day: str) -> None:
    assert _found(f"水务局6月底前完成清淤，不得{verb}{to}{day}。") == ["due 2025-06-30"]


@pytest.mark.parametrize("words", ["不必等到10月底", "不要等到10月底", "无需等到10月31日"])
def test_for_which_day_nobody_is_to_wait(words: str) -> None:
    assert all(one.kind == "none" for one in parse(words, issued=ISSUED, year=2025).obligations)


@pytest.mark.parametrize("words", ["特殊情况可延至7月20日", "经批准可以延长到7月20日", "允许顺延至7月20日"])
def test_a_grace_is_asked_about(words: str) -> None:
    assert _asked(parse(f"7月10日前（{words}）", issued=ISSUED, year=2025))


@pytest.mark.parametrize("old", ["（由5月31日调整）", "（从5月底延期）"])
def test_what_the_day_was_is_no_deadline(old: str) -> None:
    assert brief(parse(f"6月30日前{old}", issued=ISSUED, year=2025)) == "due 2025-06-30 | no-year"


@pytest.mark.parametrize(
    ("often", "but"),
    _all(
        ("每季度末月20日前", "每月5日前"), ("，四季度为12月10日前", "，其中12月为12月10日前", "，年底提前至12月10日前")
    ),
)
def test_a_day_that_takes_the_place_of_one_of_many_is_asked_about(often: str, but: str) -> None:
    assert _asked(parse(often + but, issued=ISSUED, year=2025))


@pytest.mark.parametrize(
    ("verb", "paper"), _all(("报送", "下达", "编制", "发布"), ("负荷预测", "发电计划", "天气预报", "手术安排"))
)
def test_the_day_of_a_paper_is_not_when_it_is_due(verb: str, paper: str) -> None:
    for day in ("次日", "翌日"):
        assert _found(f"调度中心每日17时前{verb}{day}{paper}。") == ["recurring FREQ=DAILY @17:00"]
    assert _found(f"收到后次日{verb}{paper}。") == ["relative 1 day event"]


@pytest.mark.parametrize(
    ("subject", "lead", "day"),
    _all(
        ("Finance shall submit it", "The ward must close the revised report", "HR to do so"),
        ("by", "before", "no later than"),
        ("15 August 2025", "Aug 15, 2025", "15-Aug-25", "15/Aug/2025"),
    ),
)
def test_a_day_in_an_english_sentence_is_found(subject: str, lead: str, day: str) -> None:
    assert _found(f"{subject} {lead} {day} and report.") == ["due 2025-08-15"]


@pytest.mark.parametrize("close", ["COB", "EOD", "close of business"])
def test_the_close_of_a_day_may_follow_it(close: str) -> None:
    assert brief(parse(f"31 Dec 2025 {close}", issued=ISSUED)) == "due 2025-12-31 @17:30"


@pytest.mark.parametrize("between", ["间", "之间", "期间"])
def test_a_span_in_a_sentence_binds(between: str) -> None:
    assert _found(f"科技处要在12月20日至1月10日{between}完成验收。") == ["window 2025-12-20..2026-01-10"]


@pytest.mark.parametrize(("comma", "last"), _all(("，", "、"), ("", "。", "，由应急局负责")))
def test_a_day_that_closes_its_clause_is_that_of_the_words_before_it(comma: str, last: str) -> None:
    words = f"预案7月底前{comma}演练8月底前{last}"
    assert [one.label for one in parse(words, issued=ISSUED, year=2025).obligations][:1] == ["预案"]


@pytest.mark.parametrize("when", ["特殊时期", "重要时段", "紧急情况下", "敏感节点", "必要时"])
def test_how_often_at_special_times_is_asked_about(when: str) -> None:
    assert _asked(parse(f"每周三前，{when}每日", issued=ISSUED, year=2025))


@pytest.mark.parametrize("lead", ["not before", "no sooner than", "no earlier than", "Not before"])
def test_an_earliest_day_in_english_binds_nobody(lead: str) -> None:
    assert brief(parse(f"{lead} 12 May 2025", issued=ISSUED)).startswith("none")
    assert _found(f"The ward is to close {lead} 12 May 2025.") == []


@pytest.mark.parametrize("words", ["extended from", "postponed from", "originally"])
def test_what_the_day_was_in_english_is_no_deadline(words: str) -> None:
    assert brief(parse(f"12 May 2025 ({words} 5 May 2025)", issued=ISSUED)) == "due 2025-05-12"


@pytest.mark.parametrize(("span", "that"), _all(("一周内", "10个工作日内", "5日内"), ("（{}）", "（即{}）", "，即{}")))
def test_the_day_on_which_a_span_ends_is_the_deadline(span: str, that: str) -> None:
    assert brief(parse(span + that.format("4月14日前"), issued=ISSUED, year=2025)) == "due 2025-04-14 | no-year"


@pytest.mark.parametrize("moved", ["已顺延至", "顺延至", "已调整为", "延期到"])
def test_a_day_that_a_bracket_moves_holds_no_more(moved: str) -> None:
    assert brief(parse(f"6月3日前（{moved}6月12日）", issued=ISSUED, year=2025)) == "due 2025-06-12 | no-year"


@pytest.mark.parametrize("things", ["暂不具备条件的项目", "无需审批事项材料"])
def test_things_that_are_not_needed_have_their_day(things: str) -> None:
    assert _found(f"各科室9月底前{things}全部清理。") == ["due 2025-09-30"]


@pytest.mark.parametrize("things", ["不用的旧井", "无需审批的事项", "不需要的设备"])
def test_what_is_not_needed_by_then_or_must_go_by_then_is_asked(things: str) -> None:
    assert _asked(parse(f"9月底前{things}全部清理", issued=ISSUED, year=2025))
