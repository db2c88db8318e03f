"""催办 and 提醒 by hand: a coordinator's own words to the units of a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.messages.numbers import listed_numbers
from bot.model import Item, NoticeKind
from bot.plan.duty import RUNNING, Duty
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import people
from bot.store.store import record
from bot.work.duties.items import find_items, item_names
from bot.work.duties.units import units_of_option
from bot.work.office import Actor, Office
from bot.work.outgoing.posting import Batch, post_all
from bot.work.people.directory import Directory


@dataclass(frozen=True, slots=True)
class Written:
    """To which units of which items it was written, each item by its number; `passed`: items with none to write to."""

    items: tuple[tuple[str, tuple[str, ...]], ...]
    passed: tuple[str, ...] = ()


def urge(
    office: Office,
    number: str,
    words: str,
    now: datetime,
    actor: Actor,
    *,
    ledger_id: str | None = None,
    unit: str | None = None,
) -> Written:
    """Writes to every late unit of the items, beside the ladder. Raises UsageError where none is late."""
    today = office.today(now)
    with office.store.begin() as session:
        meant = _meant(session, office, number, actor, ledger_id, unit)
        late = [duty for duty in meant if office.light(duty, today) is Light.OVERDUE]
        if not late:
            raise UsageError("work.none_late", number=_numbers(meant) or number)
        _tell(session, office, late, NoticeKind.URGING, words, actor, now)
        return _written(meant, late)


def remind(
    office: Office, number: str, words: str, now: datetime, actor: Actor, *, ledger_id: str | None = None
) -> Written:
    """Reminds every unit of the items that has something to do. It counts for no urging.

    Raises UsageError where none has.
    """
    with office.store.begin() as session:
        meant = _meant(session, office, number, actor, ledger_id, None)
        working = [duty for duty in meant if duty.state in RUNNING]
        if not working:
            raise UsageError("work.none_running", number=_numbers(meant) or number)
        _tell(session, office, working, NoticeKind.REMINDER, words, actor, now)
        return _written(meant, working)


def _written(meant: Sequence[Duty], told: Sequence[Duty]) -> Written:
    """By items, in the order in which they were named."""
    names = item_names(meant)
    units: dict[str, list[str]] = {}
    for duty in told:
        units.setdefault(names[duty.ledger_id, duty.number], []).append(duty.unit)
    items = tuple((name, tuple(dict.fromkeys(own))) for name, own in units.items())
    return Written(items, tuple(name for name in dict.fromkeys(names.values()) if name not in units))


def _numbers(meant: Sequence[Duty]) -> str:
    return listed_numbers(item_names(meant).values())


def _meant(
    session: Session, office: Office, number: str, actor: Actor, ledger_id: str | None, unit: str | None
) -> list[Duty]:
    """The duties of the items, of the units named. Raises MoveError for anybody but a coordinator."""
    if actor.role != COORDINATOR:
        raise MoveError("plan.not_yours", verb="urge", role=actor.role)
    own = find_items(session, actor, number, ledger_id).parts
    named = units_of_option(office, own, unit).units if unit is not None else None
    return [duty for duty in own if named is None or duty.unit in named]


def _tell(
    session: Session,
    office: Office,
    found: Sequence[Duty],
    kind: NoticeKind,
    words: str,
    actor: Actor,
    now: datetime,
) -> None:
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
