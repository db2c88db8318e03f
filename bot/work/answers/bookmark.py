"""How far the mailbox was read, kept over restarts."""

from bot.store.store import get_mark
from bot.work.office import Office

MARK = "mailbox"


def read_place(office: Office, mailbox: str) -> tuple[int, int] | None:
    """(validity, last number) of the mailbox of that name; None for one that was not read before."""
    with office.store.begin() as session:
        name, _, place = (get_mark(session, MARK).value or "").rpartition(" ")
    validity, _, uid = place.partition(":")
    return (int(validity), int(uid)) if name == mailbox else None


def keep_place(office: Office, mailbox: str, validity: int, uid: int) -> None:
    """What comes up to here was seen to."""
    with office.store.begin() as session:
        get_mark(session, MARK).value = f"{mailbox} {validity}:{uid}"
