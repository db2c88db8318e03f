"""Looks at duties: what each has to tell at one instant. Duties of which the ladder knows the same share one look."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.calendars.remembered import RememberedCalendar
from bot.plan.duty import RUNNING, State
from bot.plan.ladder import Rules, advance
from bot.roster.roster import CONTACT
from bot.store.duties import Waiting
from bot.work.duties.facts import FIRST_FACT, duty_state

LEAD = "lead"
#: A notice's kind for a step's kind, where they differ.
NOTICE_KIND = {"start": "reminder"}
#: What a policy may choose a ladder by → the field that has it.
_CHOSEN_BY = {"ledger": "ledger_id", "task": "number", "unit": "unit", "section": "section"}


@dataclass(frozen=True, slots=True)
class Look:
    """What one look gives: audience and item of each step to tell now, when to look again, whether to renew."""

    told: tuple[tuple[str, dict[str, Any]], ...]
    next_at: datetime | None
    renew: bool
    urges: bool  # the contact is urged
    nudges: bool  # the contact is reminded that it has not acknowledged
    tells_lead: bool
    told_at: datetime | None  # the instant of the dispatch, if this is the first look since


class Looks:
    """Looks at one instant."""

    def __init__(self, now: datetime, rules: Rules) -> None:
        self._now = now
        self._rules = replace(rules, calendar=RememberedCalendar.of(rules.calendar))
        named = [field for key, field in _CHOSEN_BY.items() if any(getattr(use, key) for use in rules.policy.use)]
        self._names = [Waiting._fields.index(field) for field in named]
        self._known: dict[tuple[object, ...], Look] = {}

    def at(self, duty: Waiting) -> Look:
        """What this duty has to tell now."""
        facts = duty[FIRST_FACT:]
        key = (*facts, *[duty[i] for i in self._names]) if self._names else facts
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = self._look(duty)
        return look

    def _look(self, duty: Waiting) -> Look:
        found = advance(duty_state(duty), self._now, self._rules)
        told = tuple(
            (
                audience,
                {
                    "rung": step.rung,
                    "kind": NOTICE_KIND.get(step.kind, step.kind),
                    "tone": step.tone,
                    "audience": audience,
                },
            )
            for audience, step in found.told.items()
        )
        step = found.told.get(CONTACT)
        kind = step.kind if step is not None else ""
        urges, nudges, tells_lead = kind == "urging", kind == "acknowledge", LEAD in found.told
        return Look(told, found.next_at, found.renew, urges, nudges, tells_lead, self._told_at(duty))

    def _told_at(self, duty: Waiting) -> datetime | None:
        if duty.told_at is not None or duty.renewal or State(duty.state) not in RUNNING:
            return None
        first = self._rules.told_at(duty)
        return first if first <= self._now else None
