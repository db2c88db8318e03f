"""The digest of the last week: looked at as it would be mailed, and sent now."""

from starlette.responses import HTMLResponse, Response

from bot.board.call import Call, page, refused, see, whole
from bot.texts import text
from bot.work.planning.digests import post_digests
from bot.work.views.digest import WEEK, digest_by_mail

#: A mail is styled within itself: it is shown apart from our pages, where nothing runs and nothing is loaded.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; sandbox"
)


def look(call: Call) -> Response:
    """Its subject, its words, who would get it."""
    sent = whole(call.query.get("sent", ""))
    return page(call, "digest", found=digest_by_mail(call.office, call.now), sent=sent)


def as_mailed(call: Call) -> Response:
    """The mail's own page."""
    found = digest_by_mail(call.office, call.now)
    return HTMLResponse(found.page, headers={"content-security-policy": POLICY})


def send(call: Call) -> Response:
    """One to every coordinator, beside the weekly one; the courier takes them with its next round."""
    posted = post_digests(call.office, call.now, call.now - WEEK, call.actor)
    return see(call, "/digest", sent=posted) if posted else refused(call, text("cli.no_coordinator"))
