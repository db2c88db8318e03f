"""Whether a row whose words were changed is the same task still: asked where what was done would pass on to it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.ledger import Changes
from bot.ledger.text.normal_form import key
from bot.model import Change, Choice, Ledger, Question, sentence
from bot.plan.duty import State
from bot.store import duties
from bot.store.duties import renumber
from bot.vocabulary.number_marks import FORMER, free_number
from bot.work.duties.restoring import LEFT_OUT, leave_out
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import tell_changes

#: The question's flag, and the answer by which the row is another task.
FLAG, OTHER = "same-task", "other"
_DONE = frozenset({State.REPORTED, State.CLOSED})


def ask_same(
    session: Session, ledger_id: str, before: Ledger, after: Ledger, changes: Changes, answers: Mapping[str, str]
) -> Ledger:
    """`after` with its questions of this kind; what was asked before and not answered is asked still.

    Until it is answered the row is the same task: what was done is neither chased nor dispatched anew.
    """
    done = {duty.number for duty in duties.duties(session, ledger_id=ledger_id) if duty.state in _DONE}
    asked = [*_open(before, changes, answers), *_doubted(changes, done)]
    once = {question.task: question for question in reversed(asked)}
    return replace(after, questions=(*after.questions, *once.values()))


def _open(before: Ledger, changes: Changes, answers: Mapping[str, str]) -> Iterator[Question]:
    for question in before.questions:
        if question.flag == FLAG and question.id not in answers and question.task in changes.same:
            number = changes.same[question.task]
            yield replace(question, id=f"s{number}", task=number, sentence=question.sentence.renumbered(changes.same))


def _doubted(changes: Changes, done: set[str]) -> Iterator[Question]:
    for change in changes.changed:
        old, new = change.old, change.new
        if old.number in done and key(old.text) != key(new.text):
            words = sentence(f"ledger.ask-{FLAG}", number=new.number, words=new.text, was=old.number, other=old.text)
            choices = tuple(Choice(name, sentence(f"ledger.choice-{name}-task")) for name in ("same", OTHER))
            yield Question(f"s{new.number}", FLAG, words, choices, "same", new.number, source=new.source)


def part_from_former(
    session: Session, office: Office, ledger_id: str, number: str, now: datetime, actor: Actor
) -> None:
    """The row is another task: what was there keeps what was done, under a number of its own, and is withdrawn."""
    rows = duties.duties(session, ledger_id=ledger_id, locked=True)
    taken = {row.number for row in rows}
    told = [(row, Change(LEFT_OUT)) for row in rows if row.number == number and leave_out(session, row, now, actor)]
    renumber(session, ledger_id, {number: free_number(number, FORMER, taken)})
    tell_changes(session, office, told, now)
