"""`duban archive`: ends everything for a ledger."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.work.documents.archive import archive


def run(ledger: str, yes: bool, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        archive(office, ledger, instant, OPERATOR, anyway=yes)
    say("cli.archived", ledger=ledger)
