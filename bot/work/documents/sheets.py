"""The sheet of questions that people fill in: written here, read back as a document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import UsageError
from bot.model import Document, Place, Table
from bot.texts import text
from bot.work.documents.intake import AnsweredQuestion
from bot.work.documents.picture_sheet import add_pictures, read_corrections

QUESTION_COLUMNS = ("id", "question", "choices", "default", "answer")
WIDTHS = {"question": 60, "choices": 50}


def write_questions(
    path: Path, asked: Iterable[AnsweredQuestion], pictures: Mapping[Place, bytes] | None = None
) -> None:
    """A row a question; the last column is to be filled in, an empty one takes the default.

    What was recognised is compared on a sheet of its own, beside the `pictures` of its places.
    """
    asked = list(asked)
    rows = [
        (
            a.question.id,
            a.question.text,
            "\n".join(f"{choice.key}：{choice.label}" for choice in a.question.choices),
            a.question.default,
            a.answer or "",
        )
        for a in asked
    ]
    compared = [one.question for one in asked]
    titles = [text(f"sheets.{name}") for name in QUESTION_COLUMNS]
    _write(path, titles, QUESTION_COLUMNS, rows, lambda book: add_pictures(book, compared, pictures or {}))


def read_answers(document: Document) -> dict[str, str]:
    """Question id → what was written; rows left empty are left out. Raises UsageError for a sheet of another kind."""
    rows = _rows(document, QUESTION_COLUMNS)
    return {row["id"]: row["answer"] for row in rows if row["id"] and row["answer"]} | read_corrections(document)


def _write(
    path: Path,
    header: Sequence[str],
    names: Sequence[str],
    rows: Iterable[Sequence[str]],
    more: Callable[[Any], None] = lambda _: None,
) -> None:
    """A sheet with a header; `more` adds to its workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - sheets are written now and then

    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bg_color": "#f0f2f5", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (title, name) in enumerate(zip(header, names, strict=True)):
            sheet.set_column(column, column, WIDTHS.get(name, 12))
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value, wrapped)
        sheet.freeze_panes(1, 0)
        more(book)


def _rows(document: Document, names: Sequence[str]) -> list[Mapping[str, str]]:
    """The rows below the header as name → text. The header may be in either language and any order."""
    for block in document.blocks:
        if isinstance(block, Table) and block.rows:
            header = [cell.text.strip() for cell in block.rows[0]]
            titles = {text(f"sheets.{name}"): name for name in names} | {name: name for name in names}
            found = {titles[title]: k for k, title in enumerate(header) if title in titles}
            if names[0] in found:
                return [
                    {name: row[found[name]].text.strip() if name in found else "" for name in names}
                    for row in block.rows[1:]
                ]
    raise UsageError("sheets.not_ours", file=document.name, wanted="、".join(text(f"sheets.{name}") for name in names))
