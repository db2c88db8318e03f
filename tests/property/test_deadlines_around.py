"""Words around a time that end what recurs, only speak of it, or leave open which day it is."""

from datetime import date
from itertools import product

import pytest

from bot.deadlines import find, parse
from bot.model import QUESTION_FLAGS, Kind

ISSUED = date(2025, 3, 6)
_DAYS = ("6月底前", "6月30日前", "6.30前", "六月三十日前", "二季度末前", "上半年前", "国庆节前", "下周五前")


def _asks(phrase: str) -> bool:
    return bool(QUESTION_FLAGS & set(parse(phrase, issued=ISSUED, year=2025).flags))


_RECURS = (
    "每日16时前",
    "每周五前",
    "每月5日前",
    "每季度",
    "按月",
    "每半年",
    "每年12月底前",
    "半月一调度",
    "月底一通报",
)
_ENDS = ("至{}止", "，至{}", "，直至{}", "，持续到{}", "（至{}）", "，截至{}", "，至{}汛期结束")


@pytest.mark.parametrize(("recurs", "end"), [*product(_RECURS, _ENDS)])
@pytest.mark.parametrize("day", ["9月30日", "12月底", "2026年6月", "年底"])
def test_the_day_with_which_it_ends_is_no_deadline_of_its_own(recurs: str, end: str, day: str) -> None:
    phrase = f"{recurs}报送进展{end.format(day)}"
    reading = parse(phrase, issued=ISSUED, year=2025)
    assert all(one.kind is not Kind.DUE for one in reading.obligations)
    assert _asks(phrase)


_ASIDES = (
    "有代表提问能否在{}通车，建设方未作答复。",
    "请研究是否于{}启动。",
    "早在去年我县就提出{}通水。",
    "例会提出“{}完成清欠”的建议，未予采纳。",
    "收到关于{}开放公园的建议。",
    "上级要求的{}完成的清理任务，我院已提前完成。",
)


@pytest.mark.parametrize(("aside", "day"), [*product(_ASIDES, _DAYS[:5])])
def test_what_is_only_spoken_of_is_not_found(aside: str, day: str) -> None:
    assert find(aside.format(day), ISSUED, 2025) == ()


@pytest.mark.parametrize("number", ["3", "16", "二", "十二"])
@pytest.mark.parametrize("week", ["周", "教学周", "个教学周"])
@pytest.mark.parametrize("day", ["", "周五", "星期三", "的周一", "内"])
@pytest.mark.parametrize("tail", ["", "前", "之前", "前完成命题"])
def test_a_week_that_only_a_number_names_is_asked_about(number: str, week: str, day: str, tail: str) -> None:
    phrase = f"第{number}{week}{day}{tail}"
    assert _asks(phrase)
    assert find(f"各学院须于{phrase}。", ISSUED, 2025) == ()


@pytest.mark.parametrize(("first", "other"), [*product("一三", "四六")])
@pytest.mark.parametrize("joint", ["、", "和", "及", "，"])
@pytest.mark.parametrize("word", ["周", "星期"])
def test_weekdays_in_a_list_without_a_week_are_asked_about(first: str, other: str, joint: str, word: str) -> None:
    assert _asks(f"{word}{first}{joint}{word}{other}各报一次")


@pytest.mark.parametrize("term", ["立春", "谷雨", "夏至", "霜降", "立冬", "冬至", "大雪"])
@pytest.mark.parametrize("form", ["{}前", "{}节气前", "{}之前完成", "{}期间"])
def test_a_day_of_the_sun_is_asked_about(term: str, form: str) -> None:
    assert _asks(form.format(term))


@pytest.mark.parametrize("event", ["开标", "会议召开", "验收", "到货", "培训结束"])
@pytest.mark.parametrize(
    ("span", "n", "unit"), [("前一日", -1, "day"), ("后第2个工作日", 2, "workday"), ("后3日内", 3, "day")]
)
@pytest.mark.parametrize(("hour", "time"), [("17:00", "17:00"), ("12时前", "12:00"), ("上午10点前", "10:00")])
def test_the_hour_behind_a_span_of_days_is_kept(event: str, span: str, n: int, unit: str, hour: str, time: str) -> None:
    (one,) = parse(f"{event}{span}{hour}", issued=ISSUED, year=2025).obligations
    assert (one.n, one.unit, one.time and f"{one.time:%H:%M}") == (n, unit, time)


_TITLES = ("《防治行动计划（2021—2025年）》", "《2023年工作要点》", "《方案（2024年6月底前完成部分）》")


@pytest.mark.parametrize(("lead", "title"), [*product(("按", "按照", "根据", "依据", "对照", "落实", ""), _TITLES)])
def test_a_year_in_a_title_is_no_deadline(lead: str, title: str) -> None:
    (one,) = parse(f"{lead}{title}执行", issued=ISSUED, year=2025).obligations
    assert one.kind is Kind.NONE
    due = parse(f"{lead}{title}要求，6月底前完成", issued=ISSUED, year=2025).obligations
    assert [each.date for each in due] == [date(2025, 6, 30)]


