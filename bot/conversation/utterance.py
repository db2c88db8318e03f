"""What a person says, in any messenger."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class File:
    """One file that came with it. `content` is None until it was fetched; `size`: what the messenger says, in bytes."""

    name: str
    size: int | None = None
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words, files, or a button's token, said by `user` in `chat`; the same number for both where only the two talk.

    `about`: the bot's own message that it replies to, or under which the button stands. `album`: what the messenger
    calls files that were sent as one. `voice`: it was spoken. `topic`: that of a group in which it stands;
    `has_topics`: the group has any.
    """

    chat: int
    user: int
    person: str
    words: str = ""
    files: tuple[File, ...] = ()
    token: str = ""
    about: str = ""
    album: str = ""
    voice: bool = False
    topic: int | None = None
    has_topics: bool = False

    @property
    def private(self) -> bool:
        """Whether only the two talk."""
        return self.chat == self.user

    @property
    def lines(self) -> list[str]:
        """The words line by line."""
        return self.words.splitlines()
