"""`duban import`: shows what was read, asks its questions, stores the ledger as a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from bot.cli.answering import keep
from bot.cli.background import Reading
from bot.cli.common import OPERATOR, office_at
from bot.cli.export import take_edits
from bot.cli.ledger_view import say_unreachable, show_changes
from bot.cli.prompts import ask
from bot.cli.reading_in import read_document, read_ledger, show
from bot.cli.terminal import err, is_talking, say
from bot.errors import UsageError
from bot.model import Ledger, Place
from bot.reading import read
from bot.reading.recognition import bundle_files
from bot.texts import text
from bot.work.documents.amendment import amend, amended_by
from bot.work.documents.dispatch import preview
from bot.work.documents.intake import CHANGED, SAME, Taken, questions, take_in, would_change
from bot.work.documents.original import as_original
from bot.work.documents.place_pictures import keep_pictures
from bot.work.documents.resemblance import UncertainLedgerError
from bot.work.documents.sheets import read_answers, write_questions
from bot.work.duties.evidence import Evidence
from bot.work.export.edits import edits_in
from bot.work.office import Office


def run(
    files: Sequence[Path],
    issued: date | None,
    year: int | None,
    sheet: Path | None,
    amends: str | None,
    as_new: bool,
    corrects: str | None,
    as_json: bool,
    now: datetime | None,
) -> None:
    with Reading(files) as reading, office_at(now) as (office, instant):
        edits = edits_in(read_document(reading))
        if edits is not None:
            take_edits(office, edits, instant)
        ledger = read_ledger(reading, issued, year, office.reading, office.roster.names)
        if as_new and corrects is not None:
            raise UsageError("cli.new_or_corrects")
        if not as_new and corrects is None:
            amends = amends or _offer_amendment(office, ledger, as_json)
        if amends is not None:
            changes = amend(office, amends, ledger, instant, OPERATOR)
            say("cli.amended", ledger=amends)
            show_changes(changes)
            return
        content = files[0].read_bytes() if len(files) == 1 else bundle_files(files)
        kept = as_original(office, reading.name, content)
        ledger = keep_pictures(office, ledger, reading.pictures(), instant)
        taken = _take_in(office, ledger, reading.name, instant, Which(as_new, corrects, kept), as_json)
        show(ledger, as_json)
        left = len(taken.open_questions)
        if not as_json:
            left = _tell(office, taken, instant)
        if sheet is not None:
            left = _by_sheet(office, taken, sheet, instant, reading.pictures())
    raise SystemExit(1 if left else 0)


def try_correction(
    reading: Reading, issued: date | None, year: int | None, corrects: str, now: datetime | None
) -> None:
    """Shows what a corrected document would change of its ledger, changing nothing; ends with 1 where it would ask."""
    with office_at(now, makes=False) as (office, _):
        ledger = read_ledger(reading, issued, year, office.reading, office.roster.names)
        show(ledger, False)
        say("cli.import_would_change", ledger=corrects)
        show_changes(would_change(office, ledger, corrects))
    raise SystemExit(1 if ledger.questions else 0)


@dataclass(frozen=True, slots=True)
class Which:
    """Whether the document is another ledger, or corrects one; neither where that was not said. `file`: to be kept."""

    as_new: bool = False
    corrects: str | None = None
    file: Evidence | None = None


def _take_in(office: Office, ledger: Ledger, name: str, now: datetime, which: Which, as_json: bool) -> Taken:
    """Takes the document in; what cannot be told is asked at a terminal and refused elsewhere."""

    def take(which: Which) -> Taken:
        return take_in(
            office, ledger, name, now, OPERATOR, as_new=which.as_new, corrects=which.corrects, original=which.file
        )

    try:
        return take(which)
    except UncertainLedgerError as error:
        if not is_talking(as_json):
            raise
        return take(_ask_which(error, which.file))


def _ask_which(error: UncertainLedgerError, file: Evidence | None) -> Which:
    err.print(str(error), style="yellow", markup=False, soft_wrap=True)
    show_changes(error.found.changes)
    says = click.prompt(text("cli.which_ledger"), type=click.Choice(["1", "2"]), err=True)
    return Which(corrects=error.found.ledger_id, file=file) if says == "1" else Which(as_new=True, file=file)


def _offer_amendment(office: Office, ledger: Ledger, as_json: bool) -> str | None:
    """The ledger that this document amends, if its title says so and the person at the terminal agrees."""
    found = amended_by(office, ledger)
    if found is None:
        return None
    ledger_id, changes = found
    say("cli.looks_like_amendment", ledger=ledger_id, title=ledger.title)
    if not is_talking(as_json):
        return None
    show_changes(changes)
    return ledger_id if click.confirm(text("cli.amend_ask"), default=True, err=True) else None


def _by_sheet(office: Office, taken: Taken, sheet: Path, now: datetime, pictures: Mapping[Place, bytes]) -> int:
    """Questions as a sheet: written where it is not there yet, read back where it is. Gives how many stay open."""
    if not sheet.exists():
        write_questions(sheet, questions(office, taken.ledger_id), pictures)
        say("cli.questions_written", file=sheet)
        return len(taken.open_questions)
    given = read_answers(read(sheet))
    keep(office, taken.ledger_id, given, now)
    return sum(1 for asked in questions(office, taken.ledger_id) if asked.answer is None)


def _tell(office: Office, taken: Taken, now: datetime) -> int:
    """What came of it, the questions asked where somebody is there, what to do next. Gives how many stay open."""
    if taken.outcome == SAME:
        say("cli.import_same", ledger=taken.ledger_id)
    elif taken.changes is not None:
        say("cli.import_changed", ledger=taken.ledger_id)
        show_changes(taken.changes)
    else:
        say("cli.import_new", ledger=taken.ledger_id, tasks=len(taken.ledger.tasks), duties=len(taken.ledger.duties))
    for other in taken.namesakes:
        say("cli.import_namesake", other=other, ledger=taken.ledger_id, style="yellow")
    left = len(taken.open_questions)
    for question in taken.recalled:
        say("cli.import_recalled", question=question.text)
    _say_unreachable(office, taken)
    if taken.open_questions and is_talking(False):
        given = ask(taken.open_questions)
        keep(office, taken.ledger_id, given, now)
        left -= len(given)
    if left:
        key = "cli.import_open_in_force" if taken.is_dispatched else "cli.import_open"
        say(key, n=left, ledger=taken.ledger_id, style="yellow")
    for year in sorted(_years(taken.ledger)):
        if not office.rules.calendar.knows(year):
            say("cli.year_unknown", year=year, style="yellow")
    if not taken.is_dispatched:
        say("cli.import_next", ledger=taken.ledger_id)
    elif taken.outcome == CHANGED:
        say("cli.import_in_force", ledger=taken.ledger_id)
    return left


def _say_unreachable(office: Office, taken: Taken) -> None:
    """Who is not reachable is said on every import."""
    found = preview(office, taken.ledger_id, office.rules.at(date(taken.ledger.year or 2000, 1, 1)), defaults=True)
    say_unreachable(found.unreachable)


def _years(ledger: Ledger) -> set[int]:
    return {o.last_day.year for task in ledger.tasks for o in task.obligations if o.last_day}
