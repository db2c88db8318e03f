"""A changed policy, calendar or roster: what it means for duties that exist, found out at the next tick."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.plan.duty import RUNNING
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.store.store import get_mark, record
from bot.work.duties.alignment import refresh_duties
from bot.work.office import Actor, Office

SYSTEM = Actor("duban", COORDINATOR, "tick")


def follow_changes(session: Session, office: Office, last_tick: datetime | None, now: datetime) -> None:
    """Replans every running duty after a change of policy, and follows the members of groups as they are today."""
    if _changed(session, "policy", _policy_print(office)):
        _replan(session, last_tick or now, office.rules.opens(now))
        record(session, SYSTEM, now, "policy-changed")
    if _changed(session, "roster", _roster_print(office)):
        for row in ledgers.all_ledgers(session):
            if row.state == ledgers.DISPATCHED:
                # A slip that is put right on the same day is told to nobody.
                refresh_duties(session, office, row, now, SYSTEM, office.tomorrow(now))
        record(session, SYSTEM, now, "roster-changed")


def _replan(session: Session, last_tick: datetime, look_at: datetime) -> None:
    """Every running duty of a ledger at work is looked at next. Rungs that the new policy would have had before the
    last tick count as settled, so that a change brings no burst; what fell due since is told, so that it leaves no gap.
    """
    working = [head.id for head in ledgers.all_heads(session) if head.state == ledgers.DISPATCHED]
    duties.look_again(session, RUNNING, working, look_at, last_tick)


def _changed(session: Session, name: str, value: str) -> bool:
    """Whether what is kept under `name` differs; the first time nothing was there to differ from."""
    mark = get_mark(session, name)
    before, mark.value = mark.value, value
    return before is not None and before != value


def _policy_print(office: Office) -> str:
    rules = office.rules
    calendar = (sorted(rules.calendar.extra_holidays), sorted(rules.calendar.extra_workdays), str(rules.zone))
    return sha256(f"{rules.policy.model_dump_json()}{calendar}".encode()).hexdigest()


def _roster_print(office: Office) -> str:
    roster = office.roster
    units = sorted((unit.name, unit.aliases, unit.groups) for unit in roster.unit)
    groups = sorted((group.name, group.aliases, group.members) for group in roster.group)
    return sha256(repr((units, groups)).encode()).hexdigest()
