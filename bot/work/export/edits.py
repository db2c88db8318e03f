"""An edited export taken back: what its editor changed, and no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.model import Document, Table
from bot.plan.duty import Duty, State
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.texts import text
from bot.work.duties.days import read_day
from bot.work.duties.moves import Move, check, move_duties
from bot.work.export.columns import CARRIED, EDITABLE
from bot.work.office import Actor, Office

#: What a state that was written into the sheet asks for.
_VERBS = {
    State.ACKNOWLEDGED: Verb.ACKNOWLEDGED,
    State.IN_PROGRESS: Verb.IN_PROGRESS,
    State.REPORTED: Verb.REPORTED,
    State.RETURNED: Verb.SENT_BACK,
    State.HANDED_BACK: Verb.HANDED_BACK,
    State.SUSPENDED: Verb.SUSPENDED,
    State.CLOSED: Verb.CLOSED,
    State.WITHDRAWN: Verb.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One row in which something was changed; what stood there before is what the sheet carries."""

    id: int
    ledger: str
    before: str
    due_before: str
    state: str
    due: str
    note: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The duties that were moved, and for each row that was not, where and why."""

    moved: tuple[Duty, ...]
    refused: tuple[tuple[str, str], ...]


def edits_in(document: Document) -> list[Edit] | None:
    """The rows that were changed; None for a document that is no export."""
    for block in document.blocks:
        if isinstance(block, Table):
            for at, cells in enumerate(block.rows):
                titles = [cell.text.strip() for cell in cells]
                if CARRIED[0] in titles:
                    return list(_edits(titles, [[cell.text.strip() for cell in row] for row in block.rows[at + 1 :]]))
    return None


def _edits(titles: list[str], rows: list[list[str]]) -> Iterator[Edit]:
    shown = {field: titles.index(text(f"export.column_{field}")) for field in EDITABLE}
    carried = {name: titles.index(name) for name in CARRIED}
    states = {text(f"plan.state_{state}"): str(state) for state in State}
    for row in rows:
        number = row[carried["duban_id"]]
        if not number.isdecimal():
            continue  # a section's row, or one of the editor's own
        was = {name: row[at] for name, at in carried.items()}
        state = states.get(row[shown["state"]], row[shown["state"]])
        edit = Edit(
            int(number), was["duban_ledger"], was["duban_state"], was["duban_due"], state, row[shown["due"]],
            row[shown["note"]] if row[shown["note"]] != was["duban_note"] else "",
        )  # fmt: skip
        if edit.state != edit.before or edit.due != _as_read(edit.due_before) or edit.note:
            yield edit


def _as_read(day: str) -> str:
    """An ISO date as the reading spells it."""
    found = date.fromisoformat(day) if day else None
    return f"{found.year}年{found.month}月{found.day}日" if found else ""


def take_back(office: Office, edits: list[Edit], actor: Actor, now: datetime) -> TakenBack:
    """Makes the moves that the edits ask for. A row whose duty was changed meanwhile, or that asks for what cannot be,
    is refused with the reason; the others are taken.
    """
    moved: list[Duty] = []
    refused: list[tuple[str, str]] = []
    with office.store.begin() as session:
        stored = duties.get_duties(session, [edit.id for edit in edits])
        for edit in edits:
            duty = stored.get(edit.id)
            where = text("export.row", number=duty.number, unit=duty.unit) if duty else str(edit.id)
            try:
                moved.append(_taken(session, office, duty, edit, actor, now))
            except UsageError as fault:
                refused.append((where, str(fault)))
    return TakenBack(tuple(moved), tuple(refused))


def _taken(session: Session, office: Office, duty: Duty | None, edit: Edit, actor: Actor, now: datetime) -> Duty:
    if duty is None or duty.ledger_id != edit.ledger:
        raise UsageError("export.no_duty", found=edit.id)
    if str(duty.state) != edit.before or (duty.due.isoformat() if duty.due else "") != edit.due_before:
        raise UsageError("export.changed_meanwhile", state=text(f"plan.state_{duty.state}"), due=duty.due or "–")
    for move in _moves(office, duty, edit, now):
        check(move, actor)
        (duty,) = move_duties(session, office, [duty], move, actor, now)
    return duty


def _moves(office: Office, duty: Duty, edit: Edit, now: datetime) -> list[Move]:
    found = []
    note = edit.note or None
    if edit.due != _as_read(edit.due_before):
        until = read_day(office, edit.due, office.today(now))
        if until is None or duty.due is None or until <= duty.due:
            raise UsageError("export.bad_due", found=edit.due or "–")
        found.append(Move(duty.number, Verb.EXTENSION_GRANTED, until=until, note=note))
    if edit.state != edit.before:
        verb = _VERBS.get(State(edit.state)) if edit.state in set(State) else None
        if verb is None:
            raise UsageError("export.bad_state", found=edit.state)
        found.append(Move(duty.number, verb, note=note))
    if not found:
        raise UsageError("export.note_alone")
    return found
