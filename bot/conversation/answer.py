"""What the bot answers: messages with buttons, in the place of earlier ones or new."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.model import Buttons


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. `html`: in the few marks that Telegram knows; another messenger's port puts them into its own.

    `replaces`: the number of the message of ours whose place it takes. `card`: the stored card that it is, which is
    told its number once it was sent. `aside`: for the speaker alone, wherever it was asked. `file`: a name and what it
    holds, sent instead of words; so is `picture`, a PNG.
    """

    html: str
    buttons: Buttons = ()
    replaces: str = ""
    card: str = ""
    aside: bool = False
    file: tuple[str, bytes] | None = field(default=None, repr=False)
    picture: bytes = field(default=b"", repr=False)


#: Takes how far something is, in words, as `Reply.html`.
Hear = Callable[[str], None]


def _tells_nothing(_hear: Hear) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Slow:
    """What takes a while: `work` touches nothing of ours and may run in another thread; `go_on` is then called with
    what it gave, in the conversation's own. `tell_to`: who is to hear, from that thread, how far it is.
    """

    work: Callable[[], Any]
    go_on: "Callable[[Any], Answer]"
    tell_to: Callable[[Hear], None] = _tells_nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one utterance. `fetch`: nothing yet, for it is to be said again with its files.

    `toast`: shown for a moment to whoever pressed the button, and to nobody else. `slow`: more is to come.
    `menu`: the role whose commands this chat is shown from now on; `language`: in which, where one was chosen for it.
    """

    replies: tuple[Reply, ...] = ()
    toast: str = ""
    fetch: bool = False
    slow: Slow | None = None
    menu: str = ""
    language: str = ""


NOTHING = Answer()
FETCH = Answer(fetch=True)
