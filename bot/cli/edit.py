"""`duban edit`: corrects one item of a ledger; what was reported for it stays."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.ledger_view import readings, say_what_follows, show_questions
from bot.cli.terminal import say
from bot.work.documents.dispatch import out_of_reach
from bot.work.documents.items import Words, edit_item


def run(
    ledger: str,
    number: str,
    words: str | None,
    lead: str | None,
    units: str | None,
    assisting: str | None,
    deadline: str | None,
    now: datetime | None,
) -> None:
    said = Words(words, lead, units, assisting, deadline)
    with office_at(now) as (office, instant):
        task, asked = edit_item(office, ledger, number, said, instant, OPERATOR)
        unreached = out_of_reach(office, task.charged_units, instant)
    say("cli.edited", ledger=ledger, number=task.number, reading=readings(task.obligations))
    show_questions(asked, {})
    if asked:
        say("cli.import_open_in_force", n=len(asked), ledger=ledger, style="yellow")
    say_what_follows(ledger, task, unreached)
    raise SystemExit(1 if asked else 0)
