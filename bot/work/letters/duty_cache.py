"""Where the duties of messages are looked up: in the store, or in what a batch read at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import Line
from bot.model import UnitRole
from bot.plan.duty import Duty
from bot.store import duties, duty_counts, events
from bot.work.letters.lines import line_of
from bot.work.office import Office

#: Under which a transaction keeps the duties that its batch of messages is about.
_DUTIES, _CHANGES, _TASKS = "duties of the batch", "changes of the batch", "tasks of the batch"


class DutyCache:
    """Where a message's duties are looked up: in the store, as they stand at the moment of sending."""

    def get(self, session: Session, ids: Iterable[int]) -> dict[int, Duty]:
        """Id → duty, for those that exist; read at once for all messages of a batch (`look_ahead`)."""
        known: Mapping[int, Duty] = session.info.get(_DUTIES, {})
        wanted = list(ids)
        missing = [name for name in wanted if name not in known]
        found = duties.get_duties(session, missing) if missing else {}
        return {name: duty for name in wanted if (duty := known.get(name) or found.get(name)) is not None}

    def look_ahead(self, session: Session, ids: Iterable[int]) -> None:
        """Reads these duties in one query; for the rest of the transaction they stand as they stand now."""
        session.info[_DUTIES] = duties.get_duties(session, ids)
        session.info[_CHANGES] = events.changes_of(session, session.info[_DUTIES])
        led = {(duty.ledger_id, duty.number) for duty in session.info[_DUTIES].values() if duty.role is UnitRole.LEAD}
        tasks: dict[tuple[str, str], list[Duty]] = {task: [] for task in led}
        for duty in duty_counts.of_items(session, led, ()):
            tasks[duty.ledger_id, duty.number].append(duty)
        session.info[_TASKS] = tasks

    def changes(self, session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """What changed of these duties, step by step."""
        known: Mapping[int, Sequence[Mapping[str, Any]]] | None = session.info.get(_CHANGES)
        is_known = known is not None and session.info[_DUTIES].keys() >= set(ids)
        return known if known is not None and is_known else events.changes_of(session, ids)

    def of_task(self, session: Session, ledger_id: str, number: str) -> Sequence[Duty]:
        """All duties of one task."""
        known: Mapping[tuple[str, str], Sequence[Duty]] = session.info.get(_TASKS, {})
        found = known.get((ledger_id, number))
        return duties.duties(session, ledger_id=ledger_id, number=number) if found is None else found

    def line(self, row: Duty, office: Office, today: date, rung: str) -> Line:
        """One of these duties as its reader sees it."""
        return line_of(row, office, today, rung)
