"""What was told of a ledger that is archived since: nothing of it is moved any more by what is said or pressed."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from bot.plan.duty import Duty
from bot.store import ledgers
from bot.work.office import Office


def archived_titles(session: Session, found: Iterable[Duty]) -> dict[str, str]:
    """Id → title of those ledgers of these duties that are archived."""
    heads = ledgers.heads(session, (duty.ledger_id for duty in found))
    return {name: head.title for name, head in heads.items() if head.state == ledgers.ARCHIVED}


def titles_archived(office: Office, found: Iterable[Duty]) -> dict[str, str]:
    """The same, looked up by itself."""
    with office.store.look() as session:
        return archived_titles(session, found)
