"""A leader's page: how their units stand, what is late, and 已阅."""

from starlette.responses import Response

from bot.board.call import Call, page, see
from bot.work.views.leadership import see_standing, standing_of


def standing(call: Call) -> Response:
    """The units' lights and what is late."""
    return page(call, "leader", standing=standing_of(call.office, call.actor, call.now, call.known.duties))


def seen(call: Call) -> Response:
    """The leader has seen it: that is written down, and nothing else happens."""
    see_standing(call.office, call.actor, call.now)
    return see(call, "/")
