"""Single items: a leader's instruction or a meeting's minute entered by hand, a wrong item corrected.

An item goes through the same reading as a document: it is put as a table of one row before the ledger's reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.ledger import to_record
from bot.ledger.extraction import extract
from bot.model import Cell, Document, Ledger, Paragraph, Place, Question, Table, Task
from bot.store import ledgers
from bot.store.store import record
from bot.store.tables import LedgerRow
from bot.work.documents.slugs import free_slug
from bot.work.duties.alignment import refresh_duties
from bot.work.duties.calendar_mark import note_calendar
from bot.work.office import Actor, Office, get_ledger
from bot.work.stored_ledger import stored_ledger

HEADER = ("序号", "工作任务", "牵头单位", "责任单位", "配合单位", "完成时限")


@dataclass(frozen=True, slots=True)
class Words:
    """An item as somebody says it. None: as it was (in an edit), or not said."""

    text: str | None = None
    lead: str | None = None
    responsible: str | None = None
    assisting: str | None = None
    deadline: str | None = None


def add_item(
    office: Office,
    ledger_id: str,
    number: str | None,
    words: Words,
    now: datetime,
    actor: Actor,
    title: str | None = None,
) -> tuple[Task, tuple[Question, ...]]:
    """Adds one item, to a ledger that is made if there is none of that name. Gives it with its questions."""
    with office.store.begin() as session:
        row = ledgers.find_ledger(session, ledger_id) or _new_ledger(session, office, ledger_id, title, now)
        ledger = stored_ledger(row)
        taken = {task.number for task in ledger.tasks}
        number = number or _next_number(taken)
        if number in taken:
            raise UsageError("work.number_taken", ledger=ledger_id, number=number)
        task, asked = _read(office, number, words, ledger)
        _store(session, office, row, replace(ledger, tasks=(*ledger.tasks, task)), asked, now, actor)
        _record(session, "add", row.id, None, task, now, actor)
    return task, asked


def new_ledger_id(office: Office, title: str) -> str:
    """A free short name for a ledger that no file brings. Raises UsageError for an empty title."""
    if not title:
        raise UsageError("board.no_title")
    with office.store.look() as session:
        return free_slug(session, title)


def edit_item(
    office: Office, ledger_id: str, number: str, words: Words, now: datetime, actor: Actor
) -> tuple[Task, tuple[Question, ...]]:
    """Corrects one item; what was reported for it stays. Gives it with its questions."""
    if words == Words():
        raise UsageError("work.no_edit")
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        ledger = stored_ledger(row)
        old = next((task for task in ledger.tasks if task.number == number), None)
        if old is None:
            raise UsageError("work.no_item", ledger=ledger_id, number=number)
        task, asked = _read(office, number, _over(old, words), ledger)
        task = replace(task, section=old.section, requirement=old.requirement, source=old.source)
        kept = replace(
            ledger,
            tasks=tuple(task if t.number == number else t for t in ledger.tasks),
            questions=tuple(q for q in ledger.questions if q.task != number),
        )
        # What was asked of the old words is settled with them.
        ledgers.rename_answers(session, row.id, {q.id: q.id for q in kept.questions})
        _store(session, office, row, kept, asked, now, actor)
        _record(session, "edit", row.id, old, task, now, actor)
    return task, asked


def _over(old: Task, words: Words) -> Words:
    return Words(
        text=words.text or old.text,
        lead=_either(words.lead, old.lead_units),
        responsible=_either(words.responsible, old.responsible_units),
        assisting=_either(words.assisting, old.assisting_units),
        deadline=words.deadline if words.deadline is not None else old.deadline_raw,
    )


def _either(said: str | None, units: Iterable[str]) -> str:
    return said if said is not None else "、".join(units)


def _read(office: Office, number: str, words: Words, ledger: Ledger) -> tuple[Task, tuple[Question, ...]]:
    cells = (
        number,
        words.text or "",
        words.lead or "",
        words.responsible or "",
        words.assisting or "",
        words.deadline or "",
    )
    rows = tuple(
        tuple(Cell(text, Place(), (i, k)) for k, text in enumerate(row)) for i, row in enumerate((HEADER, cells))
    )
    document = Document("-", "txt", (Paragraph(ledger.title, Place()), Table(rows, Place())))
    read = extract(document, issued=ledger.issued, year=ledger.year, settings=office.reading, known=office.roster.names)
    task = replace(read.tasks[0], number=number, section=(), source=Place())
    first = 1 + max((int(q.id[1:]) for q in ledger.questions if q.id[1:].isdigit()), default=0)
    # What one item alone would settle for a whole ledger is not asked again for each item.
    asked = [q for q in read.questions if q.flag not in {"ambiguous", "alias"}]
    return task, tuple(
        replace(
            q,
            id=f"q{first + i}",
            sentence=q.sentence.renumbered({read.tasks[0].number: number}),
            task=number if q.task or q.tasks else None,
            tasks=(),
            source=Place(),
        )
        for i, q in enumerate(asked)
    )


def _store(
    session: Session,
    office: Office,
    row: LedgerRow,
    ledger: Ledger,
    asked: tuple[Question, ...],
    now: datetime,
    actor: Actor,
) -> None:
    ledger = replace(ledger, questions=(*ledger.questions, *asked))
    note_calendar(session, office)
    ledgers.replace_content(row, to_record(ledger), row.sha256)
    if row.state == ledgers.DISPATCHED:
        refresh_duties(session, office, row, now, actor)


def _record(
    session: Session, verb: str, ledger_id: str, old: Task | None, new: Task, now: datetime, actor: Actor
) -> None:
    before = f"{old.number}: {old.text}; {old.deadline_raw}" if old else None
    after = f"{new.number}: {new.text}; {new.deadline_raw}"
    record(
        session,
        actor,
        now,
        verb,
        ledger_id=ledger_id,
        before=before,
        after=after,
    )


def _new_ledger(session: Session, office: Office, ledger_id: str, title: str | None, now: datetime) -> LedgerRow:
    if title is None:
        raise UsageError("work.no_ledger_title", found=ledger_id)
    today: date = office.today(now)
    ledger = Ledger(title=title, issued=today, year=today.year)
    sha = sha256(f"{ledger_id}:{title}".encode()).hexdigest()
    note_calendar(session, office)
    return ledgers.add_ledger(session, ledger_id, to_record(ledger), sha, now)


def _next_number(taken: set[str]) -> str:
    return str(1 + max((int(number) for number in taken if number.isdigit()), default=0))
