"""What was done on a card is taken back or completed; a leader says that he has read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.answer import FETCH, Answer, Reply
from bot.conversation.doing import origin_again
from bot.conversation.done import done_page
from bot.conversation.request import Request, page
from bot.errors import UsageError
from bot.messages.buttons import CARD, button
from bot.plan.lifecycle import Verb
from bot.speech import Said
from bot.texts import text
from bot.work.answers.cards import Card, ask, change_card
from bot.work.answers.complement import add_to_report, note_read, undo_items
from bot.work.answers.deeds import Deed
from bot.work.answers.waiting_cards import told_of
from bot.work.duties.evidence import check_size, from_file, shown
from bot.work.duties.undo import UNDONE

#: A signature is the contact’s.
_SIGNS_FOR = re.compile(r"签收|\back", re.IGNORECASE)


def take_back(request: Request, card: Card) -> Answer:
    """The last move of the card's duties, while nothing else has happened to them."""
    try:
        lines = undo_items(request.office, request.known, card.items, request.now)
    except UsageError as fault:
        return Answer(toast=str(fault))
    change_card(request.office, replace(card, kind="over"))
    html = done_page(request, [Deed(UNDONE, lines)], can_say=False)
    return Answer((Reply(html, (), card.message, "", request.aside), *origin_again(request, card)))


def complete(request: Request, card: Card) -> Answer:
    """Asks for what a report still lacks."""
    ask(request.office, card, request.said.user, "more", request.now)
    html = page(request, "ask", step="more", lines=(), private=request.said.private, until=None, days=None)
    return Answer((Reply(html, ((button("cancel", CARD, card.id, "stop"),),), "", "", request.aside),))


def completed(request: Request, card: Card) -> Answer:
    """More words and files of a report that was made."""
    missing = [file for file in request.said.files if file.content is None]
    for file in missing:
        check_size(request.office, file.name, file.size if file.size is not None else 1)
    if missing:
        return FETCH
    evidence = [from_file(request.office, file.name, file.content or b"") for file in request.said.files]
    add_to_report(request.office, request.known, card.items, request.said.words.strip(), evidence, request.now)
    names = [*card.content.get("files", ()), *(one.words for one in evidence)]
    change_card(request.office, replace(card, content={**card.content, "files": names}))
    return request.answer(page(request, "completed", names=_names(names)))


def _names(words: list[str]) -> str:
    return "、".join(shown(one) for one in words)


def is_read(request: Request, said: Sequence[Said]) -> bool:
    """Whether somebody says that he has read, and does not sign: 已阅, 收悉, got it."""
    return all(one.verb is Verb.ACKNOWLEDGED for one in said) and _SIGNS_FOR.search(request.said.words) is None


def read_typed(request: Request) -> Answer:
    """已阅 in words: of the message that it answers; where it answers none, how it is said of one."""
    items = told_of(request.office, request.said.chat, request.said.about) if request.said.about else ()
    if not items:
        return request.answer(page(request, "read_how"))
    n = note_read(request.office, request.known, items, request.now)
    return request.answer(text("chat.read_noted") if n else text("chat.read_before"))


def read(request: Request, card: Card) -> Answer:
    """已阅, once."""
    n = note_read(request.office, request.known, card.items, request.now)
    return Answer(toast=text("chat.read_noted") if n else text("chat.read_before"))
