"""The outbox: what has not gone, and why; sent again or dropped."""

from starlette.responses import Response

from bot.board.call import Call, page, refused, see
from bot.operation.letters import count_handed, drop, letters, retry

LONGEST = 200


def every(call: Call) -> Response:
    """What waits, was set aside, or may have arrived twice; everything where asked for."""
    whole = bool(call.query.get("all"))
    found = letters(call.office, everything=whole)
    most = 500
    return page(call, "outbox", found=found[-most:], n=len(found), whole=whole, handed=count_handed(call.office))


def settle(call: Call) -> Response:
    """Sends messages again, or drops them with a reason."""
    ids = [name for name in call.form.get("id", ()) if name]
    if not ids:
        return refused(call, "", 400)
    if call.field("what") == "drop":
        drop(call.office, ids, call.words("note", LONGEST), call.actor, call.now)
    else:
        retry(call.office, ids, call.actor, call.now)
    return see(call, "/outbox")
