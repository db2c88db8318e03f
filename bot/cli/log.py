"""`duban log`: the audit trail."""

from collections.abc import Sequence
from dataclasses import asdict

from bot.cli.common import office_at
from bot.cli.terminal import out, print_json, say, table
from bot.store.evidence import Folder
from bot.texts import text
from bot.work.duties.evidence import folder, kept_name, shown
from bot.work.views.entry_words import entry_words
from bot.work.views.trail import Entry, trail

#: In a terminal that is narrower than this an entry is a line: columns would be two characters wide.
WIDE = 110
COLUMNS = ("at", "who", "channel", "verb", "ledger", "number", "unit", "before", "after", "note", "evidence")


def run(number: str | None, ledger: str | None, unit: str | None, as_json: bool) -> None:
    with office_at(None, makes=False) as (office, _):
        found = trail(office, ledger_id=ledger, number=number, unit=unit)
        files = folder(office)
    if as_json:
        for entry in found:
            print_json(asdict(entry))
        return
    if not found:
        say("cli.log_empty")
        return
    if out.width < WIDE:
        for entry in found:
            out.print(_line(entry), markup=False, soft_wrap=True)
        _tell_files(found, files)
        return
    rows = [[_words(entry, name) for name in COLUMNS] for entry in found]
    filled = [k for k in range(len(COLUMNS)) if any(row[k] for row in rows)]
    ids = [at for at, k in enumerate(filled) if COLUMNS[k] in {"ledger", "number"}]
    columns = [text(f"cli.log_{COLUMNS[k]}") for k in filled]
    table(columns, [[row[k] for k in filled] for row in rows], whole=ids)
    _tell_files(found, files)


def _line(entry: Entry) -> str:
    """One entry in a line: when, who and how, what, of which duty, from what to what, why."""
    at, who, channel, verb, *where = (_words(entry, name) for name in COLUMNS[:7])
    before, after, note, evidence = (_words(entry, name) for name in COLUMNS[7:])
    went = text("cli.log_went", before=before, after=after) if before and after and before != after else after
    parts = (at, text("cli.log_actor", who=who, channel=channel), verb, *where, went, note, evidence)
    return "  ".join(part for part in parts if part)


def _words(entry: Entry, name: str) -> str:
    """A column; what a move made of the last day stands behind the state."""
    said = entry_words(name, getattr(entry, "item" if name == "number" else name))
    return text("cli.log_until", said=said, until=entry.until) if name == "after" and entry.until else said


def _tell_files(found: Sequence[Entry], files: Folder) -> None:
    """Where the files lie that the entries name; they may be on another host."""
    for words in dict.fromkeys(entry.evidence for entry in found):
        if (kept := kept_name(words)) is not None:
            key = "cli.log_file" if (files.path / kept).exists() else "cli.log_file_elsewhere"
            say(key, name=shown(words), path=files.path / kept)
