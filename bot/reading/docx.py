"""Word documents (.docx): the blocks of the body in order, every table as a grid."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from bot.errors import ReadingError
from bot.model import Document, Mark, Paragraph, Place, Table
from bot.reading import limits
from bot.reading.docx_text import MC, Words, Writer, is_placeholder
from bot.reading.grid import Span, build_table, check_size
from bot.reading.numbering import Numbering, W
from bot.reading.package import Package
from bot.reading.styles import Styles
from bot.reading.white_space import clean, count_of, join_lines

Progress = Callable[[float], None]

_P, _TBL, _TR, _TC, _SDT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
_GONE = frozenset((f"{W}del", f"{W}moveFrom"))
_WRAPPERS = frozenset(
    (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo", f"{MC}Choice")
)
_ALTERNATE = f"{MC}AlternateContent"
_TC_PR, _CELL_DEL, _GRID_SPAN, _V_MERGE = f"{W}tcPr", f"{W}cellDel", f"{W}gridSpan", f"{W}vMerge"


def read_docx(package: Package, main: str, progress: Progress | None = None) -> Document:
    """The document whose body is the part `main`."""
    folder = main.rpartition("/")[0]
    styles = Styles(_optional(package, f"{folder}/styles.xml"))
    numbering = Numbering(_optional(package, f"{folder}/numbering.xml"))
    root = package.xml(main)
    body = root.find(f"{W}body")
    if body is None:
        raise ReadingError("reading.damaged-xml", place=package.name)
    writer = Writer(
        styles,
        numbering,
        has_hidden=next(root.iter(f"{W}vanish"), None) is not None,
        has_struck=next(root.iter(f"{W}strike", f"{W}dstrike"), None) is not None,
    )
    reader = _Reader(package.name, writer, progress, sum(1 for _ in body.iter(_TR)))
    blocks = tuple(reader.blocks(body, 0))
    _check_words(blocks, reader, package.name)
    pictures = (("reading.note-pictures", Place(package.name)),) if reader.pictures else ()
    struck = (("reading.note-struck", reader.struck),) if reader.struck else ()
    return Document(package.name, "docx", blocks, remarks=(*pictures, *struck))


def _optional(package: Package, part: str) -> etree._Element | None:
    return package.xml(part) if package.has(part) else None


def _check_words(blocks: tuple[Paragraph | Table, ...], reader: "_Reader", name: str) -> None:
    """ReadingError where nothing is written: a scan pasted into a document, or a blank page."""
    if not any(isinstance(block, Paragraph) or _says(block) for block in blocks):
        raise ReadingError("reading.pictures" if reader.pictures else "reading.no-text", place=name)


def _says(table: Table) -> bool:
    return any(cell.text for row in table.rows for cell in row)


class _Merging:
    """The cells of a table as its rows go by; a cell that continues lets the one above it reach further."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._above: dict[int, int] = {}  # column → index of the vertical merge that the row above left open
        self._here: dict[int, int] = {}

    def add(self, span: Span, merge: str) -> None:
        """`merge` is "restart", "continue" or "" for a cell of one row. A continuation below nothing is a cell."""
        above = self._above.get(span.column)
        if merge == "continue" and above is not None and self.spans[above].columns == span.columns:
            self.spans[above] = replace(self.spans[above], rows=self.spans[above].rows + 1)
            self._here[span.column] = above
            return
        self.spans.append(span)
        if merge:
            self._here[span.column] = len(self.spans) - 1

    def end_row(self) -> None:
        self._above, self._here = self._here, {}


