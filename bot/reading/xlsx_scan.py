"""A look through the sheets of an .xlsx before calamine opens them: how far they reach, how their cells look."""

import re
from collections.abc import Iterator

from lxml import etree

from bot.errors import ReadingError
from bot.reading import limits
from bot.reading.formats import shown
from bot.reading.package import Package
from bot.reading.sheet_marks import SheetMarks, Style
from bot.reading.white_space import count_of

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
#: A cell that holds something; of a cell that is only coloured nothing is kept.
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>\s*<(?:\w+:)?(?:v|is|f)\b")
_PLACED = re.compile(rb'\br="([^"]*)"')
_REFERENCE = re.compile(rb"([A-Z]{1,7})(\d{1,9})")
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
#: A row or column that is not shown, its number or its span 1-based.
_HIDDEN = re.compile(rb'<(?:\w+:)?(row|col)\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\br="([^"]*)"')
_SPAN = re.compile(rb'\b(min|max)="(\d{1,5})"')
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK, _OVERLAP = 1 << 20, 1 << 12
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def scan(package: Package, main: str) -> list[SheetMarks]:
    """The look of each sheet, in the order of the workbook `main`.

    ReadingError where a part declares entities, lies about its size, or holds a cell implausibly far out or nowhere.
    """
    styles = _styles(package)
    sheets: dict[str, SheetMarks] = {}
    for part in package.parts(""):
        if "worksheets/" in part and part.endswith(".xml"):
            sheets[part] = _sheet(package, part, styles)
        elif part.endswith((".xml", ".rels")):
            for piece in _pieces(package, part):
                _refuse_entities(piece, package.name)
    return [sheets.get(part) or SheetMarks() for part in _order(package, main)]


def _order(package: Package, main: str) -> list[str]:
    """The parts of the sheets in workbook order, "" for a sheet that is not found."""
    folder, _, file = main.lower().rpartition("/")
    links = f"{folder}/_rels/{file}.rels"
    targets = {}
    for link in package.xml(links) if package.has(links) else ():
        target = link.get("Target", "").lower()
        targets[link.get("Id")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    return [targets.get(sheet.get(_LINK), "") for sheet in package.xml(main).iter(f"{_MAIN}sheet")]


def _styles(package: Package) -> dict[int, Style]:
    """The styles by the index that cells name, plain ones left out."""
    if not package.has("xl/styles.xml"):
        return {}
    root = package.xml("xl/styles.xml")
    codes = {element.get("numFmtId"): element.get("formatCode", "") for element in root.iter(f"{_MAIN}numFmt")}
    fonts, formats = root.find(f"{_MAIN}fonts"), root.find(f"{_MAIN}cellXfs")
    struck = [_is_on(font.find(f"{_MAIN}strike")) for font in ([] if fonts is None else fonts)]
    found = {}
    for index, element in enumerate([] if formats is None else formats):
        number, font = element.get("numFmtId", "0"), count_of(element.get("fontId"))
        parts = shown(count_of(number), codes.get(number))
        found[index] = Style(parts, font < len(struck) and struck[font])
    return {index: style for index, style in found.items() if not style.is_plain}


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _sheet(package: Package, part: str, styles: dict[int, Style]) -> SheetMarks:
    look = SheetMarks()
    height = width = merges = 0
    for piece in _pieces(package, part):
        _refuse_entities(piece, package.name)
        _check_rows(piece, package.name)
        merges += piece.count(b"<mergeCell ")
        if merges > limits.MERGES:
            raise ReadingError("reading.elements", place=package.name, count=merges)
        _hide(look, piece)
        for match in _CELL.finditer(piece):
            placed = _PLACED.search(match[1])
            if placed is None:
                continue
            row, column = _position(placed[1], package.name)
            height, width = max(height, row), max(width, column)
            named = _STYLE.search(match[1])
            style = styles.get(int(named[1])) if named else None
            if style is not None:
                look.styles[row - 1, column - 1] = style
    if height > limits.GRID_ROWS or width > limits.GRID_COLUMNS or height * width > limits.GRID_CELLS:
        raise ReadingError("reading.grid-size", place=package.name, rows=height, columns=width)
    return look


def _check_rows(piece: bytes, name: str) -> None:
    """ReadingError for a row whose number is none: what opens the workbook later would end the process over it."""
    if any(not number.isdigit() or number == b"0" for number in _ROW.findall(piece)):
        raise ReadingError("reading.damaged", place=name)


def _hide(look: SheetMarks, piece: bytes) -> None:
    """Notes the rows and columns that the piece hides."""
    for match in _HIDDEN.finditer(piece):
        if match[1] == b"row":
            number = _PLACED.search(match[0])
            if number and number[1].isdigit():
                look.hidden_rows.add(int(number[1]) - 1)
        else:
            span = {name: int(value) for name, value in _SPAN.findall(match[0])}
            first, last = span.get(b"min", 1), min(span.get(b"max", 0), limits.GRID_COLUMNS)
            look.hidden_columns.update(range(first - 1, last))


def _position(reference: bytes, name: str) -> tuple[int, int]:
    """(row, column), 1-based, of AA12; ReadingError where it names no cell."""
    found = _REFERENCE.fullmatch(reference)
    if found is None or not int(found[2]):
        raise ReadingError("reading.damaged", place=name)
    return int(found[2]), _column(found[1])


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
        if len(piece) == _CHUNK and b"<" not in piece:
            raise ReadingError("reading.long", place=package.name, count=_CHUNK)
        yield tail + piece
        tail = piece[-_OVERLAP:]


def _refuse_entities(piece: bytes, name: str) -> None:
    if _DECLARES.search(piece):
        raise ReadingError("reading.entities", place=name)
