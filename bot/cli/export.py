"""`duban export`: a ledger with its state as a file."""

from datetime import datetime
from pathlib import Path
from typing import NoReturn

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say, writing
from bot.errors import UsageError
from bot.files import write_whole
from bot.texts import text
from bot.work.export.edits import Edit, take_back
from bot.work.export.list_formats import as_csv, as_json
from bot.work.export.rows import exported
from bot.work.export.workbook import as_workbook
from bot.work.office import Office

FORMS = {".xlsx": as_workbook, ".csv": as_csv, ".json": as_json}


def run(ledger: str, to: Path, now: datetime | None) -> None:
    form = FORMS.get(to.suffix.lower())
    if form is None:
        raise UsageError("export.bad_form", found=to.name, forms="、".join(FORMS))
    with office_at(now) as (office, instant):
        found = exported(office, ledger, instant)
    with writing(to):
        write_whole(to, form(found))
    say("export.written", n=len(found.rows), file=to)


def take_edits(office: Office, edits: list[Edit], now: datetime) -> NoReturn:
    """What an edited export changed is taken; ends with 1 where some of it could not be."""
    found = take_back(office, edits, OPERATOR, now)
    for duty in found.moved:
        state, due = text(f"plan.state_{duty.state}"), duty.due or "–"
        say("export.taken", number=duty.number, unit=duty.unit, state=state, due=due)
    for where, reason in found.refused:
        say("export.refused", where=where, reason=reason, style="yellow")
    if not edits:
        say("export.nothing")
    raise SystemExit(1 if found.refused else 0)
