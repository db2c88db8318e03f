"""One utterance as it is answered: who speaks, in which office, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.answer import Answer, Reply
from bot.conversation.utterance import Utterance
from bot.messages import render
from bot.messages.channel_limits import fits_telegram, longest
from bot.work.office import Actor, Office


@dataclass(frozen=True, slots=True)
class Request:
    """What was said, and by whom: `actor` is None for a stranger; `asleep`: once bound, and not in the units file any
    more; `aside`: what is answered is for the speaker alone.
    """

    office: Office
    now: datetime
    said: Utterance
    actor: Actor | None
    asleep: bool = False
    aside: bool = False

    @property
    def known(self) -> Actor:
        """Whom the speaker stands for, where strangers were turned away before."""
        assert self.actor is not None
        return self.actor

    def answer(self, html: str) -> Answer:
        """One message, where the speaker may read it."""
        return Answer((Reply(html, aside=self.aside),))


def page(request: Request, template: str, /, **values: object) -> str:
    """A template of the chat, filled."""
    return render(f"chat/{template}.html", request.office.config, **values)


def fitting(write: Callable[[int], str], most: int) -> str:
    """`write(n)` with the greatest n of 0…`most` that Telegram takes in one message."""
    found = longest(write, most, fits_telegram, least=0)
    return found if found is not None else write(0)
