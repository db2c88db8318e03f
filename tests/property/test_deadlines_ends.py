"""What ends, what is another's, and what is left out, beside every form that it may stand with."""

from datetime import date
from itertools import product

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Kind, Reading

ISSUED = date(2025, 3, 6)
DAYS = ["10月底前", "2025年10月底前", "10月31日前", "十月底前"]
RECURRENCES = ["每月底前", "每周五", "每日8时", "每季度末"]


def _asks(words: str) -> bool:
    return bool(QUESTION_FLAGS & set(_read(words).flags))


def _read(words: str) -> Reading:
    return parse(words, issued=ISSUED, year=2025)


@pytest.mark.parametrize(
    ("span", "called", "every"),
    list(product(["4月至9月", "4月1日—9月30日", "2025年4月至9月"], ["", "，", "汛期", "为防汛期，"], RECURRENCES)),
)
def test_what_recurs_within_a_span_that_ends_is_asked_about(span: str, called: str, every: str) -> None:
    assert _asks(span + called + every)


@pytest.mark.parametrize(
    ("day", "who", "what"),
    list(product(DAYS, ["省里", "市局", "上级", "原方案"], ["要求", "规定", "明确", "时限为"])),
)
def test_by_when_another_wants_it_is_no_second_deadline(day: str, who: str, what: str) -> None:
    assert _asks(f"{day}（{who}{what}11月底前）")
    assert _asks(f"{day}完成（{who}{what}12月15日前）")


@pytest.mark.parametrize(
    ("form", "every"),
    list(
        product(
            ["{}（节假日除外）", "除节假日外{}", "除法定节假日外，{}", "10月底前（除节假日外{}巡查）"],
            ["每天", "每日", "每周五"],
        )
    ),
)
def test_days_left_out_of_what_recurs_are_asked_about(form: str, every: str) -> None:
    assert _asks(form.format(every))


@pytest.mark.parametrize("hour", ["8点", "9时30分", "8:00", "七点"])
@pytest.mark.parametrize(("day", "date_"), [("明早", "2025-03-07"), ("明晨", "2025-03-07"), ("今早", "2025-03-06")])
def test_the_morning_of_a_day_has_its_hour(day: str, date_: str, hour: str) -> None:
    (one,) = _read(f"{day}{hour}前").obligations
    assert one.kind is Kind.DUE
    assert str(one.date) == date_
    assert one.time is not None
    assert one.time.hour in (7, 8, 9)
    assert [found.obligations[0].time for found in find(f"请{day}{hour}前报办公室", ISSUED, 2025)] == [one.time]


@pytest.mark.parametrize("day", ["明早", "今晚", "明晚"])
@pytest.mark.parametrize("end", ["前", "之前", "报送"])
def test_a_part_of_a_day_without_an_hour_is_asked_about(day: str, end: str) -> None:
    assert _asks(day + end)


@pytest.mark.parametrize("work", ["初见成效", "见底", "完成过半", "建成", "达标"])
@pytest.mark.parametrize("span", ["一年内完成", "2025年底前完成", "三个月内启动"])
def test_half_a_year_in_the_rest_is_asked_about(span: str, work: str) -> None:
    assert _asks(f"{span}，半年{work}")


@pytest.mark.parametrize("often", ["按月", "每月", "逐月"])
@pytest.mark.parametrize("telling", ["报送", "通报", "上报", "调度", "定期报送"])
@pytest.mark.parametrize("day", ["5日", "25日"])
def test_the_day_of_what_recurs_is_no_second_duty(often: str, telling: str, day: str) -> None:
    assert brief(_read(f"{often}{telling}，每月{day}前")) == f"recurring FREQ=MONTHLY;BYMONTHDAY={day[:-1]}"
    two = _read(f"{often}召开例会，每月{day}前报送台账")
    assert len(two.obligations) == 2


@pytest.mark.parametrize("verb", ["安排", "投入", "列支", "安排专项资金", "统筹资金", "预算安排"])
@pytest.mark.parametrize("sum_", ["500万元", "1.2亿元", "30余万元"])
def test_a_sum_for_each_year_is_no_deadline(verb: str, sum_: str) -> None:
    words = f"每年{verb}{sum_}"
    assert not [one for one in _read(words).obligations if one.kind is not Kind.NONE]
    assert not find(words, ISSUED, 2025)


