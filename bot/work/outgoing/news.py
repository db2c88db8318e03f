"""What units report and ask, to the coordinators within minutes: all that comes in this time is one message."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.model import Audience, Change, Item, NoticeKind
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.store import people
from bot.work.office import Office
from bot.work.outgoing.change_notices import after_a_while
from bot.work.outgoing.posting import NEWS, Batch, post_all
from bot.work.outgoing.reviews import is_in_chat
from bot.work.people.directory import Directory


def news_of(verb: str, until: date | None, note: str | None, evidence: str) -> Change | None:
    """What a move is to the coordinators; None where nothing waits for them."""
    if verb not in NEWS:
        return None
    asked = until if verb == Verb.EXTENSION_REQUESTED else None
    return Change(str(verb), asked, note or "", evidence=evidence)


def tell_coordinators(
    session: Session, office: Office, found: Iterable[tuple[Duty, Change]], now: datetime, *, has_cards: bool = False
) -> None:
    """A message to each coordinator in so many minutes, with what waits for them unsent.

    `has_cards`: whom a chat reaches first has it there already.
    """
    told = list(found)
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    batches: dict[str, Batch] = {}
    for recipient in directory.coordinators() if told else ():
        if has_cards and office.can_chat and is_in_chat(recipient):
            continue
        for duty, change in told:
            rung = f"{NoticeKind.NEWS} {now.isoformat()}"
            audience = Audience.COORDINATOR
            item = Item(duty.id, recipient.to, rung, NoticeKind.NEWS, audience, number=duty.number, changes=(change,))
            batches.setdefault(recipient.person, Batch(recipient)).add(item)
    post_all(session, office, batches, now, capped=False, first_at=after_a_while(office, now))
