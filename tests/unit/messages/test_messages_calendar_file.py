"""A calendar file is read back whatever the words are."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.messages.calendar_file import Entry, calendar_file
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
    read = Calendar.from_ical(calendar_file(entries, unit, NOW))
    [event] = read.walk("VEVENT")
    assert (event["UID"], event.decoded("DTSTART"), event.decoded("DTEND")) == (
        "duty-7@duban",
        date(2021, 6, 30),
        date(2021, 7, 1),
    )
    assert unit.strip() in str(event["SUMMARY"])
