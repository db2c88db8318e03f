"""The coordinators' digest: lights, what fell due, what will, the late ones worst first, who could not be reached."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.messages import DigestLetter, Figures, Line, Unreached
from bot.messages.digest import ClockAhead
from bot.plan.duty import Duty
from bot.plan.lifecycle import waiting_verb
from bot.plan.lights import WORST_FIRST, Light, operative_day
from bot.plan.policy import WEEKDAYS
from bot.roster.roster import CONTACT
from bot.store import deliveries, ledgers, mails, outbox, people
from bot.store.tables import OutboxRow
from bot.store.transfer import is_old, last_backup
from bot.texts import text
from bot.work.duties.clock_ahead import clock_ahead
from bot.work.duties.festival_days import moved_days
from bot.work.duties.figures import messages_cost
from bot.work.letters.duty_cache import DutyCache
from bot.work.letters.lines import line_of, worst_first
from bot.work.letters.missing_reports import MissingReportFinder
from bot.work.letters.overview import Overview
from bot.work.office import Office
from bot.work.people.directory import Directory
from bot.work.stored_ledger import asking

AHEAD = timedelta(days=14)
#: A digest of a week that comes late tells of more days than this.
FEW_DAYS = 4
ACTIVE = {Light.OVERDUE, Light.NEAR, Light.OPEN}
#: Of these every duty has its line.
_LISTED = {Light.OVERDUE, Light.REPORTED, Light.UNDATED}


def digest_letter(
    session: Session, office: Office, to: str, since: date, now: datetime, cache: DutyCache | None = None
) -> DigestLetter:
    """The digest of the days from `since` (exclusive) to today (inclusive) and the two weeks ahead."""
    cache = cache or DutyCache()
    today = office.today(now)
    open_ledgers = [row for row in ledgers.all_ledgers(session) if row.state == ledgers.DISPATCHED]
    lines: list[Line] = []
    figures = []
    at_work: list[str] = []
    overview, missing = Overview(), MissingReportFinder(office.rules, today)
    for ledger in open_ledgers:
        own = [(row, office.light(row, today)) for row in cache.of_ledger(session, ledger.id)]
        counts = Counter(found for _, found in own)
        figures.append(Figures(ledger.title, ledger.id, {str(name): counts[name] for name in WORST_FIRST}))
        at_work += (row.unit for row, found in own if found in ACTIVE)
        overview.take(own, today)
        missing.take(row for row, _ in own)
        lines += [line_of(row, office, today) for row, found in own if _is_told(row, found, since, today)]
    unreached = _unreached(session, office)
    never = {unit for one in unreached if one.never for unit in one.units}
    ordered = worst_first(lines)
    active = [x for x in ordered if x.light in ACTIVE]
    units = dict.fromkeys([*(x.unit for x in active), *at_work])
    begun = datetime.combine(since, time(), office.rules.zone)
    cost = messages_cost(session, begun, now)
    directory = Directory(office.roster, people.all_bindings(session), today)
    return DigestLetter(
        to=to,
        today=today,
        since=since,
        until=today + AHEAD,
        figures=tuple(figures),
        fell_due=tuple(x for x in ordered if x.due and since <= x.due < today and x.light != Light.WITHDRAWN),
        coming=tuple(x for x in active if not x.is_late and x.day and today <= x.day <= today + AHEAD),
        late=tuple(x for x in ordered if x.light == Light.OVERDUE),
        reported=tuple(x for x in ordered if waiting_verb(x) is not None),
        undated=tuple(x for x in ordered if x.light == Light.UNDATED),
        unreached=tuple(unreached),
        unbound=tuple(u for u in units if (r := directory.recipient(u, CONTACT)) is not None and not r.ways),
        open_questions=tuple(_open_questions(session)),
        unfinished=overview.unfinished,
        unsigned=tuple((unit, n) for unit, n in overview.unsigned.most_common() if unit not in never),
        missing=missing.found,
        rest=overview.rest(today + AHEAD),
        reply=office.reads_mail,
        mails=len(mails.waiting(session)),
        colours=office.rules.policy.lights,
        urgings_at_most=office.rules.policy.urgings_at_most,
        clock_ahead=_clock_ahead(session, office, now),
        old_backup=_old_backup(session, office, now),
        moved_days=tuple(moved_days(session, office, today)),
        sent=deliveries.count_between(session, begun, now, *outbox.GONE),
        people=cost.people,
        average=cost.average,
        handed=deliveries.count_between(session, begun, now, outbox.HANDED),
        link=f"{office.settings.board_url}/" if office.settings.board_url else "",
        template_faults=tuple(_template_faults(office)),
        content=frozenset(office.rules.policy.digest.content),
        is_of_days=(today - since).days < FEW_DAYS and not _is_weekly(office, today),
    )


def _template_faults(office: Office) -> list[str]:
    from bot.work.papers.papers import template_faults  # noqa: PLC0415 - python-docx is wanted now and then

    return template_faults(office.config)


def _is_weekly(office: Office, today: date) -> bool:
    """Whether the digest of the week goes today: on its weekday, or the first working day after it."""
    since = (today.weekday() - WEEKDAYS.index(office.rules.policy.digest.weekday)) % 7
    return office.rules.calendar.on_or_after(today - timedelta(days=since)) == today


def _clock_ahead(session: Session, office: Office, now: datetime) -> ClockAhead | None:
    found = clock_ahead(session, now)
    return ClockAhead(found.until.astimezone(office.rules.zone), found.sent) if found is not None else None


def _old_backup(session: Session, office: Office, now: datetime) -> datetime | None:
    last = last_backup(session)
    return last.astimezone(office.rules.zone) if last is not None and is_old(last, now) else None


def _is_told(row: Duty, found: Light, since: date, today: date) -> bool:
    """Whether a duty has a line of its own: most are only counted."""
    day = operative_day(row.due, row.alt, today)
    near = row.due is not None and (since <= row.due < today or (day is not None and today <= day <= today + AHEAD))
    return near or found in _LISTED or waiting_verb(row) is not None


def _unreached(session: Session, office: Office) -> list[Unreached]:
    rows = [row for row in outbox.messages_in(session, outbox.UNSENT, outbox.WAITING) if row.error is not None]
    reached = deliveries.ever_reached(session, rows)
    return [
        Unreached(
            outbox.units_of(row),
            row.contact,
            about(row),
            reason(row, office),
            office.today(row.at),
            never=row.only is None and not {row.person, row.to} & reached,
        )
        for row in rows
    ]


def about(row: OutboxRow) -> str:
    """What a message is about: its subject, or, before it was put into words, of what kind it is."""
    return row.subject or text(f"outbox.kind_{row.kind}")


def reason(row: OutboxRow, office: Office) -> str:
    """Why a message has not gone, in words, and when it is tried again; of one that only waits for its hour, which that
    is. Faults say what happened: whether there will be another try is the message's own.
    """
    if row.state != outbox.WAITING or row.error in {outbox.NO_WAY, outbox.NO_CHANNEL}:
        return str(row.error or "")
    at = f"{row.next_try_at.astimezone(office.rules.zone):%Y-%m-%d %H:%M}"
    if row.error is None:
        return text("outbox.waits_until", at=at)
    return text("outbox.tried_again", reason=row.error, at=at)


def _open_questions(session: Session) -> list[tuple[str, int]]:
    return [(row.title, n) for row, n in asking(session, ledgers.DRAFT, ledgers.DISPATCHED)]
