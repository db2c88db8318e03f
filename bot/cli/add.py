"""`duban add`: one item that no document brought, read like one that did."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.ledger_view import readings, say_unreachable, show_questions
from bot.cli.terminal import say
from bot.model import Kind
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
        unreached = out_of_reach(office, (*task.lead_units, *task.responsible_units, *task.assisting_units), instant)
    say("cli.added", ledger=ledger, number=task.number, reading=readings(task.obligations))
    show_questions(asked, {})
    say_unreachable(unreached)
    if any(one.kind is Kind.RELATIVE and one.anchor == "event" for one in task.obligations):
        say("cli.start_next", number=task.number, ledger=ledger)
    raise SystemExit(1 if asked else 0)
