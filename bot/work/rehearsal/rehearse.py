"""What would be sent, day by day: the same planner and the same words on a copy of the store with a clock of its own.

Nothing is delivered, so a message counts as sent at the instant at which the courier would first try it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypedDict

from sqlalchemy.orm import Session

from bot.calendars.memory import RememberedCalendar
from bot.courier.claims import is_late
from bot.messages import Line, render_digest, render_letter, subject_of, subject_of_digest
from bot.model import Message, sentence
from bot.plan.duty import Duty
from bot.plan.policy import Policy
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, ledgers, outbox
from bot.store.duty_counts import Item
from bot.store.tables import OutboxRow
from bot.work.documents.dispatch import dispatch
from bot.work.letters.composer import Composer, letter_of, urges
from bot.work.letters.digest import digest_letter
from bot.work.letters.duty_cache import DutyCache
from bot.work.office import Actor, Office, get_ledger
from bot.work.people.access import ACCESS
from bot.work.rehearsal.assumption import Assumed
from bot.work.rehearsal.instants import instants

#: Whom a rehearsal acts for.
REHEARSER = Actor("rehearsal", COORDINATOR, "rehearsal")
ALL = 1_000_000
#: A channel that takes plain text of any length, for whom nothing reaches.
CHANNEL = "rehearsal"
#: A mail whose text is longer may be cut for the sake of its page, which is not written out otherwise.
LONG = 30_000


class Told(TypedDict):
    """One item of a message. `due` and `alt` as in ISO 8601; `kind` is its rung's, the message's is the gravest."""

    ledger: str
    task: str
    unit: str
    rung: str
    due: str | None
    alt: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message that would be sent. `person` is who gets it, whatever the unit; `write` gives its text."""

    at: datetime
    to: str
    contact: str | None
    role: str
    channel: str | None
    kind: str
    items: tuple[Told, ...]
    subject: str
    person: str
    write: Callable[[], str] = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The whole message, put into words when it is asked for."""
        return self.write()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Other circumstances: another policy; `closed_percent` of the dated duties are closed in time (see `assume`)."""

    policy: Policy | None = None
    closed_percent: int = 0


