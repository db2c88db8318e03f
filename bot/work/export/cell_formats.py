"""How cells and pages of an exported workbook look: as offices print their tables."""

from typing import Any

from bot.messages.templates import COLOURS

#: On these lights dark letters are read more easily.
_LIGHT_GROUNDS = {"near", "undated", "paused", "withdrawn", "standing", "open"}
_MARGINS_INCHES = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.6}
_A4 = 9


class CellFormats:
    """The formats of a workbook's cells, each made once."""

    def __init__(self, book: Any) -> None:
        grid = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10}
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.day = book.add_format({"font_size": 10, "align": "right"})
        self.header = book.add_format({**grid, "bold": True, "align": "center", "bg_color": "#f0f2f5"})
        self.cell = book.add_format(grid)
        self.centred = book.add_format({**grid, "align": "center"})
        self.date = book.add_format({**grid, "align": "center", "num_format": "yyyy-mm-dd"})
        self.section = book.add_format({**grid, "bold": True, "bg_color": "#fafbfc"})
        self.lights = {
            light: book.add_format({**grid, "align": "center", "bg_color": colour, "font_color": _ink(light)})
            for light, colour in COLOURS.items()
        }


def _ink(light: str) -> str:
    return "#000000" if light in _LIGHT_GROUNDS else "#ffffff"


def set_up_page(sheet: Any, header_row: int) -> None:
    """A4 landscape, as wide as the page, the head repeated on each, numbered below."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, header_row)
    sheet.set_margins(**_MARGINS_INCHES)
    sheet.set_footer("&C— &P —")
