"""Any letter in the words that it would have: composed as for sending, of a unit's own duties.

The duties are taken to stand where such a letter finds them, and the clock on a day on which it goes out. Nothing is
sent and nothing is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.model import Change, Item, Kind, Message, NoticeKind, Role
from bot.plan.duty import Duty, State
from bot.store import duties, ledgers, people
from bot.store.tables import OutboxRow
from bot.texts import text
from bot.work.duties.units import units_of_option
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.letters.duty_cache import DutyCache
from bot.work.office import Office
from bot.work.outgoing.posting import message_row
from bot.work.people.directory import Directory, Recipient
from bot.work.rehearsal.rehearse import set_the_stage, twin_of

#: So many tasks stand in a letter that tells of a few; a dispatch and a digest tell of all.
SHOWN = 3
WEEK = timedelta(days=7)
#: How many working days before (or, above 0, behind) the first last day a letter goes out.
_DAYS = {
    NoticeKind.REMINDER: -3,
    NoticeKind.INQUIRY: -10,
    NoticeKind.URGING: 3,
    NoticeKind.ESCALATION: 5,
    NoticeKind.CIRCULAR: 10,
}
_STATES = {
    NoticeKind.DISPATCH: State.DISPATCHED,
    NoticeKind.ACKNOWLEDGE: State.DISPATCHED,
    NoticeKind.NEWS: State.REPORTED,
    NoticeKind.CHANGE: State.SUSPENDED,
}
#: How often the unit was urged before a letter about what is late.
_URGED = {NoticeKind.URGING: 0, NoticeKind.ESCALATION: 1, NoticeKind.CIRCULAR: 2}
#: To whom a letter goes where nobody is named.
_READERS = {
    NoticeKind.ESCALATION: Role.LEADER,
    NoticeKind.CIRCULAR: Role.COORDINATOR,
    NoticeKind.NEWS: Role.COORDINATOR,
    NoticeKind.DIGEST: Role.COORDINATOR,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter: of what kind, to whom, of which unit (None: the first that such a letter fits)."""

    kind: NoticeKind
    role: Role | None = None
    unit: str | None = None

    @property
    def reader(self) -> Role:
        """As what the reader is told."""
        return self.role or _READERS.get(self.kind, Role.CONTACT)


def has_duties(office: Office) -> bool:
    """Whether the office has a ledger at work, or a draft of one, to show a letter of."""
    with office.store.look() as session:
        return any(head.state in {ledgers.DRAFT, ledgers.DISPATCHED} for head in ledgers.all_heads(session))


def specimen(office: Office, wanted: Wanted, channel: str, now: datetime) -> Message:
    """The letter as `channel` would send it. Raises UsageError where no unit has anything that it could tell of.

    A draft is dispatched for it, on a copy of the store.
    """
    with office.store.look() as session:
        is_at_work = bool(ledgers.heads_by_state(session, ledgers.DISPATCHED))
    if is_at_work:
        return _composed(office, wanted, channel, now)
    twin = twin_of(office)
    try:
        set_the_stage(twin, None, now)
        return _composed(twin, wanted, channel, now)
    finally:
        twin.store.close()


class _Placed(DutyCache):
    """Duties where the letter finds them, whatever the store says of them."""

    def __init__(self, placed: dict[int, Duty]) -> None:
        super().__init__()
        self._placed = placed

    def get(self, session: Session, ids: Iterable[int]) -> dict[int, Duty]:
        wanted = list(ids)
        found = super().get(session, wanted)
        return {name: self._placed.get(name, found[name]) for name in wanted if name in found}


def _composed(office: Office, wanted: Wanted, channel: str, now: datetime) -> Message:
    with office.store.begin() as session:
        unit, chosen = _chosen(session, office, wanted)
        at = _instant(office, wanted.kind, chosen, now)
        items = [_item(office, duty, wanted, unit, at, n) for n, duty in enumerate(chosen)]
        row = _row(session, office, wanted, unit, items, at)
        composer = Composer(office, digest_letter)
        composer.cache = _Placed({d.id: _placed(office, d, wanted.kind, at, n) for n, d in enumerate(chosen)})
        found = composer.compose(session, row, channel, at)
        session.rollback()  # a letter may hold a link that is written down
    if found is None:
        raise _nothing(wanted)
    return found


def _nothing(wanted: Wanted) -> UsageError:
    return UsageError("preview.nothing", letter=text(f"outbox.kind_{wanted.kind}"))


