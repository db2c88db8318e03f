"""`duban digest --show`: the coordinators' picture of the week, sent to nobody."""

from datetime import date, datetime, timedelta

from bot.cli.common import office_at
from bot.cli.terminal import out
from bot.messages import render_digest
from bot.work.letters.digest import digest_letter
from bot.work.office import Office

WEEK = timedelta(days=7)


def run(day: date | None, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, present):
        instant = instant_of(office, day, present)
        with office.store.begin() as session:
            letter = digest_letter(session, office, office.name, office.today(instant) - WEEK, instant)
        message = render_digest(letter, "console", "", office.config)
        out.print(message.subject, style="bold", markup=False)
        out.print(message.text, markup=False)


def instant_of(office: Office, day: date | None, present: datetime) -> datetime:
    """The hour of digests on `day`; now, where none is named."""
    return present if day is None else datetime.combine(day, office.rules.policy.digest.at, office.rules.zone)
