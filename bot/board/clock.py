"""The event that a term counts from has happened: a coordinator says when, and the clock runs."""

from datetime import time
from uuid import uuid4

from starlette.responses import Response

from bot.board.call import Call, missing, see, whole
from bot.board.forms import day_of, page_before
from bot.errors import UsageError
from bot.plan.duty import ENDED, Duty
from bot.work.duties.clock_start import start_clock
from bot.work.views.duty_story import duty_story


def waits(duty: Duty) -> bool:
    """Whether its last day is counted from an event that has not been told."""
    return duty.span_unit is not None and duty.due is None and duty.state not in ENDED


def start(call: Call) -> Response:
    """Starts the clock of one unit, or of all of the item."""
    story = duty_story(call.office, call.actor, whole(call.field("duty")) or 0, call.now)
    if story is None:
        return missing(call)
    own, on = story.own.duty, day_of(call.field("on"))
    if on is None:
        raise UsageError("chat.bad_day", found="")
    unit, at, move = None if call.field("every") else own.unit, _hour(call.field("at")), str(uuid4())
    start_clock(call.office, own.number, unit, on, call.now, call.actor, own.ledger_id, at, move)
    return see(call, page_before(call), move=move)


def _hour(words: str) -> time | None:
    try:
        return time.fromisoformat(words) if words else None
    except ValueError as error:
        raise UsageError("chat.bad_day", found=words[:40]) from error
