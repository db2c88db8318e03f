"""A rehearsal beside the same with more closed in time: what the messages come to if the units do their part."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.messages.page import Share
from bot.work.office import Office
from bot.work.rehearsal.rehearse import Rehearsed, WhatIf, rehearse

#: The percentages of dated duties closed in time that are shown beside each other.
SHARES = (0, 70, 100)
ROLES = ("contact", "leader", "coordinator")


def share_of(percent: int, messages: Iterable[Rehearsed], *, is_shown: bool = False) -> Share:
    """What these messages come to: by role all of them, and the most that one person gets."""
    told = {role: Counter[str]() for role in ROLES}
    for message in messages:
        told[message.role][message.person] += 1
    counts = tuple((told[role].total(), max(told[role].values(), default=0)) for role in ROLES)
    return Share(percent, counts, is_shown)


def shares(
    office: Office,
    span: tuple[date, date],
    ledger_id: str | None,
    what_if: WhatIf,
    messages: Sequence[Rehearsed],
    progress: Callable[[date], None] | None = None,
) -> list[Share]:
    """`messages`, which `what_if` gave, and the same rehearsal for every other of `SHARES`."""
    shown = what_if.closed_percent
    made = {shown: share_of(shown, messages, is_shown=True)}
    for percent in SHARES:
        if percent not in made:
            other = rehearse(office, *span, ledger_id, progress, replace(what_if, closed_percent=percent))
            made[percent] = share_of(percent, other)
    return [made[percent] for percent in sorted(made)]