@pytest.mark.parametrize("least", ["不少于", "不得少于", "至少", "累计不少于"])
@pytest.mark.parametrize("amount", ["2小时", "40学时", "八课时", "30分钟"])
@pytest.mark.parametrize("every", ["每天", "每周", "每年"])
def test_how_long_in_each_period_is_no_deadline(every: str, least: str, amount: str) -> None:
    assert [one.kind for one in _read(every + least + amount).obligations] == [Kind.NONE]


@pytest.mark.parametrize("work", ["完成", "办结", "整改到位", "完成整改"])
@pytest.mark.parametrize("form", ["{}（{}）", "{}，{}"])
@pytest.mark.parametrize("day", [*DAYS, "每月5日前", "2个工作日内", "每季度末"])
def test_what_is_to_be_done_by_then_is_not_done(day: str, form: str, work: str) -> None:
    kinds = [one.kind for one in _read(form.format(day, work)).obligations]
    assert Kind.DONE not in kinds
    assert len(kinds) == 1


@pytest.mark.parametrize(
    "state", ["取消", "已取消", "暂停", "作废", "已终止", "撤销", "待确认", "待定", "存疑", "例外", "不做要求"]
)
@pytest.mark.parametrize("day", DAYS)
def test_a_bracket_that_calls_the_day_in_doubt_is_asked_about(day: str, state: str) -> None:
    assert _asks(f"{day}（{state}）")


@pytest.mark.parametrize("verb", ["废止", "施行", "失效", "生效"])
def test_what_is_to_take_effect_by_the_end_of_a_period_is_due(verb: str) -> None:
    assert brief(_read(f"10月底前{verb}")).startswith("due 2025-10-31")
    assert brief(_read(f"2025年10月30日{verb}")) == "none | not-a-deadline"


@pytest.mark.parametrize("stage", ["一期", "二期", "前期", "后期", "首期"])
def test_the_span_of_a_stage_is_no_span_that_a_season_lasts(stage: str) -> None:
    assert [one.kind for one in _read(f"{stage}5月—10月").obligations] == [Kind.WINDOW]


@pytest.mark.parametrize("often", ["每2个工作日", "每三个工作日", "每6月底前", "每3月25日前", "每2旬"])
def test_a_gap_that_has_no_beginning_is_asked_about(often: str) -> None:
    assert _asks(often)


@pytest.mark.parametrize(
    ("words", "last"),
    [("以下年底前完成", "2025-12-31"), ("百万人次年底前", "2025-12-31"), ("三班次年底前", "2025-12-31")],
)
def test_the_end_of_a_word_is_no_beginning_of_a_year(words: str, last: str) -> None:
    assert brief(_read(words)).startswith(f"due {last}")


@pytest.mark.parametrize("work", ["修改", "调整", "变更", "延期", "推迟", "提前", "修订"])
def test_a_day_by_which_something_is_changed_holds(work: str) -> None:
    reading = _read(f"8月22日前{work}，9月25日前提交")
    held = [str(one.date) for one in reading.obligations if one.kind is Kind.DUE]
    assert held == ["2025-08-22", "2025-09-25"] or QUESTION_FLAGS & set(reading.flags)


@pytest.mark.parametrize(("half", "hour"), [("上午", 12), ("下午", 17), ("中午", 12), ("下班前", 17)])
def test_a_part_of_a_day_of_the_month_before_it(half: str, hour: int) -> None:
    first, second = _read(f"8月22日前初审，25日{half}报送").obligations
    assert (str(first.date), str(second.date)) == ("2025-08-22", "2025-08-25")
    assert second.time is not None
    assert second.time.hour == hour


@pytest.mark.parametrize("words", ["T日前", "D日前", "2025年“安全生产月”前", "2025年“双拥月”之前完成"])
def test_a_day_that_somebody_must_name_is_asked_about(words: str) -> None:
    assert _asks(words)
