"""What follows an item from one reading of its ledger to the next: its duties, and the answers to its questions."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.ledger import Changes
from bot.model import Change, Ledger, Question
from bot.store import duties, ledgers
from bot.store.duties import renumber
from bot.vocabulary.number_marks import FORMER, free_number
from bot.work.duties.restoring import LEFT_OUT, leave_out
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import tell_changes


def follow_items(
    session: Session,
    office: Office,
    ledger_id: str,
    before: Ledger,
    after: Ledger,
    changes: Changes,
    now: datetime,
    actor: Actor,
) -> None:
    """An item that only got another number keeps what was done for it; one that is gone is withdrawn.

    Where another item stands under its number now, the former is called 原… and the new one begins anew.
    """
    numbers = {item.number for item in after.tasks} | {duty.id for duty in after.duties}
    gone = ({task.number for task in before.tasks} | {duty.id for duty in before.duties}) - set(changes.same)
    rows = duties.duties(session, ledger_id=ledger_id, locked=True)
    told = [(row, Change(LEFT_OUT)) for row in rows if row.number in gone and leave_out(session, row, now, actor)]
    taken = numbers | {row.number for row in rows}
    labels = {old: new for old, new in changes.same.items() if old != new}
    for number in sorted(gone & numbers):
        labels[number] = free_number(number, FORMER, taken)
        taken.add(labels[number])
    moved = renumber(session, ledger_id, labels)
    told += ((row, Change("renumbered", was=was)) for row, was in moved if was not in gone)
    tell_changes(session, office, told, now)


def follow_answers(session: Session, ledger_id: str, before: Ledger, after: Ledger, changes: Changes) -> None:
    """An answer stays with its question, whatever that is called now; of what is not asked any more it goes."""
    asked, asks = _by_subject(before, changes.same), _by_subject(after, {})
    now_called = {asked[about]: asks[about] for about in asked if about in asks}
    ledgers.rename_answers(session, ledger_id, now_called)


def _by_subject(ledger: Ledger, same: Mapping[str, str]) -> dict[tuple[object, ...], str]:
    """What a question is about, with the numbers that its items have now → its id; two about one thing are left out."""
    said = {task.number: task.deadline_raw for task in ledger.tasks}
    said |= {duty.id: duty.deadline_phrase for duty in ledger.duties}
    subjects = [(*_subject(question, same), said.get(question.task or "")) for question in ledger.questions]
    counts = Counter(subjects)
    return {about: q.id for about, q in zip(subjects, ledger.questions, strict=True) if counts[about] == 1}


def _subject(question: Question, same: Mapping[str, str]) -> tuple[object, ...]:
    about = tuple(same.get(number, number) for number in (question.task or "", *question.tasks))
    return question.flag, about, question.obligation, tuple(choice.key for choice in question.choices)
