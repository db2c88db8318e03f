"""One request, freed of the library's types, and the answers that a handler gives."""

import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import count, repeat
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.board.place import Place
from bot.errors import UsageError
from bot.messages.templates import render
from bot.messages.typography import day
from bot.roster.roster import COORDINATOR
from bot.texts import LANGUAGES, text
from bot.work.office import Actor, Office
from bot.work.people.visits import Visit
from bot.work.views.entry_words import entry_words

COOKIE, LANGUAGE_COOKIE = "duban", "duban-language"
#: The field by which a form that is sent twice is known.
ONCE = "once"
#: What people write into forms; of the rest a page is made again.
WRITTEN = frozenset(
    {"aliases", "assisting", "away", "deadline", "email", "groups", "lead", "members", "name", "note", "responsible"}
    | {"text", "title"}
)
ANSWER_WORDS = ("w-", "p-")
LONGEST_NUMBER = 9
#: The answer to what was understood and not done.
REFUSED = 409
STATIC = Path(__file__).parent / "static"


#: Looks whether all is in order; gives (mark, words) a part.
Examine = Callable[[], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """`path` holds what of the address varies, `query` what stands behind it, `form` each field's values.

    `visit` is None for a stranger; `cookie` is theirs who are signed in.
    """

    office: Office
    now: datetime
    place: Place
    address: str  # of the network
    here: str  # the path and query asked for, below the base
    came_from: str = ""  # the same of the page of ours that led here
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Sequence[Upload] = ()
    visit: Visit | None = None
    cookie: str = field(default="", repr=False)
    bot: str = ""  # the user name of the bot of the chat, where there is one
    examine: Examine | None = None
    _forms: Iterator[str] = field(default_factory=lambda: map("{}-{}".format, repeat(token_urlsafe(9)), count()))

    @property
    def once(self) -> str:
        """What tells each form of each page from any other."""
        return next(self._forms)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that a browser may choose."""
        return LANGUAGES

    @property
    def known(self) -> Visit:
        """Who is signed in, where strangers were turned away before."""
        assert self.visit is not None
        return self.visit

    @property
    def actor(self) -> Actor:
        """The same as who does something."""
        return self.known.person.actor

    @property
    def is_coordinator(self) -> bool:
        """Whether a coordinator is signed in."""
        return self.visit is not None and self.visit.person.role == COORDINATOR

    @property
    def today(self) -> date:
        """The office's day."""
        return self.office.today(self.now)

    @property
    def token(self) -> str:
        """What a form of this visit must bring back."""
        return token_of(self.cookie)

    def field(self, name: str) -> str:
        """One field of the form, empty where it is missing."""
        return next(iter(self.form.get(name, ())), "").strip()

    def words(self, name: str, most: int) -> str:
        """The same, as somebody wrote it. Raises UsageError for more characters than `most`: nothing is cut off."""
        return not_longer(self.field(name), most)

    def static(self, name: str) -> str:
        """The address of a file of ours, another one whenever what it holds is another."""
        return self.to(f"/static/{name}", v=_version(name))

    def to(self, path: str, **query: object) -> str:
        """An address of this board: “/duty/3” below its base."""
        given = {name: value for name, value in query.items() if value not in {None, ""}}
        return f"{self.place.base}{path}" + (f"?{urlencode(given)}" if given else "")


@lru_cache(maxsize=32)
def _version(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def whole(words: str) -> int | None:
    """The number that words of an address or a form are; None where a row can have none such."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= LONGEST_NUMBER else None


def token_of(cookie: str) -> str:
    """A form's token: of the cookie, and nothing by which the cookie could be known."""
    return hmac.new(cookie.encode(), b"form", sha256).hexdigest() if cookie else ""


def page(call: Call, name: str, /, status: int = 200, **values: Any) -> Response:
    """A page of the board."""
    person = call.visit.person if call.visit is not None else None
    said = {"call": call, "person": person, "moment": moment, "entry": entry_words}
    return HTMLResponse(render(f"board/{name}.html", call.office.config, **said, **values), status)


def moment(at: datetime) -> str:
    """An instant of the office's zone, as offices write it."""
    return text("board.moment", day=day(at.date()), time=f"{at:%H:%M}")


def own_page(address: str, otherwise: str = "/") -> str:
    """A page of this board, else `otherwise`: nobody is sent elsewhere."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own and address.isprintable() else otherwise


def see(call: Call, path: str, **query: object) -> Response:
    """After something was done: the page to look at next."""
    return RedirectResponse(call.to(path, **query), 303)


def attachment(name: str, content: bytes, kind: str) -> Response:
    """A file to be saved under `name`, never shown."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=kind, headers=headers)


def missing(call: Call) -> Response:
    """Nothing is there, or nothing for this reader: which of both is not told."""
    return fault_page(call, "missing", 404)


def refused(call: Call, fault: str, status: int = REFUSED) -> Response:
    """It was not done, and why; what was written comes back with it."""
    return fault_page(call, "refused", status, fault, written(call))


def fault_page(call: Call, key: str, status: int, fault: str = "", said: Sequence[str] = ()) -> Response:
    """A page that says what is wrong, gives back what was `said` in the form, and leads on."""
    return page(call, "fault", status, key=key, fault=fault, written=said)


def not_longer(words: str, most: int) -> str:
    """The words themselves. Raises UsageError for more characters than `most`."""
    if len(words) > most:
        raise UsageError("board.too_long", n=len(words), most=most, found=words[:20])
    return words


def written(call: Call) -> list[str]:
    """What somebody wrote into the form."""
    own = (values for name, values in call.form.items() if name in WRITTEN or name.startswith(ANSWER_WORDS))
    return [value.strip() for values in own for value in values if value.strip()]
