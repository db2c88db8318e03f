"""Answers about columns that were given once and hold for the office's next file of that layout."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from bot.model import Ledger, Question
from bot.store import ledgers
from bot.store.store import record
from bot.store.tables import LedgerRow
from bot.work.office import Actor
from bot.work.stored_ledger import stored_ledger


def recall_columns(
    session: Session, row: LedgerRow, ledger: Ledger, now: datetime, actor: Actor
) -> tuple[Question, ...]:
    """Answers each question about a column as it was answered last for a table of the same header; those answered."""
    asked = [question for question in ledger.questions if question.flag == "column" and question.layout]
    known = dict(_known(session, row.id)) if asked else {}
    recalled = []
    for question in asked:
        choice = known.get(_column(question))
        if choice is None or choice not in {one.key for one in question.choices}:
            continue
        ledgers.save_answer(session, row.id, question.id, choice, at=now, who=actor.name)
        record(session, actor, now, "answer", ledger_id=row.id, after=f"{question.id}={choice}")
        recalled.append(question)
    return tuple(recalled)


def _known(session: Session, new: str) -> Iterator[tuple[tuple[str, int | None], str]]:
    """(layout and column, choice) of every such answer in the store but the new ledger's, the latest last."""
    for row in ledgers.all_ledgers(session):
        given = ledgers.answers(session, row.id) if row.id != new else {}
        for question in stored_ledger(row).questions if given else ():
            if question.flag == "column" and question.layout and question.id in given:
                yield _column(question), given[question.id]


def _column(question: Question) -> tuple[str, int | None]:
    return question.layout, question.source.column
