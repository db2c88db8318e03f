"""What one year leaves to the next: by unit, so that whoever has done its part is not asked again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import UsageError
from bot.ledger import to_record
from bot.ledger.text.normal_form import squeeze
from bot.model import Kind, Ledger, Task
from bot.plan.duty import RUNNING, Duty, State
from bot.roster.roster import Roster
from bot.store import duties, ledgers
from bot.work.documents.amendment import free_number
from bot.work.documents.unfinished import is_clock, refuse_what_waits
from bot.work.duties.alignment import refresh_duties
from bot.work.duties.trail import change
from bot.work.office import Actor, Office, get_ledger
from bot.work.stored_ledger import effective, stored_ledger

#: Before the number of an item that a year leaves over, where that number is taken.
CARRIED = "续"
_LASTING = frozenset({Kind.STANDING, Kind.RECURRING})
#: An obligation of an item → the units that have it still to do.
Left = dict[int, set[str]]


@dataclass(frozen=True, slots=True)
class Carried:
    """The items as they now stand in the next ledger, and the numbers of those that it had already."""

    tasks: tuple[Task, ...]
    there_already: tuple[str, ...]


def carry_over(
    office: Office, from_id: str, to_id: str, now: datetime, actor: Actor, *, anyway: bool = False
) -> Carried:
    """Adds what the units leave unfinished of one ledger, and its lasting work, to the next; lasting work that the
    next has in the same words is not doubled. What waits for a decision, and clocks that run, stay where they are.

    The old duties are withdrawn, each with a note where it goes on. Raises UsageError for one and the same ledger,
    and, unless `anyway`, where something waits.
    """
    if from_id == to_id:
        raise UsageError("work.same_ledger", ledger=from_id)
    with office.store.begin() as session:
        source, target = get_ledger(session, from_id), get_ledger(session, to_id)
        old, new = effective(source, ledgers.answers(session, from_id)), stored_ledger(target)
        found = duties.duties(session, ledger_id=from_id)
        if not anyway:
            refuse_what_waits(found, from_id, "work.carry_waits")
        leaving = [d for d in found if d.state in RUNNING and d.kind is not Kind.NONE and not is_clock(d)]
        leaving = [d for d in leaving if d.kind is not Kind.RELATIVE]
        there = _there_already(office.roster, leaving, old.tasks, new)
        tasks: list[Task] = []
        numbers = {task.number for task in new.tasks}
        for task in old.tasks:
            parts = {d.k for d in found if d.number == task.number}
            left: Left = {}
            for duty in leaving:
                if duty.number == task.number and duty not in there:
                    left.setdefault(duty.k, set()).add(duty.unit)
            for part in _parts(office.roster, task, left, parts):
                number = free_number(task.number, CARRIED, numbers)
                numbers.add(number)
                tasks.append(replace(part, number=number, section=(old.title,)))
        ledgers.replace_content(target, to_record(replace(new, tasks=(*new.tasks, *tasks))), target.sha256)
        for duty in leaving:
            gone = duty._replace(state=State.WITHDRAWN, next_at=None)
            change(session, actor, now, "carried-over", duty, gone, note=to_id)
        if target.state == ledgers.DISPATCHED:
            refresh_duties(session, office, target, now, actor)
        return Carried(tuple(tasks), tuple(dict.fromkeys(duty.number for duty in there)))


def _there_already(roster: Roster, leaving: Sequence[Duty], tasks: Iterable[Task], new: Ledger) -> list[Duty]:
    """Lasting work that the same unit has by the same words in the next ledger."""
    words = {task.number: squeeze(task.text) for task in tasks}
    known = {
        (squeeze(task.text), one.kind, unit)
        for task in new.tasks
        for one in task.obligations
        for unit in roster.expand([*task.lead_units, *task.responsible_units, *task.assisting_units])
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
