"""What is looked at often reads no more rows of a store that keeps four times as many duties."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.app.checks import local
from bot.messages import DigestLetter, digest_words, render_digest
from bot.model import Kind
from bot.plan.duty import Duty, State
from bot.store import duties, ledgers
from bot.work.letters import digest_lists
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.views.day import day_of
from bot.work.views.ledger_table import ledger_lights
from bot.work.views.status import figures, status_page
from tests.support.office import CLERK, at, office_in

NOW = at("2021-07-01T09:00")
FEW, MANY = 800, 2000
UNITS = ("区财政局", "区教育局", "区司法局")


def digest_of(office: Office) -> DigestLetter:
    """The coordinators' digest of a week."""
    with office.store.look() as session:
        return digest_letter(session, office, "区政府办公室", date(2021, 6, 24), NOW)


VIEWS: dict[str, Callable[[Office], object]] = {
    "status": lambda office: status_page(office, NOW),
    "status overdue": lambda office: status_page(office, NOW, "overdue"),
    "status unit": lambda office: status_page(office, NOW, "区财政局"),
    "status page": lambda office: status_page(office, NOW, at=3),
    "figures": lambda office: figures(office, NOW, CLERK, "unit"),
    "today": lambda office: day_of(office, NOW),
    "ledgers": lambda office: ledger_lights(office, NOW),
    "digest": digest_of,
    "check": lambda office: [*local.calendar(office, NOW), *local.messages(office)],
}


def filled(n: int) -> Office:
    """A ledger of n items, each of three units, their last days about now, in every state."""
    office = office_in()
    states = (State.DISPATCHED, State.ACKNOWLEDGED, State.REPORTED, State.CLOSED)
    with office.store.begin() as session:
        row = ledgers.add_ledger(
            session, "l", {"title": "台账", "tasks": [], "duties": [], "questions": []}, "0" * 64, NOW
        )
        row.state = ledgers.DISPATCHED
        session.flush()
        made = []
        for k in range(n * len(UNITS)):
            day = date(2021, 6, 1) + timedelta(days=k % 60)
            duty = Duty(Kind.DUE, states[k % 4], at("2021-01-15T09:00"), due=day, original_due=day, ledger_id="l")
            made.append(
                duty._replace(number=str(k // 3 + 1), unit=UNITS[k % 3], told_at=duty.dispatched_at, next_at=NOW)
            )
        duties.add(session, made)
    return office


def rows_read(office: Office, view: Callable[[Office], object]) -> int:
    """How many rows the database hands over."""
    link = office.store.engine.raw_connection().driver_connection
    assert link is not None
    read = 0

    def count(_: object, row: tuple[object, ...]) -> tuple[object, ...]:
        nonlocal read
        read += 1
        return row

    link.row_factory = count
    view(office)
    link.row_factory = None
    return read


@pytest.fixture(scope="module")
def offices() -> tuple[Office, Office]:
    return filled(FEW), filled(MANY)


@pytest.mark.parametrize("name", VIEWS)
def test_no_more_rows_are_read_of_more_duties(name: str, offices: tuple[Office, Office]) -> None:
    few, many = (rows_read(office, VIEWS[name]) for office in offices)
    assert 0 < many <= few * 1.1


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in {"check", "ledgers"}])
def test_duties_of_archived_ledgers_are_passed_over(name: str, offices: tuple[Office, Office]) -> None:
    """By an index that begins with the ledger, the unit or an instant: no statement walks through all duties."""
    office = offices[0]
    found = plans(office, VIEWS[name])
    assert found
    assert [plan for _, plan in found if plan.startswith("SCAN duty")] == []


def plans(office: Office, view: Callable[[Office], object]) -> list[tuple[str, str]]:
    """The statements by which duties are read, each with a step of its plan."""
    said: list[tuple[str, Any]] = []

    def note(_link: object, _cursor: object, statement: str, values: Any, _context: object, _many: object) -> None:
        said.append((statement, values))

    event.listen(office.store.engine, "before_cursor_execute", note)
    view(office)
    event.remove(office.store.engine, "before_cursor_execute", note)
    link = office.store.engine.raw_connection()
    reads = [one for one in said if one[0].startswith("SELECT") and "FROM duty" in one[0]]
    return [
        (words, row[3])
        for words, values in reads
        for row in link.cursor().execute(f"EXPLAIN QUERY PLAN {words}", values)
    ]


def test_what_a_digest_counts_is_read_from_an_index_alone(offices: tuple[Office, Office]) -> None:
    found = [(words, plan) for words, plan in plans(offices[0], digest_of) if plan.startswith("SEARCH duty")]
    counted = [(words, plan) for words, plan in found if "count(" in words]
    assert counted
    assert [one for one in counted if "COVERING INDEX" not in one[1]] == []


def test_a_digest_says_the_same_however_few_items_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    office = filled(300)
    said = []
    for most in (digest_words.MOST_ITEMS + 1, 10_000):
        monkeypatch.setattr(digest_lists, "MOST", most)
        message = render_digest(digest_of(office), "email", "id")
        said.append((message.subject, _without_names(message.text)))
    assert said[0] == said[1]


def _without_names(words: str) -> list[str]:
    """Which of many items of one day are shown first is the store's own order."""
    return [line for line in words.splitlines() if not line.startswith("  ")]
