"""A calendar file keeps to RFC 5545 whatever the words are."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Line
from bot.messages.calendar_file import FOLD, calendar_file
from bot.store import duties
from bot.work.letters.lines import line_of
from tests.support.office import at, dispatched, due, ledger, office_in, task

NOW = at("2021-06-10T10:00")


def line() -> Line:
    office = office_in()
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    with office.store.begin() as session:
        found = line_of(duties.duties(session)[0], office, date(2021, 6, 10))
    office.store.close()
    return found


LINE = line()


@given(st.text(max_size=200), st.text(max_size=40))
def test_lines_are_folded_and_nothing_is_torn(title: str, unit: str) -> None:
    written = calendar_file([replace(LINE, title=title, unit=unit)], unit, NOW)
    lines = written.split(b"\r\n")
    assert all(len(one) <= FOLD for one in lines)
    assert all(one.decode() is not None for one in lines)
    unfolded = written.replace(b"\r\n ", b"").split(b"\r\n")
    assert [one.partition(b":")[0] for one in unfolded if one][:4] == [b"BEGIN", b"VERSION", b"PRODID", b"X-WR-CALNAME"]
    assert unfolded.count(b"BEGIN:VEVENT") == unfolded.count(b"END:VEVENT") == 1
    assert b"DTSTART;VALUE=DATE:20210630" in unfolded
    assert b"DTEND;VALUE=DATE:20210701" in unfolded
