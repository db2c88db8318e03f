"""A mail that came in, as values: who wrote what in answer to which of ours, and whether a person did at all."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a mail is. Only an answer is ever acted on."""

    ANSWER = "answer"
    ABSENCE = "absence"  # an absence note, a receipt, whatever a program answers by itself
    BOUNCE = "bounce"
    LIST = "list"
    LOOP = "loop"  # our own mail, come back by somebody's forwarding
    OWN = "own"  # sent from our own address


class Proof(StrEnum):
    """What one's own server says of the sender's address."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    UNTOLD = "untold"  # it says nothing of any mail


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a mail: the name that it had, and what it holds."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail that did not arrive. `recipients`: whose; `about`: the Message-IDs that it names, without brackets."""

    about: tuple[str, ...]
    recipients: tuple[str, ...]
    permanent: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One mail. Ids stand without brackets; addresses in small letters.

    `reference`: that of one of our mails, read from the subject; `replied`: the ids that the headers say it answers,
    the nearest first. `lines`: the sender's own words, without quotations, signature and disclaimer. `left_out`: files
    beyond the limits, by name.
    """

    message_id: str
    sender: str
    name: str
    subject: str
    kind: Kind
    proof: Proof
    reference: str = ""
    replied: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    files: tuple[Enclosed, ...] = ()
    left_out: tuple[str, ...] = ()
    bounce: Bounce | None = None
