"""All that somebody may see, for a calendar or a program: duties, ledgers, units."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.roster.roster import COORDINATOR
from bot.store import duties, duty_summaries, ledgers
from bot.work.office import Actor, Office
from bot.work.views.duty_list import Listed, listed, own_duties


def visible(
    office: Office, actor: Actor, now: datetime, only: Collection[int] = (), ledger_id: str = ""
) -> Sequence[Listed]:
    """A coordinator's are all of the ledgers at work; everybody else's those of their units. The worst first."""
    if actor.role != COORDINATOR:
        found = own_duties(office, actor, now, only)
        return [one for one in found if ledger_id in {"", one.duty.ledger_id}]
    with office.store.look() as session:
        working = ledgers.heads_by_state(session, ledgers.DISPATCHED)
        wanted = [name for name in working if ledger_id in {"", name}]
        stored = [duty for name in wanted for duty in duties.duties(session, ledger_id=name)]
    return listed(office, stored, office.today(now))


def ledgers_seen(office: Office, actor: Actor) -> list[tuple[str, str]]:
    """Id and title of the ledgers at work in which somebody sees something."""
    with office.store.look() as session:
        working = ledgers.heads_by_state(session, ledgers.DISPATCHED)
        if actor.role == COORDINATOR:
            return [(head.id, head.title) for head in working.values()]
        own = {duty.ledger_id for duty in duty_summaries.at_work(session, actor.units)}
    return [(head.id, head.title) for head in working.values() if head.id in own]


def units_seen(office: Office, actor: Actor) -> list[str]:
    """The units of whose duties somebody sees all."""
    return [unit.name for unit in office.roster.unit] if actor.role == COORDINATOR else list(actor.units)
