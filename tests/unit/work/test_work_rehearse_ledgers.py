"""The five real ledgers rehearsed over their year: what holds whatever they say, and how much it comes to."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.calendars import OFFICIAL
from bot.ledger import extract
from bot.plan.duty import Duty
from bot.plan.ladder import Rules
from bot.reading.open_file import read_here
from bot.roster.roster import Roster
from bot.store import duties
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.rehearsal.rehearse import Rehearsed, WhatIf, rehearse
from tests.support.ledgers import SHARED, WHY_NOT
from tests.support.office import CLERK, ZONE, office_in

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason=WHY_NOT)

#: Ledger → duties made at the dispatch, messages of a year by kind when nobody ever does anything.
EXPECTED: dict[str, tuple[int, dict[str, int]]] = {
    "chengzihe-2021": (
        74,
        {"circular": 4, "digest": 94, "dispatch": 13, "escalation": 4, "reminder": 116, "urging": 46},
    ),
    "licheng-2020": (14, {"circular": 3, "digest": 209, "dispatch": 4, "escalation": 2, "reminder": 32, "urging": 28}),
    "quangang-2021": (104, {"digest": 255, "dispatch": 15, "urging": 16}),
    "quanzhou-2018": (
        206,
        {"circular": 3, "digest": 180, "dispatch": 19, "escalation": 3, "reminder": 38, "urging": 32},
    ),
    "zhanjiang-2021": (
        177,
        {"circular": 1, "digest": 107, "dispatch": 28, "escalation": 1, "feedback": 91, "reminder": 125, "urging": 20},
    ),
}
NAMES = ("chengzihe-2021", "licheng-2020", "quangang-2021", "quanzhou-2018", "zhanjiang-2021")


@dataclass(frozen=True)
class Year:
    """One rehearsal."""

    first: date
    last: date
    rules: Rules
    rows: tuple[Duty, ...]
    messages: tuple[Rehearsed, ...]


def roster_of(name: str) -> Roster:
    """Every unit with a contact and a leader; a group is two invented members."""
    known = json.loads((SHARED / "units.json").read_text(encoding="utf-8"))["documents"][name]["units"]
    names: list[tuple[str, list[str]]] = [(unit["name"], []) for unit in known if unit["kind"] == "unit"]
    groups = [unit["name"] for unit in known if unit["kind"] == "group"]
    names += [(f"成员{letter}", groups) for letter in "甲乙"]
    units = [
        {
            "name": unit,
            "groups": belongs,
            "contact": [{"email": f"c{i}@example.org"}, {"role": "leader", "email": f"l{i}@example.org"}],
        }
        for i, (unit, belongs) in enumerate(names)
    ]
    return Roster.model_validate({"unit": units, "coordinator": [{"name": "督查科", "email": "d@example.org"}]})


@cache
def year_of(name: str, closed_percent: int = 0) -> Year:
    """The year from the day of issue on, or from New Year where none is written."""
    path: Path = SHARED / "office" / f"{name}.docx"
    path = path if path.exists() else path.with_suffix(".xlsx")
    ledger = extract(read_here(path.read_bytes(), path.name))
    first = ledger.issued or date(ledger.year or 0, 1, 1)
    last = first + timedelta(days=364)
    office = office_in(roster=roster_of(name))
    start = datetime.combine(first, office.rules.policy.send_at, ZONE)
    taken = take_in(office, ledger, path.name, start, CLERK)
    dispatch(office, taken.ledger_id, start, start, CLERK, defaults=True)
    with office.store.begin() as session:
        rows = tuple(duties.duties(session))
    messages = tuple(rehearse(office, first, last, what_if=WhatIf(closed_percent=closed_percent)))
    office.store.close()
    return Year(first, last, office.rules, rows, messages)


def rungs(year: Year) -> dict[tuple[str, str, str | None], set[str]]:
    """(task, unit, last day) → the rungs that the unit's contact was told of."""
    told: dict[tuple[str, str, str | None], set[str]] = {}
    for message in year.messages:
        for item in message.items:
            if message.role == "contact" and message.to == item["unit"]:
                told.setdefault((item["task"], item["unit"], item["due"]), set()).add(item["rung"])
    return told


@pytest.mark.parametrize("name", NAMES)
def test_nothing_goes_out_on_a_day_off_or_twice_a_day(name: str) -> None:
    messages = [m for m in year_of(name).messages if m.kind != "digest"]
    assert [m.at for m in messages if not OFFICIAL.is_workday(m.at.date())] == []
    assert [key for key, n in Counter((m.person, m.at.date()) for m in messages).items() if n > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_duty_is_without_a_plan(name: str) -> None:
    year = year_of(name)
    told = rungs(year)
    assert year.rows
    silent = [
        row for row in year.rows if not told.get((row.number, row.unit, row.due.isoformat() if row.due else None))
    ]
    assert [(row.number, row.unit, row.kind, row.due) for row in silent] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_dated_duty_is_told_on_its_last_day_and_after_it(name: str) -> None:
    year = year_of(name)
    told = rungs(year)
    dispatched = year.rules.today(year.rules.opens(datetime.combine(year.first, year.rules.policy.send_at, ZONE)))
    dated = [
        row
        for row in year.rows
        if row.due is not None
        and row.interval_days != 1
        and OFFICIAL.on_or_before(row.alt or row.due) > dispatched
        and row.due <= year.last - timedelta(days=14)
    ]
    wanted = {"T", "T+1"}
    missing = [row for row in dated if row.due and not wanted <= told[row.number, row.unit, row.due.isoformat()]]
    assert [(row.number, row.unit, row.due) for row in missing] == []


@pytest.mark.parametrize("name", NAMES)
def test_none_goes_to_what_is_closed(name: str) -> None:
    year = year_of(name, 100)
    dispatched = year.rules.today(year.rules.opens(datetime.combine(year.first, year.rules.policy.send_at, ZONE)))
    late = []
    for message in year.messages:
        for item in message.items:
            if item["due"] is not None and item["kind"] not in {"dispatch", "decision"}:  # that it is approved
                last = date.fromisoformat(item["alt"] or item["due"])
                closed = max(OFFICIAL.shift(last, -2), dispatched + timedelta(days=1))
                late += [(message.at, dict(item))] if message.at >= year.rules.at(closed) else []
    assert late == []


@pytest.mark.parametrize("name", NAMES)
def test_how_much_it_comes_to(name: str) -> None:
    year = year_of(name)
    assert (len(year.rows), dict(sorted(Counter(m.kind for m in year.messages).items()))) == EXPECTED[name]
