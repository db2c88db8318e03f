"""The digest of a unit's contact or leader: what is theirs, and nothing that only a coordinator needs."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import DigestLetter, Figures
from bot.model import Role
from bot.plan.duty import RUNNING
from bot.plan.lifecycle import waiting_verb
from bot.plan.lights import WORST_FIRST, Light
from bot.store import duties, ledgers, people
from bot.store.tables import OutboxRow
from bot.work.letters.digest import ACTIVE, AHEAD
from bot.work.letters.lines import line_of, worst_first
from bot.work.letters.overview import Overview
from bot.work.office import Office
from bot.work.people.directory import Directory


def own_digest(session: Session, office: Office, row: OutboxRow, now: datetime) -> DigestLetter | None:
    """None where nothing is open any more; to a leader where nothing is late of which the unit was told."""
    today, since = office.today(now), office.today(row.since or row.at)
    units = _units_of(session, office, row, now)
    heads = ledgers.heads_by_state(session, ledgers.DISPATCHED)
    every = (duty for unit in units for duty in duties.duties(session, unit=unit))
    found = [(duty, office.light(duty, today)) for duty in every if duty.ledger_id in heads]
    is_worth_it = any(
        duty.state in RUNNING and (row.role != Role.LEADER or (light is Light.OVERDUE and duty.urgings > 0))
        for duty, light in found
    )
    if not is_worth_it:
        return None
    overview = Overview()
    overview.take(found, today)
    lines = worst_first(line_of(duty, office, today) for duty, light in found)
    active = [line for line in lines if line.light in ACTIVE]
    return DigestLetter(
        to=row.to,
        role=Role(row.role),
        units=units,
        today=today,
        since=since,
        until=today + AHEAD,
        figures=tuple(
            Figures(head.title, head.id, {str(name): counts[name] for name in WORST_FIRST})
            for head in heads.values()
            if (counts := Counter(light for duty, light in found if duty.ledger_id == head.id))
        ),
        fell_due=Counter(x.light for x in lines if x.due and since <= x.due < today and x.light != Light.WITHDRAWN),
        coming=tuple(x for x in active if x.day and today <= x.day <= today + AHEAD),
        late=tuple(x for x in lines if x.light == Light.OVERDUE),
        reported=tuple(x for x in lines if waiting_verb(x) is not None),
        undated=tuple(x for x in lines if x.light == Light.UNDATED),
        unreached=(),
        unbound=(),
        open_questions=(),
        unfinished=overview.unfinished,
        rest=overview.rest(today + AHEAD),
        sent=0,
        reply=office.reads_mail and row.role == Role.CONTACT,
        colours=office.rules.policy.lights,
        urgings_at_most=office.rules.policy.urgings_at_most,
        content=frozenset(office.rules.policy.digest.content),
    )


def _units_of(session: Session, office: Office, row: OutboxRow, now: datetime) -> tuple[str, ...]:
    """All units that this person stands for: one digest tells of all of them."""
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    found = (directory.recipient(unit.name, row.role) for unit in office.roster.unit)
    return tuple(one.to for one in found if one is not None and one.person == row.person) or (row.to,)
