"""Lists of duties page by page: what is one's own, and how things stand; the page is turned by a button."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.conversation.answer import Answer, Reply
from bot.conversation.request import Request, fitting, page
from bot.messages import Line
from bot.messages.buttons import LONGEST_TOKEN, OWN, button
from bot.messages.items import Item
from bot.messages.tidy import tidy_lines
from bot.model import Button, Buttons
from bot.plan.duty import Duty, State
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, COORDINATOR
from bot.texts import text
from bot.work.views import conversation
from bot.work.views.status import ASKED_LIGHTS, Standing, asked_light, figures

T = TypeVar("T")
#: What begins the token of a list: its name, what was asked for, the page. It is no secret, for it shows only what
#: whoever presses it may read.
LIST = "v"
#: Rows of a page: as many as a phone shows.
A_PAGE = 10
SHORTCUTS = ("overdue", "soon", "reported")


@dataclass(frozen=True, slots=True)
class Shown:
    """One ledger with its rows on this page, by item or by duty."""

    title: str
    counts: dict[Light, int]
    items: tuple[Item, ...]
    lines: tuple[Line, ...]


def list_of(request: Request, command: str, wanted: str, at: int = 0) -> Answer:
    """`/mine` or `/status`, at a page."""
    mine = command == "mine"
    if mine and request.known.role != COORDINATOR:
        return _own(request, at)
    found = (
        conversation.mine(request.office, request.known, request.now)
        if mine
        else conversation.standings(request.office, request.known, wanted, request.now)
    )
    every = found.standings
    rows = [(k, row) for k, standing in enumerate(every) for row in standing.items or standing.lines]
    pages, at, some = _page(rows, at)
    shown = _shown(every, some, is_first=at == 0)
    turn = _Turn(command, wanted, at, pages, max(0, found.items - conversation.MOST_ITEMS))
    return _answer(request, shown, turn, () if mine else shortcuts(request, wanted))


def _own(request: Request, at: int) -> Answer:
    found = conversation.own_page(request.office, request.known, request.now, at, A_PAGE)
    shown = [Shown(one.title, one.counts, (), tidy_lines(one.lines)) for one in found.ledgers]
    lines = [line for one in found.ledgers for line in one.lines]
    return _answer(request, shown, _Turn("mine", "", found.at, found.pages), _acts(request, lines))


def _acts(request: Request, lines: Sequence[Line]) -> Buttons:
    return own_buttons(lines) if request.known.role == CONTACT else ()


def own_buttons(found: Sequence[Line] | Sequence[Duty]) -> Buttons:
    """What a contact may do with whatever is their own: which of it is asked next."""
    if not found:
        return ()
    sign = [button("sign", OWN, "", "ack")] if any(one.state == State.DISPATCHED for one in found) else []
    first = [*sign, button("report", OWN, "", "report"), button("extend", OWN, "", "extend")]
    return tuple(first), (button("not_ours", OWN, "", "not"), button("later", OWN, "", "later"))


def _page(rows: Sequence[T], at: int) -> tuple[int, int, Sequence[T]]:
    """How many pages there are, the nearest to the one asked for, and its rows."""
    pages = max(1, -(-len(rows) // A_PAGE))
    at = min(max(at, 0), pages - 1)
    return pages, at, rows[at * A_PAGE : (at + 1) * A_PAGE]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which page of what is shown, of how many; `beyond`: items that no page shows."""

    command: str
    wanted: str
    at: int
    pages: int
    beyond: int = 0


def _answer(request: Request, shown: Sequence[Shown], turn: _Turn, more: Buttons) -> Answer:
    command, wanted, at, pages = turn.command, turn.wanted, turn.at, turn.pages
    values = {"standings": shown, "command": command, "wanted": wanted, "light": asked_light(wanted) or ""}
    html = fitting(
        lambda n: page(request, "status", shown=n, role=request.known.role, beyond=turn.beyond, **values), A_PAGE
    )
    here = request.said.about if request.said.token else ""
    buttons = (*_pages(command, wanted, at, pages), *more)
    return Answer((Reply(html, buttons, here, "", request.aside),))


def _shown(found: Sequence[Standing], rows: Sequence[tuple[int, Item | Line]], *, is_first: bool) -> list[Shown]:
    """The ledgers of these rows; on the first page those without any too."""
    made = []
    for k, standing in enumerate(found):
        own = [row for n, row in rows if n == k]
        if own or (is_first and not (standing.items or standing.lines)):
            items = tuple(row for row in own if isinstance(row, Item))
            lines = tidy_lines(row for row in own if isinstance(row, Line))
            made.append(Shown(standing.title, standing.counts, items, lines))
    return made


def _pages(command: str, wanted: str, at: int, pages: int) -> Buttons:
    if pages == 1 or len(_token(command, wanted, pages).encode()) > LONGEST_TOKEN:
        return ()
    row = [Button("◀", _token(command, wanted, at - 1))] if at else []
    row.append(Button(f"{at + 1}/{pages}", _token(command, wanted, at)))
    row += [Button("▶", _token(command, wanted, at + 1))] if at + 1 < pages else []
    return (tuple(row),)


def shortcuts(request: Request, wanted: str) -> Buttons:
    """逾期, 临期, 待审核; and for a coordinator 单位, 章节."""
    lights = [name for name in SHORTCUTS if name in ASKED_LIGHTS and name != asked_light(wanted)]
    row = tuple(Button(text(f"chat.button_{name}"), _token("status", name, 0)) for name in lights)
    if request.known.role != COORDINATOR:
        return (row,)
    return row, tuple(button(by, LIST, by, "0") for by in ("unit", "section"))


def _token(command: str, wanted: str, at: int) -> str:
    return f"{LIST}:{command}/{wanted}:{at}"


def turned(request: Request) -> Answer:
    """A press on a list: another page, another selection."""
    _, _, rest = request.said.token.partition(":")
    name, _, at = rest.rpartition(":")
    command, _, wanted = name.partition("/")
    if not at.isdecimal() or command not in {"mine", "status", "unit", "section"}:
        return Answer(toast=text("chat.button_gone"))
    if command in {"unit", "section"}:
        return figures_of(request, command)
    return list_of(request, command, wanted, int(at))


def figures_of(request: Request, by: str) -> Answer:
    """How each unit, or section, stands in a line."""
    if request.known.role != COORDINATOR:
        return Answer(toast=text("chat.not_for_you"))
    found = figures(request.office, request.now, request.known, by)
    rows = [figure for _, of_ledger in found for figure in of_ledger]

    def write(most: int) -> str:
        return page(request, "figures", found=found, shown=most, by=by)

    return Answer((Reply(fitting(write, len(rows)), shortcuts(request, ""), request.said.about, "", request.aside),))
