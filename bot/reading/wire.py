"""A `Document` as JSON and back: how the child hands over what it read. Not pickled, for a child may be fooled."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.model import Cell, Document, Doubt, Mark, Paragraph, Place, Table


def dump(document: Document) -> str:
    """One line of JSON. Of a merged cell the text stands once; the rest is places."""
    return json.dumps(
        {
            "name": document.name,
            "format": document.format,
            "sha256": document.sha256,
            "published": document.published.isoformat() if document.published else None,
            "remarks": [[key, _place(place)] for key, place in document.remarks],
            "doubts": [_doubt(doubt) for doubt in document.doubts],
            "blocks": [
                _paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in document.blocks
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _place(place: Place) -> dict[str, Any]:
    return {key: value for key, value in asdict(place).items() if value not in (None, "")}


def _doubt(doubt: Doubt) -> dict[str, Any]:
    picture = b64encode(doubt.picture).decode("ascii")
    return {**asdict(doubt), "place": _place(doubt.place), "picture": picture}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"p": block.text, "at": _place(block.place), "label": block.label, "heading": block.heading}


def _table(block: Table) -> dict[str, Any]:
    """`rows`: texts, or [row, column] of the cell that a merged position belongs to; `lines`: page and line of rows;
    `marks`: [row, column, mark] of the cells that the file takes out of force.
    """
    first = block.rows[0][0].place
    return {
        "at": _place(block.place),
        "from": [first.row, first.column],
        "lines": [[row[0].place.page, row[0].place.line] for row in block.rows],
        "rows": [
            [cell.text if cell.origin == (r, c) else list(cell.origin) for c, cell in enumerate(row)]
            for r, row in enumerate(block.rows)
        ],
        "marks": [[r, c, cell.mark] for r, row in enumerate(block.rows) for c, cell in enumerate(row) if cell.mark],
    }


def load(text: str) -> Document:
    """What `dump` wrote. ValueError, KeyError or TypeError where it is no such thing."""
    data = json.loads(text)
    published = data["published"]
    return Document(
        name=data["name"],
        format=data["format"],
        blocks=tuple(_block(block) for block in data["blocks"]),
        sha256=data["sha256"],
        published=date.fromisoformat(published) if published else None,
        remarks=tuple((key, Place(**place)) for key, place in data["remarks"]),
        doubts=tuple(_doubt_in(doubt) for doubt in data["doubts"]),
    )


def _doubt_in(data: dict[str, Any]) -> Doubt:
    return Doubt(
        place=Place(**data["place"]),
        text=str(data["text"]),
        reasons=tuple(map(str, data["reasons"])),
        score=float(data["score"]),
        picture=b64decode(data["picture"]),
        rows=int(data["rows"]),
    )


def _block(data: dict[str, Any]) -> Paragraph | Table:
    place = Place(**data["at"])
    if "p" in data:
        return Paragraph(data["p"], place, data["label"], data["heading"])
    top, left = data["from"]
    rows = data["rows"]
    marks: dict[tuple[int, int], Mark] = {(r, c): mark for r, c, mark in data["marks"]}
    grid = []
    for r, (row, (page, line)) in enumerate(zip(rows, data["lines"], strict=True)):
        cells = []
        for c, said in enumerate(row):
            at = Place(place.file, page, place.sheet, place.table, top + r, left + c, line)
            cells.append(_cell(rows, (r, c), said, at, marks.get((r, c), "")))
        grid.append(tuple(cells))
    return Table(tuple(grid), place)


def _cell(rows: list[list[Any]], at: tuple[int, int], said: str | list[int], place: Place, mark: Mark) -> Cell:
    if isinstance(said, str):
        return Cell(said, place, at, mark)
    row, column = said
    return Cell(rows[row][column], place, (row, column), mark)
