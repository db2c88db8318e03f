"""Figures: what became of duties, by unit, section or ledger, and what the policy costs in messages.

In time or late is judged by the original date: an extension granted moves the reminders, not the score.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.plan.lights import Light
from bot.store import deliveries
from bot.store.duty_counts import Outcome

BY = ("unit", "section", "ledger")
#: Lights that are counted as they are.
_COUNTED = {Light.OPEN: "open", Light.NEAR: "near", Light.OVERDUE: "overdue", Light.REPORTED: "reported"}


@dataclass(frozen=True, slots=True)
class Figure:
    """The counts of one unit, section or ledger. `standing` counts lasting duties, `answered` those ever reported on.

    `total` is all of them but the withdrawn. `rank` is set where the policy ranks: 1 is the best.
    """

    name: str
    total: int = 0
    in_time: int = 0
    late: int = 0
    open: int = 0
    near: int = 0
    overdue: int = 0
    reported: int = 0
    standing: int = 0
    answered: int = 0
    rank: int | None = None

    @property
    def share(self) -> float | None:
        """The share closed in time of all whose day has come: closed or overdue; None where there is none."""
        judged = self.in_time + self.late + self.overdue
        return self.in_time / judged if judged else None


@dataclass(frozen=True, slots=True)
class Cost:
    """Messages that went out in a span, digests left out, and to how many people."""

    messages: int
    people: int

    @property
    def average(self) -> float:
        """Messages a person; 0 where nobody got one."""
        return self.messages / self.people if self.people else 0.0


def figure_of(name: str, found: Iterable[Outcome]) -> Figure:
    """The counts of these duties."""
    counts = dict.fromkeys((field.name for field in fields(Figure) if field.name not in {"name", "rank"}), 0)
    for outcome in found:
        for key in _keys(outcome):
            counts[key] += outcome.n
    return Figure(name, **counts)


def _keys(outcome: Outcome) -> list[str]:
    light = Light(outcome.light)
    if light is Light.WITHDRAWN:
        return []
    if outcome.is_standing:
        return ["total", "standing", *(["answered"] if outcome.is_answered else [])]
    if light is Light.CLOSED:
        return ["total", "late" if outcome.ended_late else "in_time"]
    return ["total", *([_COUNTED[light]] if light in _COUNTED else [])]


def ranked(figures: Iterable[Figure]) -> list[Figure]:
    """The best share in time first; equal shares share a rank (1, 2, 2, 4); who cannot be judged is last, unranked."""
    ordered = sorted(figures, key=lambda figure: -1.0 if figure.share is None else figure.share, reverse=True)
    made: list[Figure] = []
    for place, figure in enumerate(ordered, 1):
        tied = bool(made) and made[-1].share == figure.share
        rank = None if figure.share is None else made[-1].rank if tied else place
        made.append(replace(figure, rank=rank))
    return made


def messages_cost(session: Session, since: datetime, until: datetime) -> Cost:
    """What went out from `since` (inclusive) to `until` (exclusive)."""
    return Cost(*deliveries.gone_between(session, since, until))
