"""What was asked for on a card, done, and told where it was asked: by one answer, with a button that takes it back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.answer import Answer, Reply
from bot.conversation.done import done_page
from bot.conversation.request import Request
from bot.conversation.usage import usage_of
from bot.errors import MoveError, UsageError
from bot.messages.buttons import CARD, button
from bot.model import Buttons, Item
from bot.plan.lifecycle import Verb
from bot.speech import Said
from bot.texts import text
from bot.work.answers.cards import Card, card_items, change_card, find_card, letter_card, new_card
from bot.work.answers.spoken import Spoken, do_spoken
from bot.work.answers.truth import facts, fitting, letter_now, own_duties
from bot.work.duties.evidence import Evidence
from bot.work.letters.standing import Fact, over_page

#: What a card is once something was done on it.
DONE = "done"


def carry_out(request: Request, card: Card, said: Said, evidence: Sequence[Evidence] = ()) -> Answer:
    """Makes the move with the duties of the card that it fits; of the others it is said how they stand."""
    verb = said.verb
    assert isinstance(verb, Verb)
    found = own_duties(request.office, request.known, card.items)
    ready = fitting(found, verb)
    others = facts(request.office, [duty for duty in found if duty not in ready], request.now)
    if not ready:
        return over(request, card, others)
    spoken = Spoken((said,), items=card_items(ready), evidence=evidence)
    try:
        deeds = do_spoken(request.office, request.known, spoken, request.now)
    except MoveError:
        now = own_duties(request.office, request.known, card.items)
        if len(fitting(now, verb)) == len(ready):  # nobody was faster: it cannot be done as it is asked for
            raise
        return over(request, card, facts(request.office, now, request.now))
    except UsageError as fault:
        raise usage_of(fault, [said]) from fault
    html = done_page(request, deeds, evidence, others, can_say=False)
    names = [*card.content.get("files", ()), *(one.words for one in evidence)]
    content = {**card.content, "verb": str(verb), "files": names}
    done = change_card(request.office, replace(card, kind=DONE, items=card_items(ready), content=content))
    reply = Reply(html, done_buttons(done), card.message, done.id, request.aside)
    return Answer((reply, *origin_again(request, card)))


def done_buttons(card: Card) -> Buttons:
    """撤回, and for a report 补充."""
    row = [button("undo", CARD, card.id, "undo")]
    if card.content.get("verb") == Verb.REPORTED:
        row.insert(0, button("more", CARD, card.id, "more"))
    return (tuple(row),)


def over(request: Request, card: Card, found: Sequence[Fact]) -> Answer:
    """The message says how things stand, and asks for nothing any more."""
    if not found:
        return Answer(toast=text("chat.not_for_you"))
    done = Reply(over_page(request.office, found), (), card.message, "", request.aside)
    return Answer((done, *origin_again(request, card)))


def origin_again(request: Request, card: Card) -> tuple[Reply, ...]:
    """The letter from which it was asked, as it is now."""
    letter = letter_card(request.office, str(card.content.get("letter") or ""))
    return (letter_reply(request, letter),) if letter is not None and letter.message else ()


def letter_reply(request: Request, letter: Card) -> Reply:
    """A letter in its own place, as it is now; without buttons where it is over."""
    message = letter_now(request.office, letter.id, request.now)
    if message is not None and message.html is not None:
        return Reply(message.html, message.buttons, letter.message)
    found = own_duties(request.office, request.known, letter.items)
    return Reply(over_page(request.office, facts(request.office, found, request.now)), (), letter.message)


def card_of(request: Request, kind: str, name: str) -> Card | None:
    """What the button stands on: a letter or a card, by the name that its token has."""
    found = find_card(request.office, name) if kind == CARD else letter_card(request.office, name)
    return found if found is not None and found.chat in {request.said.chat, request.said.user} else None


def begun(request: Request, origin: Card, kind: str, items: Sequence[Item], **content: object) -> Card:
    """A card that takes up what a button of a letter, or of another card, began; in that card's own place."""
    made = Card("", request.said.chat, kind, tuple(items), content)
    if origin.kind == "letter":
        return new_card(request.office, replace(made, content={**content, "letter": origin.id}), request.now)
    kept = replace(origin, kind=kind, items=made.items, content={**origin.content, **content})
    return change_card(request.office, kept)
