"""All addresses of the board, each with its handler and those who may ask for it."""

from collections.abc import Callable
from dataclasses import replace

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.board import (
    api,
    carry,
    checks,
    clock,
    contacts,
    digest,
    documents,
    duty,
    feeds,
    home,
    items,
    leader,
    ledgers,
    letters,
    log,
    mails,
    own_unit,
    papers,
    policy,
    signing,
    units,
    uploads,
    wall,
)
from bot.board.call import STATIC, Examine, missing
from bot.board.door import Door, Handler
from bot.board.guard import Guard
from bot.board.place import place_of
from bot.board.refusals import most_mb
from bot.calendars.memory import RememberedCalendar
from bot.clock import Clock
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.work.office import Office

NOBODY: tuple[str, ...] = ()
ANYBODY = (CONTACT, LEADER, COORDINATOR)
WORKERS = (CONTACT, COORDINATOR)
COORDINATORS = (COORDINATOR,)
LEADERS = (LEADER,)
UNIT = (CONTACT,)
#: Address, method, handler, who may ask.
PAGES: tuple[tuple[str, str, Handler, tuple[str, ...]], ...] = (
    ("/", "GET", home.home, ANYBODY),
    ("/signin", "GET", signing.ask, NOBODY),
    ("/signin", "POST", signing.send, NOBODY),
    ("/in/{token}", "GET", signing.look, NOBODY),
    ("/in/{token}", "POST", signing.enter, NOBODY),
    ("/language", "POST", signing.speak, NOBODY),
    ("/me", "GET", signing.me, ANYBODY),
    ("/state", "GET", home.state, ANYBODY),
    ("/signout", "POST", signing.leave, ANYBODY),
    ("/duty/{id}", "GET", duty.look, ANYBODY),
    ("/seen", "POST", leader.seen, LEADERS),
    ("/ledgers", "GET", ledgers.every, COORDINATORS),
    ("/ledger/{id}", "GET", ledgers.look, COORDINATORS),
    ("/ledger/{id}/export.{form}", "GET", ledgers.export, COORDINATORS),
    ("/ledger/{id}/papers", "GET", papers.every, COORDINATORS),
    ("/ledger/{id}/papers/{kind}", "GET", papers.write, COORDINATORS),
    ("/new", "GET", uploads.ask, COORDINATORS),
    ("/new", "POST", uploads.bring, COORDINATORS),
    ("/new/{kept}", "GET", uploads.look, COORDINATORS),
    ("/new/{kept}", "POST", uploads.take, COORDINATORS),
    ("/new/{kept}/share", "GET", uploads.share, COORDINATORS),
    ("/document/{id}", "GET", documents.look, COORDINATORS),
    ("/document/{id}/original", "GET", documents.original, COORDINATORS),
    ("/document/{id}/file", "GET", documents.fetch, COORDINATORS),
    ("/document/{id}/place/{question}/{at}", "GET", documents.show_place, COORDINATORS),
    ("/document/{id}/answers", "POST", documents.settle, COORDINATORS),
    ("/document/{id}/contacts", "POST", contacts.complete, COORDINATORS),
    ("/item", "GET", items.ask, COORDINATORS),
    ("/item", "POST", items.put, COORDINATORS),
    ("/document/{id}/item", "GET", items.ask, COORDINATORS),
    ("/document/{id}/item", "POST", items.put, COORDINATORS),
    ("/document/{id}/rehearsal", "GET", documents.try_out, COORDINATORS),
    ("/document/{id}/dispatch", "POST", documents.send_out, COORDINATORS),
    ("/document/{id}/carry", "GET", carry.ask, COORDINATORS),
    ("/document/{id}/carry", "POST", carry.go_on, COORDINATORS),
    ("/document/{id}/carry/undo", "POST", carry.take_back, COORDINATORS),
    ("/document/{id}/archive", "POST", documents.put_away, COORDINATORS),
    ("/units", "GET", units.every, COORDINATORS),
    ("/units/entry", "POST", units.change, COORDINATORS),
    ("/units/name", "POST", units.name, COORDINATORS),
    ("/units/invite", "POST", units.bring_in, COORDINATORS),
    ("/units/unbind", "POST", units.end, COORDINATORS),
    ("/units.xlsx", "GET", units.sheet, COORDINATORS),
    ("/units/sheet", "POST", units.fill_in, COORDINATORS),
    ("/mails", "GET", mails.every, COORDINATORS),
    ("/mails", "POST", mails.settle, COORDINATORS),
    ("/log", "GET", log.look, COORDINATORS),
    ("/digest", "GET", digest.look, COORDINATORS),
    ("/digest", "POST", digest.send, COORDINATORS),
    ("/digest/mail", "GET", digest.as_mailed, COORDINATORS),
    ("/policy", "GET", policy.look, COORDINATORS),
    ("/policy", "POST", policy.choose, COORDINATORS),
    ("/check", "GET", checks.look, COORDINATORS),
    ("/away", "POST", own_unit.away, UNIT),
    ("/outbox", "GET", letters.every, COORDINATORS),
    ("/outbox", "POST", letters.settle, COORDINATORS),
    ("/urge", "POST", duty.press, COORDINATORS),
    ("/clock", "POST", clock.start, COORDINATORS),
    ("/feed", "POST", feeds.make, ANYBODY),
    ("/feed/{token}.ics", "GET", feeds.calendar, NOBODY),
    ("/api/openapi.json", "GET", api.description, NOBODY),
    ("/api/duties", "GET", api.duties, ANYBODY),
    ("/api/duties/{id}", "GET", api.duty, ANYBODY),
    ("/api/ledgers", "GET", api.ledgers, COORDINATORS),
    ("/wall/{secret}", "GET", wall.wall, NOBODY),
    ("/act", "POST", duty.act, WORKERS),
    ("/undo", "POST", duty.undo, WORKERS),
    ("/evidence/{id}", "GET", duty.fetch, ANYBODY),
)


class Swift:
    """The office whose calendar remembers what it counted: every line of every page asks it."""

    def __init__(self, office: Callable[[], Office]) -> None:
        self._office = office
        self._seen: tuple[Office, Office] | None = None

    def now(self) -> Office:
        """The office as it is; another one when a settings file has changed."""
        found, seen = self._office(), self._seen
        if seen is None or seen[0] is not found:
            calendar = RememberedCalendar.of(found.rules.calendar)
            seen = self._seen = (found, replace(found, rules=replace(found.rules, calendar=calendar)))
        return seen[1]


def build_site(
    office: Callable[[], Office], clock: Clock, bot: str | None = None, examine: Examine | None = None
) -> Starlette:
    """The application. `office` gives the office as it is when a request comes; its address is that at the start."""
    place = place_of(office().settings)
    door = Door(Swift(office).now, clock, lambda: place, bot or "", examine)
    pages: list[BaseRoute] = [
        Route(path, door(handler, roles), methods=[method]) for path, method, handler, roles in PAGES
    ]
    pages.append(Mount("/static", StaticFiles(directory=STATIC)))
    pages.append(Route("/{other:path}", door(missing, NOBODY), methods=["GET"]))
    # A proxy may take the path away before it passes a request on, or leave it: both are answered.
    routes = [Mount(place.base, routes=pages), *pages] if place.base else pages

    async def refuse(request: Request, error: Exception) -> Response:
        status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
        answer = await door.refuse(request, status)
        answer.headers.update(headers or {})
        return answer

    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, most_mb=lambda: most_mb(office().settings), refuse=door.refuse),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers=dict.fromkeys((400, 404, 405, 413), refuse),
    )
