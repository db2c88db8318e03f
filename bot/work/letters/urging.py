"""催办 and 提醒 by hand: a coordinator's own words to the units of a task."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.model import Item, NoticeKind
from bot.plan.duty import RUNNING, Duty
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import people
from bot.store.store import record
from bot.work.duties.items import find_items
from bot.work.duties.units import units_of_option
from bot.work.office import Actor, Office
from bot.work.outgoing.posting import Batch, post_all
from bot.work.people.directory import Directory


def urge(
    office: Office,
    number: str,
    words: str,
    now: datetime,
    actor: Actor,
    *,
    ledger_id: str | None = None,
    unit: str | None = None,
) -> tuple[str, ...]:
    """Writes to every late unit of a task, beside the ladder; gives the units. Raises UsageError where none is late."""
    today = office.today(now)
    with office.store.begin() as session:
        found = _meant(session, office, number, actor, ledger_id, unit)
        late = [duty for duty in found if office.light(duty, today) is Light.OVERDUE]
        if not late:
            raise UsageError("work.none_late", number=number)
        return _told(session, office, late, NoticeKind.URGING, words, actor, now)


def remind(
    office: Office, number: str, words: str, now: datetime, actor: Actor, *, ledger_id: str | None = None
) -> tuple[str, ...]:
    """Reminds every unit of a task that has something to do; gives the units. It counts for no urging.

    Raises UsageError where none has.
    """
    with office.store.begin() as session:
        found = _meant(session, office, number, actor, ledger_id, None)
        if not found:
            raise UsageError("work.none_running", number=number)
        return _told(session, office, found, NoticeKind.REMINDER, words, actor, now)


def _meant(
    session: Session, office: Office, number: str, actor: Actor, ledger_id: str | None, unit: str | None
) -> list[Duty]:
    """The duties of the task on which units are at work. Raises MoveError for anybody but a coordinator."""
    if actor.role != COORDINATOR:
        raise MoveError("plan.not_yours", verb="urge", role=actor.role)
    own = find_items(session, actor, number, ledger_id).parts
    named = units_of_option(office, own, unit).units if unit is not None else None
    return [duty for duty in own if duty.state in RUNNING and (named is None or duty.unit in named)]


def _told(
    session: Session,
    office: Office,
    found: Sequence[Duty],
    kind: NoticeKind,
    words: str,
    actor: Actor,
    now: datetime,
) -> tuple[str, ...]:
    """One message a person; to what still waits unsent for somebody it is added, and is one urging with it."""
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    batches: dict[str, Batch] = {}
    urges = kind is NoticeKind.URGING
    for duty in found:
        record(
            session,
            actor,
            now,
            "urged" if urges else "reminded",
            ledger_id=duty.ledger_id,
            duty_id=duty.id,
            note=words or None,
        )
        if (recipient := directory.recipient(duty.unit, CONTACT)) is not None:
            nth = duty.urgings + 1 if urges else 0
            item = Item(duty.id, duty.unit, "by-hand", kind, words=words, nth=nth, number=duty.number)
            batches.setdefault(recipient.person, Batch(recipient)).add(item)
    post_all(session, office, batches, now, capped=False)
    return tuple(dict.fromkeys(duty.unit for duty in found))
