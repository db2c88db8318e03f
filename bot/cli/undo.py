"""`duban undo`: takes a move back while nothing else has happened to the duty."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.mark import say_duties
from bot.cli.terminal import say
from bot.work.duties.undo import undo
from bot.work.views.entry_words import entry_words


def run(numbers: tuple[str, ...], ledger: str | None, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        undone = undo(office, OPERATOR, instant, "、".join(numbers) or None, ledger)
    say("cli.undone", verbs="、".join(entry_words("verb", verb) for verb in undone.verbs), n=len(undone.duties))
    say_duties(undone.duties, undone.numbers)
