"""Taking in a document: read, asked about, stored as a draft. The same file again changes nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.ledger import Changes, check_answer, compare, to_record
from bot.model import Ledger, Question
from bot.store import duties, ledgers
from bot.store.store import record
from bot.store.tables import LedgerRow
from bot.work.documents.column_memory import recall_columns
from bot.work.documents.correction import follow_answers, follow_items
from bot.work.documents.own_words import check_units
from bot.work.documents.resemblance import UncertainLedgerError, find_same, namesakes
from bot.work.documents.sameness import FLAG, OTHER, ask_same, part_from_former
from bot.work.documents.slugs import free_slug
from bot.work.duties.alignment import refresh_duties
from bot.work.duties.calendar_mark import note_calendar
from bot.work.duties.evidence import Evidence, keep
from bot.work.office import Actor, Office, get_ledger
from bot.work.stored_ledger import open_questions, stored_ledger

#: A choice by its first words: “宽” of “宽：到这段时间的最后一天”.
_HEAD = re.compile(r"[：:（(]")
NEW, SAME, CHANGED = "new", "same", "changed"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import. `outcome`: new, same or changed; `changes` against what was stored before.

    `recalled` are questions about columns, answered as for the file of the same layout before. `namesakes`: the ids of
    other ledgers of its title, with numbers of their own. `is_dispatched`: its changes are in force.
    """

    ledger_id: str
    ledger: Ledger
    outcome: str
    changes: Changes | None
    open_questions: tuple[Question, ...]
    recalled: tuple[Question, ...] = ()
    namesakes: tuple[str, ...] = ()
    is_dispatched: bool = False


def take_in(
    office: Office,
    ledger: Ledger,
    file_name: str,
    now: datetime,
    actor: Actor,
    *,
    as_new: bool = False,
    corrects: str | None = None,
    original: Evidence | None = None,
) -> Taken:
    """Stores a ledger that was read, or updates the one that it corrects: `corrects`, or the one that it surely is.

    `as_new`: whatever it resembles, it is another. `original`: its file, to be kept with it. Raises
    UncertainLedgerError where what it is would have to be guessed.
    """
    with office.store.begin() as session:
        known = ledgers.find_by_content(session, ledger.sha256)
        if known is not None and corrects in {None, known.id}:
            return _taken(session, known, stored_ledger(known), SAME, None)
        older = get_ledger(session, corrects) if corrects else None if as_new else _corrected(session, ledger)
        if older is not None:
            return _update(session, office, older, ledger, now, actor, original)
        others = () if as_new else namesakes(session, ledger)
        ledger_id = free_slug(session, file_name)
        note_calendar(session, office)
        row = ledgers.add_ledger(session, ledger_id, to_record(ledger), ledger.sha256, now)
        record(
            session, actor, now, "import", ledger_id=ledger_id, note=file_name, evidence=_kept(office, original, now)
        )
        recalled = recall_columns(session, row, ledger, now, actor)
        return replace(_taken(session, row, ledger, NEW, None), recalled=recalled, namesakes=others)


def _taken(session: Session, row: LedgerRow, ledger: Ledger, outcome: str, changes: Changes | None) -> Taken:
    asked = open_questions(ledger, ledgers.answers(session, row.id))
    return Taken(row.id, ledger, outcome, changes, asked, is_dispatched=row.state == ledgers.DISPATCHED)


def would_change(office: Office, ledger: Ledger, corrects: str) -> Changes:
    """What `ledger` would change of the stored one that it corrects. Raises UsageError where there is none."""
    with office.store.look() as session:
        return compare(stored_ledger(get_ledger(session, corrects)), ledger)


def _corrected(session: Session, ledger: Ledger) -> LedgerRow | None:
    """The stored ledger that this one surely corrects. Raises UncertainLedgerError where it may."""
    found = find_same(session, ledger)
    if found is None:
        return None
    if found.doubt is not None:
        raise UncertainLedgerError(ledger, found)
    return get_ledger(session, found.ledger_id)


def _kept(office: Office, original: Evidence | None, now: datetime) -> str | None:
    if original is None:
        return None
    keep(office, original, now)
    return original.words


def _update(
    session: Session,
    office: Office,
    row: LedgerRow,
    ledger: Ledger,
    now: datetime,
    actor: Actor,
    original: Evidence | None,
) -> Taken:
    """What was reported stays; dates that changed are set, tasks that went are withdrawn, new ones are dispatched."""
    before = stored_ledger(row)
    changes = compare(before, ledger)
    ledger = ask_same(session, row.id, before, ledger, changes, ledgers.answers(session, row.id))
    note_calendar(session, office)
    ledgers.replace_content(row, to_record(ledger), ledger.sha256)
    record(
        session,
        actor,
        now,
        "import-again",
        ledger_id=row.id,
        before=str(len(before.tasks)),
        after=str(len(ledger.tasks)),
        evidence=_kept(office, original, now),
    )
    follow_items(session, office, row.id, before, ledger, changes, now, actor)
    follow_answers(session, row.id, before, ledger, changes)
    if row.state == ledgers.DISPATCHED:
        refresh_duties(session, office, row, now, actor)
    return _taken(session, row, ledger, SAME if changes.is_empty else CHANGED, changes)


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with what was answered."""

    question: Question
    answer: str | None


def questions(office: Office, ledger_id: str) -> list[AnsweredQuestion]:
    """All questions of a ledger."""
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        given = ledgers.answers(session, ledger_id)
        return [AnsweredQuestion(q, given.get(q.id)) for q in stored_ledger(row).questions]


def answer(office: Office, ledger_id: str, given: Mapping[str, str], now: datetime, actor: Actor) -> int:
    """Keeps answers and, for a dispatched ledger, makes the duties that waited for them. Gives how many new duties.

    An answer is a choice's key, its label, its number from 1, or a date phrase. Raises UsageError for one that
    is none of these; none is kept then.
    """
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        ledger = stored_ledger(row)
        by_id = {q.id: q for q in ledger.questions}
        settled = {}
        for question_id, said in given.items():
            if question_id not in by_id:
                raise UsageError("work.no_question", found=question_id, ledger=ledger_id)
            settled[question_id] = _choice(office, ledger, by_id[question_id], said)
        earlier = ledgers.answers(session, ledger_id)
        for question_id, choice in settled.items():
            question = by_id[question_id]
            if question.flag == FLAG and choice == OTHER != earlier.get(question_id) and question.task:
                part_from_former(session, office, ledger_id, question.task, now, actor)
            ledgers.save_answer(session, ledger_id, question_id, choice, at=now, who=actor.name)
            record(
                session,
                actor,
                now,
                "answer",
                ledger_id=ledger_id,
                after=f"{question_id}={choice}",
            )
        if row.state != ledgers.DISPATCHED:
            return 0
        before = len(duties.duties(session, ledger_id=ledger_id))
        refresh_duties(session, office, row, now, actor)
        session.flush()
        return len(duties.duties(session, ledger_id=ledger_id)) - before


def _choice(office: Office, ledger: Ledger, question: Question, said: str) -> str:
    said = said.strip()
    for n, choice in enumerate(question.choices, 1):
        if said in {choice.key, choice.label, str(n), _HEAD.split(choice.label)[0]}:
            return choice.key
    check_answer(question, said, ledger, settings=office.reading)
    check_units(office.roster, question, said)
    return said
