"""What was read of a document, a line an item, and what a corrected one changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.deadlines import in_words
from bot.ledger import Changes
from bot.model import Kind, Ledger, NoticeDuty, Obligation, Task
from bot.model.sentence import place_words
from bot.texts import text


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item beside its reading. `place`: where it stands in the document."""

    number: str
    words: str
    units: str
    deadline: str
    reading: str
    place: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference: `kind` is added, removed or changed; what it was and what it is."""

    kind: str
    number: str
    words: str
    fields: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


def item_lines(ledger: Ledger) -> list[ItemLine]:
    """The tasks in their order, then the duties of the covering notice."""
    return [*map(task_line, ledger.tasks), *map(_of_duty, ledger.duties)]


def task_line(task: Task) -> ItemLine:
    """An item of the list, its units by their roles."""
    named = (
        ("lead", task.lead_units),
        ("responsible", task.responsible_units),
        ("assisting", task.assisting_units),
    )
    comma = text("board.comma")
    units = text("board.semicolon").join(
        text(f"cli.units_{role}", units=comma.join(names)) for role, names in named if names
    )
    raw = task.deadline_raw or comma.join(task.deadline_mentions)
    return ItemLine(task.number, task.text, units, raw, readings(task.obligations), place_words(task.source))


def _of_duty(duty: NoticeDuty) -> ItemLine:
    who = text("board.comma").join(duty.who) + ("" if duty.binds else text("cli.not_binding"))
    return ItemLine(duty.id, duty.text, who, duty.deadline_phrase, readings(duty.obligations), place_words(duty.source))


def readings(obligations: Sequence[Obligation]) -> str:
    """What a deadline was understood to mean."""
    said = [
        text("cli.labelled", reading=in_words(one), label=one.label) if one.label else in_words(one)
        for one in obligations
        if one.kind is not Kind.NONE
    ]
    return text("board.semicolon").join(said) or "–"


def change_lines(changes: Changes) -> list[ChangeLine]:
    """What is added, what is gone, what is different."""
    found = [ChangeLine("added", task.number, task.text) for task in changes.added]
    found += [ChangeLine("removed", task.number, task.text) for task in changes.removed]
    for one in changes.changed:
        before, after = readings(one.old.obligations), readings(one.new.obligations)
        differs = before != after
        found.append(
            ChangeLine(
                "changed",
                one.new.number,
                one.new.text,
                tuple(text(f"cli.field_{name}") for name in one.fields),
                before if differs else "",
                after if differs else "",
            )
        )
    found += [ChangeLine("added", duty.id, duty.text) for duty in changes.duties_added]
    return found + [ChangeLine("removed", duty.id, duty.text) for duty in changes.duties_removed]