class _Snapshot(DutyCache):
    """Every duty as it stood at the last look, in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.by_id: dict[int, Duty] = {}
        self._by_task: dict[tuple[str, str], dict[int, Duty]] = {}
        self._lines: dict[tuple[int, str], Line] = {}

    def get(self, session: Session, ids: Iterable[int]) -> dict[int, Duty]:  # noqa: ARG002 - as the store's
        return {i: self.by_id[i] for i in ids if i in self.by_id}

    def tasks(
        self,
        session: Session,  # noqa: ARG002 - as the store's
        wanted: Collection[Item],
    ) -> Mapping[Item, Sequence[Duty]]:
        return {task: list(self._by_task.get(task, {}).values()) for task in wanted}

    def line(self, row: Duty, office: Office, today: date, rung: str) -> Line:
        """Written once a look: the contact, the leader and the lead are told the same."""
        line = self._lines.get((row.id, rung))
        if line is None:
            line = self._lines[row.id, rung] = super().line(row, office, today, rung)
        return line

    def look(self, session: Session, now: datetime) -> list[Duty]:
        """Takes up what changed at `now`; gives the duties that were not there before."""
        self._lines.clear()
        found = duties.planned_since(session, max(self.by_id, default=0), now)
        new = [duty.id for duty in found if duty.id not in self.by_id]
        self.take(found)
        return [self.by_id[duty] for duty in new]

    def count_urgings(self, session: Session, ids: Sequence[int], now: datetime, day: date) -> None:
        """An urging of each of these has arrived."""
        duties.count_urgings(session, ids, now, day)
        known = [self.by_id[i] for i in ids if i in self.by_id]
        self.take(one._replace(urgings=one.urgings + 1, urged_on=one.urged_on or day) for one in known)

    def take(self, found: Iterable[Duty]) -> None:
        """These duties as they now stand."""
        for duty in found:
            self.by_id[duty.id] = duty
            self._by_task.setdefault((duty.ledger_id, duty.number), {})[duty.id] = duty


class _Stage(Composer):
    """The composer of a rehearsal: it makes no drafts, and writes a message out only when it is read."""

    def __init__(self, office: Office) -> None:
        snapshot = _Snapshot()
        super().__init__(office, digest_letter)
        self.cache: _Snapshot = snapshot

    def words(
        self, session: Session, row: OutboxRow, now: datetime, channel: str
    ) -> tuple[str, Callable[[], str]] | None:
        """The subject, and what writes the text as this channel sends it; None where nothing is left to say."""
        config = self.office.config
        if row.kind == ACCESS:
            return None  # of people's rights, not of the plan
        if row.kind == "digest":
            digest = self.digest_of(session, row, now)
            if digest is None:
                return None
            return subject_of_digest(digest), lambda: _text(
                lambda paged: render_digest(digest, channel, row.id, config, paged=paged)
            )
        letter = letter_of(session, self.office, row, now, cache=self.cache)
        if letter is None:
            return None
        subject = subject_of(letter)
        return subject, lambda: _text(
            lambda paged: render_letter(letter, channel, row.id, config, subject, paged=paged)
        )


def _text(write: Callable[[bool], Message]) -> str:
    """The text as it is sent, cuts included; the page of a mail is only written where it may have cut the text."""
    found = write(False)
    return found.text if len(found.text) < LONG else write(True).text


def rehearse(
    office: Office,
    first: date,
    last: date,
    ledger_id: str | None = None,
    progress: Callable[[date], None] | None = None,
    what_if: WhatIf = WhatIf(),
) -> Iterator[Rehearsed]:
    """The messages from `first` to `last`, both inclusive, in their order. A draft counts as dispatched on `first`.

    Whoever has no way to be reached is shown all the same, with no channel.
    """
    twin = twin_of(office, what_if)
    zone = twin.rules.zone
    start = datetime.combine(first, twin.rules.policy.send_at, zone)
    midnight = datetime.combine(first, datetime.min.time(), zone)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), zone)
    try:
        set_the_stage(twin, ledger_id, start)
        stage, assumed = _Stage(twin), Assumed(twin, what_if.closed_percent, REHEARSER)
        for now in instants(twin, midnight, end, lambda at: stage.cache.take(assumed.close_until(at))):
            if progress is not None:
                progress(now.astimezone(zone).date())
            with twin.store.begin() as session, session.no_autoflush:
                assumed.meet(stage.cache.look(session, now))
                found = list(_sent(session, stage, now))
            yield from found
    finally:
        twin.store.close()


def twin_of(office: Office, what_if: WhatIf = WhatIf()) -> Office:
    """The office on a copy of its store, which is to be closed."""
    calendar = RememberedCalendar.of(office.rules.calendar)
    rules = replace(office.rules, calendar=calendar, policy=what_if.policy or office.rules.policy)
    return replace(office, store=office.store.copy(), rules=rules)


def set_the_stage(twin: Office, ledger_id: str | None, start: datetime) -> None:
    """Dispatches the drafts, and leaves only the ledger asked for."""
    with twin.store.begin() as session:
        if ledger_id is not None:
            get_ledger(session, ledger_id)
        rows = list(ledgers.all_ledgers(session))
        for row in rows:
            if ledger_id is not None and row.id != ledger_id and row.state in {ledgers.DRAFT, ledgers.DISPATCHED}:
                row.state = ledgers.ARCHIVED
                duties.rest(session, row.id)
        drafts = [row.id for row in rows if row.state == ledgers.DRAFT]
        for worker in outbox.senders(session):
            outbox.release(session, worker)
    for draft in drafts:
        dispatch(twin, draft, start, start, REHEARSER, defaults=True)


def _sent(session: Session, stage: _Stage, now: datetime) -> Iterator[Rehearsed]:
    """What the courier would take up at `now`."""
    rows = sorted(stage.sort(session, outbox.ready(session, now, None, ALL), now), key=_order)
    told = stage.told(session, {row.person for row in rows}, now) if rows else {}
    urged: list[int] = []
    for row in rows:
        late = is_late(session, stage, row, now)
        if not late and (opens := stage.opens(row, now, told.get(row.person, 0))) > now:
            row.next_try_at = opens
            continue
        channel = next((kind for kind, _ in stage.ways(session, row) if kind != "console"), None)
        words = stage.words(session, row, now, channel or CHANNEL)
        if words is None:
            row.state = outbox.DROPPED
            continue
        subject, write = words
        if late:
            row.state, row.subject, row.error = outbox.UNSENT, subject, sentence("courier.too_late")
            continue
        row.state, row.sent_at = outbox.SENT, now
        urged += (item.duty for item in row.items if row.role == CONTACT and urges(item))
        told[row.person] = told.get(row.person, 0) + (row.kind not in outbox.BESIDE_THE_DAY)
        items = tuple(_items(stage.cache.by_id, row))
        yield Rehearsed(now, row.to, row.contact, row.role, channel, row.kind, items, subject, row.person, write)
    # As with the courier: what goes out together is put into words before any of it has arrived.
    stage.cache.count_urgings(session, urged, now, stage.office.today(now))


def _order(row: OutboxRow) -> tuple[bool, str, str, str]:
    """Messages of one instant in the same order each time, digests first; their ids are made at random."""
    return row.kind != "digest", row.to, row.role, row.person


def _items(known: dict[int, Duty], row: OutboxRow) -> Iterator[Told]:
    if row.kind == "digest":
        return
    for item in row.items:
        duty = known.get(item.duty)
        if duty is not None:
            yield {
                "ledger": duty.ledger_id,
                "task": duty.number,
                "unit": duty.unit,
                "rung": item.rung,
                "due": duty.due.isoformat() if duty.due else None,
                "alt": duty.alt.isoformat() if duty.alt else None,
                "kind": item.kind,
            }
