"""A year of an invented district under a fast clock: the real intake, planner and courier, with units that act."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.channels import Channel
from bot.courier.courier import Courier
from bot.model import Message
from bot.plan.duty import RUNNING
from bot.plan.lifecycle import Verb
from bot.roster.roster import COORDINATOR, LEADER
from bot.store import duties, outbox
from bot.work.duties.moves import Move, make_move
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Actor, Office
from bot.work.rehearsal.instants import Sent, instants

#: Every unit reports so many days before its last day, so that the ladder is seen and yet most is done in time …
REPORTS_AHEAD = timedelta(days=2)
#: … but one unit leaves one task until it has been urged twice.
LATE_NUMBER, LATE_UNIT = "9", "区政务服务数据管理局"
LATE_BY = timedelta(days=12)

UNITS = Actor("单位联络员", COORDINATOR, "demo")
OFFICE = Actor("政务公开股", COORDINATOR, "demo")


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that happened: a message sent, or a task closed."""

    at: datetime
    message: Message | None = None
    kind: str = ""  # of the message, as the plan has it
    to: str = ""
    closed: str | None = None


def play(
    office: Office,
    channels: Mapping[str, Channel],
    start: datetime,
    end: datetime,
    progress: Callable[[date], None],
) -> Iterator[Seen]:
    """Everything from `start` to `end` in its order."""
    courier = Courier(office.store, channels, Composer(office, digest_letter))
    acted: date | None = None  # the units act once a day
    with asyncio.Runner() as runner:  # one loop, with its threads, for the whole year
        for now in instants(office, start, end):
            today = office.today(now)
            progress(today)
            sent = Sent()
            runner.run(courier.round(now, seen=sent))
            yield from _seen(office, now, sent)
            if acted != today:
                acted = today
                yield from (Seen(now, closed=words) for words in _units_act(office, now))


def _seen(office: Office, now: datetime, sent: list[Message]) -> Iterator[Seen]:
    with office.store.begin() as session:
        rows = [outbox.get_message(session, message.id) for message in sent]
    for message, row in zip(sent, rows, strict=True):
        yield Seen(now, message, "copy" if row.role == LEADER else row.kind, row.to)


def _units_act(office: Office, now: datetime) -> Iterator[str]:
    """The units report what is nearly due, and the coordinator closes it."""
    today = office.today(now)
    with office.store.begin() as session:
        ready = [
            (d.number, d.k, d.unit, d.label or d.title)
            for d in duties.duties(session)
            if d.due is not None and d.state in RUNNING and _acts_on(d.number, d.unit, d.alt or d.due) <= today
        ]
    for number, k, unit, what in ready:
        for verb, actor in ((Verb.REPORTED, UNITS), (Verb.CLOSED, OFFICE)):
            make_move(office, Move(f"{number}.{k}", verb, unit=unit, note="已按要求完成"), actor, now)
        yield f"{number} {what}（{unit}）"


def _acts_on(number: str, unit: str, last_day: date) -> date:
    late = number == LATE_NUMBER and unit == LATE_UNIT
    return last_day + LATE_BY if late else last_day - REPORTS_AHEAD
