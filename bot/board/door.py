"""From the library's request to ours and back: one way in for all handlers, one place that says no."""

import hmac
import logging
import secrets
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.board.call import COOKIE, LANGUAGE_COOKIE, Call, Examine, Upload, missing, page, refused, see
from bot.board.place import Place
from bot.clock import Clock
from bot.errors import BotError
from bot.texts import away_from_terminal, speaking
from bot.work.office import Office
from bot.work.people.visits import Visit, find_visit, visit_of_address

log = logging.getLogger(__name__)

Handler = Callable[[Call], Response]
Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]
MOST_FILES, MOST_FIELDS, LONGEST_FIELD = 10, 12_000, 64 * 1024
#: Browsers that name the site a form comes from say one of these for our own pages and for typed addresses.
OURS = {"same-origin", "none"}


@dataclass(frozen=True, slots=True)
class Door:
    """What every handler stands behind. `office` gives the office as it is when a request comes."""

    office: Callable[[], Office]
    clock: Clock
    place: Callable[[], Place]
    bot: str = ""
    examine: Examine | None = None

    def __call__(self, handler: Handler, roles: Collection[str] = ()) -> Endpoint:
        """The endpoint of a handler: for those signed in in one of `roles`, or for everybody where none is named."""

        async def endpoint(request: Request) -> Response:
            form = await _form_of(request)
            try:
                files = [Upload(one.filename or "", await one.read()) for one in _files(form)]
                return await run_in_threadpool(self._answer, handler, roles, request, form, files)
            finally:
                if form is not None:
                    await form.close()

        return endpoint

    def _answer(
        self, handler: Handler, roles: Collection[str], request: Request, form: FormData | None, files: list[Upload]
    ) -> Response:
        with speaking(request.cookies.get(LANGUAGE_COOKIE, "")), away_from_terminal():
            return self._spoken(handler, roles, request, form, files)

    def _spoken(
        self, handler: Handler, roles: Collection[str], request: Request, form: FormData | None, files: list[Upload]
    ) -> Response:
        call = self._call(request, form, files)
        try:
            if form is not None and not _is_from_here(request, call):
                return page(call, "fault", 403, key="elsewhere", fault="")
            if roles and call.here.startswith("/api/") and (call.visit is None or call.known.person.role not in roles):
                code, word = (401, "not-signed-in") if call.visit is None else (404, "not-found")
                return JSONResponse({"error": word}, code)
            if roles and call.visit is None:
                return see(call, "/signin", next=call.here) if form is None else refused(call, "", 401)
            if roles and call.known.person.role not in roles:
                return missing(call)
            return handler(call)
        except BotError as fault:
            log.info("a request was refused: %s", fault.key)
            return refused(call, str(fault))
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("a page failed, reference %s", reference)
            return page(call, "fault", 500, key="failed", fault=reference)

    def _call(self, request: Request, form: FormData | None, files: list[Upload]) -> Call:
        office, now, place = self.office(), self.clock(), self.place()
        cookie = request.cookies.get(COOKIE, "")
        visit = find_visit(office, cookie, now) if cookie else None
        if visit is None:
            visit, cookie = _by_header(office, request), ""
        words: dict[str, list[str]] = {}
        for name, value in form.multi_items() if form is not None else ():
            if isinstance(value, str):
                words.setdefault(name, []).append(_storable(value[:LONGEST_FIELD]))
        here = request.url.path.removeprefix(place.base) + (f"?{request.url.query}" if request.url.query else "")
        return Call(
            office=office,
            now=now,
            place=place,
            address=request.client.host if request.client is not None else "",
            here=here,
            path={name: _storable(str(value)) for name, value in request.path_params.items()},
            query={name: _storable(value) for name, value in request.query_params.items()},
            form=words,
            files=[one for one in files if one.name],
            visit=visit,
            cookie=cookie,
            bot=self.bot,
            examine=self.examine,
        )


def _storable(words: str) -> str:
    """Without the one character that PostgreSQL does not keep."""
    return words.replace("\0", "")


def _by_header(office: Office, request: Request) -> Visit | None:
    """Whom a trusted proxy names; there is such a header only where the settings say so."""
    header = office.settings.board_user_header
    return visit_of_address(office, request.headers.get(header, "")) if header else None


async def _form_of(request: Request) -> FormData | None:
    """The form that was posted; None where the request changes nothing. Raises HTTPException beyond the limits."""
    if request.method in {"GET", "HEAD"}:
        return None
    return await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)


def _files(form: FormData | None) -> list[UploadFile]:
    return [one for _, one in form.multi_items() if isinstance(one, UploadFile)] if form is not None else []


def _is_from_here(request: Request, call: Call) -> bool:
    """Whether a form was sent by a page of ours: by what the browser says of its site, and by the visit's token."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in OURS:
        return False
    origin = request.headers.get("origin")
    if origin is not None and not _is_same(origin, request, call.place):
        return False
    if site is None and origin is None and call.visit is not None and not call.cookie:
        return False  # signed in by a proxy's header, and nothing says where the form is from
    return not call.cookie or hmac.compare_digest(call.token, call.field("token"))


def _is_same(origin: str, request: Request, place: Place) -> bool:
    """An address on this machine may be called by any name that the browser used."""
    if origin.lower() == place.origin:
        return True
    return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def in_few_words(_request: Request, error: Exception) -> Response:
    """What the library itself refuses, in few words."""
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    return Response(f"{status}\n", status, headers=headers, media_type="text/plain; charset=utf-8")
