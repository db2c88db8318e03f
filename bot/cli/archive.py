"""`duban archive`: ends everything for a ledger."""

from collections.abc import Iterable
from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.errors import UsageError
from bot.plan.duty import Duty
from bot.texts import text
from bot.work.documents.archive import archive
from bot.work.documents.carry_over import what_waits
from bot.work.office import Office

#: So many duties are named.
MOST_NAMED = 6


def run(ledger: str, yes: bool, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        if not yes:
            refuse_what_waits(office, ledger, "cli.archive_waits")
        archive(office, ledger, instant, OPERATOR)
    say("cli.archived", ledger=ledger)


def refuse_what_waits(office: Office, ledger: str, key: str) -> None:
    """Raises UsageError, by this key, naming what waits for a decision and what clocks run."""
    waiting = what_waits(office, ledger)
    said = [("cli.waits_decision", waiting.to_decide), ("cli.waits_clock", waiting.clocks)]
    told = [text(name, n=len(found), duties=_named(found)) for name, found in said if found]
    if told:
        raise UsageError(key, ledger=ledger, what="；".join(told))


def _named(found: Iterable[Duty]) -> str:
    names = [text("cli.waits_duty", number=duty.number, unit=duty.unit) for duty in found]
    return "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
