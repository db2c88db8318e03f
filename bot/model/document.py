"""What a file holds: paragraphs and tables, every cell with its place."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: 1-based; None where the format knows no such thing."""

    file: str = ""
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None


#: How a file marks words that its reader is not meant to act on: struck through, or in a hidden row or column.
Mark = Literal["", "struck", "hidden"]

#: Of what stands in no document.
NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph outside tables. `label` is an automatic list number, already spelled out (“（一）”, “1.”)."""

    text: str
    place: Place
    label: str = ""
    heading: int | None = None  # 1 is the highest


@dataclass(frozen=True, slots=True)
class Cell:
    """One position of a table's grid.

    A merged area stands at every position that it covers with the same text; `origin` is the (row, column)
    index, 0-based within the table, of its first position, so `origin != own index` means inherited by merging.
    A cell that is truly blank has its own index as origin and an empty text.
    Paragraphs within a cell are separated by a newline. `mark` says how the file takes the whole cell out of force.
    """

    text: str
    place: Place
    origin: tuple[int, int]
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: every row has the same number of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a picture that may have been misread.

    `place` is that of the cell's first position or of the paragraph; a cell reaches over `rows` rows. `reasons`: score,
    colour, ink, letters, columns (`bot.reading.doubts`). `score`: of the least sure character, 0 to 1. `picture`: JPEG.
    """

    place: Place
    text: str
    reasons: tuple[str, ...]
    score: float
    picture: bytes = b""
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says, in reading order.

    `format`: docx, xlsx, xls, csv, pdf, html, txt. `remarks`: keys of texts about what was noticed while reading
    (a cut end, an embedded picture), with the place.
    """

    name: str
    format: str
    blocks: tuple[Paragraph | Table, ...]
    sha256: str = ""
    published: date | None = None  # the publication date of a saved web page
    remarks: tuple[tuple[str, Place], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def pictures(self) -> dict[Place, bytes]:
        """What the places in doubt look like."""
        return {one.place: one.picture for one in self.doubts}
