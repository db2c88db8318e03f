"""The audit trail: who did what, when, by which way; the newest first, filtered by what stands in the address."""

from starlette.responses import Response

from bot.board.call import Call, page, whole
from bot.work.views.trail import Asked, log_page

LONGEST = 120


def look(call: Call) -> Response:
    """Some of it, and a way to what is older."""
    asked = Asked(*(call.query.get(name, "").strip()[:LONGEST] for name in ("ledger", "number", "unit", "who")))
    found = log_page(call.office, asked, whole(call.query.get("before", "")))
    units = [unit.name for unit in call.office.roster.unit]
    return page(call, "log", asked=asked, found=found, units=units, before=call.query.get("before", ""))
