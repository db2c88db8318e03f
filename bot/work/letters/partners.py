"""How the other units of a task stand: its lead reads that beside its own line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.messages import Line, Part
from bot.messages.channel_limits import MAIL_LINES
from bot.plan.duty import Duty
from bot.plan.lights import WORST_FIRST
from bot.work.letters.duty_cache import DutyCache
from bot.work.office import Office


def with_partners(
    session: Session, cache: DutyCache, office: Office, today: date, parts: Sequence[Part], leads: Mapping[int, Duty]
) -> list[Part]:
    """To the lead how the other units of its tasks stand, for as many of each unit's lines as are ever listed.

    `leads`: the duties by which the reader leads a task.
    """
    listed: Counter[str] = Counter()
    shown: set[int] = set()
    for line in (line for part in parts for line in part.lines):
        listed[line.unit] += 1
        if line.duty in leads and listed[line.unit] <= MAIL_LINES:
            shown.add(line.duty)
    if not shown:
        return list(parts)
    tasks = cache.tasks(session, {(leads[name].ledger_id, leads[name].number) for name in shown})

    def told(line: Line) -> Line:
        if line.duty not in shown:
            return line
        duty = leads[line.duty]
        partners = _partners(tasks[duty.ledger_id, duty.number], duty, office, today)
        return replace(line, partners=partners) if partners else line

    return [replace(part, lines=tuple(map(told, part.lines))) for part in parts]


def _partners(rows: Iterable[Duty], duty: Duty, office: Office, today: date) -> tuple[tuple[str, int], ...]:
    """How the other units of a lead's task stand: the lead sees them."""
    others = [r for r in rows if (r.k, r.occurrence) == (duty.k, duty.occurrence) and r.unit != duty.unit]
    counts = Counter(office.shown_light(other, today) for other in others)
    return tuple((str(name), counts[name]) for name in WORST_FIRST if counts[name])
