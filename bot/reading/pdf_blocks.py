"""Pages → paragraphs and tables in reading order: what the edges of the paper broke is joined, page numbers go."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from bot.errors import ReadingError
from bot.model import Doubt, Paragraph, Place, Table
from bot.reading import limits
from bot.reading.doubts import Suspicion, both
from bot.reading.pdf_lines import Line, is_item, is_wrapped, join
from bot.reading.pdf_page import Page
from bot.reading.pdf_stitch import Stitched
from bot.reading.pdf_tables import PageTable

_PAGE_NUMBER = re.compile(
    r"^[-—–―·\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:[,，\s]*共\s*\d+\s*页)?[-—–―·\s]*$"
)
_EDGE = 0.09  # of a page's height: where running heads and page numbers stand


@dataclass(frozen=True, slots=True)
class _Held:
    """A paragraph put together."""

    text: str
    page: int
    suspicion: Suspicion | None


# ------------------------------------------------- heads and page numbers
def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Pages without their numbers, and without lines that stand at the edge of most of them."""
    seen = Counter(_head_key(line) for page in pages for line in page.lines if _at_edge(line, page))
    often = {key for key, count in seen.items() if count >= 3 and 2 * count > len(pages)}

    def keeps(line: Line, page: Page) -> bool:
        return not (_at_edge(line, page) and (_PAGE_NUMBER.match(line.text) or _head_key(line) in often))

    return [replace(page, lines=[line for line in page.lines if keeps(line, page)]) for page in pages]


def _at_edge(line: Line, page: Page) -> bool:
    return line.top < _EDGE * page.height or line.bottom > (1 - _EDGE) * page.height


def _head_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


# ------------------------------------------------------------ paragraphs
class Blocks:
    """What the pages of one document say, in reading order, and the places in doubt."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._blocks: list[_Held | Stitched] = []
        self._held: list[Line] = []
        self._left = self._right = 0.0
        self.doubts: list[Doubt] = []

    def read(self, pages: Sequence[Page]) -> list[Paragraph | Table]:
        lines = [line for page in pages for line in page.lines]
        self._left = _common([line.x0 for line in lines], smallest=True)
        self._right = _right_edge([line.x1 for line in lines], self._left, max(page.width for page in pages))
        for page in pages:
            blocks: list[Line | PageTable] = [*page.lines, *page.tables]
            for block in sorted(blocks, key=_top):
                if isinstance(block, Line):
                    self._line(block)
                else:
                    self._table(block)
        self._flush()
        return self._finish()

    def _line(self, line: Line) -> None:
        if self._held and not self._follows(self._held[-1], line):
            self._flush()
        self._held.append(line)

    def _follows(self, before: Line, line: Line) -> bool:
        """Whether `line` goes on with the paragraph of `before`: same size, near below, no room was left for it."""
        if abs(before.size - line.size) > 0.12 * before.size or line.page > before.page + 1:
            return False
        if line.page == before.page and line.top - before.bottom > 1.8 * line.size:
            return False
        if self._is_centred(before) and self._is_centred(line) and line.x0 > self._left + line.size:
            room = before.x0 - self._left + self._right - before.x1
            return room < line.first_width
        # A wrapped line begins at the margin or is indented a little; a signature stands far to the right.
        starts = before.x0 < self._left + 4 * before.size and line.x0 < self._left + 1.2 * line.size
        return starts and is_wrapped(before, line, self._right) and not is_item(before, line)

    def _is_centred(self, line: Line) -> bool:
        return abs(line.x0 + line.x1 - self._left - self._right) < 0.8 * line.size

    def _flush(self) -> None:
        if self._held:
            text = ""
            for line in self._held:
                text = join(text, line.text)
            self._blocks.append(_Held(text, self._held[0].page, reduce(both, (line.suspicion for line in self._held))))
        self._held = []

    def _table(self, part: PageTable) -> None:
        self._flush()
        last = self._blocks[-1] if self._blocks else None
        if not (isinstance(last, Stitched) and last.take(part)):
            self._blocks.append(Stitched(part))

    def _finish(self) -> list[Paragraph | Table]:
        blocks: list[Paragraph | Table] = []
        count = paragraphs = 0
        for block in self._blocks:
            if isinstance(block, _Held):
                paragraphs += 1
                place = Place(self._name, block.page, line=paragraphs)
                blocks.append(Paragraph(block.text, place))
                if (found := block.suspicion) is not None:
                    self.doubts.append(Doubt(place, block.text, found.reasons, found.score, found.picture))
                continue
            count += 1
            place = Place(self._name, block.page, table=count)
            if (table := block.table(place)) is not None:
                blocks.append(table)
                self.doubts += block.doubts(place)
        if sum(len(cell.text) for b in blocks if isinstance(b, Table) for row in b.rows for cell in row) > (
            limits.TEXT_CHARACTERS
        ):
            raise ReadingError("reading.long", place=self._name, count=limits.TEXT_CHARACTERS)
        return blocks


def _top(block: Line | PageTable) -> float:
    return block.top if isinstance(block, Line) else block.box[1]


def _right_edge(ends: list[float], left: float, width: float) -> float:
    """Where lines end; as far from the paper's edge as they begin, where too few or too short ones tell."""
    common = _common(ends, smallest=False)
    return common if len(ends) >= 8 and common > 0.6 * width else max(common, width - left)


def _common(values: list[float], *, smallest: bool) -> float:
    """The outermost edge at which at least a tenth of the lines stand, to within two points."""
    counts = Counter(round(value / 2) * 2 for value in values)
    often = [value for value, count in counts.items() if 10 * count >= len(values)]
    return float((min if smallest else max)(often)) if often else max(values, default=0.0)
