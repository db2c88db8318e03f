"""From the library's request to ours and back: one way in for all handlers, one place that says no."""

import logging
import secrets
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.board.call import (
    COOKIE,
    LANGUAGE_COOKIE,
    ONCE,
    Call,
    Examine,
    Upload,
    fault_page,
    missing,
    refused,
    see,
    written,
)
from bot.board.origin import came_from, is_from_here, is_of_this_visit
from bot.board.place import Place
from bot.board.refusals import MOST_FILES, refusal
from bot.board.repeats import Repeats, digest_of
from bot.clock import Clock
from bot.errors import BotError
from bot.texts import away_from_terminal, speaking
from bot.work.office import Office
from bot.work.people.visits import Visit, find_visit, visit_of_address

log = logging.getLogger(__name__)

Handler = Callable[[Call], Response]
Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]
MOST_FIELDS, LONGEST_FIELD = 12_000, 256 * 1024


@dataclass(frozen=True, slots=True)
class Door:
    """What every handler stands behind. `office` gives the office as it is when a request comes."""

    office: Callable[[], Office]
    clock: Clock
    place: Callable[[], Place]
    bot: str = ""
    examine: Examine | None = None
    repeats: Repeats = field(default_factory=Repeats)

    def __call__(self, handler: Handler, roles: Collection[str] = ()) -> Endpoint:
        """The endpoint of a handler: for those signed in in one of `roles`, or for everybody where none is named."""

        async def endpoint(request: Request) -> Response:
            form = await _form_of(request)
            try:
                files = [Upload(one.filename or "", await one.read()) for one in _files(form)]
                sent = _digest_of(request, form, files)
                who = request.cookies.get(COOKIE, "") or sent

                async def make() -> Response:
                    return await run_in_threadpool(self._answer, handler, roles, request, form, files)

                return await self.repeats.answer(who, sent, make)
            finally:
                if form is not None:
                    await form.close()

        return endpoint

    async def refuse(self, request: Request, status: int) -> Response:
        """A page for what the library itself refuses, or what is too large to be taken: why, and how to go on."""
        return await run_in_threadpool(self._answer, refusal(status), (), request, None, [])

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
            if form is not None and not is_from_here(request, call):
                return fault_page(call, "elsewhere", 403)
            if form is not None and not is_of_this_visit(call):
                return fault_page(call, "elsewhere", 403, said=written(call))
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
            return fault_page(call, "failed", 500, reference, written(call))

    def _call(self, request: Request, form: FormData | None, files: list[Upload]) -> Call:
        office, now, place = self.office(), self.clock(), self.place()
        cookie = request.cookies.get(COOKIE, "")
        visit = find_visit(office, cookie, now) if cookie else None
        if visit is None:
            visit, cookie = _by_header(office, request), ""
        words: dict[str, list[str]] = {}
        for name, value in form.multi_items() if form is not None else ():
            if isinstance(value, str):
                words.setdefault(name, []).append(_storable(value))
        here = request.url.path.removeprefix(place.base) + (f"?{request.url.query}" if request.url.query else "")
        return Call(
            office=office,
            now=now,
            place=place,
            address=request.client.host if request.client is not None else "",
            here=here,
            came_from=came_from(request, place),
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
    """Without the one character that PostgreSQL does not keep, and with lines as all else here has them."""
    return words.replace("\0", "").replace("\r\n", "\n")


def _by_header(office: Office, request: Request) -> Visit | None:
    """Whom a trusted proxy names; there is such a header only where the settings say so."""
    header = office.settings.board_user_header
    return visit_of_address(office, request.headers.get(header, "")) if header else None


async def _form_of(request: Request) -> FormData | None:
    """The form that was posted; None where the request changes nothing. Raises HTTPException beyond the limits."""
    if request.method in {"GET", "HEAD"}:
        return None
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    if any(isinstance(value, str) and len(value) > LONGEST_FIELD for value in form.values()):
        raise HTTPException(400)
    return form


def _files(form: FormData | None) -> list[UploadFile]:
    return [one for _, one in form.multi_items() if isinstance(one, UploadFile)] if form is not None else []


def _digest_of(request: Request, form: FormData | None, files: list[Upload]) -> str:
    """What tells a form of our pages from any other; empty for one that our pages did not write."""
    if form is None or not form.get(ONCE):
        return ""
    words = ((name, value.encode()) for name, value in form.multi_items() if isinstance(value, str))
    sent = ((one.name, one.content) for one in files)
    return digest_of([("", request.url.path.encode()), *words, *sent])
