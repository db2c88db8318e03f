"""催办 by hand: a coordinator's own words to the units of a task that are late."""

from datetime import datetime

from bot.errors import MoveError, UsageError
from bot.plan.duty import RUNNING, State
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, people
from bot.store.store import record
from bot.work.compose import light_of
from bot.work.office import Actor, Office
from bot.work.people import Directory
from bot.work.tick import message_row


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
        late = [r for r in rows if State(r.state) in RUNNING and light_of(r, office, today) is Light.OVERDUE]
        if not late:
            raise UsageError("work.none_late", number=number)
        if len(where := sorted({row.ledger_id for row in late})) > 1:
            raise UsageError("work.two_ledgers", number=number, ledgers="、".join(where))
        directory = Directory(office.roster, people.all_bindings(session), today)
        for row in late:
            recipient = directory.recipient(row.unit, CONTACT)
            if recipient is None:
                continue
            row.urgings += 1
            item = {"duty": row.id, "rung": "by-hand", "kind": "urging", "tone": "", "words": words}
            session.add(message_row(recipient, "urging", [item], now, now))
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
