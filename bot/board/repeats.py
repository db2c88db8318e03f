"""A form that is sent twice, by a double click or a nervous line: it is done once, and both get the one answer."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from starlette.responses import Response

#: Beyond so many browsers the one that sent a form longest ago is forgotten; after so long a form counts as another.
MOST, SPAN_S = 1000, 60.0
#: From here on an answer says that nothing was done: the same form may be tried again.
FAULTS = 400


@dataclass(frozen=True, slots=True)
class _Sent:
    form: str
    at: float
    answer: asyncio.Future[Response]


class Repeats:
    """The last form of each browser with its answer; one form in between, and the same words are a wish of their own.

    It holds for one process: where another answers the second time, the rules of the move itself refuse it.
    """

    def __init__(self) -> None:
        self._last: OrderedDict[str, _Sent] = OrderedDict()

    async def answer(self, who: str, form: str, make: Callable[[], Awaitable[Response]]) -> Response:
        """What `make` answers, or answered just now to the same form. `form` empty: it cannot be told from another."""
        if not form:
            return await make()
        now, sent = asyncio.get_running_loop().time(), self._last.get(who)
        if sent is None or sent.form != form or now - sent.at > SPAN_S or not _stands(sent.answer):
            sent = self._last[who] = _Sent(form, now, asyncio.ensure_future(make()))
            self._last.move_to_end(who)
            while len(self._last) > MOST:
                self._last.popitem(last=False)
        return await asyncio.shield(sent.answer)


def _stands(answer: asyncio.Future[Response]) -> bool:
    """Whether it is on its way, or says that something was done."""
    if not answer.done():
        return True
    return not answer.cancelled() and answer.exception() is None and answer.result().status_code < FAULTS


def digest_of(fields: Iterable[tuple[str, bytes]]) -> str:
    """What tells a form from any other: all that it says."""
    found = sha256()
    for name, value in fields:
        for part in (name.encode(), value):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
