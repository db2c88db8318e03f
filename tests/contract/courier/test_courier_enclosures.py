"""What goes with a letter by mail: its days for a calendar, a long list as a sheet."""

import sys
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from bot.messages.calendar_file import MEDIA_TYPE
from bot.model import Kind, Obligation
from bot.plan.lifecycle import Verb
from bot.reading.open_file import read_here
from bot.store import duties
from bot.work.duties.moves import Move, make_move
from bot.work.letters import composer, enclosures, partners
from bot.work.letters.enclosures import LONG
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick


def days(office: Office, when: str) -> list[Any]:
    """The events of the one calendar that goes out at `when`."""
    letters, _ = tick(office, when)
    (found,) = [file for letter in letters for file in letter.attachments if file.media_type == MEDIA_TYPE]
    return Calendar.from_ical(found.content).walk("VEVENT")


def test_a_day_keeps_its_entry_when_it_is_moved_and_is_taken_out_when_it_is_done_with(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    (first,) = days(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.EXTENSION_GRANTED, until=date(2021, 7, 20)), CLERK, at("2021-06-03T10:00"))
    (moved,) = days(office, "2021-06-04T09:00")
    assert moved["UID"] == first["UID"]
    assert (first.decoded("DTSTART"), moved.decoded("DTSTART")) == (date(2021, 6, 30), date(2021, 7, 20))
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    assert first["STATUS"] == moved["STATUS"] == "CONFIRMED"


def test_a_series_is_one_entry_that_comes_again(office: Office) -> None:
    rule = Obligation(Kind.RECURRING, phrase="每月底前", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", source="column")
    dispatched(office, ledger(task("1", rule)))
    (event,) = days(office, "2021-06-01T09:00")
    assert (event["RRULE"]["FREQ"], event["RRULE"]["BYMONTHDAY"]) == (["MONTHLY"], [-1])
    assert event["UID"].startswith("series-")


def test_a_long_list_goes_as_a_sheet_too(office: Office) -> None:
    dispatched(office, ledger(*(task(str(n), due("2021-06-30")) for n in range(1, LONG + 2))))
    letters, _ = tick(office, "2021-06-01T09:00")
    (sheet,) = [file for file in letters[0].attachments if file.name.endswith(".xlsx")]
    read = read_here(sheet.content, sheet.name)
    words = [cell.text for block in read.blocks for row in getattr(block, "rows", ()) for cell in row]
    assert {f"第{n}项工作" for n in range(1, LONG + 2)} <= set(words)
    with office.store.begin() as session:
        assert len(duties.duties(session)) == LONG + 1


def test_of_thousands_the_calendar_holds_what_a_mail_may_list_and_the_sheet_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (enclosures, composer, partners, sys.modules["bot.messages.render"]):
        monkeypatch.setattr(module, "MAIL_LINES", 30)
    dispatched(office, ledger(*(task(str(n), due("2021-06-30")) for n in range(1, 51))))
    letters, _ = tick(office, "2021-06-01T09:00")
    events = [file for file in letters[0].attachments if file.media_type == MEDIA_TYPE]
    assert len(Calendar.from_ical(events[0].content).walk("VEVENT")) == 30
    (sheet,) = [file for file in letters[0].attachments if file.name.endswith(".xlsx")]
    words = [cell.text for block in read_here(sheet.content, sheet.name).blocks for row in block.rows for cell in row]  # type: ignore[union-attr]
    assert {f"第{n}项工作" for n in range(1, 51)} <= set(words)
    assert "50" in letters[0].subject
    assert "另有 20 " in letters[0].text
