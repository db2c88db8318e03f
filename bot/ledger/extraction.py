"""A `Document` → a `Ledger`: its tasks, the duties of its notice, and what must be asked."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot import deadlines
from bot.deadlines import Conventions
from bot.errors import LedgerError
from bot.ledger.columns.header import find_header
from bot.ledger.content import read_content
from bot.ledger.items.item import Item
from bot.ledger.items.item_times import read_item_times
from bot.ledger.items.leftover import Leftover
from bot.ledger.items.numbers import number_all
from bot.ledger.items.times import Times, Years, not_past, without_bygone
from bot.ledger.items.units import place_of, read_all
from bot.ledger.notice.duties import read_duties
from bot.ledger.notice.facts import Facts
from bot.ledger.notice.item_terms import apply_terms, read_terms
from bot.ledger.notice.notes import note_lines
from bot.ledger.prose.lines import Line
from bot.ledger.prose.reader import Prose
from bot.ledger.prose.subjects import find_charges
from bot.ledger.questions.collection import ask
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import key, squeeze
from bot.model import Document, Ledger, NoticeDuty, Place, Table, Task, sentence
from bot.roster.list_notes import says_first_leads
from bot.roster.names import is_group, normal
from bot.roster.unit_words import UnitWords
from bot.vocabulary.column_words import LOOKED_FOR
from bot.vocabulary.page_marks import BULLETS
from bot.vocabulary.script import simplified
from bot.vocabulary.states import STATE_KEYS

_TITLE_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:份|(?=[^\d至到—\-~－、前底末]|$))(?!\d)")
_SAME = 8  # characters by which an item of prose is found again in a table
_TIME_WORD = re.compile("[\\d一二三四五六七八九十]月|月底|[下本这]周|\\d日|年底")
_DOES = re.compile("请|负责|会同|牵头|要|应|须|完成|[月日]底?前")
_HEARD = re.compile("会议(?:原则)?(?:同意|听取|审议|传达|通报|学习)")
#: Something is to be handed in before an event that has no day: 放假前交校办.
_BY_EVENT = re.compile(
    "(?<![\\d月日年])[\u4e00-\u9fff]{2,4}(?<![之以日月年目此从提空事底末间])前(?:统一|一并|及时|书面)?(?:报(?![名告])|交(?!通|流)|送|提交|上报)"
)
_HEADING = 12  # characters of a numbered line that is no more than a heading
_TOP = 6  # rows of a table among which its header is looked for, to name it


def extract(
    document: Document,
    *,
    issued: date | None = None,
    year: int | None = None,
    settings: Conventions = deadlines.DEFAULT,
    known: Iterable[str] = (),
) -> Ledger:
    """The ledger that `document` holds. `issued` and `year` stand in for what the document says.

    `known` are names of the roster, which are units as they are written, whatever they end with.

    LedgerError where neither a ledger's header, nor tasks in prose, nor a dated duty is found.
    """
    content = read_content(document, issued, year)
    document, reader, prose, facts = content.document, content.tables, content.prose, content.facts
    items = [*prose.items, *reader.items]
    years = Years(facts.issued or facts.sat, facts.year, settings, content.minguo, _month_of(facts))
    said = [*content.lines, *note_lines(reader.remarks)]
    duties = read_duties(said, prose.used, facts, _of_issue(years))
    duties = duties if facts.issued else tuple(map(not_past, duties))
    if not items and not duties:
        raise _nothing_found(document)
    leads = [*prose.first_leads, *_first_leads(document, len(reader.items))]
    place = place_of(facts.issuer, facts.title)
    units = read_all(items, place, leads, map(normal, known))
    numbers = number_all(items)
    terms = read_terms(said)
    terms_left = list(apply_terms(terms, items, numbers))
    read = [read_item_times(item, years) for item in items]
    read = read if facts.issued else list(map(not_past, read))
    first_year = years.year or _first_year(read)
    times = [without_bygone(one, first_year) for one in read]
    tasks = tuple(_task(*parts) for parts in zip(numbers, items, units, times, strict=True))
    ledger = Ledger(
        title=facts.title,
        issuer=facts.issuer,
        document_number=facts.document_number,
        issued=facts.issued,
        year=facts.year,
        contacts=facts.contacts,
        recipients=facts.recipients,
        tasks=tasks,
        duties=duties,
        source=Place(document.name),
        sha256=document.sha256,
    )
    lost = [
        *reader.leftovers,
        *_undated(said, prose.used, duties),
        *_passed(prose, duties),
        *_beside(prose, duties, document),
        *terms_left,
    ]
    ledger = ask(ledger, items, units, times, lost, reader.columns, document, terms.place)
    return replace(ledger, notes=(*ledger.notes, *(sentence(name) for name in dict(document.remarks))))


def _month_of(facts: Facts) -> int:
    """The month that the title is about (2025年9月份重点工作清单), where that is not the month of issue; else 0."""
    months = set(_TITLE_MONTH.findall(facts.title))
    month = int(months.pop()) if len(months) == 1 else 0
    return 0 if facts.issued and facts.issued.month == month else month


def _of_issue(years: Years) -> Years:
    """The years that a notice's own duties are read by: they belong to the year in which it was issued."""
    return replace(years, year=years.issued.year) if years.issued else years


def _first_year(times: Sequence[Times]) -> int | None:
    """The first year in which something of the columns falls due."""
    days = (one.last_day for read in times for one in read.obligations if one.source == "column" and one.last_day)
    return min((day.year for day in days), default=None)


