"""What must be asked of the coordinator: few questions, numbered, each with choices and a default."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.ledger import places
from bot.ledger.asked import Asked, ranges
from bot.ledger.draft import Draft
from bot.ledger.itemquestions import of_duties, of_tasks
from bot.ledger.loose import Loose
from bot.ledger.timing import Times
from bot.ledger.widequestions import ambiguous, of_units, without_deadline
from bot.model import Choice, Ledger, Question
from bot.roster.words import UnitWords
from bot.texts import text

_SHOWN, _LONGEST = 5, 40  # rows named in one sentence, characters of each


def ask(
    ledger: Ledger,
    drafts: Sequence[Draft],
    units: Sequence[UnitWords],
    times: Sequence[Times],
    loose: Sequence[Loose] = (),
) -> Ledger:
    """`ledger` with its questions q1, q2, … and its notes; `loose` is what became no item."""
    asked = [
        *of_tasks(ledger, drafts, times),
        *of_duties(ledger.duties),
        *without_deadline(ledger, drafts),
        *of_units(ledger, units),
        *ambiguous(ledger),
        *_unplaced([one for one in loose if not one.note]),
    ]
    questions = tuple(_numbered(at, one) for at, one in enumerate(asked, start=1))
    return replace(ledger, questions=questions, notes=(*_notes(ledger, questions), *_unread(loose)))


def _unplaced(loose: Sequence[Loose]) -> Iterator[Asked]:
    """One question for all rows that are no item and no heading."""
    if loose:
        rows = text("ledger.place-semicolon").join(map(_where, loose[:_SHOWN]))
        more = "…" if len(loose) > _SHOWN else ""
        words = text("ledger.ask-unplaced", count=len(loose), rows=rows + more)
        yield Asked("unplaced", words, ("leave",), "leave", source=loose[0].place)


def _where(one: Loose) -> str:
    said = one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST] + "…"
    return text("ledger.place-words", place=places.words(one.place), words=said)


def _numbered(at: int, one: Asked) -> Question:
    own = dict(one.labels)
    choices = tuple(Choice(name, own.get(name) or text(f"ledger.choice-{name}")) for name in one.choices)
    return Question(f"q{at}", one.flag, one.text, choices, one.default, one.task, one.tasks, one.obligation, one.source)


def _unread(loose: Sequence[Loose]) -> Iterator[str]:
    for note in dict.fromkeys(one.note for one in loose if one.note):
        found = [one for one in loose if one.note == note]
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
