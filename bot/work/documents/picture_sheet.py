"""The sheet on which a scan is compared: a row a place in doubt, its picture beside what was read, the right words."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from PIL import Image

from bot.ledger import write_correction
from bot.model import Document, Place, Question, Table
from bot.texts import text

COLUMNS = ("check_id", "check_at", "check_items", "picture", "as_read", "right_words")
_WIDTHS = {"check_items": 14, "picture": 60, "as_read": 44, "right_words": 44}
_WIDEST, _HIGHEST = 420, 500  # pixels of a picture in its cell
_POINTS = 0.75  # of a pixel of a sheet


def add_pictures(book: Any, questions: Iterable[Question], pictures: Mapping[Place, bytes]) -> None:
    """Adds the sheet to an xlsxwriter workbook, where a question shows places; `pictures` are JPEG by place."""
    asked = [(question, at, one) for question in questions for at, one in enumerate(question.doubtful, start=1)]
    if not asked:
        return
    sheet = book.add_worksheet(text("sheets.check"))
    bold = book.add_format({"bold": True, "bg_color": "#f0f2f5", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, 8))
        sheet.write_string(0, column, text(f"sheets.{name}"), bold)
    for row, (question, at, one) in enumerate(asked, start=1):
        for column, words in enumerate((question.id, str(at), "、".join(one.tasks), "", one.text, "")):
            sheet.write_string(row, column, words, wrapped)
        if picture := pictures.get(one.source):
            _insert(sheet, row, COLUMNS.index("picture"), picture)
    sheet.freeze_panes(1, 0)


def _insert(sheet: Any, row: int, column: int, picture: bytes) -> None:
    """Puts a picture into a cell and makes the row as high."""
    with Image.open(io.BytesIO(picture)) as image:
        width, height = image.size
    share = min(1.0, _WIDEST / width, _HIGHEST / height)
    sheet.set_row(row, max(30.0, (height * share + 8) * _POINTS))
    sheet.insert_image(
        row, column, "place.jpg",
        {"image_data": io.BytesIO(picture), "x_scale": share, "y_scale": share, "x_offset": 4, "y_offset": 4},
    )  # fmt: skip


def read_corrections(document: Document) -> dict[str, str]:
    """Question id → its answer: the places whose right words were written. Empty where the sheet is not there."""
    right: dict[str, dict[int, str]] = defaultdict(dict)
    titles = [text(f"sheets.{name}") for name in COLUMNS]
    for table in document.blocks:
        if not isinstance(table, Table) or [cell.text.strip() for cell in table.rows[0][: len(titles)]] != titles:
            continue
        for row in table.rows[1:]:
            said = dict(zip(COLUMNS, (cell.text.strip() for cell in row), strict=False))
            if said["right_words"] and said["right_words"] != said["as_read"] and said["check_at"].isdigit():
                right[said["check_id"]][int(said["check_at"])] = said["right_words"]
    return {question: write_correction(words) for question, words in right.items()}
