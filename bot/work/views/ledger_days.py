"""A ledger by its days: what falls due on each, and each item's own days on one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.plan.lights import WORST_FIRST, Light
from bot.work.views.ledger_table import OVER, Lit

_RANK = {name: rank for rank, name in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class DayOfItem:
    """What of an item falls due on one day: the worst light, and whose it is."""

    day: date
    light: Light
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemDays:
    """An item and its days, in their order; none where it has no last day."""

    number: str
    title: str
    days: tuple[DayOfItem, ...]


def by_day(found: Iterable[Lit]) -> dict[date, list[Lit]]:
    """Day → those whose last day it is, of what is not over."""
    days: dict[date, list[Lit]] = {}
    for one in found:
        if one.glance.due is not None and one.light not in OVER:
            days.setdefault(one.glance.due, []).append(one)
    return dict(sorted(days.items()))


def by_item(found: Iterable[Lit]) -> list[ItemDays]:
    """The items in the order of `found`, each with its days."""
    groups: dict[str, list[Lit]] = {}
    for one in found:
        groups.setdefault(one.glance.number, []).append(one)
    return [ItemDays(number, own[0].glance.title, _days(own)) for number, own in groups.items()]


def _days(own: Iterable[Lit]) -> tuple[DayOfItem, ...]:
    found: dict[date, list[Lit]] = {}
    for one in own:
        if one.glance.due is not None and one.light is not Light.WITHDRAWN:
            found.setdefault(one.glance.due, []).append(one)
    return tuple(
        DayOfItem(day, min((one.light for one in same), key=_RANK.__getitem__), tuple(one.glance.unit for one in same))
        for day, same in sorted(found.items())
    )
