"""`duban carry OLD NEW`: what one ledger leaves unfinished goes on in the next."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.work.documents.amendment import carry_over


def run(old: str, new: str, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        tasks = carry_over(office, old, new, instant, OPERATOR)
    say("cli.carried", n=len(tasks), old=old, new=new, numbers="、".join(task.number for task in tasks) or "–")
