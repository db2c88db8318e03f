"""An office that lives through time with a real store and courier, and remembers all that its people were told."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import takewhile
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import event, select

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.deadlines import DEFAULT
from bot.model import Item, Kind, Ledger, Message, NoticeKind, Obligation
from bot.plan.duty import PAUSED, RUNNING, Duty
from bot.plan.ladder import Rules, steps
from bot.roster.roster import Roster
from bot.settings import Settings
from bot.store import duties, outbox
from bot.store.ledgers import ARCHIVED
from bot.store.store import Store
from bot.store.tables import LedgerRow, OutboxRow
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.duties.clock_ahead import TOLERANCE
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.outgoing.posting import ENDINGS
from bot.work.planning.tick import next_instant, plan
from tests.support.office import CLERK, due, ledger, task

UNITS = ("区财政局", "区教育局", "区司法局", "区民政局")
GROUP = "区直各单位"


def roster(members: tuple[str, ...] = UNITS[:3]) -> Roster:
    """Four units that all can be reached, two by the same address; a group of some of them; leaders of two."""
    address = dict(zip(UNITS, ("a", "b", "c", "c"), strict=True))
    units: list[dict[str, Any]] = [
        {"name": name, "contact": [{"name": f"{name}联络员", "email": f"{address[name]}@example.org"}]}
        for name in UNITS
    ]
    for n, unit in enumerate(units[:2]):
        unit["contact"].append({"role": "leader", "name": "分管", "email": f"l{n}@example.org"})
    return Roster.model_validate(
        {
            "unit": units,
            "group": [{"name": GROUP, "members": members}],
            "coordinator": [{"name": "区政府办公室", "email": "o@example.org"}],
        }
    )


@st.composite
def ledgers(draw: st.DrawFn, first: date, days: int = 60) -> Ledger:
    """One to four tasks with obligations of every kind, due within `days` of `first`."""
    day = st.dates(first, first + timedelta(days=days))
    dated = day.map(lambda d: due(d.isoformat()))
    kinds = st.one_of(
        dated,
        dated,
        day.map(lambda d: due(d.isoformat(), alt=d - timedelta(days=12))),
        day.map(lambda d: Obligation(Kind.WINDOW, phrase="窗口", start=d - timedelta(days=9), end=d, source="column")),
        st.sampled_from(("MONTHLY;BYMONTHDAY=-1", "WEEKLY;BYDAY=FR", "DAILY")).map(
            lambda rule: Obligation(Kind.RECURRING, phrase="定期", rrule=f"FREQ={rule}", source="column")
        ),
        st.sampled_from((Kind.STANDING, Kind.IMMEDIATE, Kind.NONE)).map(
            lambda kind: Obligation(kind, phrase="长期", source="column")
        ),
    )
    tasks = [
        task(
            f"{n + 1}",
            *draw(st.lists(kinds, min_size=1, max_size=2)),
            lead=draw(st.sampled_from(("", UNITS[0]))),
            units=tuple(draw(st.lists(st.sampled_from((*UNITS, GROUP)), min_size=1, max_size=3, unique=True))),
        )
        for n in range(draw(st.integers(1, 4)))
    ]
    return ledger(*tasks, year=first.year)


@cache
def _empty() -> Store:
    return Store.open("sqlite://")


def new_office(rules: Rules) -> Office:
    """On an empty store in memory."""
    return Office(_empty().copy(), roster(), rules, DEFAULT, Settings())


def begin(office: Office, content: Ledger, now: datetime) -> str:
    """Takes the ledger in and dispatches it."""
    taken = take_in(office, content, "world.docx", now, CLERK)
    dispatch(office, taken.ledger_id, now, now, CLERK, defaults=True)
    return taken.ledger_id


def deliver(office: Office, now: datetime) -> list[Message]:
    """One round of the real courier."""
    with office.store.begin() as session:
        upcoming = outbox.next_try(session)
    if upcoming is None or upcoming > now:
        return []
    memory = MemoryChannel("email")
    asyncio.run(Courier(office.store, {"email": memory}, Composer(office, digest_letter)).round(now))
    return [message for message, _ in memory.sent]


def upcoming(office: Office) -> datetime | None:
    """When there will be something to do."""
    with office.store.begin() as session:
        return next_instant(office, session)


def facts(office: Office) -> list[tuple[Any, ...]]:
    """All that planning and sending left in the store, without the messages' random names."""
    with office.store.begin() as session:
        found = duties.duties(session)
        messages = session.scalars(select(OutboxRow)).all()
        rows = [tuple(duty) for duty in found]
        sent = [(m.at, m.person, m.role, m.kind, str(m.items), m.state, m.sent_at, m.subject, m.text) for m in messages]
    return rows + sorted(sent, key=repr)


class Killed(Exception):  # noqa: N818 - no error: the process ends
    """The process ends here."""


