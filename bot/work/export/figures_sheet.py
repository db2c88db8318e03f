"""How many duties of each unit stand under each light, by formulas over the sheet of all, which recompute."""

from typing import Any

from bot.plan.lights import WORST_FIRST
from bot.texts import text
from bot.work.export.cell_formats import CellFormats, set_up_page
from bot.work.export.columns import letter_of, place_of
from bot.work.export.rows import Exported

_WIDTHS = 22, 9  # in characters: of the units, of the counts


def write_figures(book: Any, looks: CellFormats, name: str, source: str, found: Exported) -> None:
    """`source`: the name of the sheet that is counted."""
    sheet = book.add_worksheet(name)
    lights = [str(light) for light in WORST_FIRST]
    heads = [text("export.column_unit"), *(text(f"duty.light_{light}") for light in lights), text("export.total")]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, looks.header)
        sheet.set_column(column, column, _WIDTHS[0] if column == 0 else _WIDTHS[1])
    units, shown = (_range(source, field) for field in ("unit", "light"))
    for at, unit in enumerate(found.units, 1):
        own = [row for row in found.rows if row.unit == unit]
        sheet.write_string(at, 0, unit, looks.cell)
        for column, light in enumerate(lights, 1):
            formula = f"=COUNTIFS({units},$A{at + 1},{shown},{letter_of(column)}$1)"
            sheet.write_formula(at, column, formula, looks.centred, sum(str(row.light) == light for row in own))
        total = f"=SUM(B{at + 1}:{letter_of(len(lights))}{at + 1})"
        sheet.write_formula(at, len(lights) + 1, total, looks.centred, len(own))
    sheet.freeze_panes(1, 1)
    set_up_page(sheet, 0)


def _range(source: str, field: str) -> str:
    quoted = source.replace("'", "''")
    letter = letter_of(place_of(field))
    return f"'{quoted}'!${letter}:${letter}"
