"""`duban bindings`: which chats speak for whom, and whether they may."""

from dataclasses import asdict
from datetime import datetime

from bot.cli.common import office_at
from bot.cli.terminal import print_json, say, table
from bot.texts import text
from bot.work.people.access import whom
from bot.work.people.life import Bound, bindings

COLUMNS = ("chat", "person", "whom", "since", "life")


def run(as_json: bool, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, instant):
        found = bindings(office)
    if as_json:
        for bound in found:
            print_json({**asdict(bound), "life": str(bound.life), "since": bound.since.isoformat()})
    elif found:
        table([text(f"cli.column_{name}") for name in COLUMNS], [_row(bound, instant) for bound in found])
    else:
        say("cli.bindings_none")


def _row(bound: Bound, now: datetime) -> list[str]:
    entry = f"：{bound.entry}" if bound.entry not in {"", bound.name} else ""
    since = f"{bound.since.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    return [str(bound.chat), bound.person, whom(bound.role, bound.name) + entry, since, text(f"cli.life_{bound.life}")]
