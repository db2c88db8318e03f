"""Conventions, context, years, labels, wording and occurrences."""

from datetime import date, time
from pathlib import Path

import pytest

from bot.calendars import Calendar
from bot.deadlines import DEFAULT, Conventions, in_words, load_deadlines, occurrences, parse
from bot.deadlines.brief import brief
from bot.errors import SettingsErrors
from bot.model import Kind, Obligation
from bot.resources import shipped
from bot.texts import set_language

ISSUED = date(2021, 6, 30)


def test_the_closing_time_and_the_days_of_a_month_are_settings() -> None:
    settings = Conventions(closing=time(18), month_start_day=3, month_middle_day=16)
    assert brief(parse("9月30日下班前", issued=ISSUED, settings=settings)) == "due 2021-09-30 @18:00 | no-year"
    assert parse("9月初", issued=ISSUED, settings=settings).obligations[0].date == date(2021, 9, 3)
    assert parse("9月中", issued=ISSUED, settings=settings).obligations[0].date == date(2021, 9, 16)


def test_the_calendar_of_the_settings_counts_working_days() -> None:
    settings = Conventions(calendar=Calendar(frozenset({date(2021, 7, 1)})))
    (one,) = parse("自本通知印发之日起2个工作日内", issued=ISSUED, settings=settings).obligations
    assert one.date == date(2021, 7, 5)


def test_the_shipped_settings_are_the_defaults() -> None:
    assert load_deadlines(shipped("config", "deadlines.toml")) == DEFAULT


@pytest.mark.parametrize(
    "words",
    ["closing_time = 'abends'", "month_start_day = 31", "before = 'sofort'", "month_middle_day = true", "x = 1", "x ="],
)
def test_a_fault_in_the_settings_is_named(tmp_path: Path, words: str) -> None:
    path = tmp_path / "deadlines.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(SettingsErrors) as caught:
        load_deadlines(path)
    assert "deadlines.toml" in str(caught.value.faults[0])


@pytest.mark.parametrize(
    ("phrase", "issued", "year", "answer"),
    [
        ("12月底前", date(2021, 6, 1), None, "due 2021-12-31 | no-year"),
        ("3月底前", date(2021, 12, 20), 2022, "due 2022-03-31 | no-year"),
        ("11月底前", date(2021, 12, 20), None, "due 2021-11-30 | no-year past"),
        ("8月底前", date(2021, 12, 20), None, "due 2022-08-31 | no-year past"),
        ("一季度", date(2021, 12, 20), None, "due 2021-03-31 | no-year past"),
        ("12月底前", None, 2023, "due 2023-12-31 | no-year day-off"),
        ("12月底前", None, None, "none | not-understood"),
        ("明年1月底前", None, None, "none | not-understood"),
        ("2021年9月前", date(2021, 9, 10), None, "due 2021-09-30"),
        ("1837年12月30日", None, None, "due 1837-12-30 | vague day-off"),
    ],
)
def test_which_year_is_meant(phrase: str, issued: date | None, year: int | None, answer: str) -> None:
    assert brief(parse(phrase, issued=issued, year=year)) == answer


def test_the_context_tells_what_a_span_counts_from() -> None:
    context = "各部门根据本要点，并在本要点印发后30日内公开"
    (one,) = parse("印发后30日内", issued=ISSUED, where="prose", context=context).obligations
    assert (one.anchor, one.date) == ("issued", date(2021, 7, 30))
    (other,) = parse("印发后30日内", issued=ISSUED, where="prose", context="实施方案印发后30日内公开").obligations
    assert (other.anchor, other.date) == ("event", None)


def test_the_context_tells_that_a_date_does_not_bind() -> None:
    reading = parse("2023年12月31日", issued=ISSUED, where="prose", context="本办法有效期至2023年12月31日。")
    assert brief(reading) == "none | not-a-deadline"


def test_a_weekday_that_does_not_fit_is_asked_about() -> None:
    assert parse("7月15日（周四）前", issued=ISSUED).flags == ("no-year",)
    assert "conflict" in parse("7月15日（周五）前", issued=ISSUED).flags


