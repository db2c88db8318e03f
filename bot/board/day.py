"""A coordinator's first page."""

from starlette.responses import Response

from bot.board.call import Call, page
from bot.board.notice import notice_of
from bot.work.views.day import MOST, day_of


def today(call: Call) -> Response:
    """What waits, what is late, what comes."""
    return page(call, "day", day=day_of(call.office, call.now), most=MOST, notice=notice_of(call))
