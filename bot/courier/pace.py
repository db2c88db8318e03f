"""How fast: every message needs a token of its channel and of its address before it goes.

A bucket keeps one instant, when its next token is there (the generic cell rate algorithm), so that a grant is one
comparison and one row, and the same for any number of processes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.clock import Clock, system_clock
from bot.courier.delivery import Pace
from bot.store import pacing
from bot.store.tables import PaceRow

#: How far ahead tokens are taken: what is claimed waits so long at most before it is sent.
HORIZON = timedelta(seconds=0.5)

Way = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """One token every `every`, and up to `burst` of them at once."""

    every: timedelta
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Grant:
    """The message may go `delay` from now."""

    delay: timedelta


@dataclass(frozen=True, slots=True)
class Refusal:
    """No token within the horizon; `delay` from now there may be one. `channel`: all of the channel waits."""

    delay: timedelta
    channel: bool
    stopped: bool = False


def overall_rate(pace: Pace) -> Rate | None:
    """What all messages of a channel share."""
    return Rate(timedelta(seconds=1 / pace.per_second), pace.burst) if pace.per_second else None


def address_rate(pace: Pace, address: str) -> Rate | None:
    """The strictest limit for one address; a group has a negative number."""
    spans = [1 / pace.chat_per_second] if pace.chat_per_second else []
    spans += [60 / pace.chat_per_minute] if pace.chat_per_minute else []
    spans += [60 / pace.group_per_minute] if pace.group_per_minute and address.startswith("-") else []
    return Rate(timedelta(seconds=max(spans))) if spans else None


def is_limited(pace: Pace) -> bool:
    """Whether there is anything to be shared."""
    return any((pace.per_second, pace.chat_per_second, pace.chat_per_minute, pace.group_per_minute))


def earliest(free_at: datetime | None, rate: Rate, now: datetime) -> datetime:
    """When the next token may be taken."""
    return now if free_at is None else max(now, free_at - rate.every * (rate.burst - 1))


def taken(free_at: datetime | None, rate: Rate, at: datetime) -> datetime:
    """When the bucket is full again after a token was taken for `at`."""
    return max(at, free_at or at) + rate.every


class Pacer:
    """The limits of one transaction: `Pacer(…).grant(way)` for each message in turn.

    The channels' buckets are locked first and in order, so that two workers never wait for one another crosswise.
    """

    def __init__(self, session: Session, paces: Mapping[str, Pace], channels: Iterable[str], clock: Clock) -> None:
        self._session, self._paces = session, paces
        paced = {name for name in channels if name in paces and is_limited(paces[name])}
        others = set(channels) - paced
        self._rows: dict[str, PaceRow] = {
            **pacing.buckets(session, others, lock=False),
            **pacing.buckets(session, paced, lock=True),
        }
        # Of several machines the server's clock is the one that all have in common.
        self.now = (pacing.server_now(session) if clock is system_clock else None) or clock()

    def stopped(self, channel: str) -> timedelta | None:
        """For how much longer a server wants to be left alone; None if it does not."""
        return self._left(self._rows.get(channel))

    def _left(self, row: PaceRow | None) -> timedelta | None:
        if row is None or row.stopped_until is None or row.stopped_until <= self.now:
            return None
        return row.stopped_until - self.now

    def delay(self, channel: str) -> timedelta:
        """How long until there will be a token of this channel within the horizon."""
        if (left := self.stopped(channel)) is not None:
            return left
        rate = overall_rate(self._paces.get(channel, Pace()))
        at = earliest(self._rows[channel].free_at, rate, self.now) if rate else self.now
        return max(at - self.now - HORIZON, timedelta())

    def room(self, channel: str) -> int:
        """How many tokens of this channel there are within the horizon."""
        rate = overall_rate(self._paces.get(channel, Pace()))
        if rate is None:
            return 1_000_000
        ahead = earliest(self._rows[channel].free_at, rate, self.now) - self.now
        return max(0, int((HORIZON - ahead) / rate.every) + 1)

    def grant(self, way: Way) -> Grant | Refusal:
        """A token for one message by this way, or when to ask again."""
        channel, address = way
        if (left := self.stopped(channel)) is not None:
            return Refusal(left, channel=True, stopped=True)
        pace = self._paces.get(channel, Pace())
        if pace.each_alone and (left := self._left(self._bucket(way))) is not None:
            return Refusal(left, channel=False, stopped=True)
        overall, own = overall_rate(pace), address_rate(pace, address)
        row = self._rows[channel] if overall else None
        at = earliest(row.free_at, overall, self.now) if row and overall else self.now
        if at - self.now > HORIZON:
            return Refusal(at - self.now - HORIZON, channel=True)
        if own is not None:
            bucket = self._bucket(way)
            ready = earliest(bucket.free_at, own, self.now)
            if ready > at:
                return Refusal(ready - self.now, channel=False)
            bucket.free_at = taken(bucket.free_at, own, at)
        if row and overall:
            row.free_at = taken(row.free_at, overall, at)
        return Grant(at - self.now)

    def take_more(self, way: Way, n: int) -> None:
        """Takes `n` more tokens of the address, for a message of several posts: what comes next waits for them too."""
        own = address_rate(self._paces.get(way[0], Pace()), way[1])
        if own is not None and n > 0:
            bucket = self._bucket(way)
            bucket.free_at = (bucket.free_at or self.now) + own.every * n

    def grant_again(self, channel: str) -> Grant | Refusal:
        """A token of the channel for a message that missed its instant; that of its address it has."""
        if (left := self.stopped(channel)) is not None:
            return Refusal(left, channel=True, stopped=True)
        rate, row = overall_rate(self._paces.get(channel, Pace())), self._rows.get(channel)
        if rate is None or row is None:
            return Grant(timedelta())
        at = earliest(row.free_at, rate, self.now)
        row.free_at = taken(row.free_at, rate, at)
        return Grant(at - self.now)

    def stop(self, way: Way, seconds: float) -> None:
        """The channel, and no other, is left alone for so long; of robots, which stand alone, the one."""
        pace = self._paces.get(way[0], Pace())
        name = _name(way) if pace.each_alone else way[0]
        pacing.stop(self._session, name, self.now + timedelta(seconds=seconds))
        self._rows.update(pacing.buckets(self._session, [name], lock=False))

    def is_paced(self, channel: str) -> bool:
        """Whether its messages need tokens, or may have to wait for one another."""
        pace = self._paces.get(channel, Pace())
        return is_limited(pace) or pace.each_alone

    def rests_alone(self, channel: str) -> bool:
        """Whether the addresses of this channel rest one by one."""
        return self._paces.get(channel, Pace()).each_alone

    def _bucket(self, way: Way) -> PaceRow:
        """The address's own bucket, under its hash: a robot's address is a secret, a chat's is somebody's."""
        name = _name(way)
        if name not in self._rows:
            self._rows.update(pacing.buckets(self._session, [name], lock=True))
        return self._rows[name]


def _name(way: Way) -> str:
    return f"{way[0]}:{sha256(way[1].encode()).hexdigest()[:40]}"
