"""What is asked for, one thing after another, until a move can be made: words or files, a day, a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.conversation.answer import FETCH, Answer, Reply
from bot.conversation.doing import begun, carry_out
from bot.conversation.postponing import ask_when, postponed, postponed_to
from bot.conversation.request import Request, page
from bot.errors import MoveError, UsageError
from bot.messages.buttons import CARD, button
from bot.messages.tidy import tidy_lines
from bot.messages.typography import day as day_words
from bot.model import Button, Buttons
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.speech import Said
from bot.speech.spans import read_span
from bot.texts import text
from bot.work.answers.cards import Card, ask, card_items, change_card, end_question
from bot.work.answers.truth import facts, own_duties
from bot.work.duties.days import read_day, unread_day
from bot.work.duties.evidence import check_size, from_file
from bot.work.duties.moves import Move, new_limit

#: How much later a new last day may be, offered as buttons; another is typed.
LATER_BY = (timedelta(days=7), timedelta(days=14), timedelta(days=30))
#: The move that each is asked for.
_VERBS = {
    "report": Verb.REPORTED,
    "extend": Verb.EXTENSION_REQUESTED,
    "not": Verb.HANDED_BACK,
    "back": Verb.SENT_BACK,
    "reassign": Verb.REASSIGNED,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What was said before it was known of which item: the words of a day, of how much later it is, and all others."""

    until: str = ""
    longer: str = ""
    words: str = ""


NOTHING_SAID = Kept()


def verb_asked_for(card: Card) -> Verb | None:
    """The move that a question on this card is asked for."""
    return _VERBS.get(str(card.content.get("act") or ""))


def begin(request: Request, origin: Card, act: str, found: Sequence[Duty], kept: Kept = NOTHING_SAID) -> Answer:
    """The first step towards what a button asks for, with these duties; `kept`: what of it was said already."""
    items = card_items(found)
    if act == "ack":
        return carry_out(request, begun(request, origin, "doing", items), Said(Verb.ACKNOWLEDGED))
    card = begun(request, origin, "ask", items, act=act, words=kept.words)
    if act == "later":
        return _later(request, card, found, kept.until)
    if act == "extend" and kept.until:
        return _day_taken(request, card, _day(request, kept.until))
    if act == "extend" and kept.longer:
        return _span_taken(request, card, kept.longer, found)
    if act == "extend":
        return _asked(request, card, "day", _days(card, found))
    if kept.words:
        return _done(request, card, _VERBS[act], kept.words)
    step = "words" if act == "report" else "reason"
    return _asked(request, card, step, ((button("no_reason", CARD, card.id, "bare"),),) if act == "not" else ())


def _later(request: Request, card: Card, found: Sequence[Duty], words: str) -> Answer:
    """Told again on the day that was named; where none is to come, asks when."""
    today = request.office.today(request.now)
    day = read_day(request.office, words, today) if words else None
    return (
        postponed_to(request, card, found, day) if day is not None and day > today else ask_when(request, card, found)
    )


def ask_for(request: Request, card: Card, step: str) -> Answer:
    """Asks for a word that a decision needs."""
    return _asked(request, card, step)


def _asked(request: Request, card: Card, step: str, buttons: Buttons = ()) -> Answer:
    """Asks for it; the next words in this chat answer it."""
    ask(request.office, card, request.said.user, step, request.now)
    found = own_duties(request.office, request.known, card.items)
    lines = tidy_lines(fact.line for fact in facts(request.office, found, request.now))
    limits = {name: card.content.get(name) for name in ("until", "days")}
    until = limits["until"]
    limits["until"] = day_words(date.fromisoformat(until)) if until else ""
    html = page(request, "ask", step=step, lines=lines, private=request.said.private, **limits)
    rows = (*buttons, (button("cancel", CARD, card.id, "cancel"),))
    return Answer((Reply(html, rows, card.message, card.id, request.aside),))


