"""A look through the sheets of an .xlsx before calamine opens them: how far they reach, how their dates are shown."""

import re
from collections.abc import Iterator

from bot.errors import ReadingError
from bot.reading import limits
from bot.reading.formats import Shown, shown
from bot.reading.package import Package
from bot.reading.words import count_of

#: (row, column), 0-based, of cells that show a date, a time or a percentage.
Formats = dict[tuple[int, int], Shown]

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
#: A cell that holds something; of a cell that is only coloured nothing is kept.
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>\s*<(?:\w+:)?(?:v|is|f)\b")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,7})(\d{1,9})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK, _OVERLAP = 1 << 20, 1 << 12
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def scan(package: Package, main: str) -> list[Formats]:
    """The formats of each sheet, in the order of the workbook `main`: of cells that show anything but a number.

    ReadingError where a part declares entities, lies about its size or holds a cell implausibly far out.
    """
    styles = _styles(package)
    sheets: dict[str, Formats] = {}
    for part in package.parts(""):
        if "worksheets/" in part and part.endswith(".xml"):
            sheets[part] = _sheet(package, part, styles)
        elif part.endswith((".xml", ".rels")):
            for piece in _pieces(package, part):
                _refuse_entities(piece, package.name)
    return [sheets.get(part, {}) for part in _order(package, main)]


def _order(package: Package, main: str) -> list[str]:
    """The parts of the sheets in workbook order, "" for a sheet that is not found."""
    folder, _, file = main.lower().rpartition("/")
    links = f"{folder}/_rels/{file}.rels"
    targets = {}
    for link in package.xml(links) if package.has(links) else ():
        target = link.get("Target", "").lower()
        targets[link.get("Id")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    return [targets.get(sheet.get(_LINK), "") for sheet in package.xml(main).iter(f"{_MAIN}sheet")]


def _styles(package: Package) -> dict[int, Shown]:
    """The formats by the index that cells name, those of plain numbers left out."""
    if not package.has("xl/styles.xml"):
        return {}
    root = package.xml("xl/styles.xml")
    codes = {element.get("numFmtId"): element.get("formatCode", "") for element in root.iter(f"{_MAIN}numFmt")}
    formats = root.find(f"{_MAIN}cellXfs")
    found = {}
    for index, element in enumerate([] if formats is None else formats):
        number = element.get("numFmtId", "0")
        found[index] = shown(count_of(number), codes.get(number))
    return {index: parts for index, parts in found.items() if not parts.is_plain}


def _sheet(package: Package, part: str, styles: dict[int, Shown]) -> Formats:
    formats: Formats = {}
    height = width = 0
    for piece in _pieces(package, part):
        _refuse_entities(piece, package.name)
        for match in _CELL.finditer(piece):
            reference = _REFERENCE.search(match[1])
            if reference is None:
                continue
            row, column = int(reference[2]), _column(reference[1])
            height, width = max(height, row), max(width, column)
            style = _STYLE.search(match[1])
            parts = styles.get(int(style[1])) if style else None
            if parts is not None:
                formats[row - 1, column - 1] = parts
    if height > limits.GRID_ROWS or width > limits.GRID_COLUMNS or height * width > limits.GRID_CELLS:
        raise ReadingError("reading.grid-size", place=package.name, rows=height, columns=width)
    return formats


def _column(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _pieces(package: Package, part: str) -> Iterator[bytes]:
    """The inflated part in pieces that overlap, so that no tag is cut; a cell seen twice is the same cell."""
    total, tail = 0, b""
    for piece in package.stream(part, _CHUNK):
        total += len(piece)
        if total > limits.SHEET_BYTES:
            raise ReadingError("reading.inflates", place=package.name, size=total // limits.MEGABYTE)
        yield tail + piece
        tail = piece[-_OVERLAP:]


def _refuse_entities(piece: bytes, name: str) -> None:
    if _DECLARES.search(piece):
        raise ReadingError("reading.entities", place=name)
