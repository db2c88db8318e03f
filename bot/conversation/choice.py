"""Which of several duties are meant: a list of toggles, page by page, instead of numbers that must be typed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.answer import Answer, Reply
from bot.conversation.doing import begun, over
from bot.conversation.request import Request, page
from bot.conversation.steps import begin
from bot.messages import Line
from bot.messages.buttons import CARD, button
from bot.messages.duty_words import labelled
from bot.messages.typography import short
from bot.model import Button, Buttons
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT
from bot.texts import text
from bot.work.answers.cards import Card, card_items, change_card
from bot.work.answers.truth import facts, fitting, own_duties, own_open

#: Toggles of one page: a phone shows them without being pushed.
A_PAGE = 8
LABEL = 28


#: What a letter's button asks for, and the move that it leads to; reminding later is none.
VERBS = {
    "ack": Verb.ACKNOWLEDGED,
    "all": Verb.ACKNOWLEDGED,
    "report": Verb.REPORTED,
    "extend": Verb.EXTENSION_REQUESTED,
    "not": Verb.HANDED_BACK,
    "later": Verb.IN_PROGRESS,
}


def choose_own(request: Request, act: str) -> Answer:
    """Asks which of whatever is one's own are meant; the only one that is ready is taken at once."""
    if request.known.role != CONTACT or act not in VERBS:
        return Answer(toast=text("chat.not_for_you"))
    ready = fitting(own_open(request.office, request.known, request.now), VERBS[act])
    if not ready:
        said = text("chat.nothing_left")
        return Answer(toast=said) if request.said.token else request.answer(said)
    origin = Card("", request.said.chat, "letter")
    return begin(request, origin, act, ready) if len(ready) == 1 else choose(request, origin, act, ready)


def choose(request: Request, origin: Card, act: str, ready: Sequence[Duty]) -> Answer:
    """Asks which of `ready` are meant."""
    card = begun(request, origin, "choice", card_items(ready), act=act, picked=[], page=0)
    return Answer((_reply(request, card),))


def chosen(request: Request, card: Card, act: str) -> Answer:
    """One press on the list: a toggle, a page, all, none, or the end of it."""
    picked, at = list(card.content["picked"]), int(card.content["page"])
    if act == "ok":
        return _taken(request, card)
    if act == "every":
        every = [item.duty for item in card.items]
        picked = [] if set(picked) == set(every) else every
    elif act.startswith("p"):
        at = int(act[1:])
    elif act.startswith("t"):
        duty = int(act[1:])
        picked = [one for one in picked if one != duty] if duty in picked else [*picked, duty]
    card = change_card(request.office, replace(card, content={**card.content, "picked": picked, "page": at}))
    return Answer((_reply(request, card),))


def _taken(request: Request, card: Card) -> Answer:
    picked = set(card.content["picked"])
    items = tuple(item for item in card.items if item.duty in picked)
    found = own_duties(request.office, request.known, items)
    if not found:
        return Answer((_reply(request, card),))
    return begin(request, card, str(card.content["act"]), found)


def _reply(request: Request, card: Card) -> Reply:
    found = own_duties(request.office, request.known, card.items)
    if not found:
        return over(request, card, ()).replies[0]
    lines = {duty.id: fact.line for duty, fact in zip(found, facts(request.office, found, request.now), strict=True)}
    picked = [duty for duty in card.content["picked"] if duty in lines]
    html = page(request, "choice", act=card.content["act"], n=len(picked), of=len(lines))
    return Reply(html, _buttons(card, lines, picked), card.message, card.id, request.aside)


def _buttons(card: Card, lines: dict[int, Line], picked: Sequence[int]) -> Buttons:
    at, names = int(card.content["page"]), list(lines)
    pages = -(-len(names) // A_PAGE)
    rows: list[tuple[Button, ...]] = [
        (_toggle(card, name, lines[name], is_on=name in picked),) for name in names[at * A_PAGE : (at + 1) * A_PAGE]
    ]
    if pages > 1:
        around = [Button(f"{at + 1}/{pages}", f"{CARD}:{card.id}:p{at}")]
        around = [Button("◀", f"{CARD}:{card.id}:p{at - 1}"), *around] if at else around
        around += [Button("▶", f"{CARD}:{card.id}:p{at + 1}")] if at + 1 < pages else []
        rows.append(tuple(around))
    rows.append((button("every", CARD, card.id, "every"), button("ok", CARD, card.id, "ok", n=len(picked))))
    return tuple(rows)


def _toggle(card: Card, name: int, line: Line, *, is_on: bool) -> Button:
    return Button(short(f"{'☑' if is_on else '☐'} {line.number} {labelled(line)}", LABEL), f"{CARD}:{card.id}:t{name}")
