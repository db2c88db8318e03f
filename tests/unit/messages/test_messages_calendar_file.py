"""A calendar file is read back by another library whatever the words are."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.messages.calendar_file import FOLD, Entry, calendar_file
from bot.messages.letter import Line
from bot.model import Kind, UnitRole
from tests.support.office import at

NOW = at("2021-06-10T10:00")
LINE = Line(
    "1", "推进改革", "", "区财政局", UnitRole.LEAD, Kind.DUE, "", "6月底前", "", "dispatched", "near", date(2021, 6, 30)
)
WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=200)


@given(WORDS, WORDS)
def test_every_dated_duty_is_a_day_of_its_own(title: str, unit: str) -> None:
    undated = replace(LINE, due=None)
    entries = [Entry(7, replace(LINE, title=title, unit=unit), "https://board/duty/7"), Entry(8, undated)]
    read = Calendar.from_ical(calendar_file(entries, unit, NOW, timedelta(hours=6)))
    assert read["METHOD"] == "PUBLISH"
    [event] = read.walk("VEVENT")
    assert (event["UID"], event.decoded("DTSTART"), event.decoded("DTEND")) == (
        "duty-7@duban",
        date(2021, 6, 30),
        date(2021, 7, 1),
    )
    shown = "".join(sign for sign in unit if sign.isprintable())
    assert shown.strip() in str(event["SUMMARY"])
    assert len(event.walk("VALARM")) == 1


@given(st.text(max_size=200), st.text(max_size=40))
def test_lines_are_folded_and_nothing_is_torn(title: str, unit: str) -> None:
    written = calendar_file([Entry(7, replace(LINE, title=title, unit=unit))], unit, NOW)
    lines = written.split(b"\r\n")
    assert all(len(one) <= FOLD for one in lines)
    assert all(one.decode() is not None for one in lines)
    unfolded = written.replace(b"\r\n ", b"").split(b"\r\n")
    assert unfolded.count(b"BEGIN:VEVENT") == unfolded.count(b"END:VEVENT") == 1


@given(st.integers(0, 800_000), st.booleans())
def test_a_series_is_one_entry_with_its_rule_and_revision(revision: int, over: bool) -> None:
    entry = Entry(7, LINE, revision=revision, series="series-a", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", is_over=over)
    (event,) = Calendar.from_ical(calendar_file([entry], "区财政局", NOW)).walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == ("series-a@duban", revision)
    assert event["RRULE"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=-1"
    assert event["STATUS"] == ("CANCELLED" if over else "CONFIRMED")
    assert len(event.walk("VALARM")) == (not over)
