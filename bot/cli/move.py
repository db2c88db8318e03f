"""`duban move --to URL`: the whole store to another database, counts and checksums compared."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import print_json, say, table
from bot.operation.relocation import move
from bot.store.transfer import Sum
from bot.texts import text


def run(url: str, as_json: bool, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        found = move(office, url, OPERATOR, instant)
    show_sums(found, as_json)
    say("operation.moved")


def show_sums(found: Sequence[Sum], as_json: bool) -> None:
    """Rows and checksum of every table that holds any."""
    if as_json:
        for line in found:
            print_json(asdict(line))
        return
    columns = [text(f"operation.column_{name}") for name in ("table", "rows", "checksum")]
    table(columns, [(line.table, line.rows, line.checksum) for line in found if line.rows])
