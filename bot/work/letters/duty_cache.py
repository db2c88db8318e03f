"""Where the duties of messages are looked up: in the store, or in what a batch read at once."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import Line
from bot.messages.letter import FullText
from bot.model import UnitRole
from bot.plan.duty import Duty
from bot.store import duties, duty_counts, events, ledgers
from bot.store.duty_counts import Item
from bot.work.letters.lines import Standing, line_of, standing_facts, standing_of
from bot.work.office import Office

#: So many ledgers' words are kept.
MOST_LEDGERS = 16
#: Under which a transaction keeps the duties that its batch of messages is about.
_DUTIES, _CHANGES, _TASKS = "duties of the batch", "changes of the batch", "tasks of the batch"


class DutyCache:
    """Where a message's duties are looked up: in the store, as they stand at the moment of sending."""

    def __init__(self) -> None:
        self._standings: dict[tuple[date, tuple[object, ...]], Standing] = {}
        self._texts: dict[str, tuple[str, Mapping[str, FullText]]] = {}

    def get(self, session: Session, ids: Iterable[int]) -> dict[int, Duty]:
        """Id → duty, for those that exist; read at once for all messages of a batch (`look_ahead`)."""
        known: Mapping[int, Duty] = session.info.get(_DUTIES, {})
        wanted = list(ids)
        missing = [name for name in wanted if name not in known]
        found = duties.get_duties(session, missing) if missing else {}
        return {name: duty for name in wanted if (duty := known.get(name) or found.get(name)) is not None}

    def look_ahead(self, session: Session, ids: Iterable[int], listed: Iterable[int]) -> None:
        """Reads these duties in one query; for the rest of the transaction they stand as they stand now. Of those
        `listed` also what changed of them, and all duties of the tasks that they lead.
        """
        session.info[_DUTIES] = found = duties.get_duties(session, ids)
        known = [found[name] for name in listed if name in found]
        unchanged: dict[int, Sequence[Mapping[str, Any]]] = {duty.id: () for duty in known}
        session.info[_CHANGES] = {**unchanged, **events.changes_of(session, unchanged)}
        led = {(duty.ledger_id, duty.number) for duty in known if duty.role is UnitRole.LEAD}
        session.info[_TASKS] = _tasks(session, led)

    def changes(self, session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """What changed of these duties, step by step."""
        known: Mapping[int, Sequence[Mapping[str, Any]]] = session.info.get(_CHANGES, {})
        return known if known.keys() >= set(ids) else events.changes_of(session, ids)

    def tasks(self, session: Session, wanted: Collection[Item]) -> Mapping[Item, Sequence[Duty]]:
        """All duties of each of these tasks."""
        known: Mapping[Item, Sequence[Duty]] = session.info.get(_TASKS, {})
        missing = set(wanted) - known.keys()
        return {**known, **_tasks(session, missing)} if missing else known

    def texts(
        self, session: Session, ledger_id: str, read: Callable[[], Mapping[str, FullText]]
    ) -> Mapping[str, FullText]:
        """The words of a ledger's tasks, read again only where its row was written since."""
        version = ledgers.content_version(session, ledger_id)
        known = self._texts.get(ledger_id)
        if version is None:
            return read()
        if known is None or known[0] != version:
            if len(self._texts) >= MOST_LEDGERS:
                self._texts.clear()
            known = self._texts[ledger_id] = version, read()
        return known[1]

    def line(self, row: Duty, office: Office, today: date, rung: str) -> Line:
        """One of these duties as its reader sees it. How it stands is reckoned once for all that stand alike."""
        facts = today, standing_facts(row)
        standing = self._standings.get(facts)
        if standing is None:
            standing = self._standings[facts] = standing_of(row, office, today)
        return line_of(row, office, today, rung, standing)


def _tasks(session: Session, wanted: Collection[Item]) -> dict[Item, list[Duty]]:
    found: dict[Item, list[Duty]] = {task: [] for task in wanted}
    for duty in duty_counts.of_items(session, wanted, ()):
        found[duty.ledger_id, duty.number].append(duty)
    return found
