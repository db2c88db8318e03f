"""The first page of whoever is signed in, by what they are."""

from starlette.responses import PlainTextResponse, Response

from bot.board.call import Call, page
from bot.board.day import today
from bot.board.leader import standing
from bot.board.notice import notice_of
from bot.messages import Line
from bot.plan.duty import ENDED, RUNNING, State
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, LEADER
from bot.work.views.duty_list import Listed, own_duties
from bot.work.views.move_by_name import last_event

#: So many of what is over are listed.
MOST_ENDED = 20


def home(call: Call) -> Response:
    """A coordinator's day, a leader's units, a unit's own duties."""
    if call.is_coordinator:
        return today(call)
    return standing(call) if call.known.person.role == LEADER else unit_page(call)


def unit_page(call: Call) -> Response:
    """The duties of a unit: what is to be done, the worst first; what waits for the coordinators; what is over."""
    found = own_duties(call.office, call.actor, call.now, call.known.duties)
    todo = [one for one in found if one.duty.state in RUNNING]
    resting = [one for one in found if one.duty.state not in RUNNING and one.duty.state not in ENDED]
    ended = [one for one in found if one.duty.state in ENDED]
    unsigned = [one for one in todo if one.duty.state is State.DISPATCHED]
    return page(
        call,
        "unit",
        todo=todo,
        resting=resting,
        ended=ended[:MOST_ENDED],
        n_ended=len(ended),
        unsigned=unsigned,
        counts=_counts(todo),
        may_act=call.known.person.role == CONTACT,
        notice=notice_of(call),
    )


def _counts(found: list[Listed]) -> dict[str, int]:
    lines: list[Line] = [one.line for one in found]
    return {str(light): n for light in (Light.OVERDUE, Light.NEAR) if (n := sum(x.light == light for x in lines))}


def state(call: Call) -> Response:
    """Another number whenever something has happened: a page asks for it, and then looks again."""
    return PlainTextResponse(str(last_event(call.office)))