@contextmanager
def killed_at(office: Office, statement: int) -> Iterator[None]:
    """Whatever asks the store for the `statement`-th time (from 0) is killed; it may end before that."""
    left = [statement]

    def strike(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    event.listen(office.store.engine, "before_cursor_execute", strike)
    try:
        yield
    except Killed:
        pass
    finally:
        event.remove(office.store.engine, "before_cursor_execute", strike)


@dataclass
class World:
    """An office in time. `told`: when each duty, dispatch, person, rung and last day was; `sent`: by person and day."""

    office: Office
    now: datetime
    latest: datetime
    told: dict[tuple[object, ...], list[datetime]] = field(default_factory=dict)
    sent: Counter[tuple[str, date]] = field(default_factory=Counter)

    def tick(self) -> None:
        """Plans and delivers now, then holds what was done against the rules."""
        plan(self.office, self.now)
        self.check_waiting()
        for message in deliver(self.office, self.now):
            self._check(message)
        self.check_plans()

    def check_waiting(self) -> None:
        """Nobody waits for the same thing in two messages."""
        with self.office.store.begin() as session:
            rows = [row for row in outbox.messages_in(session, outbox.WAITING) if row.kind != "digest"]
            waiting = Counter((row.person, item.duty, item.rung) for row in rows for item in row.items)
        assert all(n == 1 for n in waiting.values()), waiting.most_common(1)

    def _note(self, person: str, told: Iterable[tuple[Item, Duty]]) -> None:
        for item, duty in told:
            key = (duty.id, duty.dispatched_at, duty.had_since, person, item.rung, item.changes, duty.due)
            self.told.setdefault(key, []).append(self.now)
            # The last rungs come again for the lenient one of two dates.
            assert len(self.told[key]) <= (2 if duty.alt else 1), key

    def _check(self, message: Message) -> None:
        with self.office.store.begin() as session:
            row = session.get_one(OutboxRow, message.id)
            if row.kind == "digest":
                return
            assert self.office.rules.opens(self.now) == self.now, "at a forbidden hour"
            found = duties.get_duties(session, [item.duty for item in row.items]).values()
            running = [duty for duty in found if duty.state in RUNNING]
            # What ended before its unit was told of it is no news to it.
            passed_over = {item.duty: ENDINGS if item.kind is NoticeKind.DISPATCH else () for item in row.items}
            changed = {
                item.duty
                for item in row.items
                if any(change.verb not in passed_over[item.duty] for change in item.changes)
            }
            assert running or changed, "nothing in it is still to be done"
            told_of = [duty for duty in found if duty in running or duty.id in changed]
            by_id = {duty.id: duty for duty in told_of}
            self._note(row.person, [(item, by_id[item.duty]) for item in row.items if item.duty in by_id])
            ended = {duty.title for duty in found} - {duty.title for duty in told_of}
            assert not any(title in message.text for title in ended)
        if changed:  # what changes is told at once, beside the day's messages
            return
        key = (row.person, self.office.today(self.now))
        self.sent[key] += 1
        if self.now >= self.latest:  # where the clock was set back, a day is lived through twice
            assert self.sent[key] <= self.office.rules.policy.messages_a_day, key

    def check_plans(self) -> None:
        """Every dated duty that runs waits for an instant, every recurrence not stopped for its next one."""
        with self.office.store.begin() as session:
            ended = {row.id for row in session.scalars(select(LedgerRow)) if row.state == ARCHIVED}
            for duty in duties.duties(session):
                if duty.ledger_id in ended or duty.next_at is not None:
                    continue
                known = (
                    duty.id,
                    duty.number,
                    duty.unit,
                    duty.kind,
                    duty.state,
                    duty.due,
                    duty.occurrence,
                    duty.renewed,
                )
                dated = duty.due and duty.interval_days != 1 and duty.state in RUNNING
                assert not dated or self._is_all_said(duty), known
                assert duty.kind != Kind.RECURRING or duty.renewed or duty.state in PAUSED, known

    def _is_all_said(self, duty: Duty) -> bool:
        """Whether it was urged as often as the policy wants, by its plan: then it stands in the digest."""
        past = takewhile(lambda step: step.at <= self.now, steps(duty, self.office.rules))
        return sum(step.kind == "urging" for step in past) == self.office.rules.policy.urgings_at_most

    def move_to(self, now: datetime) -> None:
        """The clock shows `now`. Where it was ahead by more than a trifle, what was told in that time comes again."""
        if self.latest - now > TOLERANCE:
            early = {key: [at for at in instants if at <= now] for key, instants in self.told.items()}
            self.told = {key: instants for key, instants in early.items() if instants}
        self.now, self.latest = now, max(self.latest, now)

    def become(self, **changes: Any) -> None:
        """The office has another roster or other rules from now on."""
        self.office = replace(self.office, **changes)
