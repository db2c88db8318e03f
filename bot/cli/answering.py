"""Answers to a ledger's questions, kept and echoed: what words of one's own were read as, whom they add."""

from collections.abc import Mapping
from datetime import datetime

from bot.cli.common import OPERATOR
from bot.cli.ledger_view import readings
from bot.cli.terminal import say
from bot.cli.units import add_unknown
from bot.work.documents.intake import answer
from bot.work.documents.own_words import own_words
from bot.work.office import Office


def keep(office: Office, ledger: str, given: Mapping[str, str], now: datetime) -> None:
    """Keeps the answers; units that no list knows are drafted into the units file."""
    made = answer(office, ledger, given, now, OPERATOR)
    say("cli.answered", n=len(given), made=made)
    for own in own_words(office, ledger, given):
        read = "、".join(own.units) or readings(own.obligations).replace("\n", "；")
        say("cli.answer_read", id=own.question, said=own.said, read=read)
        if own.unknown:
            say("cli.answer_unknown", units="、".join(own.unknown), style="yellow")
            add_unknown(office, own.unknown)
