"""`find`: the deadlines that bind inside running text, each with its span."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.deadlines import context
from bot.deadlines.binding import binding_hits
from bot.deadlines.canonical import Canonical
from bot.deadlines.conventions import DEFAULT, Conventions
from bot.deadlines.joining import AND
from bot.deadlines.parsing import read
from bot.deadlines.reader import Assembly
from bot.deadlines.row import Scene
from bot.deadlines.rules.relative import limit_start
from bot.deadlines.surroundings import AROUND, place
from bot.model import Kind, Obligation


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in running text: its words from `start` to `end` (exclusive), from 于, 在, 每 to 前, 内, 底."""

    start: int
    end: int
    phrase: str
    obligations: tuple[Obligation, ...]
    flags: tuple[str, ...] = ()


def find(
    text: str, issued: date | None = None, year: int | None = None, *, settings: Conventions = DEFAULT
) -> tuple[Found, ...]:
    """The deadlines that bind, in the order of the text; words that only describe are passed over.

    Each says what `parse` says of the same words in this text; none overlaps the one before it.
    """
    source = Canonical(text)
    scene = Scene(issued, year, settings, column=False, running=True)
    work = Assembly(source, scene)
    work.assemble(binding_hits(work))
    found: list[Found] = []
    last = 0
    for start, end, obligations in _groups(source.text, list(zip(work.spans, work.out, strict=True))):
        begin = max(last, _beginning(source.text, start, obligations[0], bare=start in work.bare))
        one = _found(source, (begin, end), obligations, Scene(issued, year, settings, column=False))
        if one is not None:
            found.append(one)
            last = end
    return tuple(found)


def _groups(text: str, spans: list[tuple[tuple[int, int], Obligation]]) -> Iterator[tuple[int, int, list[Obligation]]]:
    """The obligations that stand in one list, with the span of all."""
    index = 0
    while index < len(spans):
        (start, end), one = spans[index]
        obligations = [one]
        while index + 1 < len(spans) and _listed(text, end, one, spans[index + 1]):
            index += 1
            end = max(end, spans[index][0][1])
            obligations.append(spans[index][1])
        yield start, end, obligations
        index += 1


def _listed(text: str, end: int, one: Obligation, following: tuple[tuple[int, int], Obligation]) -> bool:
    """Whether the following one stands in a list with `one`; a comma parts what is not of one kind."""
    (start, _), other = following
    if start < end:
        return True
    return AND.fullmatch(text, end, start) is not None and (text[end] != "," or one.kind == other.kind)


def _found(source: Canonical, span: tuple[int, int], labelled: list[Obligation], scene: Scene) -> Found | None:
    """The words of `span` as read by themselves where they stand; None where they name no deadline then."""
    start, end = span
    first, last = source.span(start, end)
    words = source.source[first:last]
    place(scene, source.text[max(0, start - AROUND) : start], source.text[end : end + AROUND])
    reading, _ = read(Canonical(words), scene)
    obligations = [one for one in reading.obligations if one.kind is not Kind.NONE]
    if not obligations:
        return None
    if len(obligations) == len(labelled):
        pairs = zip(obligations, labelled, strict=True)
        obligations = [one._replace(label=other.label) for one, other in pairs]
    return Found(first, last, words, tuple(obligations), reading.flags)


def _beginning(text: str, start: int, one: Obligation, *, bare: bool) -> int:
    if bare and one.unit == "day":  # 60日 alone may be a day of the month
        start = limit_start(text, start)
    if one.kind == "relative":
        return context.event_start(text, start, ahead=one.n is not None and one.n < 0)
    leads = "从自于在" if one.start is not None else "于在到至"
    return start - 1 if start and text[start - 1] in leads else start
