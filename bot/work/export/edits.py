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
from bot.texts import LANGUAGES, sentence_in, text
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
class Difference:
    """One edit beside what stands here. `fault`: why it would not be taken, empty where nothing is seen against it."""

    where: str
    edit: Edit
    fault: str = ""

    @property
    def days(self) -> tuple[str, str]:
        """The last day as it was and as it is wanted, as the sheet spells days."""
        return _as_read(self.edit.due_before), self.edit.due

    @property
    def states(self) -> tuple[str, str]:
        """The state as it was and as it is wanted, in words."""
        return _state_words(self.edit.before), _state_words(self.edit.state)


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
    shown = {field: _column(titles, *_in_each_language(f"export.column_{field}")) for field in EDITABLE}
    carried = {name: _column(titles, name) for name in CARRIED}
    states = {words: str(state) for state in State for words in _in_each_language(f"plan.state_{state}")}
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


def _in_each_language(key: str) -> list[str]:
    """A sentence as a sheet may have it: whoever made it may speak another language than whoever brings it back."""
    return [text(key), *(sentence_in(name, key) for name in LANGUAGES)]


def _column(titles: list[str], *names: str) -> int:
    """Where the column of one of these names stands. Raises UsageError where the editor took it away."""
    found = next((name for name in names if name in titles), None)
    if found is None:
        raise UsageError("export.no_column", column=names[0])
    return titles.index(found)


def _state_words(state: str) -> str:
    return text(f"plan.state_{state}") if state in set(State) else state


def _as_read(day: str) -> str:
    """An ISO date as the reading spells it; other words as they are."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.year}年{found.month}月{found.day}日"


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
            try:
                moved.append(_taken(session, office, duty, edit, actor, now))
            except UsageError as fault:
                refused.append((_where(duty, edit), str(fault)))
    return TakenBack(tuple(moved), tuple(refused))


def differences(office: Office, edits: list[Edit], now: datetime) -> list[Difference]:
    """The same edits, looked at; nothing is changed."""
    with office.store.look() as session:
        stored = duties.get_duties(session, [edit.id for edit in edits])
    return [_difference(office, stored.get(edit.id), edit, now) for edit in edits]


def _difference(office: Office, duty: Duty | None, edit: Edit, now: datetime) -> Difference:
    where = _where(duty, edit)
    try:
        _moves(office, duty, edit, now)
    except UsageError as fault:
        return Difference(where, edit, str(fault))
    return Difference(where, edit)


def _where(duty: Duty | None, edit: Edit) -> str:
    if duty is None or duty.ledger_id != edit.ledger:
        return str(edit.id)
    return text("export.row", number=duty.number, unit=duty.unit)


def _taken(session: Session, office: Office, duty: Duty | None, edit: Edit, actor: Actor, now: datetime) -> Duty:
    moves = _moves(office, duty, edit, now)
    assert duty is not None  # else it was refused
    for move in moves:
        check(move, actor)
        (duty,) = move_duties(session, office, [duty], move, actor, now)
    return duty


def _moves(office: Office, duty: Duty | None, edit: Edit, now: datetime) -> list[Move]:
    """What the edit asks for. Raises UsageError where it is for another duty, or cannot be."""
    if duty is None or duty.ledger_id != edit.ledger:
        raise UsageError("export.no_duty", found=edit.id)
    if str(duty.state) != edit.before or (duty.due.isoformat() if duty.due else "") != edit.due_before:
        raise UsageError("export.changed_meanwhile", state=text(f"plan.state_{duty.state}"), due=duty.due or "–")
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
