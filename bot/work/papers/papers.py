"""The papers of a ledger: which there are, for whom, and about what."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.messages.papers.filling import Filled, fill, own_template
from bot.messages.typography import book, day
from bot.plan.duty import RUNNING
from bot.plan.lights import Light
from bot.store import duties
from bot.texts import text
from bot.work.duties.units import units_of_option
from bot.work.export.rows import Exported, Row, exported, exported_in
from bot.work.office import Office, get_ledger
from bot.work.papers.charts import unit_charts
from bot.work.papers.facts import figures, is_late, paper_item

#: A duty that is withdrawn stands in no paper.
_OPEN = frozenset(RUNNING)


def _is_asked(row: Row) -> bool:
    return row.state in _OPEN


def _is_urged(row: Row) -> bool:
    return is_late(row) and row.urgings > 0


def _is_extended(row: Row) -> bool:
    return row.due is not None and row.original_due is not None and row.due > row.original_due


def _is_closed(row: Row) -> bool:
    return row.light is Light.CLOSED


def _is_any(row: Row) -> bool:
    return row.light is not Light.WITHDRAWN


#: A paper a unit: which of its duties it is about. A 督办函 follows an urging; a 催办函 is for all that is late.
BY_UNIT: dict[str, Callable[[Row], bool]] = {
    "dispatch": _is_asked,
    "urging": is_late,
    "escalation": _is_urged,
    "extension": _is_extended,
    "completion": _is_closed,
    "closeout": _is_closed,
}
#: A paper over all units.
OVERALL: dict[str, Callable[[Row], bool]] = {"circular": is_late, "year": _is_any}
KINDS = (*BY_UNIT, *OVERALL)


@dataclass(frozen=True, slots=True)
class Paper:
    """One Word file. `fault`: why the office's own template was not used."""

    kind: str
    name: str
    content: bytes
    fault: str = ""


def kind_of(word: str) -> str:
    """The kind that is meant by its English or Chinese name. Raises UsageError."""
    names = {kind: kind for kind in KINDS} | {text(f"papers.{kind}"): kind for kind in KINDS}
    if word not in names:
        raise UsageError("papers.no_kind", found=word, kinds=text("letter.between").join(names))
    return names[word]


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that has something to say: for a unit (empty: over all of them), about `n` duties."""

    kind: str
    unit: str
    n: int


def offers(office: Office, ledger_id: str, now: datetime) -> list[Offer]:
    """The papers that could be written of a ledger now, without writing them. Raises UsageError without a ledger."""
    found = exported(office, ledger_id, now)
    made = [Offer(kind, unit, len(rows)) for kind, unit, rows in _wanted(found, KINDS, found.units)]
    overall = ((kind, sum(map(fits, found.rows))) for kind, fits in OVERALL.items())
    return made + [Offer(kind, "", n) for kind, n in overall if n]


def _wanted(found: Exported, kinds: Sequence[str], units: Sequence[str]) -> Iterator[tuple[str, str, list[Row]]]:
    """Kind, unit, duties of each paper a unit."""
    own: dict[str, list[Row]] = {name: [] for name in units}
    for row in found.rows:
        if row.unit in own:
            own[row.unit].append(row)
    for kind in kinds:
        if kind in BY_UNIT:
            for name, every in own.items():
                if rows := [row for row in every if BY_UNIT[kind](row)]:
                    yield kind, name, rows


def papers(
    office: Office, ledger_id: str, now: datetime, *, kinds: Sequence[str] = KINDS, unit: str | None = None
) -> Iterator[Paper]:
    """Every paper of these kinds that has something to say; `unit`: for whom alone, as people name units."""
    with office.store.begin() as session:
        found = exported_in(session, office, ledger_id, now)
        units = _units(session, office, found, unit)
        around = _around(session, office, found, now)
    yield from _papers(office, found, units, around, kinds)


def papers_about(session: Session, office: Office, ids: Collection[int], kind: str, now: datetime) -> Iterator[Paper]:
    """The papers of one kind about these duties, whatever their ledgers."""
    about = duties.get_duties(session, ids).values()
    for ledger_id in dict.fromkeys(duty.ledger_id for duty in about):
        found = exported_in(session, office, ledger_id, now)
        kept = replace(found, rows=tuple(row for row in found.rows if row.id in ids or kind in OVERALL))
        yield from _papers(office, kept, list(kept.units), _around(session, office, found, now), (kind,))


def template_faults(config: Path | None) -> list[str]:
    """What of the office's own templates cannot be used, each said in one sentence."""
    own = [kind for kind in KINDS if own_template(kind, config) is not None]
    return [fault for kind in own if (fault := sample(kind, config).fault)]


