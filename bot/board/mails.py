"""Mails that came and for which nothing was done: a coordinator looks at each, and says so."""

from starlette.responses import Response

from bot.board.call import Call, page, refused, see
from bot.work.answers.waiting import settle_mails, waiting_mails


def every(call: Call) -> Response:
    """The oldest first, each with why it waits."""
    return page(call, "mails", found=waiting_mails(call.office))


def settle(call: Call) -> Response:
    """They were looked at."""
    ids = [name for name in call.form.get("id", ()) if name]
    if not ids:
        return refused(call, "", 400)
    settle_mails(call.office, ids, call.actor, call.now)
    return see(call, "/mails")
