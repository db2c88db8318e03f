"""One question a page about the words of a scan that may have been misread: dates first, then units, then the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.ledger.items.item import Item
from bot.ledger.questions.open_question import OpenQuestion
from bot.ledger.text.normal_form import squeeze
from bot.model import Document, Doubt, Doubtful, Ledger, Place, Sentence, Task, sentence
from bot.roster.names import is_group, is_unit

#: Below which score of its least sure character a cell is asked about; a date or a unit binds somebody.
SURE_DATE, SURE_UNIT, SURE_TEXT = 0.97, 0.95, 0.8
_ORDER = ("deadline", "unit", "number", "text", "other")
_LONGEST = 30  # characters of one place's words in the question
RECOGNISED = "reading.note-recognised"


def of_pictures(document: Document, ledger: Ledger, items: Sequence[Item]) -> Iterator[OpenQuestion]:
    """What is to be compared with the pictures of the document, a page at a time."""
    by_page: dict[int, list[Doubtful]] = defaultdict(list)
    rows = list(zip(ledger.tasks, items, strict=True))
    for doubt in document.doubts:
        found = _doubtful(doubt, ledger, rows)
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


def _doubtful(doubt: Doubt, ledger: Ledger, rows: Sequence[tuple[Task, Item]]) -> Doubtful:
    """Which items the words belong to, and as what."""
    here = [(task, item) for task, item in rows if _stands_in(task.source, doubt)] or _above(doubt, rows)
    duties = tuple(duty.id for duty in ledger.duties if _stands_in(duty.source, doubt))
    numbers = tuple(task.number for task, _ in here)
    said = squeeze(doubt.text)
    for _, item in here:
        if item.deadline and said and said == squeeze(item.deadline):
            return Doubtful(doubt.text, "deadline", numbers, doubt.place)
        for cell in item.units:
            if said and squeeze(cell.raw) == said:
                return Doubtful(doubt.text, "unit", numbers, doubt.place, cell.role)
        if said and said == item.printed:
            return Doubtful(doubt.text, "number", numbers, doubt.place)
        if said and said in squeeze(item.text):
            return Doubtful(doubt.text, "text", numbers, doubt.place)
    return Doubtful(doubt.text, "other", numbers + duties, doubt.place)


def _stands_in(place: Place, doubt: Doubt) -> bool:
    """Whether an item begins in the rows, or in the paragraph, that the doubt is about."""
    at = doubt.place
    if (place.table, place.sheet, place.page is None) != (at.table, at.sheet, at.page is None):
        return False
    if at.row is None or place.row is None:
        return at.row is place.row and place.line == at.line
    return at.row <= place.row < at.row + doubt.rows


def _above(doubt: Doubt, rows: Sequence[tuple[Task, Item]]) -> list[tuple[Task, Item]]:
    """The last item above a row in which none begins: the row goes on with it. None for a header."""
    at = doubt.place
    above = [
        (t, i) for t, i in rows if t.source.table == at.table and t.source.row and at.row and t.source.row < at.row
    ]
    return above[-1:] if at.table is not None else []


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
    return (*task.lead_units, *task.responsible_units, *task.assisting_units)


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
    if one.part == "other" or not one.tasks:
        return sentence("ledger.doubtful-other", at=at, place=one.source, words=said)
    return sentence(f"ledger.doubtful-{one.part}", at=at, numbers=one.tasks, words=said)
