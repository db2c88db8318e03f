"""What a mailbox is to us: mails by their numbers, the way to wait for more, and nothing that changes it."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """How far a mailbox was read: to `uid`. A new `validity` gives all mails new numbers (RFC 3501 §2.3.1)."""

    validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Found:
    """One mail. `whole` is False for one that was too large: then `raw` is its headers."""

    uid: int
    raw: bytes = field(repr=False)
    whole: bool = True


class Box(Protocol):
    """One folder of a mailbox. No mail in it is changed, moved or marked as read.

    Every method may block and raises ChannelError; after one `open` is called again.
    """

    def open(self) -> int:
        """Connects and logs in; gives the validity of the numbers."""
        ...

    def newest(self, most: int) -> list[int]:
        """The numbers of the `most` mails that came last, in the order in which they came."""
        ...

    def after(self, uid: int) -> list[int]:
        """The numbers of the mails that came after that one, in order."""
        ...

    def read(self, uid: int, most_bytes: int) -> Found | None:
        """The mail; None where it is gone."""
        ...

    def wait(self, timeout_s: float) -> None:
        """Returns after `timeout_s`, or as soon as there may be something new, where the server tells."""
        ...

    def close(self) -> None:
        """Ends the connection, whatever became of it."""
        ...
