"""What a document holds before anything of it is read as a task: its lines, its tables, its facts, its prose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.ledger.items.item import Item, UnitCell
from bot.ledger.items.leftover import Leftover
from bot.ledger.items.minguo import common_years, counts_by_minguo
from bot.ledger.line_tables.reader import unflatten
from bot.ledger.notice.card import read_card
from bot.ledger.notice.decisions import read_decisions
from bot.ledger.notice.facts import Facts, number_of, read_facts
from bot.ledger.notice.issue_day import day_of, names_day
from bot.ledger.prose.lines import Line, read_lines
from bot.ledger.prose.reader import Prose, read_prose
from bot.ledger.prose.subjects import Charge, find_charges, parts_by_sentence, parts_by_subject, time_spans
from bot.ledger.tables.label_forms import read_forms
from bot.ledger.tables.reader import TableReader
from bot.ledger.text.normal_form import squeeze
from bot.model import Document, Table
from bot.roster.names import is_unit

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class Content:
    """The parts of a document; `document` is as it was taken: tables that lost their rules are tables again."""

    document: Document
    tables: TableReader
    lines: Sequence[Line]
    facts: Facts
    prose: Prose
    minguo: bool = False  # its years are those of the Republic


def read_content(document: Document, issued: date | None, year: int | None) -> Content:
    """The content of `document`; where it has no task, tables without a known header are tried by their values."""
    content = _read(document, issued, year, by_values=False)
    if content.tables.items or content.prose.items:
        return content
    by_values = _read(document, issued, year, by_values=True)
    return by_values if by_values.tables.items else content


def _read(document: Document, issued: date | None, year: int | None, *, by_values: bool) -> Content:
    tables = _read_tables(document, by_values=by_values)
    if not tables.items and (flat := unflatten(document)) is not document:
        document, tables = flat, _read_tables(flat, by_values=by_values)
        if any(item.place.line for item in tables.items):
            first = tables.items[0]
            tables.leftovers.append(Leftover(first.text, first.place, "ledger.note-flattened"))
    lines = read_lines(document)
    facts = _facts(document, lines, tables, issued, year)
    minguo = counts_by_minguo(_texts(document))
    if minguo and facts.year is None and (said := _YEAR.search(common_years(facts.title, bare=True))):
        facts = replace(facts, year=int(said[1]))
    return Content(document, tables, lines, facts, _prose(lines, facts, len(tables.items)), minguo)


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row)
        else:
            yield block.text


def _prose(lines: Sequence[Line], facts: Facts, in_tables: int) -> Prose:
    """The items of the text outside tables; none where a table is the ledger and the text only leads up to it."""
    prose = _with_decisions(read_prose(lines, facts.body))
    named = [item for item in prose.items if item.units]
    if in_tables and len(named) <= 2 * in_tables:
        return Prose([], [], set(), prose.passed, [item for item in prose.items if item.units or time_spans(item.text)])
    prose = _add_subjects(prose)
    for item in prose.items:
        item.units = [*item.units, *item.standing]
    return prose


def _with_decisions(prose: Prose) -> Prose:
    """The items with each decision of a meeting parted by whom it charges."""
    parted = [
        (part, leads)
        for item, leads in zip(prose.items, prose.first_leads, strict=True)
        for part in read_decisions([item])
    ]
    return replace(prose, items=[part for part, _ in parted], first_leads=[leads for _, leads in parted])


def _add_subjects(prose: Prose) -> Prose:
    """The items of prose; one that names no unit in brackets or labels binds whom its sentences charge (各地要…).

    Where bodies are charged each with a day of their own, each is a part of the item (3.1, 3.2).
    """
    parts = [(part, leads) for item, leads in zip(prose.items, prose.first_leads, strict=True) for part in _parts(item)]
    return replace(prose, items=[part for part, _ in parts], first_leads=[leads for _, leads in parts])


def _parts(item: Item) -> list[Item]:
    if item.units:
        return [item]
    found = [] if item.deadline else parts_by_subject(item.text, time_spans(item.text))
    if len(found) < 2 and not item.deadline:
        found = parts_by_sentence(item.text, time_spans(item.text))
    if len(found) < 2:
        return [replace(item, units=_charged(find_charges(item.text)))]
    head = item.text[: found[0].charges[0].start if found[0].charges else 0]
    return [
        replace(
            item,
            label=f"{item.label}.{at}" if item.label else "",
            printed=f"{item.printed}.{at}" if item.label else "",
            text=head + item.text[max(part.start, len(head)) : part.end].strip("，, "),
            units=_charged(part.charges),
        )
        for at, part in enumerate(found, start=1)
    ]


def _charged(charges: Sequence[Charge]) -> list[UnitCell]:
    return [UnitCell(charge.role, "、".join(charge.names)) for charge in charges]


def _read_tables(document: Document, *, by_values: bool) -> TableReader:
    reader = TableReader(document, by_values)
    for block in document.blocks:
        if isinstance(block, Table):
            if block.rows:
                reader.read(block)
        else:
            reader.pass_by(block)
    reader.close()
    forms = [] if reader.items else read_forms(document)
    reader.items += forms
    reader.leftovers += [] if forms else reader.unknown
    _tell_sheets(reader.items)
    return reader


def _tell_sheets(items: Sequence[Item]) -> None:
    """Items of several sheets have the sheet's name as their first section."""
    if len({item.place.sheet for item in items}) > 1:
        for item in items:
            item.section = (item.place.sheet or "", *item.section)


def _facts(
    document: Document, lines: Sequence[Line], reader: TableReader, issued: date | None, year: int | None
) -> Facts:
    above = [squeeze(text) for text in reader.titles]
    name = re.sub(r"\.\w{2,5}$", "", document.name.rsplit("/", 1)[-1])
    days = [text for text in dict.fromkeys(reader.beside_titles) if names_day(text)]
    facts = read_facts(lines, [*above, name], [*days, *(note.text for note in reader.remarks)], known=issued)
    card = read_card(document)
    day = issued or facts.issued or day_of(card.get("issued", "")) or document.published
    offices = [office for office in (facts.issuer, card.get("issuer")) if office and is_unit(office)]
    return replace(
        facts,
        issuer=max(offices, key=len, default=None),
        document_number=facts.document_number or number_of(card.get("number", "")),
        issued=day,
        year=year or facts.year or (day.year if day else None),
    )
