"""`duban start`: the event that a relative deadline counts from has happened."""

from datetime import date, datetime, time

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.messages.duty_words import listed_years
from bot.plan.duty import Duty
from bot.work.duties.clock_start import start_clock
from bot.work.office import Office


def run(
    number: str, unit: str | None, ledger: str | None, on: date | None, at: time | None, now: datetime | None
) -> None:
    with office_at(now) as (office, instant):
        begun = on or office.today(instant)
        rows = start_clock(office, number, unit, begun, instant, OPERATOR, ledger, at)
        unannounced = {row.id: _unannounced(office, row, begun) for row in rows}
    for row in rows:
        due = f"{row.due} {row.time}" if row.time else row.due
        say("cli.started", number=row.number, unit=row.unit, due=due)
        if years := unannounced[row.id]:
            say("parse.unannounced", years=listed_years(years), style="yellow")


def _unannounced(office: Office, duty: Duty, begun: date) -> tuple[int, ...]:
    """The years on which the last day of a term of working days rests and whose holidays are not announced."""
    if duty.span_unit != "workday" or duty.due is None:
        return ()
    return office.rules.calendar.unannounced(begun, duty.due)
