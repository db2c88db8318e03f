"""A mail that came in, as the use case takes it, and what becomes of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.speech import Speech


class Outcome(StrEnum):
    """What became of a mail."""

    ACTED = "acted"
    HELPED = "helped"  # it asked how to answer
    UNCLEAR = "unclear"  # not understood
    REFUSED = "refused"  # understood, and not to be done so
    UNBOUND = "unbound"  # from somebody known, in answer to nothing of ours
    STRANGER = "stranger"  # from an address that the message was not for
    FORGED = "forged"  # one's own server does not vouch for the sender
    BOUNCED = "bounced"
    PASSED = "passed"  # no person's words: absence notes, lists, our own
    REPEATED = "repeated"  # seen to before
    BROKEN = "broken"  # it ended in something nobody foresaw


#: What a person should look at.
FOR_PEOPLE = frozenset(
    {Outcome.UNCLEAR, Outcome.REFUSED, Outcome.UNBOUND, Outcome.STRANGER, Outcome.FORGED, Outcome.BROKEN}
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail of ours that did not arrive: ids that the server named, whose boxes, and why."""

    about: tuple[str, ...]
    recipients: tuple[str, ...]
    permanent: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """`sender` is a bare address, `reference` and `replied` say which message of ours it answers.

    `by_person` is False for what programs send; `vouched` for what one's own server does not vouch for. `whole` is
    False for a mail that was too large to be read; `is_new` for what lay in the mailbox before it was ever read.
    `left_out`: names of files beyond the limits.
    """

    message_id: str
    sender: str
    subject: str
    text: str
    said: Speech
    reference: str = ""
    replied: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    left_out: tuple[str, ...] = ()
    by_person: bool = True
    vouched: bool = True
    whole: bool = True
    is_new: bool = True
    failure: Failure | None = None
