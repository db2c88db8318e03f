"""One command as it was asked, freed of the library's types."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.messages import render
from bot.messages.fit import fits_telegram, longest
from bot.work.office import Actor, Office


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked what. `words` are those after the command; `actor` is None for a stranger; `private`: a chat of two."""

    office: Office
    now: datetime
    chat_id: int
    person: str
    private: bool
    words: tuple[str, ...]
    actor: Actor | None

    @property
    def known(self) -> Actor:
        """Whom the speaker stands for, where strangers were turned away before."""
        assert self.actor is not None
        return self.actor


def page(asked: Asked, template: str, /, **values: object) -> str:
    """A template of the chat, filled."""
    return render(f"chat/{template}.html", asked.office.config, **values)


def fitting(write: Callable[[int], str], most: int) -> str:
    """`write(n)` with the greatest n of 0…`most` that Telegram takes in one message."""
    found = longest(write, most, fits_telegram, least=0)
    return found if found is not None else write(0)
