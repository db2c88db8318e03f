"""`duban ledgers`: what is stored."""

from dataclasses import asdict

from bot.cli.common import office_at
from bot.cli.terminal import print_json, say, table
from bot.texts import text
from bot.work.views.ledger_list import listed


def run(as_json: bool) -> None:
    with office_at(None, makes=False) as (office, _):
        found = listed(office)
    if as_json:
        print_json([asdict(row) for row in found])
    elif not found:
        say("cli.no_ledgers")
    else:
        columns = [text(f"cli.column_{name}") for name in ("id", "title", "tasks", "open_questions", "state")]
        table(
            columns,
            [(r.id, r.title, r.tasks, r.open_questions, text(f"cli.state_{r.state}")) for r in found],
            whole=(0,),
        )