@pytest.mark.parametrize(
    ("phrase", "labels"),
    [
        ("2021年9月前完成现有规划文件主动公开；长期工作", ["完成现有规划文件主动公开", None]),
        ("6月底前制定方案，12月底前全面完成", ["制定方案", "全面完成"]),
        ("规划编制2021年9月底前完成", ["规划编制"]),
        ("9月10日、12月10日前报送总结", ["报送总结", "报送总结"]),
        ("12月底前完成", [None]),
    ],
)
def test_labels(phrase: str, labels: list[str | None]) -> None:
    assert [one.label for one in parse(phrase, issued=ISSUED).obligations] == labels


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("2021年9月前", "按月末理解：2021-09-30；从严：2021-08-31"),
        ("三季度前", "按季末理解：2021-09-30；从严：2021-06-30"),
        ("12月10日下班前", "2021-12-10（周五） 17:30 前"),
        ("每季度末月25日前", "每年3、6、9、12月25日"),
        ("每月第十个工作日前", "每月第10个工作日"),
        ("每月最后一个周五", "每月最后一个周五"),
        ("每周五前", "每周五"),
        ("每两周", "每2周的周五"),
        ("每五年", "每5年，12月31日"),
        ("每年召开两次", "每年12月31日，每期至少 2 次"),
        ("每日", "每天"),
        ("每个工作日", "每个工作日"),
        ("全年", "2021-01-01 至 2021-12-31，到期日为 2021-12-31"),
        ("会后一周内", "自事项发生起 1 周内（起算日待定）"),
        ("开工前30日", "事项发生前 30 日（起算日待定）"),
        ("自本通知印发之日起30日内", "自印发之日起 30 日内，即 2021-07-30"),
        ("当日", "事项当日（日期待定）"),
        ("2021年9月起每月5日前", "自 2021-09-01 起，每月5日"),
        ("国庆节前3天", "节前 3 日，即 2021-09-28"),
        ("国庆节后一周内", "节后 1 周内，即 2021-10-14"),
        ("立行立改", "立即办理"),
        ("已完成", "已完成"),
        ("长期工作", "长期工作，不设完成日，按周期反馈"),
        ("按要求", "没有可以督办的时限"),
    ],
)
def test_readings_in_words(phrase: str, words: str) -> None:
    set_language("zh-CN")
    assert in_words(parse(phrase, issued=ISSUED, year=2021).obligations[0]) == words


def _days(rrule: str, first: date, last: date) -> list[date]:
    return list(occurrences(Obligation(Kind.RECURRING, rrule=rrule), first, last))


def test_occurrences_are_last_on_time_days() -> None:
    quarterly = _days("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", date(2021, 6, 30), date(2021, 12, 31))
    assert quarterly == [date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31)]
    assert list(occurrences(Obligation(Kind.STANDING), ISSUED, date(2022, 1, 1))) == []


def test_nothing_recurs_before_its_start() -> None:
    (one,) = parse("2021年9月起每月5日前", issued=ISSUED).obligations
    assert list(occurrences(one, date(2021, 7, 1), date(2021, 10, 31))) == [date(2021, 9, 5), date(2021, 10, 5)]


def test_the_official_calendar_moves_the_nth_working_day() -> None:
    rrule = "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5"
    assert _days(rrule, date(2021, 10, 1), date(2021, 10, 31)) == [date(2021, 10, 13)]
    last = _days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", date(2021, 10, 1), date(2021, 10, 31))
    assert last == [date(2021, 10, 29)]


def test_a_date_in_another_language_is_read_only_when_whole() -> None:
    assert brief(parse("31 décembre 2021", issued=ISSUED)) == "due 2021-12-31"
    assert brief(parse("décembre", issued=ISSUED)) == "none | not-understood"


@pytest.mark.parametrize(
    "words", ["收到申请后5个工作日内", "自合同签订之日起30日内", "会前3天", "开标前5日", "到期前1个月"]
)
def test_the_words_of_a_span_name_its_event(words: str) -> None:
    assert [one.phrase for one in parse(f"{words}报送").obligations] == [words]
