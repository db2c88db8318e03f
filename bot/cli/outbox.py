"""`duban outbox`: what waits, was set aside, or may have arrived twice; sent again, or dropped with a reason."""

from dataclasses import asdict
from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import print_json, say, table
from bot.operation.letters import SHORT, Letter, count_handed, drop, letters, retry
from bot.texts import text

COLUMNS = ("id", "at", "to", "subject", "state", "reason")


def run(everything: bool, as_json: bool) -> None:
    with office_at(None, makes=False) as (office, now):
        found = letters(office, everything=everything)
        handed = 0 if everything else count_handed(office)
    if as_json:
        for letter in found:
            print_json(asdict(letter))
    elif found:
        table([text(f"outbox.column_{name}") for name in COLUMNS], [_row(letter, now) for letter in found])
        say("outbox.hint")
    else:
        say("outbox.empty")
    if handed and not as_json:
        say("outbox.handed", n=handed)


def send_again(ids: tuple[str, ...], now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, instant):
        n = retry(office, ids, OPERATOR, instant)
    say("outbox.retried", n=n)


def take_away(ids: tuple[str, ...], note: str, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, instant):
        n = drop(office, ids, note, OPERATOR, instant)
    say("outbox.dropped", n=n)


def _row(letter: Letter, now: datetime) -> list[str]:
    state = text(f"outbox.state_{letter.state}")
    if letter.uncertain:
        state = text("outbox.uncertain", state=state)
    at = f"{letter.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    to = text("digest.contact", to=letter.to, contact=letter.contact) if letter.contact else letter.to
    return [letter.id[:SHORT], at, to, letter.subject, state, letter.reason]
