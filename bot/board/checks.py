"""Whether all is in order, as `duban check` finds it."""

from starlette.responses import Response

from bot.board.call import Call, missing, page


def look(call: Call) -> Response:
    """Every finding; servers are asked, so it takes some seconds."""
    if call.examine is None:
        return missing(call)
    return page(call, "check", found=call.examine())
