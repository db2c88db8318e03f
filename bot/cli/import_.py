"""`duban import`: shows what was read, asks its questions, stores the ledger as a draft."""

from datetime import date, datetime
from pathlib import Path

import click

from bot.cli.asking import ask
from bot.cli.common import Day, is_talking, json_option, now_option, office_at, print_json, progress, say
from bot.cli.showing import show_changes, show_ledger, show_questions
from bot.cli.common import OPERATOR
from bot.ledger import extract, to_json
from bot.model import Ledger
from bot.reading import read
from bot.texts import text
from bot.work.intake import SAME, Taken, answer, take_in
from bot.work.office import Office


@click.command("import", help=text("cli.import_help"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--issued", type=Day(), metavar="DATE", help=text("cli.issued"))
@click.option("--year", type=click.IntRange(1900, 2100), help=text("cli.year"))
@click.option("--dry-run", is_flag=True, help=text("cli.dry_run"))
@json_option
@now_option
def command(
    file: Path, issued: date | None, year: int | None, dry_run: bool, as_json: bool, now: datetime | None
) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        ledger = _read(office, file, issued, year)
        if dry_run:
            _show(ledger, as_json)
            raise SystemExit(1 if ledger.questions else 0)
        taken = take_in(office, ledger, file.name, instant, OPERATOR)
        _show(ledger, as_json)
        left = len(taken.open_questions)
        if not as_json:
            left = _tell(office, taken, instant)
    raise SystemExit(1 if left else 0)


def _read(office: Office, file: Path, issued: date | None, year: int | None) -> Ledger:
    with progress() as bar:
        task = bar.add_task(text("cli.reading", file=file.name), total=1.0)
        document = read(file, progress=lambda done: bar.update(task, completed=done))
        return extract(document, issued=issued, year=year, settings=office.reading)


def _show(ledger: Ledger, as_json: bool) -> None:
    if as_json:
        print_json(to_json(ledger))
        return
    show_ledger(ledger)
    show_questions(ledger.questions, {})


def _tell(office: Office, taken: Taken, now: datetime) -> int:
    """What came of it, the questions asked where somebody is there, what to do next. Gives how many stay open."""
    if taken.outcome == SAME:
        say("cli.import_same", ledger=taken.ledger_id)
    elif taken.changes is not None:
        say("cli.import_changed", ledger=taken.ledger_id)
        show_changes(taken.changes)
    else:
        say("cli.import_new", ledger=taken.ledger_id, tasks=len(taken.ledger.tasks), duties=len(taken.ledger.duties))
    left = len(taken.open_questions)
    if taken.open_questions and is_talking(False):
        given = ask(taken.open_questions)
        answer(office, taken.ledger_id, given, now, OPERATOR)
        left -= len(given)
    if left:
        say("cli.import_open", n=left, ledger=taken.ledger_id, style="yellow")
    for year in sorted(_years(taken.ledger)):
        if not office.rules.calendar.knows(year):
            say("cli.year_unknown", year=year, style="yellow")
    say("cli.import_next", ledger=taken.ledger_id)
    return left


def _years(ledger: Ledger) -> set[int]:
    return {o.last_day.year for task in ledger.tasks for o in task.obligations if o.last_day}
