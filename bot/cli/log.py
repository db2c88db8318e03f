"""`duban log`: the audit trail."""

from dataclasses import asdict
from pathlib import Path

from bot.cli.common import office_at
from bot.cli.terminal import print_json, say, table
from bot.texts import text
from bot.work.evidence import folder, kept_name, shown
from bot.work.trail import trail

COLUMNS = ("at", "who", "channel", "verb", "ledger", "number", "unit", "before", "after", "note", "evidence")


def run(number: str | None, ledger: str | None, unit: str | None, as_json: bool) -> None:
    with office_at(None) as (office, _):
        found = trail(office, ledger_id=ledger, number=number, unit=unit)
        files = folder(office).path
    if as_json:
        for entry in found:
            print_json(asdict(entry))
        return
    if not found:
        say("cli.log_empty")
        return
    rows = [[_shown(name, getattr(entry, name), files) for name in COLUMNS] for entry in found]
    table([text(f"cli.log_{name}") for name in COLUMNS], rows)


def _shown(name: str, value: object, files: Path) -> str:
    if name == "evidence" and (kept := kept_name(str(value or ""))):
        return f"{shown(str(value))} {files / kept}"
    return f"{value:%Y-%m-%d %H:%M}" if name == "at" else str(value or "")
