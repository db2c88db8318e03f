"""`duban urge`: a coordinator's own words to the late units of a task."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.messages.numbers import listed_numbers
from bot.work.letters.urging import urge


def run(number: str, words: str, unit: str | None, ledger: str | None, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        written = urge(office, number, words, instant, OPERATOR, ledger_id=ledger, unit=unit)
    for name, units in written.items:
        say("cli.urged", number=name, units="、".join(units))
    if written.passed:
        say("cli.urged_not", numbers=listed_numbers(written.passed))