def _papers(
    office: Office, found: Exported, units: Sequence[str], around: dict[str, Any], kinds: Sequence[str]
) -> Iterator[Paper]:
    for kind, name, rows in _wanted(found, kinds, units):
        yield _paper(office, kind, name, around | _of_unit(found, name, rows))
    for kind in kinds:
        if kind in OVERALL and any(OVERALL[kind](row) for row in found.rows):
            charts = unit_charts(office, found.units, [row for row in found.rows if _is_any(row)])
            yield _paper(office, kind, "", around | _of_all(found, OVERALL[kind]) | {"charts": charts})


def _units(session: Session, office: Office, found: Exported, word: str | None) -> list[str]:
    """The units that get papers. Raises UsageError where the word names none of the ledger's."""
    if word is None or not found.units:  # a draft has given nobody anything yet
        return list(found.units)
    named = units_of_option(office, duties.duties(session, ledger_id=found.ledger), word)
    return [name for name in found.units if name in named.units]


def sample(kind: str, config: Path | None) -> Filled:
    """A paper of this kind about nothing, by which a template is tried."""
    item = dict.fromkeys(("number", "task", "label", "unit", "phrase", "due", "original_due", "ended", "note"), "")
    one = item | {"extension_until": "", "days_over": 1, "urgings": 1}
    numbers = ("closed_numbers", "late_numbers", "running_numbers")
    facts = dict.fromkeys(("unit", *numbers, "share", "late_share", "bar"), "")
    counted = facts | {"total": 1, "closed": 1, "late": 1, "running": 1}
    words = dict.fromkeys(("ledger", "title", "document_number", "office", "today", "year", "unit"), "")
    lists = {name: [one] for name in ("items", "late", "closed", "running")}
    values = words | lists | {"n": 1, "workdays": 1, "all": counted, "own": counted, "units": [counted], "charts": []}
    return fill(kind, values, config)


def _around(session: Session, office: Office, found: Exported, now: datetime) -> dict[str, Any]:
    """What every paper may say."""
    kept = get_ledger(session, found.ledger)
    number, year = kept.document_number or "", kept.year
    name = book(found.title) + (text("letter.document_number", number=number) if number else "")
    return {
        "ledger": name,
        "title": found.title,
        "document_number": number,
        "office": office.name,
        "today": day(office.today(now)),
        "year": str(year or found.day.year),
        "workdays": office.rules.policy.escalation_workdays,
        "all": figures(found.rows),
    }


def _of_unit(found: Exported, unit: str, rows: Sequence[Row]) -> dict[str, Any]:
    own = figures((row for row in found.rows if row.unit == unit), unit)
    return {"unit": unit, "items": [paper_item(row, found.day) for row in rows], "n": len(rows), "own": own}


def _of_all(found: Exported, fits: Callable[[Row], bool]) -> dict[str, Any]:
    units = [figures((row for row in found.rows if row.unit == unit), unit) for unit in found.units]
    rows = [row for row in found.rows if _is_any(row)]
    late, closed = [row for row in rows if is_late(row)], [row for row in rows if _is_closed(row)]
    running = [row for row in rows if not is_late(row) and not _is_closed(row)]
    lists = {"items": [row for row in rows if fits(row)], "late": late, "closed": closed, "running": running}
    made = {name: [paper_item(row, found.day) for row in listed] for name, listed in lists.items()}
    return {**made, "units": [unit for unit in units if unit.total], "n": len(lists["items"])}


def _paper(office: Office, kind: str, unit: str, values: dict[str, Any]) -> Paper:
    filled = fill(kind, values, office.config)
    words = [text(f"papers.{kind}"), unit, values["title"][:40], values["today"]]
    name = "_".join("".join("－" if c in '/\\:*?"<>|' else c for c in word) for word in words if word)
    return Paper(kind, f"{name}.docx", filled.content, filled.fault)