def _chosen(session: Session, office: Office, wanted: Wanted) -> tuple[str, Sequence[Duty]]:
    """The unit, and of its duties those that the letter tells of: in the first ledger at work that has some."""
    refused: UsageError | None = None
    for ledger_id in ledgers.heads_by_state(session, ledgers.DISPATCHED):
        every = duties.duties(session, ledger_id=ledger_id)
        try:
            units = _units(office, every, wanted.unit)
        except UsageError as error:
            refused = error
            continue
        for unit in units:
            if chosen := _fitting([duty for duty in every if duty.unit == unit], wanted.kind):
                return unit, chosen
    raise refused or _nothing(wanted)


def _units(office: Office, every: Sequence[Duty], words: str | None) -> list[str]:
    """The units of these duties in their order; those alone that `words` name."""
    units = dict.fromkeys(duty.unit for duty in every)
    named = units_of_option(office, every, words).units if words is not None and every else units
    return [unit for unit in units if unit in named]


def _fitting(own: Sequence[Duty], kind: NoticeKind) -> Sequence[Duty]:
    """All for a dispatch or a digest; standing work where feedback is asked for; else the first that fall due, and for
    what goes at a day those of one last day.
    """
    if kind in {NoticeKind.DISPATCH, NoticeKind.DIGEST}:
        return own
    if kind is NoticeKind.FEEDBACK:
        return [duty for duty in own if duty.kind is Kind.STANDING][:SHOWN]
    dated = [duty for duty in own if duty.due is not None and duty.kind is not Kind.STANDING]
    first = min(map(_last_day, dated), default=date.max)
    return [duty for duty in sorted(dated, key=_last_day) if kind not in _DAYS or duty.due == first][:SHOWN]


def _last_day(duty: Duty) -> date:
    return duty.due or date.max


def _instant(office: Office, kind: NoticeKind, chosen: Sequence[Duty], now: datetime) -> datetime:
    """When the letter goes out: around the first last day, or `now` for what goes with no day."""
    days = _DAYS.get(kind)
    day = office.today(now) if days is None else office.rules.calendar.shift(_last_day(chosen[0]), days)
    return office.rules.at(day)


def _placed(office: Office, duty: Duty, kind: NoticeKind, at: datetime, n: int) -> Duty:
    """The duty where the letter finds it: told of long before, and in the state of which the letter tells."""
    if kind is NoticeKind.DIGEST:
        return duty
    state = _STATES.get(kind, State.ACKNOWLEDGED)
    if kind is NoticeKind.DISPATCH:
        return duty._replace(state=state)
    told = office.rules.at(min(office.today(at), duty.due or date.max) - 4 * WEEK)
    urgings = _URGED.get(kind, 0)
    placed = duty._replace(state=state, told_at=told, dispatched_at=told, had_since=None, extension_until=None)
    placed = placed._replace(urgings=urgings, urged_on=duty.due if urgings else None)
    if kind is NoticeKind.DECISION and n:  # the extension that it tells of
        return placed._replace(due=_extended(duty), original_due=duty.due)
    return placed


def _extended(duty: Duty) -> date:
    return _last_day(duty) + 4 * WEEK


def _item(office: Office, duty: Duty, wanted: Wanted, unit: str, at: datetime, n: int) -> Item:
    kind = wanted.kind
    rung = {NoticeKind.DISPATCH: "dispatch", NoticeKind.ACKNOWLEDGE: "sign", NoticeKind.FEEDBACK: f"{at:%Y-%m}"}
    is_urged = kind in _URGED and wanted.reader is not Role.COORDINATOR
    told_of = office.name if wanted.reader is Role.COORDINATOR else unit
    changes = _changes(duty, kind, n)
    nth = _URGED[kind] + 1 if is_urged else 0
    return Item(duty.id, told_of, rung.get(kind, str(kind)), kind, nth=nth, number=duty.number, changes=changes)


def _changes(duty: Duty, kind: NoticeKind, n: int) -> tuple[Change, ...]:
    if kind is NoticeKind.DECISION:
        return (
            Change("extension-granted", _extended(duty)) if n else Change("sent-back", note=text("preview.returned")),
        )
    if kind is NoticeKind.CHANGE:
        return (Change("suspended", note=text("preview.suspended")),)
    return (Change("reported", note=text("preview.reported")),) if kind is NoticeKind.NEWS else ()


def _row(session: Session, office: Office, wanted: Wanted, unit: str, items: Sequence[Item], at: datetime) -> OutboxRow:
    """The notice as the outbox would hold it; it is stored nowhere."""
    role = str(wanted.reader)
    to = office.name if wanted.reader is Role.COORDINATOR else unit
    directory = Directory(office.roster, people.all_bindings(session), office.today(at))
    recipient = directory.recipient(to, role) or Recipient(f"unit:{to}", to, role, None, ())
    row = message_row(recipient, str(wanted.kind), items, at, at, since=at - WEEK)
    row.id = "preview"
    return row
