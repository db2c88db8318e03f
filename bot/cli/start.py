"""`duban start`: the event that a relative deadline counts from has happened."""

from datetime import date, datetime, time

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.work.duties.clock_start import start_clock


def run(
    number: str, unit: str | None, ledger: str | None, on: date | None, at: time | None, now: datetime | None
) -> None:
    with office_at(now) as (office, instant):
        rows = start_clock(office, number, unit, on or office.today(instant), instant, OPERATOR, ledger, at)
    for row in rows:
        due = f"{row.due} {row.time}" if row.time else row.due
        say("cli.started", number=row.number, unit=row.unit, due=due)
