"""What is answered to words that are no command: what they ask to see, else what one may do, on buttons."""

from bot.conversation.answer import Answer, Reply
from bot.conversation.lists import list_of, own_buttons, shortcuts
from bot.conversation.orders import who
from bot.conversation.request import Request, page
from bot.conversation.reviewing import review
from bot.conversation.views import help_, task
from bot.messages.buttons import CARD, act_buttons, button
from bot.messages.tidy import tidy_lines
from bot.model import Buttons
from bot.plan.duty import RUNNING, Duty, State
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.speech import Unclear
from bot.speech.numbers import leading_numbers
from bot.speech.questions import Topic, asked_name, topic_of
from bot.speech.signs import folded
from bot.work.answers.cards import Card, card_items, new_card
from bot.work.answers.truth import facts, own_open

#: A unit that is named without a command has a name of so many signs at least.
SHORTEST_NAME = 3


def unclear(request: Request, said: Unclear) -> Answer:
    """A question is answered by what it asks to see, which moves nothing; anything else is not guessed at."""
    words = request.said.words.strip()
    listed = leading_numbers(folded(words))
    if len(listed.numbers) == 1 and not listed.rest:
        return _with_buttons(request, task(request, list(listed.numbers)), listed.numbers)
    topic = topic_of(words)
    if topic is not None and topic is not Topic.POLITE:
        found = _shown(request, said, topic, words)
        if found is not None:
            return found
    unit = _unit(request, words)
    if unit:
        return list_of(request, "status", unit)
    return _unknown(request, said, is_polite=topic is Topic.POLITE)


def _shown(request: Request, said: Unclear, topic: Topic, words: str) -> Answer | None:
    """What is asked about; None for what nothing can be shown of."""
    if topic is Topic.HELP:
        return help_(request, [])
    if len(said.numbers) == 1:
        return _with_buttons(request, task(request, [said.numbers[0]]), said.numbers)
    if topic in {Topic.OVERDUE, Topic.SOON}:
        return list_of(request, "status", str(topic))
    unit = _unit(request, words)
    if unit or not asked_name(words):  # 情况怎么样
        return list_of(request, "status", unit)
    if request.known.role == COORDINATOR and topic in {Topic.REVIEW, Topic.PEOPLE}:
        return review(request, []) if topic is Topic.REVIEW else who(request, [])
    if topic is Topic.STANDING:
        return list_of(request, "status", "")
    return list_of(request, "mine", "") if topic in {Topic.OWN, Topic.REVIEW} else None


def _unit(request: Request, words: str) -> str:
    """The one unit whose name, or the end of it, is all that is asked about; a coordinator may ask about any."""
    name = asked_name(words)
    if request.known.role != COORDINATOR or len(name) < SHORTEST_NAME:
        return ""
    roster = request.office.roster
    units = {unit.name for unit in roster.unit if any(one.endswith(name) for one in (unit.name, *unit.aliases))}
    return units.pop() if len(units) == 1 else ""


def _unknown(request: Request, said: Unclear, *, is_polite: bool) -> Answer:
    found = own_meant(request, said.numbers)
    lines = tidy_lines(fact.line for fact in facts(request.office, found, request.now))
    near = "" if is_polite or request.known.role == LEADER else said.nearest
    values = {"nearest": near, "is_polite": is_polite, "lines": lines, "office": request.office.name}
    html = page(request, "unknown", role=request.known.role, **values)
    return Answer((Reply(html, _buttons(request, found), "", "", request.aside),))


def own_meant(request: Request, numbers: tuple[str, ...]) -> list[Duty]:
    """A contact's own open duties of these numbers; none where one of the numbers is none of them."""
    if request.known.role != CONTACT or not numbers:
        return []
    found = [duty for duty in own_open(request.office, request.known, request.now) if duty.number in numbers]
    return found if {duty.number for duty in found} == set(numbers) else []


def _buttons(request: Request, found: list[Duty]) -> Buttons:
    if found:
        return _act_buttons(request, found)
    if request.known.role == CONTACT:
        return own_buttons(own_open(request.office, request.known, request.now))
    return shortcuts(request, "")


def _act_buttons(request: Request, found: list[Duty]) -> Buttons:
    """What may be done with just these, by a press."""
    card = new_card(request.office, Card("", request.said.chat, "letter", card_items(found)), request.now)
    is_unsigned = any(duty.state is State.DISPATCHED for duty in found)
    return act_buttons(CARD, card.id, [button("sign", CARD, card.id, "ack")] if is_unsigned else [])


def _with_buttons(request: Request, answer: Answer, numbers: tuple[str, ...]) -> Answer:
    """A task in full, and for its contact what may be done with it."""
    found = [duty for duty in own_meant(request, numbers) if duty.state in RUNNING]
    if not found:
        return answer
    first, *rest = answer.replies
    return Answer((Reply(first.html, _act_buttons(request, found), "", "", request.aside), *rest))
