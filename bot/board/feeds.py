"""Last days as a calendar: https://…/feed/TOKEN.ics, for whoever has the address, until it is taken back."""

from datetime import timedelta
from typing import Any

from starlette.responses import PlainTextResponse, Response

from bot.board.call import Call, missing, page, see
from bot.messages.calendar_file import Entry, calendar_file
from bot.plan.duty import ENDED
from bot.texts import text
from bot.work.people.feeds import end_feeds, find_feed, make_feed, own_feeds
from bot.work.views.visible_duties import ledgers_seen, units_seen, visible

REFRESH = timedelta(hours=6)


def calendar(call: Call) -> Response:
    """What is not over and has a day, an entry each."""
    feed = find_feed(call.office, call.path["token"])
    if feed is None:
        return PlainTextResponse("404\n", 404)
    entries = (
        Entry(one.duty.id, one.line, f"{call.place.url}/duty/{one.duty.id}")
        for one in visible(call.office, feed.person.actor, call.now, ledger_id=feed.ledger)
        if one.duty.state not in ENDED and feed.unit in {"", one.duty.unit}
    )
    name = text("board.calendar_name", name=feed.unit or feed.person.name)
    return Response(calendar_file(entries, name, call.now, REFRESH), media_type="text/calendar; charset=utf-8")


def own(call: Call) -> dict[str, Any]:
    """What one's own page shows: the feeds that there are, and what a new one may be about."""
    return {
        "feeds": own_feeds(call.office, call.known.claim),
        "feed_ledgers": ledgers_seen(call.office, call.actor),
        "feed_units": units_seen(call.office, call.actor),
        "feed_about": call.query.get("feed", ""),
    }


def make(call: Call) -> Response:
    """A new address, shown once; a former one about the same opens nothing any more."""
    if call.known.duties:
        return missing(call)  # who came by a mail's link sees its duties and no others
    if "end" in call.form:
        end_feeds(call.office, call.known, call.field("end"), call.now)
        return see(call, "/me")
    kind, _, name = call.field("about").partition(":")
    about = {kind: name} if kind in {"ledger", "unit"} and name else {}
    token = make_feed(call.office, call.known, call.now, **about)
    url = f"{call.place.url}/feed/{token}.ics"
    return page(call, "feed", url=url, webcal=f"webcal:{url.partition(':')[2]}")
