"""A later document that adds to, changes or extends a stored ledger."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.ledger import Changes, compare, find_amended, to_record
from bot.model import Ledger, Question, Task
from bot.store import events, ledgers
from bot.store.store import record
from bot.vocabulary.number_marks import ADDED, free_number
from bot.work.duties.alignment import refresh_duties
from bot.work.office import Actor, Office, get_ledger
from bot.work.stored_ledger import stored_ledger


def amended_by(office: Office, new: Ledger) -> tuple[str, Changes] | None:
    """The dispatched ledger that a document's title says it amends, and what it would change; None where it is none.

    What nobody was told of yet is a draft beside it: there is nothing to amend.
    """
    with office.store.begin() as session:
        rows = [row for row in ledgers.all_ledgers(session) if row.state not in {ledgers.DRAFT, ledgers.ARCHIVED}]
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
        number = free_number(task.number, ADDED, numbers)
        numbers.add(number)
        renamed[task.number] = number
        tasks.append(replace(task, number=number))
    ids = {duty.id for duty in old.duties}
    added = [replace(duty, id=free_number(duty.id, "n", ids)) for duty in changes.duties_added]
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


def _asked(old: Ledger, new: Ledger, renamed: dict[str, str]) -> list[Question]:
    """The amendment's questions, numbered after the ledger's own."""
    first = 1 + max((int(q.id[1:]) for q in old.questions if q.id[1:].isdigit()), default=0)
    about = [q for q in new.questions if q.task in renamed]
    return [
        replace(q, id=f"q{first + i}", task=renamed[q.task or ""], tasks=(), sentence=q.sentence.renumbered(renamed))
        for i, q in enumerate(about)
    ]
