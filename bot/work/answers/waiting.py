"""The mails that a coordinator should look at: nothing was done for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import UsageError
from bot.store import mails
from bot.store.store import record
from bot.texts import text
from bot.work.office import Actor, Office

#: So many signs of its name tell a mail from the others.
SHORT = 8


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """One of them, with why it waits and what it says."""

    id: str
    at: datetime
    sender: str
    subject: str
    outcome: str
    reason: str
    text: str


def waiting_mails(office: Office) -> list[WaitingMail]:
    """The oldest first."""
    with office.store.begin() as session:
        rows = mails.waiting(session)
    return [
        WaitingMail(
            row.id[:SHORT],
            row.at.astimezone(office.rules.zone),
            row.sender,
            row.subject,
            row.outcome,
            row.why or text(f"mailbox.because_{row.outcome}"),
            row.text or "",
        )
        for row in rows
    ]


def settle_mails(office: Office, ids: Sequence[str], actor: Actor, now: datetime) -> int:
    """They were looked at; gives how many. Raises UsageError for a name that fits none or several, settling none."""
    with office.store.begin() as session:
        for name in ids:
            found = mails.settle(session, name, now)
            if len(found) != 1:
                raise UsageError("mailbox.no_mail", found=name)
            record(session, actor, now, "mail-settled", note=f"{found[0].sender}: {found[0].subject}")
    return len(ids)
