"""Days are read again only where another calendar is in force than the one by which they were read."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from bot.calendars import Calendar
from bot.model import Kind, Obligation
from bot.plan.duty import Duty
from bot.store import duties
from bot.store.tables import LedgerRow
from bot.work.duties import recount
from bot.work.duties.alignment import wanted_duties
from bot.work.office import Office
from bot.work.planning.tick import plan
from tests.support.office import at, dispatched, due, ledger, office_in, task

NOW, LATER = "2021-06-01T09:00", "2021-06-02T09:00"
DAY_OFF = Calendar(frozenset({date(2021, 6, 2)}))


def by(office: Office, calendar: Calendar) -> Office:
    """The same office with another calendar."""
    return replace(office, rules=replace(office.rules, calendar=calendar))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the duties of a ledger are made out to be counted again."""
    made: list[str] = []

    def counted(session: Session, office: Office, row: LedgerRow, now: datetime) -> list[Duty]:
        made.append(row.id)
        return wanted_duties(session, office, row, now)

    monkeypatch.setattr(recount, "wanted_duties", counted)
    return made


def at_work(number: str = "1") -> Office:
    office = office_in()
    dispatched(office, ledger(task(number, due("2021-06-30"), Obligation(Kind.IMMEDIATE, phrase="立即"))))
    return office


def test_a_new_store_is_not_read_again_at_its_first_tick(reads: list[str]) -> None:
    office = at_work()
    plan(office, at(NOW))
    assert reads == []


def test_each_ledger_is_made_out_once_after_a_change(reads: list[str]) -> None:
    office = at_work()
    plan(office, at(NOW))
    plan(by(office, DAY_OFF), at(LATER))
    assert reads == ["test-2021"]


def test_what_changed_before_the_first_tick_is_followed(reads: list[str]) -> None:
    office = at_work()
    before = last_days(office)
    plan(by(office, DAY_OFF), at("2021-06-01T10:00"))
    assert reads == ["test-2021"]
    assert last_days(office) != before


def test_where_days_were_read_by_two_calendars_all_are_read_again(reads: list[str]) -> None:
    office = at_work()
    plan(office, at(NOW))
    other = ledger(task("2", due("2021-06-30")), title="另一份台账", sha256="1" * 64)
    dispatched(by(office, DAY_OFF), other, "2021-06-01T10:00")
    plan(office, at(LATER))
    assert len(reads) == 2


def test_what_was_stored_before_the_calendar_was_noted_is_read_once(reads: list[str]) -> None:
    office = at_work()
    with office.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM mark")
    plan(office, at(NOW))
    plan(office, at(LATER))
    assert reads == ["test-2021"]


def last_days(office: Office) -> list[date | None]:
    with office.store.look() as session:
        return [duty.due for duty in duties.duties(session)]
