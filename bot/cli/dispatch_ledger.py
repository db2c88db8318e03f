"""`duban dispatch`: shows what would go out, asks, then makes the duties; and `archive` for what is past."""

from datetime import date, datetime

import click

from bot.cli.common import OPERATOR, at_of, office_at
from bot.cli.ledger_view import say_unreachable, show_questions
from bot.cli.terminal import err, is_talking, say
from bot.errors import UsageError
from bot.messages.typography import day
from bot.texts import text
from bot.work.documents.archive import archive
from bot.work.documents.dispatch import Preview, dispatch, preview


def run(ledger: str, on: date | None, yes: bool, now: datetime | None) -> None:
    with office_at(now) as (office, present):
        at = at_of(on, office) if on is not None else present
        # `--on` is the day on which it counts as dispatched, so an old ledger is worked in its own year.
        instant = min(present, at) if now is None and on is not None else present
        found = preview(office, ledger, at, defaults=True)
        _show(found)
        talking = is_talking(False)
        if (
            found.all_past
            and not yes
            and talking
            and click.confirm(text("cli.archive_instead"), default=False, err=True)
        ):
            archive(office, ledger, instant, OPERATOR)
            say("cli.archived", ledger=ledger)
            return
        if not yes:
            if not talking:
                raise UsageError("cli.dispatch_needs_yes", ledger=ledger)
            if not click.confirm(text("cli.dispatch_ask"), default=False, err=True):
                say("cli.dispatch_not")
                raise SystemExit(1)
        defaults = (
            yes or not found.open_questions or click.confirm(text("cli.accept_defaults"), default=False, err=True)
        )
        made = dispatch(office, ledger, at, instant, OPERATOR, defaults=defaults)
        first = office.rules.opens(at)
        say("cli.dispatched", ledger=ledger, duties=made, at=first.strftime("%Y-%m-%d %H:%M"))
    raise SystemExit(1 if found.open_questions and not defaults else 0)


def _show(found: Preview) -> None:
    say("cli.dispatch_preview", title=found.title, duties=found.duties, units=len(found.units), contacts=found.contacts)
    say_unreachable(found.unreachable)
    if found.open_questions:
        show_questions(found.open_questions, {})
        err.print()
    if found.all_past:
        say("cli.all_past", style="yellow")
    elif found.term is not None:
        say("cli.some_past", n=found.past, term=day(found.term), style="yellow")
