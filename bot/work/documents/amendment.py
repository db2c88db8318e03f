"""A later document that adds to, changes or extends a stored ledger; and what one year leaves to the next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.ledger import Changes, compare, find_amended, to_record
from bot.model import Kind, Ledger, Question, Task
from bot.plan.duty import RUNNING, State
from bot.store import duties, events, ledgers
from bot.store.store import record
from bot.work.duties.alignment import refresh_duties
from bot.work.duties.trail import change
from bot.work.office import Actor, Office, get_ledger
from bot.work.stored_ledger import stored_ledger

#: Before the number of an item that an amendment adds under a number already taken, or that a year leaves over.
ADDED, CARRIED = "补", "续"


def amended_by(office: Office, new: Ledger) -> tuple[str, Changes] | None:
    """The stored ledger that a document's title says it amends, and what it would change; None where it is none."""
    with office.store.begin() as session:
        rows = [row for row in ledgers.all_ledgers(session) if row.state != ledgers.ARCHIVED]
        stored = [stored_ledger(row) for row in rows]
        found = find_amended(new, stored)
        return (rows[found.of].id, compare(stored[found.of], new)) if found is not None else None


def amend(office: Office, ledger_id: str, new: Ledger, now: datetime, actor: Actor) -> Changes:
    """Puts the items of `new` into a stored ledger: those it has are changed, others added, none is removed.

    The same document again changes nothing.
    """
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        old = stored_ledger(row)
        changes = replace(compare(old, new), removed=(), duties_removed=())
        if _known(session, ledger_id, new.sha256):
            return Changes()
        ledgers.replace_content(row, to_record(_merged(old, new, changes)), row.sha256)
        record(
            session,
            actor,
            now,
            "amend",
            ledger_id=ledger_id,
            note=new.title,
            evidence=new.sha256,
        )
        if row.state == ledgers.DISPATCHED:
            refresh_duties(session, office, row, now, actor)
        return changes


def _known(session: Session, ledger_id: str, sha256: str) -> bool:
    return events.has_evidence(session, ledger_id, "amend", sha256)


def _merged(old: Ledger, new: Ledger, changes: Changes) -> Ledger:
    told = {change.old.number: change.new for change in changes.changed}
    tasks = [_over(task, told[task.number]) if task.number in told else task for task in old.tasks]
    numbers = {task.number for task in tasks}
    renamed: dict[str, str] = {change.new.number: change.old.number for change in changes.changed}
    for task in changes.added:
        number = _free(task.number, ADDED, numbers)
        numbers.add(number)
        renamed[task.number] = number
        tasks.append(replace(task, number=number))
    ids = {duty.id for duty in old.duties}
    added = [replace(duty, id=_free(duty.id, "n", ids)) for duty in changes.duties_added]
    return replace(
        old, tasks=tuple(tasks), duties=(*old.duties, *added), questions=(*old.questions, *_asked(old, new, renamed))
    )


def _over(old: Task, new: Task) -> Task:
    """What the amendment says of a task, and what it leaves as it was."""
    return replace(
        old,
        text=new.text,
        lead_units=new.lead_units or old.lead_units,
        responsible_units=new.responsible_units or old.responsible_units,
        assisting_units=new.assisting_units or old.assisting_units,
        deadline_raw=new.deadline_raw or old.deadline_raw,
        deadline_mentions=new.deadline_mentions or old.deadline_mentions,
        obligations=new.obligations or old.obligations,
        source=new.source,
    )


def _free(number: str, before: str, taken: set[str]) -> str:
    if number not in taken:
        return number
    found = f"{before}{number}"
    while found in taken:
        found = before + found
    return found


def _asked(old: Ledger, new: Ledger, renamed: dict[str, str]) -> list[Question]:
    """The amendment's questions, numbered after the ledger's own."""
    first = 1 + max((int(q.id[1:]) for q in old.questions if q.id[1:].isdigit()), default=0)
    about = [q for q in new.questions if q.task in renamed]
    return [
        replace(q, id=f"q{first + i}", task=renamed[q.task or ""], tasks=(), sentence=q.sentence.renumbered(renamed))
        for i, q in enumerate(about)
    ]


def carry_over(office: Office, from_id: str, to_id: str, now: datetime, actor: Actor) -> Sequence[Task]:
    """Adds what one ledger leaves unfinished, and its standing work, to the next; gives the tasks as they now stand.

    The old duties are withdrawn, each with a note where it goes on. Raises UsageError for one and the same ledger.
    """
    if from_id == to_id:
        raise UsageError("work.same_ledger", ledger=from_id)
    with office.store.begin() as session:
        source, target = get_ledger(session, from_id), get_ledger(session, to_id)
        old, new = stored_ledger(source), stored_ledger(target)
        left = _left_over(session, from_id)
        numbers = {task.number for task in new.tasks}
        carried = [
            replace(task, number=_free(task.number, CARRIED, numbers), section=(old.title,))
            for task in old.tasks
            if task.number in left
        ]
        ledgers.replace_content(target, to_record(replace(new, tasks=(*new.tasks, *carried))), target.sha256)
        for duty in duties.duties(session, ledger_id=from_id):
            if duty.number in left and duty.state in RUNNING:
                gone = duty._replace(state=State.WITHDRAWN, next_at=None)
                change(session, actor, now, "carried-over", duty, gone, note=to_id)
        if target.state == ledgers.DISPATCHED:
            refresh_duties(session, office, target, now, actor)
        return carried


def _left_over(session: Session, ledger_id: str) -> set[str]:
    """Numbers of tasks with something unfinished, or standing."""
    return {
        duty.number
        for duty in duties.duties(session, ledger_id=ledger_id)
        if duty.state in RUNNING and duty.kind not in {Kind.NONE, Kind.RELATIVE}
    }
