"""A draft on a card: what was read, its questions one by one, the month to come, and 交办."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.conversation.answer import Answer, Reply, Slow
from bot.conversation.question_picture import has_picture, pictured
from bot.conversation.request import Request, fitting, page
from bot.ledger import Changes
from bot.messages.buttons import CARD, button
from bot.messages.typography import short
from bot.model import Button, Buttons, Question, place_words
from bot.roster.roster import COORDINATOR
from bot.texts import text
from bot.work.answers.cards import Card, ask, change_card, end_question, new_card
from bot.work.documents.dispatch import Preview, dispatch, preview
from bot.work.documents.intake import answer
from bot.work.rehearsal.rehearse import Rehearsed, rehearse
from bot.work.views.draft import Draft, draft_of

#: The month to come, and how many days of it are listed.
AHEAD = timedelta(days=30)
MOST_DAYS = 14
LONGEST_CHOICE = 60
#: The choice that is no answer yet: a day is written instead.
OWN_DAY = "date"


def draft_answer(request: Request, ledger_id: str) -> Answer:
    """The card of a draft that was just taken in."""
    content = {"ledger": ledger_id, "skipped": []}
    card = new_card(request.office, Card("", request.said.chat, "draft", content=content), request.now)
    return Answer((_overview(request, card),))


def changes_answer(request: Request, ledger_id: str, changes: Changes) -> Answer:
    """What a correction or an amendment changed, and where the ledger is still a draft, its card."""
    html = fitting(lambda most: page(request, "changes", changes=changes, ledger=ledger_id, shown=most), 60)
    draft = draft_of(request.office, ledger_id, request.now)
    replies = (Reply(html),)
    return Answer((*replies, *draft_answer(request, ledger_id).replies) if draft.is_draft else replies)


def _overview(request: Request, card: Card) -> Reply:
    """What was read in short, what is still open, and 交办."""
    draft = draft_of(request.office, str(card.content["ledger"]), request.now)
    html = fitting(lambda most: page(request, "draft", draft=draft, shown=most), 12)
    if not draft.is_draft:
        return Reply(html, (), card.message, card.id)
    n = len(draft.preview.open_questions)
    rows: list[tuple[Button, ...]] = [(button("questions", CARD, card.id, "ask", n=n),)] if n else []
    rows.append((button("items", CARD, card.id, "items"), button("month", CARD, card.id, "month")))
    rows.append((button("dispatch", CARD, card.id, "go"),))
    return Reply(html, tuple(rows), card.message, card.id)


def on_draft(request: Request, card: Card, act: str) -> Answer:
    """One press on a draft."""
    if request.known.role != COORDINATOR:
        return Answer(toast=text("chat.not_for_you"))
    ledger_id = str(card.content["ledger"])
    draft = draft_of(request.office, ledger_id, request.now)
    if not draft.is_draft or act == "back":
        end_question(request.office, card.chat, request.said.user)
        return Answer((_overview(request, card),))
    if act == "items":
        html = fitting(lambda n: page(request, "draft_items", draft=draft, shown=n), len(draft.ledger.tasks))
        return Answer((_back(card, html),))
    if act == "month":
        return _month(request, card, ledger_id)
    if act == "go":
        return Answer((_sure(request, card, draft.preview),))
    if act == "yes":
        return _dispatched(request, card, ledger_id)
    return _on_question(request, card, draft, act)


def _on_question(request: Request, card: Card, draft: Draft, act: str) -> Answer:
    """`ask` begins, `s` passes one over, `row` draws its row, `aN` answers by the N-th choice."""
    card = replace(card, content={**card.content, "skipped": [] if act == "ask" else card.content["skipped"]})
    question = _next(draft, card)
    if act == "row" and question is not None:
        return pictured(request, draft.ledger_id, question)
    if act.startswith("a") and act[1:].isdecimal() and question is not None:
        number = int(act[1:])
        if number < len(question.choices) and question.choices[number].key == OWN_DAY:
            return Answer(toast=text("chat.write_day"))
        if number < len(question.choices):
            return answered_question(request, card, question.choices[number].key)
    if act == "s" and question is not None:
        card = replace(card, content={**card.content, "skipped": [*card.content["skipped"], question.id]})
    return Answer((_asked(request, change_card(request.office, card)),))


def answered_question(request: Request, card: Card, said: str) -> Answer:
    """The answer to the question that stands on the card: a choice, or words typed instead. Raises UsageError."""
    draft = draft_of(request.office, str(card.content["ledger"]), request.now)
    question = _next(draft, card)
    if question is not None:
        answer(request.office, draft.ledger_id, {question.id: said}, request.now, request.known)
    return Answer((_asked(request, card),))


def _next(draft: Draft, card: Card) -> Question | None:
    skipped = set(card.content["skipped"])
    return next((one for one in draft.preview.open_questions if one.id not in skipped), None)


def _asked(request: Request, card: Card) -> Reply:
    """The next question with its place; after the last one the draft again."""
    draft = draft_of(request.office, str(card.content["ledger"]), request.now)
    question = _next(draft, card)
    if question is None:
        end_question(request.office, card.chat, request.said.user)
        return _overview(request, card)
    ask(request.office, card, request.said.user, "question", request.now)
    left = len(draft.preview.open_questions)
    html = page(
        request, "question", question=question, place=place_words(question.source), left=left, width=LONGEST_CHOICE * 20
    )
    here = card.message if request.said.token else ""
    return Reply(html, _choices(card, question), here, card.id)


def _choices(card: Card, question: Question) -> Buttons:
    rows: list[tuple[Button, ...]] = []
    for n, choice in enumerate(question.choices):
        mark = "★ " if choice.key == question.default else ""
        rows.append((Button(short(f"{mark}{choice.label}", LONGEST_CHOICE), f"{CARD}:{card.id}:a{n}"),))
    if has_picture(question):
        rows.append((button("row", CARD, card.id, "row"),))
    rows.append((button("skip", CARD, card.id, "s"), button("back_to_draft", CARD, card.id, "back")))
    return tuple(rows)


def _back(card: Card, html: str) -> Reply:
    return Reply(html, ((button("back_to_draft", CARD, card.id, "back"),),), card.message, card.id)


def _month(request: Request, card: Card, ledger_id: str) -> Answer:
    """How many messages go out on which day, if it were dispatched today."""
    first = request.office.today(request.now)

    def shown(found: Sequence[Rehearsed]) -> Answer:
        days = sorted(Counter(message.at.date() for message in found).items())[:MOST_DAYS]
        people = len({message.person for message in found})
        return Answer((_back(card, page(request, "month", days=days, n=len(found), people=people)),))

    return Answer(slow=Slow(lambda: list(rehearse(request.office, first, first + AHEAD, ledger_id)), shown))


def _sure(request: Request, card: Card, found: Preview) -> Reply:
    """Pressed early, it lists the questions and their defaults first."""
    defaults = [(one.text, _label(one)) for one in found.open_questions]
    html = fitting(lambda most: page(request, "sure", found=found, defaults=defaults, shown=most), len(defaults))
    yes = "dispatch_defaults" if defaults else "dispatch_sure"
    rows = [(button(yes, CARD, card.id, "yes"),)]
    rows += [(button("questions", CARD, card.id, "ask", n=len(defaults)),)] if defaults else []
    return Reply(html, (*rows, (button("back_to_draft", CARD, card.id, "back"),)), card.message, card.id)


def _label(question: Question) -> str:
    return next((choice.label for choice in question.choices if choice.key == question.default), question.default)


def _dispatched(request: Request, card: Card, ledger_id: str) -> Answer:
    office, now = request.office, request.now
    found = preview(office, ledger_id, now, defaults=True)
    made = dispatch(office, ledger_id, now, now, request.known, defaults=True)
    at = office.rules.opens(now)
    html = page(request, "dispatched", found=found, made=made, at=at)
    return Answer((Reply(html, (), card.message, card.id),))
