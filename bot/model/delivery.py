"""What goes to people: messages, and what came of them."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message. `cid`: the name by which the page shows it; empty for an enclosure."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    cid: str = ""


def page_with_pictures(page: str, attachments: Iterable[Attachment]) -> str:
    """A mail's page with its pictures in it: outside the mail nothing answers to their names."""
    for one in attachments:
        if one.cid:
            page = page.replace(f"cid:{one.cid}", f"data:{one.media_type};base64,{b64encode(one.content).decode()}")
    return page


@dataclass(frozen=True, slots=True)
class Button:
    """What it says, and what comes back when it is pressed: at most 64 bytes."""

    label: str
    token: str


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One rendered message for one address.

    `html` is what the channel takes as markup: a whole page for mail, Telegram's subset for chat. `id` stays the
    same over repeats: it becomes the Message-ID of a mail. `repeat` is True when an earlier try may have arrived.
    `thread`: names of what it is about, the same in every message about that; `answers`: the Message-IDs, as they came
    from outside and without brackets, of the mail that it answers and of those before it, the nearest first.
    `reference`: by it an answer finds its way back where a mail program drops the ids; it stands behind the subject.
    `posts`: how many posts of a robot it takes.
    `hidden`: words of the text that nobody else may read, such as the token of a link.
    `buttons`: row by row, in a chat that has them. `topic`: that of a group in which it is to stand.
    `replaces`: what the channel calls an earlier message that is to say this from now on.
    `ledgers`: the ids of those that it is about, for the log.
    """

    id: str
    subject: str
    text: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    repeat: bool = False
    thread: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    reference: str = ""
    posts: int = 1
    buttons: Buttons = ()
    topic: int | None = None
    ledgers: tuple[str, ...] = ()
    replaces: str = ""
    hidden: tuple[str, ...] = field(default=(), repr=False)

    @property
    def kept_text(self) -> str:
        """The words as they are kept: a way in that they carry is for the recipient alone."""
        words = self.text
        for secret in self.hidden:
            words = words.replace(secret, "…")
        return words


@dataclass(frozen=True, slots=True)
class Receipt:
    """A channel took the message. `confirmed` is False where the service only says that it was handed over.

    `refused` names those of several recipients that the server did not take, each with its code: 5xx for good,
    4xx for now, so the message may be sent to them alone again.
    """

    channel: str
    address: str
    remote_id: str | None = None
    confirmed: bool = True
    refused: tuple[tuple[str, int], ...] = ()
