"""Buttons: a token is looked up, never trusted; who presses it and how things stand decide what it does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.conversation.answer import Answer, Reply
from bot.conversation.chat_settings import set_by_button
from bot.conversation.choice import VERBS, choose, choose_own, chosen
from bot.conversation.documents import on_document
from bot.conversation.doing import DONE, begun, card_of, carry_out, letter_reply
from bot.conversation.drafts import on_draft
from bot.conversation.lists import LIST, turned
from bot.conversation.photographs import GATHERING, on_photographs
from bot.conversation.request import Request
from bot.conversation.reviewing import on_review, on_reviews
from bot.conversation.steps import answered_by_button, begin
from bot.conversation.undoing import complete, read, take_back
from bot.messages.buttons import OWN, SETTING
from bot.plan.duty import Duty
from bot.speech import Said
from bot.texts import text
from bot.work.answers.cards import Card
from bot.work.answers.truth import facts, fitting, own_duties
from bot.work.letters.archived_ledgers import titles_archived
from bot.work.letters.standing import over_page
from bot.work.outgoing.reviews import REVIEW

Press = Callable[[Request, Card, str], Answer]


def press(request: Request) -> Answer:
    """What a button brings about; to a stranger, and for a token that is none, a word over the button."""
    kind, _, rest = request.said.token.partition(":")
    name, _, act = rest.rpartition(":")
    if kind == SETTING:
        return set_by_button(request)
    if request.actor is None:
        return Answer(toast=text("chat.not_for_you"))
    if kind == LIST:
        return turned(request)
    if kind == OWN:
        return choose_own(request, act)
    card = card_of(request, kind, name)
    if card is None:
        return Answer(toast=text("chat.button_gone"))
    if card.kind not in _PRESSES:
        return Answer(toast=text("chat.button_gone"))
    found = own_duties(request.office, request.known, card.items)
    titles = titles_archived(request.office, found)
    at_work = [duty for duty in found if duty.ledger_id not in titles]
    if titles and not at_work:
        return _archived(request, card, found, titles)
    if titles:
        kept = {duty.id for duty in at_work}
        card = replace(card, items=tuple(item for item in card.items if item.duty in kept))
    return _PRESSES[card.kind](request, card, act)


def _archived(request: Request, card: Card, found: Sequence[Duty], titles: Mapping[str, str]) -> Answer:
    """That the ledger is archived, in the message's own place."""
    told = over_page(request.office, facts(request.office, found, request.now), is_archived=True)
    toast = text("work.archived", ledger="、".join(titles.values()))
    return Answer((Reply(told, (), card.message, "", request.aside),), toast=toast)


def _on_letter(request: Request, card: Card, act: str) -> Answer:
    """One duty is taken at once, of several it is asked which, unless all were meant."""
    if act == "read":
        return read(request, card)
    if any(item.rung == REVIEW for item in card.items):
        return on_review(request, card, act)
    found = own_duties(request.office, request.known, card.items)
    verb = VERBS.get(act)
    if verb is None or not found:
        return Answer(toast=text("chat.not_for_you"))
    ready = fitting(found, verb)
    if not ready:
        return Answer((letter_reply(request, card),), toast=_nothing_left(request, card))
    if act == "all":
        return carry_out(request, begun(request, card, "doing", card.items), Said(verb))
    return begin(request, card, act, ready) if len(ready) == 1 else choose(request, card, act, ready)


def _nothing_left(request: Request, card: Card) -> str:
    """Who was faster, in one line."""
    found = facts(request.office, own_duties(request.office, request.known, card.items), request.now)
    last = max((fact for fact in found if fact.at is not None), key=lambda fact: fact.at or request.now, default=None)
    if last is None:
        return text("chat.nothing_left")
    return text(
        "chat.was_done",
        number=last.line.number,
        who=last.who,
        verb=text(f"plan.verb_{last.verb}"),
        at=last.at.strftime("%m-%d %H:%M") if last.at else "",
    )


def _on_done(request: Request, card: Card, act: str) -> Answer:
    return take_back(request, card) if act == "undo" else complete(request, card)


_PRESSES: dict[str, Press] = {
    GATHERING: on_photographs,
    "letter": _on_letter,
    "choice": chosen,
    "review": on_review,
    "reviews": on_reviews,
    "document": on_document,
    "draft": on_draft,
    "ask": answered_by_button,
    DONE: _on_done,
}
