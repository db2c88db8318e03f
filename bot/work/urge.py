"""催办 by hand: a coordinator's own words to the units of a task that are late."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.plan.duty import RUNNING, State
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, outbox, people
from bot.store.store import record
from bot.store.tables import DutyRow
from bot.work.compose import light_of
from bot.work.office import Actor, Office
from bot.work.people import Directory, Recipient
from bot.work.tick import gravest, message_row


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
        directory = Directory(office.roster, people.all_bindings(session), today)
        _write(session, directory, late, words, now)
        for row in late:
            record(
                session,
                at=now,
                who=actor.name,
                channel=actor.channel,
                verb="urged",
                ledger_id=row.ledger_id,
                duty_id=row.id,
                note=words,
            )
    return tuple(dict.fromkeys(row.unit for row in late))


def _write(session: Session, directory: Directory, late: Sequence[DutyRow], words: str, now: datetime) -> None:
    """One message a person; to what still waits unsent for somebody it is added, and counts as one urging with it."""
    heaps: dict[str, list[DutyRow]] = {}
    people_by_name: dict[str, Recipient] = {}
    for row in late:
        if (recipient := directory.recipient(row.unit, CONTACT)) is not None:
            people_by_name[recipient.person] = recipient
            heaps.setdefault(recipient.person, []).append(row)
    waiting = outbox.waiting_for_each(session, heaps)
    for person, rows in heaps.items():
        had = waiting.get(person)
        told = {item["duty"]: item for item in had.items} if had is not None else {}
        for row in rows:
            row.urgings += told.get(row.id, {}).get("kind") != "urging"
        items = [_item(row, words, told.get(row.id)) for row in rows]
        if had is None:
            session.add(message_row(people_by_name[person], "urging", items, now, now))
            continue
        had.items = list({**told, **{item["duty"]: item for item in items}}.values())
        had.kind = gravest(item["kind"] for item in had.items)
        had.next_try_at = min(had.next_try_at, now) if had.attempts == 0 else had.next_try_at


def _item(row: DutyRow, words: str, waiting: Mapping[str, Any] | None) -> dict[str, Any]:
    before = (waiting or {}).get("words")
    said = f"{before}；{words}" if before and before != words else words
    decided = {"decided": waiting["decided"]} if waiting and waiting.get("decided") else {}
    return {"duty": row.id, "rung": "by-hand", "kind": "urging", "tone": "", "words": said, **decided}
