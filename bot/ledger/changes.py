"""What a corrected or later document changes against the ledger that is stored."""

from dataclasses import dataclass

from bot.ledger.wording import squeeze
from bot.model import Ledger, Task
from bot.texts import text


@dataclass(frozen=True, slots=True)
class Changes:
    """Tasks that came, went and changed. `changed` pairs each number with the names of the fields that differ."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def in_words(self) -> list[str]:
        """A line a change."""
        lines = [text("ledger.task_added", number=number) for number in self.added]
        lines += [text("ledger.task_removed", number=number) for number in self.removed]
        for number, fields in self.changed:
            names = "、".join(text(f"ledger.field_{name}") for name in fields)
            lines.append(text("ledger.task_changed", number=number, fields=names))
        return lines


FIELDS = ("text", "section", "lead_units", "responsible_units", "assisting_units", "deadline_raw", "obligations")


def compare(old: Ledger, new: Ledger) -> Changes:
    """The differences by number; a task whose number changed but whose words did not is the same task."""
    before = {task.number: task for task in old.tasks}
    after = {task.number: task for task in new.tasks}
    changed = [
        (number, fields) for number, task in after.items() if number in before and (fields := _fields(before[number], task))
    ]
    return Changes(
        added=tuple(number for number in after if number not in before),
        removed=tuple(number for number in before if number not in after),
        changed=tuple(changed),
    )


def _fields(old: Task, new: Task) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if _plain(getattr(old, name)) != _plain(getattr(new, name)))


def _plain(value: object) -> object:
    return squeeze(value) if isinstance(value, str) else value
