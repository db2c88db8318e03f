"""An export as a workbook: a sheet for all, one of figures, one a unit.

Each row of the first carries what it is by, and how it stood, in columns that are not shown: so rows may be sorted,
filtered and edited, and the sheet can be taken back.
"""

import io

import xlsxwriter

from bot.texts import text
from bot.work.export.cell_formats import CellFormats
from bot.work.export.duty_sheet import write_duties
from bot.work.export.figures_sheet import write_figures
from bot.work.export.rows import Exported
from bot.work.export.sheet_names import sheet_names

#: Words of a document stay words: they are neither formulas nor links.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


def as_list(found: Exported) -> bytes:
    """One sheet, to be read and printed."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        write_duties(book, CellFormats(book), sheet_names([text("export.sheet_all")])[0], found, found.rows)
    return written.getvalue()


def as_workbook(found: Exported) -> bytes:
    """The whole workbook."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        looks = CellFormats(book)
        names = sheet_names([text("export.sheet_all"), text("export.sheet_figures"), *found.units])
        write_duties(book, looks, names[0], found, found.rows, carries=True)
        write_figures(book, looks, names[1], names[0], found)
        for unit, name in zip(found.units, names[2:], strict=True):
            write_duties(book, looks, name, found, [row for row in found.rows if row.unit == unit])
    return written.getvalue()
