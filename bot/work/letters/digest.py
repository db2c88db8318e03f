"""The coordinators' digest: lights, what fell due, what will, the late ones worst first, who could not be reached."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.messages import DigestLetter, Figures, Unreached
from bot.messages.digest import ClockAhead, Rest
from bot.messages.templates import own_files
from bot.plan.lights import WORST_FIRST, Light
from bot.plan.policy import WEEKDAYS
from bot.roster.roster import CONTACT
from bot.store import deliveries, digest_counts, duty_counts, ledgers, mails, outbox, people
from bot.store.tables import OutboxRow
from bot.store.transfer import is_old, last_backup
from bot.texts import text
from bot.work.duties.clock_ahead import clock_ahead
from bot.work.duties.figures import messages_cost
from bot.work.duties.holiday_days import moved_days
from bot.work.letters.digest_lists import DigestLists, missing_reports
from bot.work.letters.stored_lights import plain_lights, shown_lights
from bot.work.office import Office
from bot.work.people.directory import Directory
from bot.work.stored_ledger import asking

AHEAD = timedelta(days=14)
#: A digest of a week that comes late tells of more days than this.
FEW_DAYS = 4
ACTIVE = {Light.OVERDUE, Light.NEAR, Light.OPEN}


def digest_letter(session: Session, office: Office, to: str, since: date, now: datetime) -> DigestLetter:
    """The digest of the days from `since` (exclusive) to today (inclusive) and the two weeks ahead.

    All is counted by the store; of each list the first items are read.
    """
    today = office.today(now)
    until = today + AHEAD
    heads = ledgers.heads_by_state(session, ledgers.DISPATCHED)
    plain, shown = plain_lights(office, today), shown_lights(session, office, today)
    counts = duty_counts.by_light(session, shown, duty_counts.fitting())
    lists = DigestLists(session, office, today)
    late = lists.read("late", digest_counts.late(shown))
    coming = lists.read("coming", digest_counts.coming(shown, today, until))
    reported = lists.read("to_decide", digest_counts.waiting())
    is_any_undated = any(Light.UNDATED in own for own in counts.values())
    undated = lists.read("undated", digest_counts.undated(shown)) if is_any_undated else ()
    unreached = _unreached(session, office)
    never = {unit for one in unreached if one.never for unit in one.units}
    begun = datetime.combine(since, time(), office.rules.zone)
    cost = messages_cost(session, begun, now)
    directory = Directory(office.roster, people.all_bindings(session), today)
    return DigestLetter(
        to=to,
        today=today,
        since=since,
        until=until,
        figures=tuple(_figures(head, counts.get(name, {})) for name, head in heads.items()),
        fell_due=digest_counts.fell_due(session, shown, since, today),
        coming=tuple(x for x in coming if x.day and today <= x.day <= until),
        late=late,
        reported=reported,
        undated=undated,
        cut=lists.cut,
        unreached=tuple(unreached),
        unbound=tuple(digest_counts.active_units(session, shown, plain, _with_way(office, directory))),
        open_questions=tuple(_open_questions(session)),
        unfinished=lists.unfinished(late),
        unsigned=tuple((unit, n) for unit, n in digest_counts.unsigned(session) if unit not in never),
        missing=missing_reports(session, office, today),
        rest=tuple(Rest(*one) for one in digest_counts.later(session, plain, today, until)),
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


def _with_way(office: Office, directory: Directory) -> list[str]:
    """The units that a message reaches."""
    names = [unit.name for unit in office.roster.unit]
    return [name for name in names if (found := directory.recipient(name, CONTACT)) is not None and found.ways]


def _figures(head: ledgers.Head, counts: Mapping[Light, int]) -> Figures:
    return Figures(head.title, head.id, {str(name): counts.get(name, 0) for name in WORST_FIRST})


def _template_faults(office: Office) -> list[str]:
    if not any(path.suffix == ".docx" for path in own_files(office.config)):
        return []
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
    return list(asking(session, ledgers.DRAFT, ledgers.DISPATCHED).values())
