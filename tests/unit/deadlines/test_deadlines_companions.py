"""What a word of time means by the words beside it: a sibling, a comparison, an event, the last day of what recurs."""

from datetime import date

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Reading

ISSUED = date(2021, 3, 1)
_QUARTERLY = "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"


def _read(words: str) -> str:
    return "; ".join(brief(Reading((one,))) for one in parse(words, issued=ISSUED, year=2021).obligations)


def _found(text: str) -> list[str]:
    return [brief(Reading(one.obligations)) for one in find(text, ISSUED, 2021)]


@pytest.mark.parametrize("deed", ["报", "调", "通", "结"])
def test_one_report_a_week_is_due_on_no_monday(deed: str) -> None:
    assert _read(f"每周一{deed}") == "recurring FREQ=WEEKLY;BYDAY=FR"
    assert _found(f"项目部每周一{deed}，监理部旁站。") == ["recurring FREQ=WEEKLY;BYDAY=FR"]


@pytest.mark.parametrize("deed", ["调度", "通报", "研判"])
@pytest.mark.parametrize("beside", ["每日一排查、", "每月一总结、", ""])
def test_a_weekly_deed_is_one_a_week_beside_others_of_its_form(deed: str, beside: str) -> None:
    day = "FR" if beside else "MO"
    assert _read(f"{beside}每周一{deed}").endswith(f"recurring FREQ=WEEKLY;BYDAY={day}")


@pytest.mark.parametrize(
    ("often", "rrule"),
    [("每季度", _QUARTERLY), ("每半年", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1")],
)
def test_a_yearly_day_says_nothing_of_what_recurs_more_often(often: str, rrule: str) -> None:
    yearly = "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"
    assert _read(f"{often}报送，每年12月底前") == f"{rrule}; {yearly}"
    assert _read("按季度报送，每季度末月25日前") == _QUARTERLY.replace("-1", "25")


@pytest.mark.parametrize("event", ["放学", "下班", "离岗"])
@pytest.mark.parametrize("often", ["每天", "每周"])
def test_a_span_before_an_event_of_each_day_is_no_deadline_of_its_own(event: str, often: str) -> None:
    assert len(_found(f"门卫{often}{event}前5分钟清点人数。")) == 1


@pytest.mark.parametrize("until", ["持续至2021年5月15日", "一直持续到5月15日", "延续至5月15日"])
@pytest.mark.parametrize("between", ["", "林业部门及时调整管控措施，"])
def test_the_last_day_of_what_recurs_is_no_deadline(until: str, between: str) -> None:
    assert _found(f"气象台每日16时发布预报，{between}此项工作{until}。") == ["recurring FREQ=DAILY @16:00"]


@pytest.mark.parametrize(
    "words", ["次月5日前报上月情况", "次月5日前报送上个月进度", "次月5日前报送，首次报送时间为4月5日"]
)
def test_the_month_after_each_is_told_from_the_month_after_the_issue(words: str) -> None:
    assert _read(words).startswith("recurring FREQ=MONTHLY;BYMONTHDAY=5")
    assert _read("次月5日前报送") == "due 2021-04-05"


@pytest.mark.parametrize("whose", ["较省定时限（2021年12月底）", "比市里规定的2021年12月底", "较原计划12月31日"])
def test_the_day_with_which_another_is_compared_is_asked_about(whose: str) -> None:
    reading = parse(f"{whose}提前1个月", issued=ISSUED, year=2021)
    assert QUESTION_FLAGS & set(reading.flags)
    assert _found(f"住建局{whose}提前1个月完成。") == []


@pytest.mark.parametrize("words", ["同第3项", "同上第3项", "与第5条一致", "同3项", "与第2项同步"])
def test_the_time_of_another_item_is_asked_about(words: str) -> None:
    assert QUESTION_FLAGS & set(parse(words, issued=ISSUED, year=2021).flags)


@pytest.mark.parametrize("name", ["第20次常务会", "第三次全体会议", "第5轮巡察会议"])
def test_a_meeting_with_a_number_is_an_event(name: str) -> None:
    assert _read(f"于区里{name}前提交") == "relative 0 day event"


@pytest.mark.parametrize(
    ("festival", "day"), [("“五一”", "2022-04-29"), ("“十一”", "2022-09-30"), ("“元旦”", "2021-12-31")]
)
def test_the_year_before_a_festival_in_quotation_marks_is_its_own(festival: str, day: str) -> None:
    assert _read(f"须于2022年{festival}前清零") == f"due {day}"


@pytest.mark.parametrize("deed", ["开放", "投用", "通车", "正式开园"])
def test_what_must_be_open_on_a_festival_is_due_when_its_holiday_begins(deed: str) -> None:
    assert _found(f"景区一期务必确保今年国庆{deed}。") == ["due 2021-10-01"]
    assert _found(f"景区去年国庆{deed}。") == []


@pytest.mark.parametrize("spoken", ["会议当场交办：", "县长现场办公时当场交办，"])
def test_what_is_assigned_on_the_spot_is_not_due_there(spoken: str) -> None:
    assert _found(f"{spoken}水利站5日内完成备料。") == ["relative 5 day event"]


@pytest.mark.parametrize("share", ["分三年", "分两步", "分2个年度"])
def test_the_parts_of_a_plan_are_no_time(share: str) -> None:
    reading = parse(f"{share}实施，2023年底前完成", issued=ISSUED, year=2021)
    assert (brief(reading), reading.unread) == ("due 2023-12-31 | day-off", ())


@pytest.mark.parametrize("named", ["时间定在", "培训时间定于", "考试日期安排在"])
def test_the_time_of_what_is_to_be_prepared_is_found(named: str) -> None:
    assert _found(f"人事科准备岗前培训，{named}8月26日至28日。") == ["window 2021-08-26..2021-08-28"]


@pytest.mark.parametrize("charged", ["主责", "包联", "包案"])
def test_a_period_binds_whoever_is_charged(charged: str) -> None:
    assert _found(f"剩余2户由属地政府{charged}，力争三季度出清。") == ["due 2021-09-30"]


@pytest.mark.parametrize("meeting", ["教代会", "党委会", "职代会"])
@pytest.mark.parametrize("deed", ["审议", "通过", "研究"])
def test_what_a_meeting_does_in_a_month_is_the_work_behind_it(meeting: str, deed: str) -> None:
    reading = parse(f"2022年3月：{meeting}{deed}", issued=ISSUED, year=2021)
    assert (brief(reading), reading.unread) == ("due 2022-03-31", ())
    assert QUESTION_FLAGS & set(parse(f"2022年3月{meeting}{deed}后", issued=ISSUED, year=2021).flags)
