"""The duties of somebody, each with its id and how it looks today, the worst first."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from bot.messages import Line
from bot.plan.duty import Duty
from bot.store import duty_summaries
from bot.work.letters.lines import line_of, worst_rank
from bot.work.office import Actor, Office, Same


class Listed(NamedTuple):
    """A duty and how its reader sees it."""

    duty: Duty
    line: Line


def listed(office: Office, found: Iterable[Duty], today: date) -> list[Listed]:
    """The worst first."""
    same = Same(office)
    return sorted((_listed(same, duty, today) for duty in found), key=lambda one: worst_rank(one.line))


@lru_cache(maxsize=8192)
def _listed(same: Same[Office], duty: Duty, today: date) -> Listed:
    """A page is looked at again and again while nothing happens to most of its duties."""
    return Listed(duty, line_of(duty, same.value, today))


class Together(NamedTuple):
    """The duties of one item and last day: all units of it together, as a coordinator looks at them."""

    first: Listed
    every: tuple[Listed, ...]


def together(found: Iterable[Listed]) -> list[Together]:
    """In the order of the first of each."""
    groups: dict[tuple[object, ...], list[Listed]] = {}
    for one in found:
        key = one.duty.ledger_id, one.duty.number, one.duty.label, one.duty.due, one.line.light
        groups.setdefault(key, []).append(one)
    return [Together(own[0], tuple(own)) for own in groups.values()]


def own_duties(office: Office, actor: Actor, now: datetime, only: Collection[int] = ()) -> Sequence[Listed]:
    """The duties of the units that somebody speaks for, of the ledgers at work; `only`: these alone."""
    with office.store.look() as session:
        found = duty_summaries.at_work(session, actor.units)
    return listed(office, [duty for duty in found if not only or duty.id in only], office.today(now))
