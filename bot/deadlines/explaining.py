"""Which rule took which words of a phrase."""

from dataclasses import dataclass
from datetime import date

from bot.deadlines.canonical import Canonical
from bot.deadlines.conventions import DEFAULT, Conventions
from bot.deadlines.reader import Assembly
from bot.deadlines.row import Scene


@dataclass(frozen=True, slots=True)
class Taken:
    """The words from `start` to `end` (exclusive) went to `rule`; `counts` is False where they make no obligation."""

    start: int
    end: int
    words: str
    rule: str
    counts: bool


def explain(
    phrase: str,
    *,
    issued: date | None = None,
    year: int | None = None,
    where: str = "column",
    settings: Conventions = DEFAULT,
) -> tuple[Taken, ...]:
    """Every run of words that a rule took, in the order of the phrase, as `parse` sees it."""
    source = Canonical(phrase)
    work = Assembly(source, Scene(issued, year, settings, where == "column"))
    work.assemble(work.trusted())
    counted = set(work.spans)
    taken = []
    for hit in work.hits:
        first, last = source.span(hit.start, hit.end)
        taken.append(Taken(first, last, phrase[first:last], hit.rule, (hit.start, hit.end) in counted))
    return tuple(taken)
