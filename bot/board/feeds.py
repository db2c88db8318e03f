"""Last days as a calendar: https://…/feed/TOKEN.ics, for whoever has the address, until it is taken back."""

from datetime import timedelta

from icalendar import Calendar, Event
from starlette.responses import PlainTextResponse, Response

from bot.board.call import Call, missing, page, see
from bot.messages.duty_words import now_of
from bot.plan.duty import ENDED
from bot.texts import text
from bot.work.people.feeds import end_feeds, find_feed, make_feed
from bot.work.views.duty_list import Listed
from bot.work.views.visible_duties import visible

REFRESH = timedelta(hours=6)


def calendar(call: Call) -> Response:
    """What is not over and has a day, an entry each."""
    feed = find_feed(call.office, call.path["token"])
    if feed is None:
        return PlainTextResponse("404\n", 404)
    made = Calendar()
    made.add("prodid", "-//Duban//duban//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", text("board.calendar_name", name=feed.person.name))
    made.add("refresh-interval", REFRESH)
    for one in visible(call.office, feed.person.actor, call.now, ledger_id=feed.about):
        if one.duty.due is not None and one.duty.state not in ENDED:
            made.add_component(_entry(call, one))
    return Response(made.to_ical(), media_type="text/calendar; charset=utf-8")


def _entry(call: Call, one: Listed) -> Event:
    """A whole day, its operative one; the same entry whenever it is asked for."""
    entry, day = Event(), one.line.day or one.duty.due
    assert day is not None  # those without were left out
    entry.add("uid", f"duty-{one.duty.id}@duban")
    entry.add("dtstamp", call.now)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    words = text("board.calendar_entry", number=one.line.number, title=one.line.title or one.line.label)
    entry.add("summary", f"{words} ({one.line.unit})")
    entry.add("description", now_of(one.line))
    entry.add("url", f"{call.place.url}/duty/{one.duty.id}")
    entry.add("transp", "TRANSPARENT")
    return entry


def make(call: Call) -> Response:
    """A new address, shown once; former ones open nothing any more."""
    if call.known.duties:
        return missing(call)  # who came by a mail's link sees its duties and no others
    if call.field("what") == "end":
        end_feeds(call.office, call.known, call.now)
        return see(call, "/me")
    token = make_feed(call.office, call.known, call.field("ledger"), call.now)
    url = f"{call.place.url}/feed/{token}.ics"
    return page(call, "feed", url=url, webcal=f"webcal:{url.partition(':')[2]}")
