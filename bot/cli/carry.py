"""`duban carry OLD NEW`: what one ledger leaves unfinished goes on in the next; `--undo` takes that back."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.work.documents.carry_over import carry_over
from bot.work.documents.carry_undo import find_carry, undo_carry


def run(old: str, new: str, yes: bool, undo: bool, now: datetime | None) -> None:
    if undo:
        _take_back(old, new, now)
        return
    with office_at(now) as (office, instant):
        carried = carry_over(office, old, new, instant, OPERATOR, anyway=yes)
    tasks = carried.tasks
    say("cli.carried", n=len(tasks), old=old, new=new, numbers="、".join(task.number for task in tasks) or "–")
    if carried.there_already:
        say("cli.carried_there", new=new, numbers="、".join(carried.there_already))


def _take_back(old: str, new: str, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        found = undo_carry(office, find_carry(office, old, new), instant, OPERATOR)
    say("cli.carry_undone", n=len(found.numbers), old=old, new=new)
