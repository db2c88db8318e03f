"""A changed policy, calendar or roster: what it means for duties that exist, found out at the next tick."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.plan.duty import RUNNING
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.store.store import get_mark, record
from bot.work.duties.alignment import refresh_duties
from bot.work.duties.calendar_mark import CALENDAR, calendar_print
from bot.work.duties.holiday_days import follow_holidays
from bot.work.office import Actor, Office

SYSTEM = Actor("duban", COORDINATOR, "tick")


def follow_changes(session: Session, office: Office, last_tick: datetime | None, now: datetime) -> None:
    """Replans every running duty after a change of policy or calendar, follows the members of groups as they are today,
    and counts again what rests on holidays that were announced or changed.
    """
    is_unknown = get_mark(session, CALENDAR).value is None  # what was read may rest on another
    is_planned = get_mark(session, "policy").value is not None
    policy, calendar = (_changed(session, name, made(office)) for name, made in _PRINTS.items())
    if is_planned and (policy or calendar):
        _replan(session, last_tick or now, office.rules.opens(now), doubted=calendar)
        record(session, SYSTEM, now, "policy-changed")
    if _changed(session, "roster", _roster_print(office)):
        for row in ledgers.each_at_work(session):
            # A slip that is put right on the same day is told to nobody.
            refresh_duties(session, office, row, now, SYSTEM, office.tomorrow(now))
        record(session, SYSTEM, now, "roster-changed")
    if calendar or is_unknown:
        follow_holidays(session, office, now, SYSTEM)


def _replan(session: Session, last_tick: datetime, look_at: datetime, *, doubted: bool) -> None:
    """Every running duty of a ledger at work is looked at next. Rungs that the new policy would have had before the
    last tick count as settled, so that a change brings no burst; what fell due since is told, so that it leaves no gap.

    `doubted`: working days have changed, so that a rung which nobody was told of may be past by now: of those the one
    that matters is told.
    """
    working = [head.id for head in ledgers.all_heads(session) if head.state == ledgers.DISPATCHED]
    duties.look_again(session, RUNNING, working, look_at, last_tick, doubted=doubted)


def _changed(session: Session, name: str, value: str) -> bool:
    """Whether what is kept under `name` differs; the first time nothing was there to differ from."""
    mark = get_mark(session, name)
    before, mark.value = mark.value, value
    return before is not None and before != value


def _policy_print(office: Office) -> str:
    return sha256(f"{office.rules.policy.model_dump_json()}{office.rules.zone}".encode()).hexdigest()


_PRINTS = {"policy": _policy_print, CALENDAR: calendar_print}


def _roster_print(office: Office) -> str:
    roster = office.roster
    units = sorted((unit.name, unit.aliases, unit.groups) for unit in roster.unit)
    groups = sorted((group.name, group.aliases, group.members) for group in roster.group)
    return sha256(repr((units, groups)).encode()).hexdigest()
