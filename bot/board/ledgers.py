"""The ledgers: a list of them, and each as a table that its address filters and sorts."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from bot.board.call import Call, attachment, missing, page, whole
from bot.board.forms import day_or_none
from bot.board.pictures import due_months, time_lines
from bot.plan.lights import WORST_FIRST
from bot.work.export.list_formats import as_csv, as_json
from bot.work.export.rows import exported
from bot.work.export.workbook import as_workbook
from bot.work.views.ledger_days import by_day
from bot.work.views.ledger_table import (
    BY_ITEM,
    BY_UNIT,
    CALENDAR,
    MATRIX,
    SORTS,
    TIME_LINE,
    Asked,
    LedgerTable,
    ledger_lights,
    ledger_table,
    matrix,
    tallies,
)

VIEWS = ("", BY_ITEM, BY_UNIT, MATRIX, TIME_LINE, CALENDAR)
FORMS = {
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}
LONGEST, MOST_PAGES = 100, 100_000


def every(call: Call) -> Response:
    """All ledgers with their lights."""
    return page(call, "ledgers", found=ledger_lights(call.office, call.now))


def look(call: Call) -> Response:
    """One ledger as a table."""
    asked = _asked(call)
    table = ledger_table(call.office, call.path["id"], asked, call.now)
    if table is None:
        return missing(call)
    view = call.query.get("view", "")
    view = view if view in VIEWS else ""
    return page(
        call, "ledger", table=table, view=view, lights=WORST_FIRST, sorts=SORTS, views=VIEWS, **_seen(table, view)
    )


def _seen(table: LedgerTable, view: str) -> dict[str, Any]:
    sections, rows = matrix(table.found) if view == MATRIX else ([], [])
    return {
        "tallies": tallies(table.found, view) if view in {BY_ITEM, BY_UNIT} else [],
        "matrix": rows,
        "matrix_sections": sections,
        "days": by_day(table.found) if view == CALENDAR else {},
        "months": due_months(table.found) if view == CALENDAR else [],
        "lines": time_lines(table) if view == TIME_LINE else None,
        "link": _Link(table.asked, view),
    }


class _Link:
    """The query of this page with something else in it."""

    def __init__(self, asked: Asked, view: str) -> None:
        self._own = {"light": asked.light, "unit": asked.unit, "section": asked.section, "text": asked.text}
        self._own |= {"sort": asked.sort, "view": view, "day": str(asked.day or "")}

    def __call__(self, **other: object) -> dict[str, object]:
        return {**self._own, **other}


def _asked(call: Call) -> Asked:
    def said(name: str) -> str:
        return call.query.get(name, "").strip()[:LONGEST]

    sort = said("sort")
    number = min(whole(said("page")) or 1, MOST_PAGES)
    sort = sort if sort in SORTS else ""
    return Asked(said("light"), said("unit"), said("section"), said("text"), sort, number, day_or_none(said("day")))


def export(call: Call) -> Response:
    """What one sees of a ledger as a file: all that fits, as it is sorted, not one page of it."""
    table = ledger_table(call.office, call.path["id"], _asked(call), call.now)
    form = FORMS.get(call.path["form"])
    if table is None or form is None:
        return missing(call)
    write, kind = form
    order = {one.glance.id: place for place, one in enumerate(table.found)}
    found = exported(call.office, table.id, call.now, order)
    if table.asked.sort:
        found = replace(found, rows=tuple(sorted(found.rows, key=lambda row: order[row.id])))
    return attachment(f"{table.id}.{call.path['form']}", write(found), kind)
