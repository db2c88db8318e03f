"""催办 by hand: a coordinator's own words to the units of a task that are late."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.plan.duty import RUNNING, State
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, people
from bot.store.store import record
from bot.store.tables import DutyRow
from bot.work.letters.composer import light_of
from bot.work.office import Actor, Office
from bot.work.outgoing.posting import Heap, Item, post_all
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
        raise MoveError("plan.not_yours", verb="urge", role=actor.role)
    today = office.today(now)
    with office.store.begin() as session:
        rows = duties.duties(session, ledger_id=ledger_id, number=number, unit=unit)
        if not rows:
            raise UsageError("work.no_task", number=number)
        late = [r for r in rows if State(r.state) in RUNNING and light_of(r, office, today) is Light.OVERDUE]
        if not late:
            raise UsageError("work.none_late", number=number)
        if len(where := sorted({row.ledger_id for row in late})) > 1:
            raise UsageError("work.two_ledgers", number=number, ledgers="、".join(where))
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


def _write(session: Session, office: Office, late: Sequence[DutyRow], words: str, now: datetime) -> None:
    """One message a person; to what still waits unsent for somebody it is added, and counts as one urging with it."""
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    heaps: dict[str, Heap] = {}
    told = {row.id: row for row in late}
    for row in late:
        if (recipient := directory.recipient(row.unit, CONTACT)) is not None:
            heap = heaps.setdefault(recipient.person, Heap(recipient))
            heap.items[row.id] = {"duty": row.id, "rung": "by-hand", "kind": "urging", "tone": "", "words": words}

    def joined(waiting: Item | None, new: Item) -> Item:
        told[new["duty"]].urgings += waiting is None or waiting["kind"] != "urging"
        return _said(waiting, new)

    post_all(session, office, heaps, now, joined, capped=False)


def _said(waiting: Item | None, new: Item) -> Item:
    """The words by hand after those that wait, and with the decisions that do."""
    if waiting is None:
        return new
    before, words = waiting.get("words"), new["words"]
    decided = {"decided": waiting["decided"]} if waiting.get("decided") else {}
    return {**new, "words": f"{before}；{words}" if before and before != words else words, **decided}
