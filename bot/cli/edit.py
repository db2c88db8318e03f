"""`duban edit`: corrects one item of a ledger; what was reported for it stays."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.ledger_view import readings, show_questions
from bot.cli.terminal import say
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
    say("cli.edited", ledger=ledger, number=task.number, reading=readings(task.obligations))
    show_questions(asked, {})
    raise SystemExit(1 if asked else 0)
