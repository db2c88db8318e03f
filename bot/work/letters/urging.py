"""催办 by hand: a coordinator's own words to the units of a task that are late."""

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
from bot.texts import text
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
    if actor.role != COORDINATOR:
        raise MoveError("plan.not_yours", verb=text("cli.did_urge"), role=actor.role)
    today = office.today(now)
    with office.store.begin() as session:
        own = find_items(session, actor, number, ledger_id).parts
        named = units_of_option(office, own, unit).units if unit is not None else None
        mine = [duty for duty in own if named is None or duty.unit in named]
        late = [duty for duty in mine if duty.state in RUNNING and office.light(duty, today) is Light.OVERDUE]
        if not late:
            raise UsageError("work.none_late", number=number)
        _write(session, office, late, words, now)
        for row in late:
            record(
                session,
                actor,
                now,
                "urged",
                ledger_id=row.ledger_id,
                duty_id=row.id,
                note=words,
            )
    return tuple(dict.fromkeys(row.unit for row in late))


def _write(session: Session, office: Office, late: Sequence[Duty], words: str, now: datetime) -> None:
    """One message a person; to what still waits unsent for somebody it is added, and is one urging with it."""
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    batches: dict[str, Batch] = {}
    for duty in late:
        if (recipient := directory.recipient(duty.unit, CONTACT)) is not None:
            item = Item(
                duty.id, duty.unit, "by-hand", NoticeKind.URGING, words=words, nth=duty.urgings + 1, number=duty.number
            )
            batches.setdefault(recipient.person, Batch(recipient)).add(item)
    post_all(session, office, batches, now, capped=False)