@pytest.mark.parametrize(
    "said", ["县长办公会议议定事项", "专题会要求", "批示", "检查发现问题", "审计反馈意见", "现场会部署"]
)
@pytest.mark.parametrize("day", ["3月3日", "2025年2月10日", "2.20"])
def test_the_day_on_which_it_was_said_is_none(said: str, day: str) -> None:
    reading = parse(f"{day}{said}，6月底前", issued=ISSUED, year=2025)
    dues = [one.date for one in reading.obligations]
    assert dues == [date(2025, 6, 30)] or _asks(f"{day}{said}，6月底前")


@pytest.mark.parametrize("noun", ["评审", "申报", "整改", "筹备", "公开征集", "试点", "攻坚", "初审"])
def test_a_stage_with_its_span_counts(noun: str) -> None:
    reading = parse(f"{noun}期：3.10–3.20；总结期：3.21–4.10", issued=ISSUED, year=2025)
    assert [(one.start, one.end) for one in reading.obligations] == [
        (date(2025, 3, 10), date(2025, 3, 20)),
        (date(2025, 3, 21), date(2025, 4, 10)),
    ]


@pytest.mark.parametrize("noun", ["有效", "禁渔", "租赁", "质保", "任", "供暖"])
def test_the_span_that_something_lasts_is_none(noun: str) -> None:
    reading = parse(f"{noun}期：2025年3月10日至2025年9月20日", issued=ISSUED, year=2025)
    assert [one.kind for one in reading.obligations] == [Kind.NONE]


@pytest.mark.parametrize("event", ["放假", "发工资", "下班", "天黑", "收盘", "大检查", "总监到岗", "8:30"])
@pytest.mark.parametrize("first", ["6月底前完成初稿", "6月30日前报送", "立行立改", "每月5日前报送"])
@pytest.mark.parametrize("sign", ["，", "；", "。"])
def test_a_second_limit_that_names_an_event_does_not_vanish(event: str, first: str, sign: str) -> None:
    assert _asks(f"{first}{sign}{event}前复核")


@pytest.mark.parametrize(
    "words", ["超前谋划", "提前公示", "前期工作先行", "目前已启动", "靠前指挥", "前后对比", "向前推进"]
)
def test_other_words_with_the_same_sign_are_no_limit(words: str) -> None:
    assert not _asks(f"6月底前完成，{words}")


@pytest.mark.parametrize(
    "words", ["天天报", "周周报", "早晚各巡一次", "早中晚三次", "凌晨撤场", "持续到工程结束", "一学期内见效"]
)
def test_other_words_of_time_in_the_rest_are_asked_about(words: str) -> None:
    assert _asks(f"6月底前完成，{words}")


#: Sentences that bind nobody; the time is put in.
_QUIET = (
    "网传{}全面放开，系谣言。",
    "有委员建议，应在{}取消该收费项目。",
    "专家预测，{}用户将突破百万。",
    "该项目{}有望建成投用。",
    "项目资金已于{}拨付到位。",
    "注意：以上价格仅在{}有效。",
    "对未在{}报到的学生，作退学处理。",
    "合同约定甲方应于{}付清全款，但甲方至今未付。",
)


@pytest.mark.parametrize("sentence", _QUIET)
@pytest.mark.parametrize("day", _DAYS[:5])
def test_a_sentence_that_binds_nobody_gives_nothing(sentence: str, day: str) -> None:
    assert find(sentence.format(day), ISSUED, 2025) == ()


_HABITS = (
    "办公时间为{}上午9:00至12:00。",
    "图书馆{}闭馆。",
    "食堂{}供应三餐。",
    "据统计，{}约有2000人次前来办理。",
    "{}执行的航线起飞时间调整为10:25。",
    "该药{}两片，饭后服用。",
)


@pytest.mark.parametrize("habit", _HABITS)
@pytest.mark.parametrize("rhythm", ["每周一", "每日", "每月", "每周一至周五", "每年"])
def test_what_happens_by_itself_is_no_duty(habit: str, rhythm: str) -> None:
    assert find(habit.format(rhythm), ISSUED, 2025) == ()


@pytest.mark.parametrize("right", ["可无理由退货", "均可申请复议", "有权解除合同", "有效", "可以抵扣"])
@pytest.mark.parametrize("span", ["自售出之日起7天内", "收到决定书后60日内", "开具后180天内"])
def test_a_right_is_no_duty(right: str, span: str) -> None:
    assert find(f"当事人{span}{right}。", ISSUED, 2025) == ()


@pytest.mark.parametrize(
    "lead", ["请各单位根据《条例》规定，", "按照会议要求，请县水利局", "各镇街要对群众反映的问题，"]
)
@pytest.mark.parametrize("day", _DAYS[:5])
def test_who_is_told_something_beside_a_law_or_a_report_is_bound(lead: str, day: str) -> None:
    assert [one.phrase.lstrip("于") for one in find(f"{lead}于{day}完成整改。", ISSUED, 2025)] == [day]


@pytest.mark.parametrize("span", ["5日内", "收到通知后5天内", "印发之日起5日内"])
@pytest.mark.parametrize(
    ("note", "unit"), [("（工作日）", "workday"), ("（均为工作日）", "workday"), ("（自然日）", "day")]
)
def test_which_days_a_span_counts_stands_in_a_bracket(span: str, note: str, unit: str) -> None:
    (one,) = parse(f"{span}{note}", issued=ISSUED, year=2025).obligations
    assert (one.n, one.unit) == (5, unit)
