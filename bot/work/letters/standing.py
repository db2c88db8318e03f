"""How the duties of a message stand now, and who brought them there: what an old message says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import Line, render
from bot.messages.channel_limits import fits_telegram, longest
from bot.messages.tidy import tidy_lines
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.work.letters.lines import line_of
from bot.work.office import Office


@dataclass(frozen=True, slots=True)
class Fact:
    """A duty as it stands, with the last move: who made it, which, and when; without one these are empty."""

    line: Line
    who: str = ""
    verb: str = ""
    at: datetime | None = None


def facts_of(session: Session, office: Office, found: Sequence[Duty], now: datetime) -> list[Fact]:
    """Each duty with what happened to it last."""
    last = duties.last_events(session, [duty.id for duty in found])
    verbs = set(map(str, Verb))
    made = {name: event for name, event in last.items() if event.verb in verbs}
    return [
        Fact(
            line_of(duty, office, office.today(now)),
            made[duty.id].who if duty.id in made else "",
            made[duty.id].verb if duty.id in made else "",
            made[duty.id].at.astimezone(office.rules.zone) if duty.id in made else None,
        )
        for duty in found
    ]


def neat(found: Sequence[Fact]) -> list[Fact]:
    """The same, each fit for a line of a list."""
    lines = tidy_lines(fact.line for fact in found)
    return [replace(fact, line=line) for fact, line in zip(found, lines, strict=True)]


def over_page(office: Office, found: Sequence[Fact], *, is_archived: bool = False) -> str:
    """How each duty stands, and who brought it there; of an archived ledger that nothing is expected any more."""
    told = neat(found)

    def write(most: int) -> str:
        return render("chat/over.html", office.config, facts=told, shown=most, is_archived=is_archived)

    return longest(write, len(told), fits_telegram, least=0) or write(0)
