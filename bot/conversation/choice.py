"""Which of several duties are meant: a list of toggles, page by page, instead of numbers that must be typed."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from bot.conversation.answer import Answer, Reply
from bot.conversation.doing import begun, over
from bot.conversation.request import Request, page
from bot.conversation.steps import NOTHING_SAID, Kept, begin
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


def choose_own(request: Request, act: str, kept: Kept = NOTHING_SAID) -> Answer:
    """Asks which of whatever is one's own are meant; the only one that is ready is taken at once. `kept`: what was said
    of it, which is for the only item that is open at all.
    """
    if request.known.role != CONTACT or act not in VERBS:
        if not request.said.token:
            return request.answer(text("chat.contacts_only"))
        return Answer(toast=text("chat.not_for_you"))
    open_ = own_open(request.office, request.known, request.now)
    ready = fitting(open_, VERBS[act])
    is_sure = len(ready) == 1 and (kept == NOTHING_SAID or len(open_) == 1)
    if not ready:
        said = text("chat.nothing_left")
        return Answer(toast=said) if request.said.token else request.answer(said)
    origin = Card("", request.said.chat, "letter")
    return begin(request, origin, act, ready, kept) if is_sure else choose(request, origin, act, ready, kept)


def choose(request: Request, origin: Card, act: str, ready: Sequence[Duty], kept: Kept = NOTHING_SAID) -> Answer:
    """Asks which of `ready` are meant."""
    said = asdict(kept)
    card = begun(request, origin, "choice", card_items(ready), act=act, picked=[], page=0, said=said)
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
    return begin(request, card, str(card.content["act"]), found, Kept(**card.content.get("said", {})))


def _reply(request: Request, card: Card) -> Reply:
    found = own_duties(request.office, request.known, card.items)
    if not found:
        return over(request, card, ()).replies[0]
    lines = {duty.id: fact.line for duty, fact in zip(found, facts(request.office, found, request.now), strict=True)}
    picked = [duty for duty in card.content["picked"] if duty in lines]
    html = page(request, "choice", act=card.content["act"], n=len(picked), of=len(lines), said=_said(card))
    return Reply(html, _buttons(card, lines, picked), card.message, card.id, request.aside)


def _said(card: Card) -> str:
    """What was written already, in a line."""
    kept = card.content.get("said", {})
    return " ".join(filter(None, (kept.get(name, "") for name in ("until", "longer", "words"))))


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