def _passed(prose: Prose, duties: Sequence[NoticeDuty]) -> list[Leftover]:
    """The numbered paragraphs that are neither task nor duty: asked about where they charge a body or
    seem a task left out, else noted.
    """
    said = {duty.source for duty in duties}
    lines = [line for line in prose.passed if line.place not in said]
    charging = [line for line in lines if _charges_body(line) or _is_left_out(line, prose.items)]
    noted = [line for line in lines if line not in charging] if prose.items else []
    return [
        *(Leftover(line.text, line.place, flag="passed") for line in charging),
        *(Leftover(line.text, line.place, "ledger.note-not-tasks") for line in noted),
    ]


def _undated(lines: Sequence[Line], used: Collection[int], duties: Sequence[NoticeDuty]) -> Iterator[Leftover]:
    """Sentences of the notice that ask for something by a time that no day is told of (放假前交校办)."""
    places = {duty.source for duty in duties}
    for at, line in enumerate(lines):
        if at not in used and line.place not in places and (found := _BY_EVENT.search(line.text)):
            yield Leftover(line.text[max(0, found.start() - _HEADING) :], line.place, flag="passed")


def _is_left_out(line: Line, items: Sequence[Item]) -> bool:
    """Whether a paragraph is numbered as the tasks beside it are: as decisions of a meeting, or, with a time of its
    own, as tasks outside any section.
    """
    mark = leading(line.text)
    if mark is None:
        return line.text[:1] in BULLETS and bool(_TIME_WORD.search(line.text))
    decided = (leading(f"{item.printed}、{item.text}") for item in items if item.decided)
    if any(other and other.style == mark.style for other in decided) and (
        len(line.text) > _HEADING or find_charges(line.text)
    ):
        return not _HEARD.match(line.text, mark.end)
    if not _TIME_WORD.search(line.text):
        return False
    beside = (leading(f"{item.printed}、{item.text}") for item in items if not item.section)
    return any(other and other.style == mark.style for other in beside)


def _charges_body(line: Line) -> bool:
    """Whether a paragraph tells a body of its own what to do, by a word of its role."""
    text = simplified(line.text)
    charges = [charge for charge in find_charges(text) if not any(map(is_group, charge.names))]
    return any(charge.role == "lead" or _DOES.search(text[charge.start : charge.end]) for charge in charges)


def _beside(prose: Prose, duties: Sequence[NoticeDuty], document: Document) -> list[Leftover]:
    """The items of prose that name units and stand beside a table that is the ledger, unless it holds them too."""
    if not prose.beside:
        return []
    tables = [block for block in document.blocks if isinstance(block, Table)]
    said = "".join(key(cell.text) for table in tables for row in table.rows for cell in row)
    known = {duty.source for duty in duties}
    new = [item for item in prose.beside if key(item.text)[:_SAME] not in said and item.place not in known]
    return [Leftover(item.text, item.place, flag="beside") for item in new]


def _first_leads(document: Document, count: int) -> list[bool]:
    """Whether a remark beside the table says that the first unit named leads."""
    said = any(says_first_leads(block.text) for block in document.blocks if not isinstance(block, Table))
    said = said or any(
        says_first_leads(cell.text)
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    )
    return [said] * count


# --------------------------------------------------------------------- tasks
def _task(number: str, item: Item, units: UnitWords, times: Times) -> Task:
    return Task(
        number=number,
        text=item.text,
        section=item.section,
        title=item.title,
        requirement=item.requirement,
        lead_units=units.lead,
        responsible_units=units.responsible,
        assisting_units=units.assisting,
        supervising_units=units.supervising,
        units_raw=item.units_raw,
        deadline_raw=_deadline_words(item),
        deadline_inherited=item.inherited,
        deadline_mentions=times.mentions,
        obligations=times.obligations,
        cells=tuple((cell.column, cell.words) for cell in item.cells),
        source=item.place,
    )


def _deadline_words(item: Item) -> str | None:
    """The words of the item's deadline; of a plan its parts, one after the other; else those by which it is done."""
    parts = "；".join(f"{part.when}：{part.what}" if part.what else part.when for part in item.parts)
    said = None if item.done in STATE_KEYS else item.done  # a mark is no words of the document
    return squeeze_lines(item.deadline) or parts or said


def squeeze_lines(text: str | None) -> str | None:
    """`text` on one line, inner spaces kept; None where nothing is left."""
    return re.sub(r"\s*\n\s*", "", text).strip() or None if text else None


# -------------------------------------------------------------------- refusal
def _nothing_found(document: Document) -> LedgerError:
    tables = [block for block in document.blocks if isinstance(block, Table) and block.rows]
    if tables:
        for table in tables:
            if any(find_header(table.rows, at) for at in range(len(table.rows))):
                words = " | ".join(dict.fromkeys(squeeze(cell.text) for cell in table.rows[0] if cell.text))
                return LedgerError("ledger.empty", place=document.name, row=words[:120])
        return LedgerError("ledger.no_header", place=document.name, row=_likeliest(tables), words="、".join(LOOKED_FOR))
    words = next(
        (squeeze(block.text) for block in document.blocks if not isinstance(block, Table) and key(block.text)), "–"
    )
    return LedgerError("ledger.nothing", place=document.name, row=words[:60], words="、".join(LOOKED_FOR))


def _likeliest(tables: Sequence[Table]) -> str:
    """The row that most likely heads a table: of the first ones that with the most different words."""
    rows = [row for table in tables for row in table.rows[:_TOP]]
    said = [tuple(dict.fromkeys(squeeze(cell.text) for cell in row if cell.text)) for row in rows]
    likeliest: tuple[str, ...] = max(said, key=len, default=())
    return " | ".join(likeliest)[:120] or "–"
