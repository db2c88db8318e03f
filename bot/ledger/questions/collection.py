"""What must be asked of the coordinator: few questions, numbered, each with choices and a default."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.ledger.columns.unread import ColumnSample
from bot.ledger.items.item import Item
from bot.ledger.items.times import Times
from bot.ledger.questions import place_words
from bot.ledger.questions.of_columns import done, of_columns, unread
from bot.ledger.questions.of_items import of_duties, of_tasks
from bot.ledger.questions.of_ledger import ambiguous, of_units, without_deadline
from bot.ledger.questions.open_question import OpenQuestion, ranges
from bot.ledger.tables.leftovers import Leftover
from bot.model import Choice, Ledger, Question
from bot.roster.unit_words import UnitWords
from bot.texts import text

_SHOWN, _LONGEST = 5, 40  # rows named in one sentence, characters of each


def ask(
    ledger: Ledger,
    items: Sequence[Item],
    units: Sequence[UnitWords],
    times: Sequence[Times],
    leftovers: Sequence[Leftover] = (),
    columns: Sequence[ColumnSample] = (),
) -> Ledger:
    """`ledger` with its questions q1, q2, … and its notes; `leftovers` is what became no item, `columns` are those
    that are asked about or unread.
    """
    asked = [
        *done(ledger),
        *of_columns(ledger, columns),
        *of_tasks(ledger, items, times),
        *of_duties(ledger.duties),
        *without_deadline(ledger, items),
        *of_units(ledger, units),
        *ambiguous(ledger),
        *_unplaced([one for one in leftovers if not one.note]),
    ]
    questions = tuple(_numbered(at, one) for at, one in enumerate(asked, start=1))
    return replace(
        ledger, questions=questions, notes=(*_notes(ledger, questions), *unread(columns), *_unread(leftovers))
    )


def _unplaced(leftovers: Sequence[Leftover]) -> Iterator[OpenQuestion]:
    """One question for all rows that are no item and no heading."""
    if leftovers:
        rows = text("ledger.place-semicolon").join(map(_where, leftovers[:_SHOWN]))
        more = "…" if len(leftovers) > _SHOWN else ""
        words = text("ledger.ask-unplaced", count=len(leftovers), rows=rows + more)
        yield OpenQuestion("unplaced", words, ("leave",), "leave", source=leftovers[0].place)


def _where(one: Leftover) -> str:
    said = one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST] + "…"
    return text("ledger.place-words", place=place_words.words(one.place), words=said)


def _numbered(at: int, one: OpenQuestion) -> Question:
    own = dict(one.labels)
    choices = tuple(Choice(name, own.get(name) or text(f"ledger.choice-{name}")) for name in one.choices)
    return Question(f"q{at}", one.flag, one.text, choices, one.default, one.task, one.tasks, one.obligation, one.source)


def _unread(leftovers: Sequence[Leftover]) -> Iterator[str]:
    for note in dict.fromkeys(one.note for one in leftovers if one.note):
        found = [one for one in leftovers if one.note == note]
        rows = text("ledger.place-semicolon").join(map(_where, found[:_SHOWN]))
        yield text(note, count=len(found), rows=rows + ("…" if len(found) > _SHOWN else ""))


def _notes(ledger: Ledger, questions: Sequence[Question]) -> Iterator[str]:
    undated = [task.number for task in ledger.tasks if not task.obligations]
    asked = {number for one in questions for number in one.tasks}
    undated = [number for number in undated if number not in asked]
    if undated:
        yield text("ledger.note-undated", count=len(undated), numbers=ranges(undated))
    strangers = [duty.id for duty in ledger.duties if not duty.binds]
    if strangers:
        yield text("ledger.note-not-bound", numbers="、".join(strangers))
    inherited = [task.number for task in ledger.tasks if task.deadline_inherited]
    if inherited:
        yield text("ledger.note-inherited", numbers=ranges(inherited))
    unread = any(one.flag == "not-understood" for one in questions)
    if unread and ledger.issued is None and ledger.year is None:
        yield text("ledger.note-no-year")
