"""`duban add`: one item that no document brought, read like one that did."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.ledger_view import readings, say_what_follows, show_questions
from bot.cli.terminal import say
from bot.work.documents.dispatch import out_of_reach
from bot.work.documents.items import Words, add_item


def run(
    ledger: str,
    words: str,
    lead: str | None,
    units: str | None,
    assisting: str | None,
    deadline: str | None,
    number: str | None,
    title: str | None,
    now: datetime | None,
) -> None:
    said = Words(words, lead, units, assisting, deadline)
    with office_at(now) as (office, instant):
        task, asked = add_item(office, ledger, number, said, instant, OPERATOR, title)
        unreached = out_of_reach(office, task.charged_units, instant)
    say("cli.added", ledger=ledger, number=task.number, reading=readings(task.obligations))
    show_questions(asked, {})
    say_what_follows(ledger, task, unreached)
    raise SystemExit(1 if asked else 0)
