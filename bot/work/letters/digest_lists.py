"""The lists of a digest: of each the first items in full, and how many tasks there are in all."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from bot.messages import Line
from bot.messages.digest import Extent, MissingReports
from bot.messages.items import Key
from bot.plan.feedback import YEAR_END
from bot.store import digest_counts, duty_counts
from bot.store.duty_counts import Fits
from bot.work.letters.lines import line_of, worst_first
from bot.work.office import Office

#: So many items of a list are read: many more than any channel shows.
MOST = 100


class DigestLists:
    """Reads the lists of one digest. `cut`: how long those are of which not all was read."""

    def __init__(self, session: Session, office: Office, today: date) -> None:
        self._session, self._office, self._today = session, office, today
        self.cut: dict[str, Extent] = {}

    def read(self, name: str, fits: Fits) -> tuple[Line, ...]:
        """The lines of its first items, the worst first."""
        found = digest_counts.first_items(self._session, fits, MOST, self._today)
        if found.total > len(found.items):
            units = digest_counts.count_units(self._session, fits) if name == "late" else 0  # of others nobody is told
            self.cut[name] = Extent(found.total, units)
        duties = duty_counts.of_items(self._session, found.items, fits)
        return tuple(worst_first(line_of(duty, self._office, self._today) for duty in duties))

    def unfinished(self, lines: Iterable[Line]) -> Mapping[Key, int]:
        """How many units have something to do in each of the items of these lines."""
        items = sorted({(line.ledger, line.number) for line in lines})
        units: dict[Key, set[str]] = {}
        for duty in duty_counts.of_items(self._session, items, digest_counts.running()):
            units.setdefault((duty.ledger_id, duty.number, duty.label), set()).add(duty.unit)
        return {key: len(own) for key, own in units.items()}


def missing_reports(session: Session, office: Office, today: date) -> tuple[MissingReports, ...]:
    """The reports on standing work that were asked for and never came, by cycle, the oldest first."""
    cycles: dict[tuple[date, bool], list[digest_counts.StandingFacts]] = {}
    for facts in digest_counts.standing_facts(session):
        cycle = office.rules.missing_report(facts, today)
        if cycle is not None:
            cycles.setdefault((cycle.day, cycle.name == YEAR_END), []).append(facts)
    found = []
    for (day, yearly), own in sorted(cycles.items()):
        tasks, units = digest_counts.standing_with(session, own)
        found.append(MissingReports(day, yearly, tasks, tuple(units)))
    return tuple(found)