class _Reader:
    def __init__(self, name: str, writer: Writer, progress: Progress | None, rows: int) -> None:
        self._name = name
        self._writer = writer
        self._progress = progress
        self._rows = max(rows, 1)
        self._done = 0
        self._tables = 0
        self._lines = 0
        self.pictures = 0
        self.struck: Place | None = None  # where the first words stand that were left out as struck through

    def blocks(self, container: etree._Element, depth: int) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables of a body or a cell, text boxes after the paragraph that holds them."""
        for piece in self._pieces(container, depth):
            if isinstance(piece, Words):
                yield from self._paragraph(piece, depth)
            else:
                yield from self._table(piece, depth + 1)

    def _pieces(self, container: etree._Element, depth: int) -> Iterator[Words | etree._Element]:
        """Words of paragraphs, merged where a tracked change took the mark between them, and w:tbl elements."""
        held: Words | None = None
        for child in self._children(container, (_P, _TBL), depth):
            if child.tag == _TBL:
                if held is not None:
                    yield held
                    held = None
                yield child
                continue
            words = self._writer.paragraph(child)
            self.pictures += words.pictures
            if held is not None:
                words.text = held.text + words.text
                words.struck = held.struck + words.struck
                words.boxes = held.boxes + words.boxes
            held = words if words.goes_on else None
            if held is None:
                yield words
        if held is not None:
            yield held

    def _paragraph(self, words: Words, depth: int) -> Iterator[Paragraph | Table]:
        self._lines += 1
        text = clean(words.text)
        if words.struck.strip():
            self.struck = self.struck or Place(self._name, line=self._lines)
        if text:
            yield Paragraph(text, Place(self._name, line=self._lines), words.label, words.heading)
        for box in words.boxes:
            yield from self.blocks(box, depth + 1)

    def _children(self, container: etree._Element, wanted: tuple[str, ...], depth: int) -> Iterator[etree._Element]:
        """Children of a kind, through the wrappers that Word puts around them."""
        if depth > limits.NESTING:
            raise ReadingError("reading.too-deep", place=self._name)
        for child in container:
            if child.tag in wanted:
                yield child
            elif child.tag in _WRAPPERS and not (child.tag == _SDT and is_placeholder(child)):
                yield from self._children(child, wanted, depth + 1)
            elif child.tag == _ALTERNATE and len(child):
                yield from self._children(child[0], wanted, depth + 1)

    # ------------------------------------------------------------- tables
    def _table(self, element: etree._Element, depth: int) -> Iterator[Paragraph | Table]:
        rows = [row for row in self._children(element, (_TR,), depth) if not _is_gone(row)]
        if frame := self._frame(rows, depth):
            for cell in frame:
                check_size(Place(self._name), 1, _as_int(_facts(cell).get(_GRID_SPAN)))
                yield from self.blocks(cell, depth + 1)
            return
        self._tables += 1
        place = Place(self._name, table=self._tables)
        spans, width = self._spans(rows, place, depth)
        table = build_table(spans, place, len(rows), width)
        if table is not None:
            yield table

    def _frame(self, rows: list[etree._Element], depth: int) -> list[etree._Element]:
        """The cells of a table that is drawn around other things, one a row; none where it is a table."""
        cells = [list(self._children(row, (_TC,), depth)) for row in rows]
        return [row[0] for row in cells] if all(len(row) == 1 for row in cells) else []

    def _spans(self, rows: list[etree._Element], place: Place, depth: int) -> tuple[list[Span], int]:
        """The cells with their reach, and how many grid columns there are."""
        merging = _Merging()
        width = 0
        for r, row in enumerate(rows):
            column = _grid_number(row, "gridBefore")
            for cell in self._children(row, (_TC,), depth):
                facts = _facts(cell)
                if _CELL_DEL in facts:
                    continue
                reach = max(1, _as_int(facts.get(_GRID_SPAN)))
                check_size(place, r + 1, column + reach)
                # Word does not draw the text of a continued cell; its paragraphs still count in their lists.
                text, mark = self._cell(cell, depth, place)
                merging.add(Span(r, column, text, 1, reach, mark), _merge_of(facts.get(_V_MERGE)))
                column += reach
            merging.end_row()
            width = max(width, column + _grid_number(row, "gridAfter"))
            check_size(place, r + 1, width)
            self._tick()
        return merging.spans, width

    def _cell(self, cell: etree._Element, depth: int, place: Place) -> tuple[str, Mark]:
        """The words of a cell and its mark: where all of it is struck through, those words; else the rest."""
        struck: list[str] = []
        text = self._cell_text(cell, depth, struck)
        if not struck:
            return text, ""
        if not text:
            return join_lines(struck), "struck"
        self.struck = self.struck or place
        return text, ""

    def _cell_text(self, cell: etree._Element, depth: int, struck: list[str]) -> str:
        """The words in force; those struck through are added to `struck`."""
        lines: list[str] = []
        for piece in self._pieces(cell, depth):
            if isinstance(piece, Words):
                gone = piece.struck.strip()
                struck.extend([gone] if gone else ())
                if not gone or piece.text.strip():
                    lines.extend(_labelled(piece).split("\n"))
                lines.extend(self._cell_text(box, depth + 1, struck) for box in piece.boxes)
            else:
                lines.extend(self._nested(piece, depth + 1, struck))
        return "\n".join(line for line in lines if line)

    def _nested(self, element: etree._Element, depth: int, struck: list[str]) -> list[str]:
        """A table within a cell: a line a row, its cells separated by tabs."""
        lines = []
        for row in self._children(element, (_TR,), depth):
            if not _is_gone(row):
                texts = [self._cell_text(cell, depth + 1, struck) for cell in self._children(row, (_TC,), depth)]
                lines.append("\t".join(text.replace("\n", " ") for text in texts))
        return lines

    def _tick(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % 50 == 0:
            self._progress(min(1.0, self._done / self._rows))


def _labelled(words: Words) -> str:
    text = clean(words.text)
    if not words.label or not text:
        return words.label or text
    return f"{words.label} {text}" if words.label[-1].isalnum() else words.label + text


def _is_gone(row: etree._Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and any(child.tag in _GONE for child in properties)


def _grid_number(row: etree._Element, name: str) -> int:
    return _as_int(row.find(f"{W}trPr/{W}{name}"))


def _facts(cell: etree._Element) -> dict[str, etree._Element]:
    """What the properties of a cell say, by tag: of two that say the same the first."""
    properties = cell.find(_TC_PR)
    return {} if properties is None else {str(fact.tag): fact for fact in reversed(properties)}


def _merge_of(merge: etree._Element | None) -> str:
    return "" if merge is None else merge.get(f"{W}val", "continue")


def _as_int(element: etree._Element | None) -> int:
    return 0 if element is None else count_of(element.get(f"{W}val"))
