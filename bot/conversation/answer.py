"""What the bot answers: messages with buttons, in the place of earlier ones or new."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """What it says, and what comes back when it is pressed: at most 64 bytes."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. `html`: in the few marks that Telegram knows; another messenger's port puts them into its own.

    `buttons`: row by row. `aside`: for the speaker alone, wherever it was asked.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one utterance. `fetch`: nothing yet, for it is to be said again with its files."""

    replies: tuple[Reply, ...] = ()
    fetch: bool = False


NOTHING = Answer()
FETCH = Answer(fetch=True)
