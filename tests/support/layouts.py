"""Layouts of ledgers written down compactly, and the same layout as a file of every format that offices use.

A line that begins with a bar is a row of a table: `|` parts its cells, `⏎` is a line break within one, `<` a cell
merged with the one to its left, `^` one merged with the one above. `---` ends a table. `=== NAME` begins a sheet of an
.xlsx. A row that begins with `~|` is struck through, one with `!|` hidden. Every other line is a paragraph. A layout
with a `page` instead of a text is that page of HTML, in the encoding that it names.
"""

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import xlsxwriter

from tests.support.documents import cell, docx, paragraph, row, table
from tests.support.pdf_pages import render_pdf

Grid = list[list[str]]
_SHEET = "=== "
_MARKS = {"~|": "struck", "!|": "hidden"}
_ROLES = ("lead_units", "responsible_units", "assisting_units")


@dataclass(frozen=True)
class Layout:
    """One layout: its blocks, the formats it is tried in, and the items it holds."""

    name: str
    blocks: tuple[str | Grid, ...]
    formats: tuple[str, ...]
    tasks: tuple[tuple[str, ...], ...]  # text's beginning, leading, responsible, assisting units, deadline as written
    sections: tuple[str, ...]  # of each task joined by " / "; () where they are not compared
    mentions: tuple[tuple[str, ...], ...]
    questions: tuple[str, ...]  # flags
    page: bytes = b""


def load(path: Path) -> Layout:
    """The layout in one file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    blocks = tuple(_blocks(data.get("text", "").strip("\n").split("\n")))
    tables = any(not isinstance(block, str) for block in blocks)
    formats = data.get("formats", ["docx", "xlsx", "html", "txt", "csv"] if tables else ["docx", "html", "txt"])
    return Layout(
        path.stem,
        blocks,
        tuple(formats),
        tuple((*map(str, task), *[""] * (5 - len(task))) for task in data["tasks"]),
        tuple(data.get("sections", ())),
        tuple(map(tuple, data.get("mentions", ()))),
        tuple(data.get("questions", ())),
        data.get("page", "").encode(data.get("encoding", "utf-8")),
    )


class _Row(list[str]):
    """A row of cells, struck through or hidden."""

    def __init__(self, cells: Iterable[str], mark: str = "") -> None:
        super().__init__(cells)
        self.mark = mark


def _blocks(lines: Sequence[str]) -> list[str | Grid]:
    blocks: list[str | Grid] = []
    grid: Grid = []
    for line in [*lines, "---"]:
        if line.startswith(("|", *_MARKS)):
            mark = _MARKS.get(line[:2], "")
            grid.append(
                _Row((one.strip().replace("⏎", "\n") for one in line.strip().lstrip("~!").strip("|").split("|")), mark)
            )
            continue
        if grid:
            blocks.append(grid)
            grid = []
        if line.strip() and line != "---":
            blocks.append(line.strip())
    return blocks


# ---------------------------------------------------------------- rendering
def render(layout: Layout, kind: str) -> bytes:
    """The layout as a file of `kind`."""
    if layout.page:
        return layout.page
    return _RENDERERS[kind](layout.blocks)


def _bare(word: str) -> str:
    return "" if word in ("<", "^") else word


def _txt(blocks: Sequence[str | Grid]) -> bytes:
    lines = [
        line
        for block in blocks
        for line in ([block] if isinstance(block, str) else ["\t".join(map(_bare, cells)) for cells in block])
    ]
    return ("\n".join(lines) + "\n").encode()


def _csv(blocks: Sequence[str | Grid]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for block in blocks:
        writer.writerows([[block]] if isinstance(block, str) else [list(map(_bare, cells)) for cells in block])
    return out.getvalue().encode("gb18030")


def _reach(grid: Grid, r: int, c: int) -> tuple[int, int]:
    """(rows, columns) that the cell covers."""
    columns = next((n for n in range(1, len(grid[r]) - c) if grid[r][c + n] != "<"), len(grid[r]) - c)
    rows = next((n for n in range(1, len(grid) - r) if grid[r + n][c] != "^"), len(grid) - r)
    return rows, columns


def _html(blocks: Sequence[str | Grid]) -> bytes:
    out = []
    for block in blocks:
        if isinstance(block, str):
            out.append(f"<p>{escape(block)}</p>")
            continue
        rows = []
        for r, cells in enumerate(block):
            inside = ""
            for c, words in enumerate(cells):
                if words not in ("<", "^"):
                    high, wide = _reach(block, r, c)
                    inside += f'<td rowspan="{high}" colspan="{wide}">{escape(words).replace(chr(10), "<br>")}</td>'
            rows.append(f"<tr>{inside}</tr>")
        out.append(f"<table>{''.join(rows)}</table>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(out)}</body></html>".encode()


def _docx(blocks: Sequence[str | Grid]) -> bytes:
    return docx(*(paragraph(block) if isinstance(block, str) else _docx_table(block) for block in blocks))


def _docx_table(grid: Grid) -> str:
    rows = []
    for r, cells in enumerate(grid):
        inside = []
        for c, words in enumerate(cells):
            if words == "<":
                continue
            high, wide = _reach(grid, r, c)
            merge = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
            if words == "^":
                merge += "<w:vMerge/>"
            elif high > 1:
                merge += '<w:vMerge w:val="restart"/>'
            inside.append(cell(*_bare(words).split("\n"), properties=merge))
        rows.append(row(*inside))
    return table(*rows)


def _xlsx(blocks: Sequence[str | Grid]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        struck = book.add_format({"font_strikeout": True})
        named = isinstance(blocks[0], str) and blocks[0].startswith(_SHEET)
        sheet = None if named else book.add_worksheet()
        at = 0
        for block in blocks:
            if isinstance(block, str) and block.startswith(_SHEET):
                sheet, at = book.add_worksheet(block.removeprefix(_SHEET)), 0
                continue
            assert sheet is not None
            grid = [[block]] if isinstance(block, str) else block
            for r, cells in enumerate(grid):
                mark = getattr(cells, "mark", "")
                if mark == "hidden":
                    sheet.set_row(at + r, None, None, {"hidden": True})
                for c, words in enumerate(cells):
                    if words in ("<", "^") or not words:
                        continue
                    high, wide = _reach(grid, r, c)
                    if high > 1 or wide > 1:
                        sheet.merge_range(at + r, c, at + r + high - 1, c + wide - 1, words)
                    else:
                        sheet.write_string(at + r, c, words, struck if mark == "struck" else None)
            at += len(grid)
    return out.getvalue()


_RENDERERS: dict[str, Callable[[Sequence[str | Grid]], bytes]] = {
    "txt": _txt,
    "csv": _csv,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "pdf": render_pdf,
}
