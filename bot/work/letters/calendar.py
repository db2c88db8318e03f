"""Duties as entries of their units' calendars: the same entry at every change, with a revision that rises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.messages import Line
from bot.messages.calendar_file import Entry
from bot.model import Kind
from bot.plan.duty import ENDED, Duty, State


def calendar_entries(
    told: Iterable[tuple[Duty, Line]], changes: Mapping[int, Sequence[Mapping[str, Any]]]
) -> list[Entry]:
    """Of the duties that have a last day; of a series the one at hand stands for those to come. `told`: each with the
    line by which a letter tells it; `changes`: of each.
    """
    dated = [one for one in told if one[0].due is not None and not _is_one_of_many_done(one[0])]
    return [_entry(duty, line, changes.get(duty.id, ())) for duty, line in dated]


def _entry(duty: Duty, line: Line, changes: Sequence[Mapping[str, Any]]) -> Entry:
    """How it stands, whatever the letter says beside: an entry is read again long after."""
    return Entry(
        duty=duty.id,
        line=_as_it_stands(duty, line),
        revision=_revision(duty, changes),
        series=_series(duty),
        rrule=_rule(duty),
        is_over=duty.state in ENDED,
    )


def _as_it_stands(duty: Duty, line: Line) -> Line:
    """Only of standing work the rung is told, which has no day and is no entry."""
    if not (line.tone or line.is_urging) and line.urgings == duty.urgings and line.kind is not Kind.STANDING:
        return line
    return replace(line, rung="", tone="", urgings=duty.urgings, is_urging=False)


def _is_one_of_many_done(duty: Duty) -> bool:
    """The series goes on: its entry is moved to the next occurrence, not taken out."""
    return bool(duty.rrule) and duty.state is State.CLOSED


def _series(duty: Duty) -> str:
    """One name whichever its occurrence; empty for what comes once."""
    return f"series-{duty.ledger_id}-{duty.number}-{duty.k}-{duty.unit}" if _rule(duty) else ""


def _revision(duty: Duty, changes: Sequence[Mapping[str, Any]]) -> int:
    """How often its day or whether it is over has changed; of a series it also rises from occurrence to occurrence."""
    began = date.fromisoformat(duty.occurrence).toordinal() if duty.rrule and duty.occurrence else 0
    return began + sum("due" in change or _is_an_end(change.get("state")) for change in changes)


def _is_an_end(states: Sequence[Any] | None) -> bool:
    """Whether it came to an end, or was taken up again."""
    return states is not None and any(state in ENDED for state in states)


def _rule(duty: Duty) -> str:
    if not duty.rrule or duty.kind is not Kind.RECURRING:
        return ""
    ends = f";UNTIL={duty.until:%Y%m%d}" if duty.until is not None and "UNTIL" not in duty.rrule else ""
    return duty.rrule + ends
