"""A `Document` → a `Ledger`: its tasks, the duties of its notice, and what must be asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot import deadlines
from bot.deadlines import Settings
from bot.errors import LedgerError
from bot.ledger.card import read_card
from bot.ledger.columns import LOOKED_FOR
from bot.ledger.draft import Draft, UnitCell
from bot.ledger.duties import first_subject, read_duties
from bot.ledger.flattened import unflatten
from bot.ledger.forms import read_forms
from bot.ledger.header import find_header
from bot.ledger.lines import Line, read_lines
from bot.ledger.loose import Loose
from bot.ledger.naming import place_of, read_all
from bot.ledger.notice import Facts, day_of, number_of, read_facts
from bot.ledger.numbering import number_all
from bot.ledger.prose import Prose, read_prose
from bot.ledger.questions import ask
from bot.ledger.tables import TableReader
from bot.ledger.timing import Times, Years, read_times
from bot.ledger.wording import key, squeeze
from bot.model import Document, Duty, Ledger, Place, Table, Task
from bot.roster.names import is_unit
from bot.roster.words import UnitWords, says_first_leads


def extract(
    document: Document, *, issued: date | None = None, year: int | None = None, settings: Settings = deadlines.DEFAULT
) -> Ledger:
    """The ledger that `document` holds. `issued` and `year` stand in for what the document says.

    LedgerError where neither a ledger's header, nor tasks in prose, nor a dated duty is found.
    """
    reader = _read_tables(document)
    if not reader.drafts and (flat := unflatten(document)) is not document:
        document, reader = flat, _read_tables(flat)
        if any(draft.place.line for draft in reader.drafts):
            first = reader.drafts[0]
            reader.loose.append(Loose(first.text, first.place, "ledger.note-flattened"))
    lines = read_lines(document)
    facts = _facts(document, lines, reader, issued, year)
    prose = _prose(lines, facts, len(reader.drafts))
    drafts = [*prose.drafts, *reader.drafts]
    years = Years(facts.issued, facts.year, settings)
    duties = read_duties(lines, prose.used, facts, years)
    if not drafts and not duties:
        raise _nothing_found(document)
    leads = [*prose.first_leads, *_first_leads(document, len(reader.drafts))]
    place = place_of(facts.issuer, facts.title)
    units = read_all(drafts, place, leads)
    times = [read_times(draft.deadline, (draft.text, draft.requirement), years) for draft in drafts]
    tasks = tuple(_task(*parts) for parts in zip(number_all(drafts), drafts, units, times, strict=True))
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
    return ask(ledger, drafts, units, times, [*reader.loose, *_passed(prose, duties)])


def _passed(prose: Prose, duties: Sequence[Duty]) -> list[Loose]:
    """The numbered paragraphs of a ledger in prose that are neither task nor duty, to be noted."""
    said = {duty.source for duty in duties}
    lines = prose.passed if prose.drafts else []
    return [Loose(line.text, line.place, "ledger.note-not-tasks") for line in lines if line.place not in said]


def _prose(lines: Sequence[Line], facts: Facts, in_tables: int) -> Prose:
    """The items of the text outside tables; none where a table is the ledger and the text only leads up to it."""
    prose = read_prose(lines, facts.body)
    if in_tables and sum(1 for draft in prose.drafts if draft.units) <= 2 * in_tables:
        return Prose([], [], set(), [])
    _add_subjects(prose.drafts)
    return prose


def _add_subjects(drafts: Sequence[Draft]) -> None:
    """An item of prose that names no unit in brackets or labels binds whom its sentences address (各地要…)."""
    for draft in drafts:
        if not draft.units and (names := first_subject(draft.text)):
            leads = any(f"由{joint.join(names)}牵头" in draft.text for joint in "、和")
            draft.units.append(UnitCell("lead" if leads else "responsible", "、".join(names)))


def _read_tables(document: Document) -> TableReader:
    reader = TableReader(document)
    for block in document.blocks:
        if isinstance(block, Table):
            if block.rows:
                reader.read(block)
        else:
            reader.pass_by(block)
    reader.close()
    if not reader.drafts:
        reader.drafts += read_forms(document)
    _tell_sheets(reader.drafts)
    return reader


def _tell_sheets(drafts: Sequence[Draft]) -> None:
    """Items of several sheets have the sheet's name as their first section."""
    if len({draft.place.sheet for draft in drafts}) > 1:
        for draft in drafts:
            draft.section = (draft.place.sheet or "", *draft.section)


def _facts(
    document: Document, lines: Sequence[Line], reader: TableReader, issued: date | None, year: int | None
) -> Facts:
    above = [squeeze(text) for text in reader.titles]
    name = re.sub(r"\.\w{2,5}$", "", document.name.rsplit("/", 1)[-1])
    facts = read_facts(lines, [*above, name])
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
def _task(number: str, draft: Draft, units: UnitWords, times: Times) -> Task:
    return Task(
        number=number,
        text=draft.text,
        section=draft.section,
        title=draft.title,
        requirement=draft.requirement,
        lead_units=units.lead,
        responsible_units=units.responsible,
        assisting_units=units.assisting,
        units_raw=draft.units_raw,
        deadline_raw=squeeze_lines(draft.deadline),
        deadline_inherited=draft.inherited,
        deadline_mentions=times.mentions,
        obligations=times.obligations,
        source=draft.place,
    )


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
        first = " | ".join(dict.fromkeys(squeeze(cell.text) for cell in tables[0].rows[0] if cell.text))
        return LedgerError("ledger.no_header", place=document.name, row=first[:120] or "–", words="、".join(LOOKED_FOR))
    text = next(
        (squeeze(block.text) for block in document.blocks if not isinstance(block, Table) and key(block.text)), "–"
    )
    return LedgerError("ledger.nothing", place=document.name, row=text[:60], words="、".join(LOOKED_FOR))
