"""`duban mark`: every move in a duty's life, made by the coordinator at the terminal."""

from datetime import date, datetime

from bot.cli.common import OPERATOR, at_of, office_at
from bot.cli.terminal import say
from bot.plan.lifecycle import Verb
from bot.texts import text
from bot.work.duties.evidence import from_words
from bot.work.duties.moves import Move, make_move


def run(
    number: str,
    verb: str,
    unit: str | None,
    ledger: str | None,
    on: date | None,
    until: date | None,
    to_unit: str | None,
    note: str | None,
    evidence: str | None,
    now: datetime | None,
) -> None:
    with office_at(now) as (office, present):
        move = Move(
            number=number,
            verb=Verb(verb),
            unit=unit,
            ledger_id=ledger,
            on=on,
            until=until,
            note=note,
            evidence=from_words(office, evidence) if evidence else None,
            to_unit=to_unit,
        )
        instant = min(present, at_of(on, office)) if now is None and on is not None else present
        rows = make_move(office, move, OPERATOR, instant)
    for row in rows:
        say(
            "cli.marked",
            number=row.number,
            unit=row.unit,
            label=row.label or row.title,
            state=text(f"cli.life_{row.state}"),
        )
