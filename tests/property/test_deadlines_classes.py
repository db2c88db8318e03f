"""Classes of words that a careless reader goes wrong on, built so that what is true of each is known."""

from datetime import date, timedelta
from itertools import product

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Reading

ISSUED = date(2025, 3, 5)
DAYS = (date(2025, 4, 8), date(2025, 6, 30), date(2025, 11, 3))
WRITTEN = ("{d.month}月{d.day}日", "{d.year}年{d.month}月{d.day}日", "{d.month}月{d.day}号")


def _said(phrase: str, where: str = "column") -> tuple[str, bool]:
    reading = parse(phrase, issued=ISSUED, year=2025, where=where)
    kept = [one for one in reading.obligations if one.kind != "none"]
    return "; ".join(brief(Reading((one,))) for one in kept), bool(QUESTION_FLAGS & set(reading.flags))


def _found(text: str) -> list[str]:
    return [brief(Reading(one.obligations)) for one in find(text, ISSUED, 2025)]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_day_in_the_bracket_of_its_name_is_due(written: str) -> None:
    for day, name in product(DAYS, ("民俗节", "第3教学周周五", "纪念日", "第二阶段截止日")):
        assert _found(f"各单位要在{name}（{written.format(d=day)}）前完成布置。") == [f"due {day}"]


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_forbidden_until_a_day_is_not_due_by_it(written: str) -> None:
    for day, no in product(DAYS, ("不得", "严禁", "不准", "不允许")):
        words = written.format(d=day)
        assert _said(f"{words}前{no}进场施工")[0] == ""
        assert _said(f"{words}前不得少于3次")[0] == f"due {day} x3"


@pytest.mark.parametrize("written", WRITTEN)
def test_a_day_by_which_something_may_not_have_happened_is_asked_about(written: str) -> None:
    for day, lead, late in product(DAYS, ("若", "如", "如果", "倘若"), ("未摘牌", "仍未办结", "没有反馈")):
        said, asked = _said(f"{lead}{written.format(d=day)}前{late}，则12月底前重新组织")
        assert said == "due 2025-12-31"
        assert asked


@pytest.mark.parametrize("left_out", ["法定节假日", "周末", "节假日", "周日"])
def test_days_left_out_of_what_recurs_are_asked_about(left_out: str) -> None:
    for recurring in ("每日报送", "每天17时前报送", "每周一报送"):
        said, asked = _said(f"除{left_out}外，{recurring}")
        assert said.startswith("recurring")
        assert asked


@pytest.mark.parametrize("sign", ["、", "，", "和", "及"])
def test_several_hours_a_day_are_asked_about(sign: str) -> None:
    for first, last, end in product((8, 9), (15, 20), ("前", "", "前报送")):
        assert _said(f"每日{first}时{sign}{last}时{end}") == (f"recurring FREQ=DAILY @{first:02}:00", True)


@pytest.mark.parametrize(
    "unit", [("日", "day"), ("天", "day"), ("个工作日", "workday"), ("个月", "month"), ("年", "year")]
)
def test_of_two_numbers_of_a_span_the_longer_counts(unit: tuple[str, str]) -> None:
    for less, more, sign in product((1, 2, 3), (5, 7), ("-", "—", "至", "~", "到")):
        assert _said(f"{less}{sign}{more}{unit[0]}内")[0] == f"relative {more} {unit[1]} event"


@pytest.mark.parametrize(("words", "unit"), [("个工作日", "workday"), ("天", "day"), ("周", "week")])
def test_days_after_the_day_itself(words: str, unit: str) -> None:
    for n in (1, 3, 15):
        assert _said(f"T+{n}{words}") == (f"relative {n} {unit} event", False)
        assert _said(f"D+{n}")[0] == f"relative {n} day event"
        assert _said(f"T+{n}") == ("", True)
        assert _said(f"节后第{n}个工作日") == (f"relative {n} workday event", False)


@pytest.mark.parametrize("event", ["图纸到位", "设备进场", "意见征集结束", "样品送检", "系统切换"])
def test_a_span_after_any_event_closes_a_cell(event: str) -> None:
    for n, unit in product((2, 15), (("天", "day"), ("个工作日", "workday"), ("小时", "hour"))):
        for end in ("", "内", "以内"):
            assert _said(f"{event}后{n}{unit[0]}{end}")[0] == f"relative {n} {unit[1]} event"


@pytest.mark.parametrize("occasion", ["党委会", "现场观摩会", "校庆日", "开园仪式"])
def test_before_what_happens_on_a_day_is_asked_about(occasion: str) -> None:
    for day in DAYS:
        assert _said(f"{day.month}月{day.day}日{occasion}前完成") == (f"due {day}", True)


@pytest.mark.parametrize("verb", ["下拨", "召开", "印发", "完成", "发表"])
def test_what_is_over_binds_nobody(verb: str) -> None:
    for back in (1, 20, 200):
        day = ISSUED - timedelta(days=back)
        for lead in ("已于", "于", "该文于"):
            assert _found(f"{lead}{day.year}年{day.month}月{day.day}日{verb}，成效明显。") == []


@pytest.mark.parametrize("period", ["每人每月", "每亩每年", "每日每人", "每户每季度"])
def test_amounts_of_a_period_bind_nobody(period: str) -> None:
    for amount in ("80元", "100块", "1.2万元", "760元"):
        assert _found(f"{period}补助{amount}。") == []
        assert _found(f"{period}{amount}标准发放。") == []


@pytest.mark.parametrize(
    "words", ["纳入年终考核", "根据年初工作安排", "年底考核时一并评价", "年末存栏20万头", "较年初增加3亿元"]
)
def test_an_end_of_the_year_that_only_says_of_when_something_is(words: str) -> None:
    assert _found(f"{words}。") == []
    assert _found(f"年底前{words}。") == ["due 2025-12-31"]


@pytest.mark.parametrize("until", ["两会结束", "活动闭幕", "任务完成", "另行通知"])
def test_a_span_without_its_end_is_asked_about(until: str) -> None:
    assert _said(f"即日起至{until}") == ("", True)


@pytest.mark.parametrize("season", ["入汛", "春耕", "供暖期", "开学", "教师节"])
def test_an_event_without_a_day_is_asked_about_beside_one_that_has(season: str) -> None:
    said, asked = _said(f"4月25日前完成排查，{season}前全部整改到位")
    assert (said, asked) == ("due 2025-04-25", True)
    assert _said(f"4月25日（{season}前）")[0] == "due 2025-04-25"
