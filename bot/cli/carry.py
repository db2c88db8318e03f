"""`duban carry OLD NEW`: what one ledger leaves unfinished goes on in the next."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.work.documents.carry_over import carry_over


def run(old: str, new: str, yes: bool, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        carried = carry_over(office, old, new, instant, OPERATOR, anyway=yes)
    tasks = carried.tasks
    say("cli.carried", n=len(tasks), old=old, new=new, numbers="、".join(task.number for task in tasks) or "–")
    if carried.there_already:
        say("cli.carried_there", new=new, numbers="、".join(carried.there_already))