def _days(card: Card, found: Sequence[Duty]) -> Buttons:
    last = max((duty.due for duty in found if duty.due is not None), default=None)
    if last is None:
        return ()
    days = [last + span for span in LATER_BY]
    return (tuple(Button(day_words(one), f"{CARD}:{card.id}:d{one.isoformat()}") for one in days),)


def answered_by_button(request: Request, card: Card, act: str) -> Answer:
    """A press on what is asked: a day, no reason, or that it is given up."""
    if act == "cancel":
        end_question(request.office, card.chat, request.said.user)
        change_card(request.office, replace(card, kind="over"))
        return Answer((Reply(page(request, "cancelled"), (), card.message),))
    if act.startswith("w"):
        return postponed(request, card, act[1:])
    if act.startswith("d"):
        return _day_taken(request, card, date.fromisoformat(act[1:]))
    if act == "bare":
        return _done(request, card, Verb.HANDED_BACK, words=text("plan.verb_handed-back"))
    return Answer(toast=text("chat.button_gone"))


def answered(request: Request, card: Card, step: str) -> Answer:
    """Words or files that answer what is asked."""
    if step == "day":
        return _day_taken(request, card, _day(request, request.said.words))
    missing = [file for file in request.said.files if file.content is None]
    for file in missing:
        check_size(request.office, file.name, file.size if file.size is not None else 1)
    if missing:
        return FETCH
    verb = _VERBS[card.content["act"]]
    return _done(request, card, verb, words=request.said.words.strip())


def _day(request: Request, words: str) -> date:
    said, today = words.strip().lstrip("至到"), request.office.today(request.now)
    found = read_day(request.office, said, today)
    if found is None:
        raise unread_day(request.office, said, today)
    return found


def _day_taken(request: Request, card: Card, day: date) -> Answer:
    """The day is kept, and the reason asked for. Raises UsageError for one that is not later than the last day."""
    last = max((one.due for one in own_duties(request.office, request.known, card.items) if one.due), default=None)
    if last is not None and day <= last:
        raise UsageError("chat.until_early", until=day, due=last)
    return _limited(request, replace(card, content={**card.content, "until": day.isoformat()}))


def _span_taken(request: Request, card: Card, longer: str, found: Sequence[Duty]) -> Answer:
    """How much longer, counted for each from its own last day. Raises MoveError for one that has none."""
    move = Move("", Verb.EXTENSION_REQUESTED, longer=read_span(longer))
    days = [(duty.number, new_limit(request.office, duty, move)) for duty in found]
    for number, limit in days:
        if limit is None:
            raise MoveError("chat.no_limit", number=number)
    if len({limit for _, limit in days}) == 1:
        return _day_taken(request, card, days[0][1] or date.max)
    told = text("mailbox.list_comma").join(f"{number}: {day_words(limit or date.max)}" for number, limit in days)
    return _limited(request, replace(card, content={**card.content, "longer": longer, "days": told}))


def _limited(request: Request, card: Card) -> Answer:
    """The reason is asked for, unless it was said with the day."""
    kept = change_card(request.office, card)
    words = str(kept.content.get("words") or "")
    return _done(request, kept, Verb.EXTENSION_REQUESTED, words) if words else _asked(request, kept, "reason")


def _done(request: Request, card: Card, verb: Verb, words: str) -> Answer:
    """The move, and what came with it; files that follow an album's first are taken with it."""
    evidence = [from_file(request.office, file.name, file.content or b"") for file in request.said.files]
    until = str(card.content.get("until") or "")
    here = card if request.said.token else replace(card, message="")  # what was typed is answered below it
    longer = str(card.content.get("longer") or "")
    answer = carry_out(request, here, Said(verb, until=until, words=words, longer=longer), evidence)
    if verb is Verb.REPORTED:
        ask(request.office, card, request.said.user, "files", request.now)
    else:
        end_question(request.office, card.chat, request.said.user)
    return answer
