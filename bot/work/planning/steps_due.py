"""Looks at duties: what each has to tell at one instant. Duties of which the ladder knows the same share one look."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from bot.calendars.memory import RememberedCalendar
from bot.model import Audience, NoticeKind
from bot.plan.duty import RUNNING, Duty, Facts, names_of
from bot.plan.ladder import Rules, Step, advance

#: What a policy may choose a ladder by → the field that has it.
_CHOSEN_BY = {"ledger": "ledger_id", "task": "number", "unit": "unit", "section": "section"}


class Told(NamedTuple):
    """One step for one audience."""

    audience: Audience
    rung: str
    kind: NoticeKind
    tone: str


@dataclass(frozen=True, slots=True)
class StepsDue:
    """What one look gives: the step to tell each audience now, when to look again, whether to renew."""

    told: tuple[Told, ...]
    next_at: datetime | None
    renew: bool
    asks: bool  # the contact is asked how it goes
    nudges: bool  # the contact is reminded that it has not acknowledged
    tells_lead: bool
    rung: str  # what the contact is told, if anything
    drafts_letter: bool  # a letter about it is drafted for the coordinators
    told_at: datetime | None  # the instant of the dispatch, if this is the first look since


class StepFinder:
    """Looks at one instant."""

    def __init__(self, now: datetime, rules: Rules) -> None:
        self._now = now
        self._rules = replace(rules, calendar=RememberedCalendar.of(rules.calendar))
        named = [field for key, field in _CHOSEN_BY.items() if any(getattr(use, key) for use in rules.policy.use)]
        self._facts: Callable[[Duty], tuple[object, ...]] = attrgetter(*names_of(Facts), *named)
        self._known: dict[tuple[object, ...], StepsDue] = {}

    def at(self, duty: Duty) -> StepsDue:
        """What this duty has to tell now."""
        key = self._facts(duty)
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = self._look(duty)
        return look

    def _look(self, duty: Duty) -> StepsDue:
        found = advance(duty, self._now, self._rules)
        told = tuple(
            Told(Audience(audience), step.rung, _kind_of(step), step.tone) for audience, step in found.told.items()
        )
        asks = any(step.kind is NoticeKind.INQUIRY for step in told)
        nudges = any(step.kind is NoticeKind.ACKNOWLEDGE for step in told)
        tells_lead = any(step.audience is Audience.LEAD for step in told)
        letters = any(step.kind is NoticeKind.ESCALATION for step in told)
        rung = next((step.rung for step in told if step.audience is Audience.CONTACT), "")
        return StepsDue(told, found.next_at, found.renew, asks, nudges, tells_lead, rung, letters, self._told_at(duty))

    def _told_at(self, duty: Duty) -> datetime | None:
        if duty.told_at is not None or duty.renewal or duty.state not in RUNNING:
            return None
        first = self._rules.told_at(duty)
        return first if first <= self._now else None


def _kind_of(step: Step) -> NoticeKind:
    """A window that opens is told as a reminder."""
    return NoticeKind.REMINDER if step.kind == "start" else NoticeKind(step.kind)
