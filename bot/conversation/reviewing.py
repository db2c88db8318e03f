"""What waits for a coordinator: a card each, decided by pressing; what was reported is approved all at once."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.answer import Answer, Reply
from bot.conversation.doing import begun, carry_out, over
from bot.conversation.request import Request, page
from bot.conversation.steps import ask_for
from bot.conversation.strangers import invited
from bot.messages.buttons import CARD, button
from bot.plan.lifecycle import Verb
from bot.roster.roster import COORDINATOR
from bot.speech import Said
from bot.texts import text
from bot.work.answers.cards import Card, card_items, new_card
from bot.work.answers.truth import facts, fitting, own_duties
from bot.work.answers.waiting_cards import file_of, review_of, waiting
from bot.work.duties.submissions import Submission
from bot.work.duties.units import one_unit
from bot.work.letters.review import review_buttons, review_page

#: Cards of one answer: a chat takes a message a second.
A_PAGE = 5
#: What is decided at once, and for what a word is asked first.
AT_ONCE = {
    "approve": Verb.CLOSED,
    "grant": Verb.EXTENSION_GRANTED,
    "refuse": Verb.EXTENSION_REFUSED,
    "keep": Verb.RESUMED,
    "withdraw": Verb.WITHDRAWN,
}
#: What waits for each of these.
_WAITS_FOR: dict[str, Verb] = {
    Verb.CLOSED: Verb.REPORTED,
    Verb.SENT_BACK: Verb.REPORTED,
    Verb.EXTENSION_GRANTED: Verb.EXTENSION_REQUESTED,
    Verb.EXTENSION_REFUSED: Verb.EXTENSION_REQUESTED,
}
ASKED = {"back": "reason", "reassign": "unit"}


@invited
def review(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """`/review`: what waits, a card each; first how much it is, with a button for all that was reported."""
    if request.known.role != COORDINATOR:
        return request.answer(page(request, "none_to_review"))
    return Answer(_cards(request, 0))


def _cards(request: Request, start: int) -> tuple[Reply, ...]:
    found = waiting(request.office)
    if not found:
        return (Reply(page(request, "none_to_review"), aside=request.aside),)
    shown = found[start : start + A_PAGE]
    return (*_summary(request, found, start), *(review_card(request, one) for one in shown))


def _summary(request: Request, found: Sequence[Submission], start: int) -> tuple[Reply, ...]:
    """How much waits; nothing where it is one card only."""
    if len(found) == 1:
        return ()
    reported = [duty for one in found if one.verb is Verb.REPORTED for duty in one.duties]
    items = card_items(reported)
    card = new_card(request.office, Card("", request.said.chat, "reviews", items, {"start": start}), request.now)
    counts = {verb: sum(one.verb == verb for one in found) for verb in dict.fromkeys(one.verb for one in found)}
    units = len({duty.unit for duty in reported})
    rows = [(button("approve_all", CARD, card.id, "all", n=units),)] if units > 1 else []
    if start + A_PAGE < len(found):
        rows.append((button("next", CARD, card.id, "next", n=len(found) - start - A_PAGE),))
    html = page(request, "reviews", counts=counts, n=len(found))
    return (Reply(html, tuple(rows), "", card.id, request.aside),)


def review_card(request: Request, one: Submission) -> Reply:
    """What was handed in, with the buttons that decide it."""
    card = Card("", request.said.chat, "review", card_items(one.duties))
    card = new_card(request.office, card, request.now)
    html = review_page(request.office, one, request.now)
    return Reply(html, review_buttons(one, CARD, card.id), "", card.id, request.aside)


def review_of_unit(request: Request, said: Said) -> Answer:
    """What waits of the one unit that a decision names, and no item: decided where it is one card and the decision
    needs no more words, else shown to be pressed. Raises UsageError for a name that is no unit's.
    """
    unit = one_unit(request.office, said.units or said.words)
    found = [one for one in waiting(request.office) if one.unit == unit]
    if not found:
        return request.answer(page(request, "none_of_unit", unit=unit))
    fit = [one for one in found if one.verb == _WAITS_FOR.get(str(said.verb))]
    words = said.words if said.units else ""
    if len(found) == len(fit) == 1 and (words or said.verb is not Verb.SENT_BACK):
        card = begun(request, Card("", request.said.chat, "letter"), "doing", card_items(fit[0].duties))
        return carry_out(request, card, replace(said, units="", words=words))
    shown = found[:A_PAGE]
    return Answer((_heading(request, unit, len(found)), *(review_card(request, one) for one in shown)))


def _heading(request: Request, unit: str, n: int) -> Reply:
    return Reply(page(request, "of_unit", unit=unit, n=n), aside=request.aside)


def on_reviews(request: Request, card: Card, act: str) -> Answer:
    """All that was reported is approved, or the next cards are shown."""
    if request.known.role != COORDINATOR:
        return Answer(toast=text("chat.not_for_you"))
    if act == "next":
        return Answer(_cards(request, int(card.content["start"]) + A_PAGE))
    return carry_out(request, card, Said(Verb.CLOSED))


def on_review(request: Request, card: Card, act: str) -> Answer:
    """One decision, a word that it needs, or a file that is opened. The card may be a letter of the outbox."""
    if request.known.role != COORDINATOR:
        return Answer(toast=text("chat.not_for_you"))
    if act.startswith("f") and act[1:].isdecimal():
        file = file_of(request.office, card.items, int(act[1:]))
        return Answer((Reply("", file=file, aside=request.aside),)) if file else Answer(toast=text("chat.no_file"))
    found = own_duties(request.office, request.known, card.items)
    if review_of(request.office, card.items) is None:
        return over(request, card, facts(request.office, found, request.now))
    if act in AT_ONCE:
        verb = AT_ONCE[act]
        return carry_out(request, begun(request, card, "doing", card.items), Said(verb, words=_reason(verb)))
    if act in ASKED:
        return ask_for(
            request, begun(request, card, "ask", card_items(fitting(found, _verb(act))), act=act), ASKED[act]
        )
    return Answer(toast=text("chat.button_gone"))


def _verb(act: str) -> Verb:
    return Verb.SENT_BACK if act == "back" else Verb.REASSIGNED


def _reason(verb: Verb) -> str:
    return text("chat.by_button") if verb is Verb.WITHDRAWN else ""
