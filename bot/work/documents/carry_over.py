"""What one year leaves to the next: by unit, so that whoever has done its part is not asked again."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.ledger import to_record
from bot.ledger.text.normal_form import squeeze
from bot.model import Kind, Ledger, Task
from bot.plan.duty import ENDED, RUNNING, Duty, State
from bot.roster.roster import Roster
from bot.store import duties, ledgers
from bot.store.store import record
from bot.store.tables import LedgerRow
from bot.vocabulary.number_marks import number_carried
from bot.work.documents.unfinished import is_clock, refuse_what_waits, what_waits
from bot.work.duties.alignment import refresh_duties
from bot.work.duties.trail import change
from bot.work.office import Actor, Office, get_ledger
from bot.work.stored_ledger import effective, stored_ledger

#: What the trail says of an old duty, and of the ledger that takes over.
CARRIED_OVER, CARRIED_IN = "carried-over", "carried-in"
_LASTING = frozenset({Kind.STANDING, Kind.RECURRING})
#: An obligation of an item → the units that have it still to do.
Left = dict[int, set[str]]


@dataclass(frozen=True, slots=True)
class Carried:
    """The items as they now stand in the next ledger, and the numbers of those that it had already; `move`: the name
    by which all this is taken back, once it is done.
    """

    tasks: tuple[Task, ...]
    there_already: tuple[str, ...]
    move: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What carrying over would do. `waits`: what is to be settled first, in words, empty where nothing is; `staying`:
    the duties that are not over and would stay where they are.
    """

    carried: Carried
    waits: str
    staying: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that carrying over two ledgers comes to, before anything is changed."""

    target: LedgerRow
    new: Ledger
    found: Sequence[Duty]
    leaving: Sequence[Duty]
    carried: Carried


def carry_over(
    office: Office, from_id: str, to_id: str, now: datetime, actor: Actor, *, anyway: bool = False
) -> Carried:
    """Adds what the units leave unfinished of one ledger, and its lasting work, to the next; lasting work that the
    next has in the same words is not doubled. What waits for a decision, and clocks that run, stay where they are.

    The old duties are withdrawn, each with a note where it goes on. Raises UsageError for one and the same ledger, for
    a next one that is archived, and, unless `anyway`, where something waits.
    """
    with office.store.begin() as session:
        plan = _plan(session, office, from_id, to_id)
        if not anyway:
            refuse_what_waits(plan.found, from_id, "work.carry_waits")
        content = replace(plan.new, tasks=(*plan.new.tasks, *plan.carried.tasks))
        ledgers.replace_content(plan.target, to_record(content), plan.target.sha256)
        move = str(uuid4())
        for duty in plan.leaving:
            gone = duty._replace(state=State.WITHDRAWN, next_at=None)
            change(session, actor, now, CARRIED_OVER, duty, gone, note=to_id, move=move)
        if plan.leaving:
            brought = {
                "items": [[], [task.number for task in plan.carried.tasks]],
                "state": [None, items_digest(content, {task.number for task in plan.carried.tasks})],
            }
            record(session, actor, now, CARRIED_IN, ledger_id=to_id, note=from_id, changes=brought, move=move)
        if plan.target.state == ledgers.DISPATCHED:
            refresh_duties(session, office, plan.target, now, actor)
        return replace(plan.carried, move=move if plan.leaving else "")


def items_digest(ledger: Ledger, numbers: Collection[str]) -> str:
    """What tells these items of a ledger from the same ones corrected."""
    items = [one for one in to_record(ledger)["tasks"] if one["number"] in numbers]
    return sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()


def preview_carry(office: Office, from_id: str, to_id: str) -> Preview:
    """The same, looked at; nothing is changed. Raises UsageError likewise, but not for what waits."""
    with office.store.look() as session:
        plan = _plan(session, office, from_id, to_id)
    leaving = {duty.id for duty in plan.leaving}
    staying = [duty for duty in plan.found if duty.state not in ENDED and duty.id not in leaving]
    return Preview(plan.carried, what_waits(plan.found), tuple(staying))


def next_ledgers(office: Office, from_id: str) -> list[ledgers.Head]:
    """The ledgers that may take over what this one leaves, the newest first. Raises UsageError where there is none."""
    with office.store.look() as session:
        get_ledger(session, from_id)
        heads = ledgers.all_heads(session)
    return [head for head in reversed(heads) if head.id != from_id and head.state != ledgers.ARCHIVED]


def _plan(session: Session, office: Office, from_id: str, to_id: str) -> _Plan:
    if from_id == to_id:
        raise UsageError("work.same_ledger", ledger=from_id)
    source, target = get_ledger(session, from_id), get_ledger(session, to_id)
    if target.state == ledgers.ARCHIVED:
        raise UsageError("work.carry_archived", ledger=to_id)
    old, new = effective(source, ledgers.answers(session, from_id), office.reading), stored_ledger(target)
    found = duties.duties(session, ledger_id=from_id)
    leaving = [d for d in found if d.state in RUNNING and d.kind is not Kind.NONE and not is_clock(d)]
    leaving = [d for d in leaving if d.kind is not Kind.RELATIVE]
    there = _there_already(office.roster, leaving, old.tasks, new)
    tasks = _carried(office.roster, old, found, [duty for duty in leaving if duty not in there], new)
    return _Plan(target, new, found, leaving, Carried(tasks, tuple(dict.fromkeys(duty.number for duty in there))))


def _carried(
    roster: Roster, old: Ledger, found: Sequence[Duty], going: Sequence[Duty], new: Ledger
) -> tuple[Task, ...]:
    """The items that go along, under numbers that are free in the next ledger."""
    tasks: list[Task] = []
    numbers = {task.number for task in new.tasks}
    left: dict[str, Left] = {}
    for duty in going:
        left.setdefault(duty.number, {}).setdefault(duty.k, set()).add(duty.unit)
    parts: dict[str, set[int]] = {}
    for duty in found:
        parts.setdefault(duty.number, set()).add(duty.k)
    for task in old.tasks:
        for part in _parts(roster, task, left.get(task.number, {}), parts.get(task.number, set())):
            number = number_carried(task.number, numbers)
            numbers.add(number)
            tasks.append(replace(part, number=number, section=(old.title,)))
    return tuple(tasks)


def _there_already(roster: Roster, leaving: Sequence[Duty], tasks: Iterable[Task], new: Ledger) -> list[Duty]:
    """Lasting work that the same unit has by the same words in the next ledger."""
    words = {task.number: squeeze(task.text) for task in tasks}
    known = {
        (squeeze(task.text), one.kind, unit)
        for task in new.tasks
        for one in task.obligations
        for unit in roster.expand(task.charged_units)
        if one.kind in _LASTING
    }
    return [duty for duty in leaving if (words.get(duty.number), duty.kind, duty.unit) in known]


def _parts(roster: Roster, task: Task, left: Left, parts: Collection[int]) -> list[Task]:
    """The item with those obligations and units that are left: once where the same units are left with all of them."""
    groups: dict[frozenset[str], list[int]] = {}
    for k, units in sorted(left.items()):
        groups.setdefault(frozenset(units), []).append(k)
    return [
        replace(
            _of_units(roster, task, units),
            obligations=task.obligations
            if set(ks) == set(parts)
            else tuple(one for k, one in enumerate(task.obligations, 1) if k in ks),
        )
        for units, ks in groups.items()
    ]


def _of_units(roster: Roster, task: Task, units: Collection[str]) -> Task:
    """The task of these units alone, each in its part; whom the document does not name is responsible."""
    lead, responsible, assisting = (
        _those(roster, names, units) for names in (task.lead_units, task.responsible_units, task.assisting_units)
    )
    named = set(roster.expand([*lead, *responsible, *assisting]))
    others = tuple(sorted(unit for unit in units if unit not in named))
    return replace(task, lead_units=lead, responsible_units=(*responsible, *others), assisting_units=assisting)


def _those(roster: Roster, names: Iterable[str], units: Collection[str]) -> tuple[str, ...]:
    """The names, a group by its members where some of them are not meant."""
    found: list[str] = []
    for name in names:
        members = roster.expand([name])
        found += [name] if all(unit in units for unit in members) else [unit for unit in members if unit in units]
    return tuple(found)
