"""What must be asked of the coordinator: few questions, numbered, each with choices and a default."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.ledger.columns.unknown_columns import ColumnSample
from bot.ledger.items.item import Item
from bot.ledger.items.leftover import Leftover
from bot.ledger.items.times import Times
from bot.ledger.questions.doubtful_words import with_columns
from bot.ledger.questions.of_columns import done, of_columns, over, unread
from bot.ledger.questions.of_gaps import gaps
from bot.ledger.questions.of_items import of_duties, of_tasks
from bot.ledger.questions.of_ledger import ambiguous, by_note, of_units, put_off, without_deadline
from bot.ledger.questions.of_pictures import of_pictures
from bot.ledger.questions.of_unread_words import unlisted_units, unread_times
from bot.ledger.questions.open_question import OpenQuestion
from bot.model import Choice, Document, Ledger, Place, Question, Quote, Sentence, sentence
from bot.roster.unit_words import UnitWords

_SHOWN, _LONGEST = 5, 40  # rows named in one sentence, characters of each


def ask(
    ledger: Ledger,
    items: Sequence[Item],
    units: Sequence[UnitWords],
    times: Sequence[Times],
    leftovers: Sequence[Leftover] = (),
    columns: Sequence[ColumnSample] = (),
    document: Document | None = None,
    note: Place | None = None,
) -> Ledger:
    """`ledger` with its questions q1, q2, … and its notes; `leftovers` is what became no item, `columns` are those
    that are asked about or unread; of a `document` with pictures it is asked whether they were recognised rightly;
    `note` is where the deadline of the items stands that name none.
    """
    asked = [
        *(of_pictures(document, ledger, items) if document else ()),
        *done(ledger),
        *over(ledger, items),
        *of_columns(ledger, columns),
        *of_tasks(ledger, items, times),
        *of_duties(ledger),
        *without_deadline(ledger, items),
        *by_note(ledger, times, note),
        *put_off(ledger, items, times),
        *of_units(ledger, units),
        *ambiguous(ledger),
        *_lost(leftovers),
        *unread_times(ledger),
        *unlisted_units(ledger),
        *gaps(items, [one.place for one in leftovers]),
    ]
    questions = tuple(_numbered(at, one) for at, one in enumerate(asked, start=1))
    if document is not None:
        ledger = with_columns(ledger, document, (place for one in asked for place in one.doubtful))
    return replace(
        ledger, questions=questions, notes=(*_notes(ledger, questions), *unread(columns), *_unread(leftovers))
    )


def _lost(leftovers: Sequence[Leftover]) -> Iterator[OpenQuestion]:
    """One question a class for all words that became no item and may hold one."""
    for flag in dict.fromkeys(one.flag for one in leftovers if not one.note):
        found = [one for one in leftovers if not one.note and one.flag == flag]
        words = sentence(f"ledger.ask-{flag}", count=len(found), rows=_quoted(found))
        yield OpenQuestion(flag, words, ("leave",), "leave", source=found[0].place)


def _quoted(leftovers: Sequence[Leftover]) -> tuple[Quote, ...]:
    """The first of them, with their places."""
    return tuple(
        Quote(one.place, one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST] + "…")
        for one in leftovers[:_SHOWN]
    )


def _numbered(at: int, one: OpenQuestion) -> Question:
    own = dict(one.labels)
    if one.flag == "no-unit":  # it asks who, not when
        own.setdefault("none", sentence("ledger.choice-nobody"))
    choices = tuple(Choice(name, own.get(name) or sentence(f"ledger.choice-{name}")) for name in one.choices)
    return Question(
        f"q{at}",
        one.flag,
        one.sentence,
        choices,
        one.default,
        one.task,
        one.tasks,
        one.obligation,
        one.source,
        one.doubtful,
        one.layout,
    )


def _unread(leftovers: Sequence[Leftover]) -> Iterator[Sentence]:
    for note in dict.fromkeys(one.note for one in leftovers if one.note):
        found = [one for one in leftovers if one.note == note]
        yield sentence(note, count=len(found), rows=_quoted(found))


def _notes(ledger: Ledger, questions: Sequence[Question]) -> Iterator[Sentence]:
    asked = {number for one in questions for number in one.tasks}
    undated = tuple(task.number for task in ledger.tasks if not task.obligations and task.number not in asked)
    if undated:
        yield sentence("ledger.note-undated", count=len(undated), numbers=undated)
    strangers = tuple(duty.id for duty in ledger.duties if not duty.binds)
    if strangers:
        yield sentence("ledger.note-not-bound", numbers=strangers)
    inherited = tuple(task.number for task in ledger.tasks if task.deadline_inherited)
    if inherited:
        yield sentence("ledger.note-inherited", numbers=inherited)
    doubtful = any(one.flag == "not-understood" for one in questions)
    if doubtful and ledger.issued is None and ledger.year is None:
        yield sentence("ledger.note-no-year")
