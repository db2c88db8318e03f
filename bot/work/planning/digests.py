"""Who gets a digest when: coordinators, leaders of whom something is late, units to whom nothing else was sent."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.model import NoticeKind
from bot.plan.policy import WEEKDAYS
from bot.roster.roster import CONTACT, LEADER
from bot.store import deliveries, duty_summaries, ledgers, mails, people
from bot.store.store import get_mark, record
from bot.work.office import Actor, Office
from bot.work.outgoing.posting import message_row
from bot.work.people.directory import Directory, Recipient

WEEKLY, DAILY = "digest", "digest of the day"
DAY = timedelta(days=1)


def plan_digests(session: Session, office: Office, directory: Directory, now: datetime) -> int:
    """Posts the digests whose time has come; gives how many. Their next instants are kept in the store, so that a
    restart neither loses nor repeats one.
    """
    since = _due_since(session, office, WEEKLY, now, digest_after)
    day_since = _due_since(session, office, DAILY, now, workday_after)
    if since is not None:
        return post_weekly(session, office, directory, now, since)
    if day_since is not None and office.rules.policy.digest.coordinators == "daily":
        return _post_daily(session, office, directory, now, day_since)
    return 0


def _due_since(
    session: Session, office: Office, name: str, now: datetime, after: Callable[[Office, datetime], datetime]
) -> datetime | None:
    """Since when the digest that is due tells; None where none is."""
    mark = get_mark(session, name)
    if mark.at is None:
        mark.at, mark.value = after(office, now), now.isoformat()
        return None
    was_ahead = mark.at > after(office, after(office, now))  # what went out early is said at once
    if mark.at > now and not was_ahead:
        return None
    since = now - timedelta(days=7) if was_ahead or not mark.value else datetime.fromisoformat(mark.value)
    mark.at, mark.value = after(office, now), now.isoformat()
    return since


def next_digest(session: Session, office: Office) -> datetime | None:
    """When something is next to be looked at for a digest; None where that was never settled."""
    names = (WEEKLY, DAILY) if office.rules.policy.digest.coordinators == "daily" else (WEEKLY,)
    return min((at for name in names if (at := get_mark(session, name).at) is not None), default=None)


def post_digests(office: Office, now: datetime, since: datetime, actor: Actor) -> int:
    """A digest to every coordinator now, beside the weekly one; gives how many."""
    with office.store.begin() as session:
        directory = Directory(office.roster, people.all_bindings(session), office.today(now))
        posted = _post(session, directory.coordinators(), now, since)
        if posted:
            record(session, actor, now, "digest-sent")
        return posted


def post_weekly(session: Session, office: Office, directory: Directory, now: datetime, since: datetime) -> int:
    """The digests of the week."""
    settings = office.rules.policy.digest
    posted = 0 if settings.coordinators == "off" else _post(session, directory.coordinators(), now, since)
    if not (settings.leaders or settings.units):
        return posted
    working = list(ledgers.heads_by_state(session, ledgers.DISPATCHED))
    late = duty_summaries.units_urged_late(session, working, office.today(now)) if settings.leaders else []
    at_work = duty_summaries.units_at_work(session, working) if settings.units else []
    told = [*_persons(directory, late, LEADER), *_persons(directory, at_work, CONTACT)]
    # A letter of the week says it better.
    heard = deliveries.reached_since(session, [one.person for one in told], since)
    return posted + _post(session, [one for one in told if one.person not in heard], now, since)


def _post_daily(session: Session, office: Office, directory: Directory, now: datetime, since: datetime) -> int:
    """To the coordinators, where something waits for them or has become late since the last one."""
    working = list(ledgers.heads_by_state(session, ledgers.DISPATCHED))
    if not (
        duty_summaries.to_decide(session, working, 1)
        or mails.waiting(session)
        or duty_summaries.became_late(session, working, office.today(since), office.today(now))
    ):
        return 0
    return _post(session, directory.coordinators(), now, since)


def _persons(directory: Directory, units: Iterable[str], role: str) -> list[Recipient]:
    """Who stands for these units, each once."""
    recipients = (directory.recipient(unit, role) for unit in units)
    return list({one.person: one for one in recipients if one is not None and one.ways}.values())


def _post(session: Session, recipients: Iterable[Recipient], now: datetime, since: datetime) -> int:
    rows = [message_row(recipient, NoticeKind.DIGEST, (), now, now, since) for recipient in recipients]
    session.add_all(rows)
    return len(rows)


def digest_after(office: Office, now: datetime) -> datetime:
    """The first weekly digest after `now`: its weekday and hour, or the next working day where that one is off."""
    settings = office.rules.policy.digest
    day = office.today(now) - timedelta(days=7)
    day += timedelta(days=(WEEKDAYS.index(settings.weekday) - day.weekday()) % 7)
    while True:
        at = datetime.combine(office.rules.calendar.on_or_after(day), settings.at, office.rules.zone)
        if at > now:
            return at
        day += timedelta(days=7)


def workday_after(office: Office, now: datetime) -> datetime:
    """The first instant after `now` at which the digest of a day may go."""
    day = office.today(now)
    while True:
        on = office.rules.calendar.on_or_after(day)
        at = datetime.combine(on, office.rules.policy.digest.at, office.rules.zone)
        if at > now:
            return at
        day = on + DAY
