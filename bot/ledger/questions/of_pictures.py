"""One question a page about the words of a scan that may have been misread: dates first, then units, then the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.ledger.items.item import Item
from bot.ledger.questions.doubtful_words import doubtful, headers_of
from bot.ledger.questions.open_question import OpenQuestion
from bot.ledger.text.normal_form import squeeze
from bot.model import Document, Doubt, Doubtful, Ledger, Sentence, Task, sentence
from bot.roster.names import is_group, is_unit

#: Below which score of its least sure character a cell is asked about; a date or a unit binds somebody.
SURE_DATE, SURE_UNIT, SURE_TEXT = 0.97, 0.95, 0.8
_ORDER = ("deadline", "unit", "number", "text", "header", "section", "title", "other")
_NAMED = ("deadline", "unit", "number", "text")  # parts that are told by the numbers of their items
_LONGEST = 30  # characters of one place's words in the question
RECOGNISED = "reading.note-recognised"


def of_pictures(document: Document, ledger: Ledger, items: Sequence[Item]) -> Iterator[OpenQuestion]:
    """What is to be compared with the pictures of the document, a page at a time."""
    by_page: dict[int, list[Doubtful]] = defaultdict(list)
    rows, headers = list(zip(ledger.tasks, items, strict=True)), headers_of(document)
    for doubt in document.doubts:
        found = doubtful(doubt, ledger, rows, headers)
        if _is_asked(doubt, found.part):
            by_page[doubt.place.page or 1].append(found)
    for page, found in _strange_units(document, ledger):
        if not any(found.text in one.text and set(found.tasks) <= set(one.tasks) for one in by_page[page]):
            by_page[page].append(found)
    for page in sorted(by_page):
        yield _question(page, sorted(by_page[page], key=lambda one: _ORDER.index(one.part)))


def _is_asked(doubt: Doubt, part: str) -> bool:
    if doubt.reasons != ("score",):
        return True
    return doubt.score < {"deadline": SURE_DATE, "number": SURE_DATE, "unit": SURE_UNIT}.get(part, SURE_TEXT)


# ---------------------------------------------------------------- units
def _strange_units(document: Document, ledger: Ledger) -> Iterator[tuple[int, Doubtful]]:
    """Names on recognised pages that are no body of any kind, or all but another that the ledger names more often."""
    pages = {place.page for key, place in document.remarks if key == RECOGNISED}
    named = Counter(name for task in ledger.tasks for name in _names(task))
    for task in ledger.tasks:
        if task.source.page not in pages:
            continue
        for name in dict.fromkeys(_names(task)):
            if not (is_unit(name) or is_group(name)) or _is_slip(name, named):
                yield task.source.page or 1, Doubtful(name, "unit", (task.number,), task.source, "name")


def _names(task: Task) -> tuple[str, ...]:
    return task.charged_units


def _is_slip(name: str, named: Counter[str]) -> bool:
    """Whether another name, of which more is read, differs in one character alone."""
    return any(
        len(other) == len(name) > 2 and named[other] > named[name] and sum(map(str.__ne__, name, other)) == 1
        for other in named
    )


# ------------------------------------------------------------- question
def _question(page: int, found: Sequence[Doubtful]) -> OpenQuestion:
    places = tuple(_listed(at, one) for at, one in enumerate(found, start=1))
    numbers = tuple(dict.fromkeys(number for one in found for number in one.tasks))
    words = sentence("ledger.ask-recognition", page=page, count=len(found), places=places)
    return OpenQuestion(
        "recognition", words, ("right",), "right", tasks=numbers, source=found[0].source, doubtful=tuple(found)
    )


def _listed(at: int, one: Doubtful) -> Sentence:
    said = squeeze(one.text)
    said = said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
    if not said:
        return sentence("ledger.doubtful-blank", at=at, place=one.source)
    if one.part not in _NAMED or not one.tasks:
        return sentence("ledger.doubtful-other", at=at, place=one.source, words=said)
    return sentence(f"ledger.doubtful-{one.part}", at=at, numbers=one.tasks, words=said)
