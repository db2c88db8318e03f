"""稍后提醒: when one wants to be told again. No deadline moves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.answer import Answer, Reply
from bot.conversation.request import Request, page
from bot.messages.buttons import CARD, button
from bot.plan.duty import Duty
from bot.speech.reminders import names_hour
from bot.texts import text
from bot.work.answers.cards import Card, change_card
from bot.work.answers.truth import own_duties
from bot.work.outgoing.later import When, day_of, remind_later


def ask_when(request: Request, card: Card, found: Sequence[Duty]) -> Answer:
    """Asks when, by the days that there are."""
    today = request.office.today(request.now)
    offered = [when for when in When if day_of(when, today, found) is not None]
    row = tuple(button(str(when), CARD, card.id, f"w{when}") for when in offered)
    buttons = (row, (button("cancel", CARD, card.id, "cancel"),))
    return Answer(
        (Reply(page(request, "when", send_at=_send_at(request, card)), buttons, card.message, card.id, request.aside),)
    )


def postponed(request: Request, card: Card, named: str) -> Answer:
    """The reminder is posted for the day that was pressed."""
    found = own_duties(request.office, request.known, card.items)
    day = day_of(When(named), request.office.today(request.now), found) if named in set(When) else None
    if day is None:
        return Answer(toast=text("chat.button_gone"))
    return postponed_to(request, card, found, day)


def postponed_to(request: Request, card: Card, found: Sequence[Duty], day: date) -> Answer:
    """The reminder is posted for that day."""
    kept = tuple(item for item in card.items if item.duty in {duty.id for duty in found})
    at = remind_later(request.office, request.known, request.said.chat, kept, day, request.now)
    change_card(request.office, replace(card, kind="over"))
    return Answer((Reply(page(request, "postponed", at=at, send_at=_send_at(request, card)), (), card.message),))


def _send_at(request: Request, card: Card) -> str:
    """The hour at which reminders go, where another one was asked for."""
    said = str(card.content.get("words") or "")
    return f"{request.office.rules.policy.send_at:%H:%M}" if names_hour(said) else ""
