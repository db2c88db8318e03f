"""`duban mark`: every move in a duty's life, made by the coordinator at the terminal."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from bot.cli.common import OPERATOR, at_of, office_at
from bot.cli.ledger_view import say_unreachable
from bot.cli.terminal import say
from bot.messages.duty_words import of_occurrence, task_words
from bot.model import Kind
from bot.plan.duty import RUNNING, Duty
from bot.plan.lifecycle import Verb
from bot.texts import text
from bot.work.documents.dispatch import out_of_reach
from bot.work.duties.evidence import from_words
from bot.work.duties.moves import Move, make_move

#: Units named in one line.
MOST_NAMED = 6


def run(
    number: str,
    verb: str,
    unit: str | None,
    ledger: str | None,
    on: date | None,
    until: date | None,
    to_unit: str | None,
    note: str | None,
    evidence: str | None,
    dated: date | None,
    also_unreported: bool,
    now: datetime | None,
) -> None:
    with office_at(now) as (office, present):
        move = Move(
            number=number,
            verb=Verb(verb),
            unit=unit,
            ledger_id=ledger,
            on=on,
            until=until,
            note=note,
            evidence=from_words(office, evidence) if evidence else None,
            to_unit=to_unit,
            dated=dated,
            also_unreported=also_unreported,
        )
        instant = min(present, at_of(on, office)) if now is None and on is not None else present
        moved = make_move(office, move, OPERATOR, instant)
        unreached = out_of_reach(office, [duty.unit for duty in moved.handed_on], instant)
    say_duties(moved.duties, moved.numbers)
    for theirs in moved.handed_on:
        said = task_words(theirs.title, theirs.label)
        say("cli.marked_handed_on", number=theirs.number, unit=theirs.unit, label=said, state=_state(theirs))
    say_unreachable(unreached)
    if moved.unreported:
        say("cli.marked_unreported", units="、".join(moved.unreported))
    if moved.left_open:
        units = list(dict.fromkeys(duty.unit for duty in moved.left_open))
        more = text("cli.and_others") if len(units) > MOST_NAMED else ""
        say("cli.marked_left_open", n=len(units), units="、".join(units[:MOST_NAMED]), more=more)
    for skipped, reason in moved.skipped:
        say("cli.marked_skipped", number=skipped, reason=reason or text("cli.marked_not_yours"))
    say("cli.marked_undo")


def say_duties(duties: Iterable[Duty], numbers: Mapping[int, str]) -> None:
    """A line a duty, as it now stands, by the number that tells it from its like."""
    for duty in duties:
        say(
            "cli.marked",
            number=numbers[duty.id],
            unit=duty.unit,
            label=task_words(duty.title, duty.label),
            state=_state(duty),
        )


def _state(duty: Duty) -> str:
    """The state, and of which occurrence or clock; of what is at work its last day, and the later one asked for."""
    said = text(f"cli.life_{duty.state}")
    if duty.occurrence:
        day = date.fromisoformat(duty.occurrence)
        is_series = duty.kind is Kind.RECURRING
        which = of_occurrence(day if is_series else None, None if is_series else day, None)
        said = text("duty.of_occurrence", said=said, which=which)
    if duty.due is None or duty.state not in RUNNING:
        return said
    if duty.accepted and duty.at_least:
        said = text("cli.marked_accepted", said=said, n=duty.at_least, done=duty.accepted)
    said = text("cli.marked_due", said=said, due=duty.due)
    until = duty.extension_until
    return said if until is None else text("duty.extension_asked", said=said, until=until)
