"""Characters of a page become lines, lines become paragraphs again: what a page's width broke is joined."""

import re
from dataclasses import dataclass
from functools import reduce
from typing import Any

from bot.reading.doubts import Suspicion

#: Characters that may not begin a line, so that they pull the one before them down to the next.
_NO_START = "，。、；：？！）》」』】〕〉”’％…—,.;:?!)]}%·“‘\"'"
#: Characters that may not end a line. A quotation mark binds on both sides (Unicode line breaking, class QU).
_NO_END = "（《「『【〔〈“‘”’([{\"'"
_BEFORE_DIGITS = "，。、；：！？）》」』】〕〉"
_WORD = re.compile(r"[0-9A-Za-z@_./:+%&=?#~<>-]+")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
#: What stands at the head of a numbered item: 1. （二） 三、
MARK = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]|\d{1,3}$")
_SPACE_GAP = 0.45  # of a character's height: wider gaps are spaces


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its box, in points from the top left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Characters side by side."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    page: int = 0
    first_width: float = 0.0  # of the part that cannot be parted from the line's first character
    size: float = 10.0
    suspicion: Suspicion | None = None


def glyphs(chars: list[dict[str, Any]]) -> list[Glyph]:
    """The upright characters of a page; slanting ones are watermarks."""
    upright = [char for char in chars if char.get("upright", True)]
    chosen = upright if len(upright) * 2 >= len(chars) else chars
    return [Glyph(c["text"], c["x0"], c["x1"], c["top"], c["bottom"]) for c in chosen]


def make_lines(found: list[Glyph], page: int = 0) -> list[Line]:
    """Lines from top to bottom. A character belongs to a line when its middle lies within the line's height."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(found, key=lambda g: (g.top + g.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and abs((last.top + last.bottom) / 2 - middle) < 0.45 * max(last.size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(sorted(row, key=lambda g: g.x0), page) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: list[Glyph], page: int) -> Line | None:
    pieces: list[str] = []
    kept: list[Glyph] = []
    for glyph in row:
        if kept and glyph.text == kept[-1].text and abs(glyph.x0 - kept[-1].x0) < 1:
            continue  # bold, drawn twice
        if kept and glyph.x0 - kept[-1].x1 > _SPACE_GAP * glyph.size and pieces[-1] != " ":
            pieces.append(" ")
        pieces.append(glyph.text)
        kept.append(glyph)
    seen = [glyph for glyph in kept if glyph.text.strip()]
    text = re.sub(r"\s+", " ", "".join(pieces)).strip()
    if not seen or not text:
        return None
    size = sorted(glyph.size for glyph in seen)[len(seen) // 2]
    return Line(
        text,
        seen[0].x0,
        seen[-1].x1,
        min(glyph.top for glyph in seen),
        max(glyph.bottom for glyph in seen),
        page,
        _first_width(seen),
        size,
    )


def _first_width(row: list[Glyph]) -> float:
    """How wide the first piece is that a typesetter would not part."""
    end = 1
    while end < len(row) and _holds(row[end - 1], row[end]):
        end += 1
    return row[end - 1].x1 - row[0].x0


def _holds(one: Glyph, other: Glyph) -> bool:
    """Whether no line may break between two neighbours."""
    if other.text in _NO_START or one.text in _NO_END:
        return True
    if one.text in _BEFORE_DIGITS and other.text.isdigit():
        return True  # LibreOffice keeps these together
    apart = other.x0 - one.x1 > 0.2 * other.size
    return not apart and bool(_WORD.fullmatch(one.text) and _WORD.fullmatch(other.text))


def is_wrapped(line: Line, following: Line, right: float) -> bool:
    """Whether `following` had to begin a new line: its first piece did not fit before `right` any more."""
    return right - line.x1 < following.first_width - 0.1


def is_item(before: Line, line: Line) -> bool:
    """Whether `line` begins a numbered item after a finished sentence."""
    return before.text[-1] in "。；！？;" and MARK.match(line.text) is not None


#: A date that the edge of a narrow cell cut: 2025-12- and 15, 2025-12-2 and 6, 2025-12 and -15.
_CUT_DATES = (
    (re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-/.]\d{1,2})?[-/.]\d?$"), re.compile(r"\d{1,2}(?!\d)")),
    (re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-/.]\d{1,2})?$"), re.compile(r"[-/.]\d")),
)


def _is_cut_date(first: str, second: str) -> bool:
    return any(head.search(first) and rest.match(second) for head, rest in _CUT_DATES)


def join(first: str, second: str) -> str:
    """Two parts of one paragraph; a space only between two words of Latin letters or digits."""
    if not first or not second:
        return first + second
    if _CJK.match(first[-1]) or _CJK.match(second[0]):
        return first + second
    if _is_cut_date(first, second):
        return first + second
    return f"{first} {second}"


def paragraphs(lines: list[Line], right: float) -> list[list[str]]:
    """The lines of a cell, those of one paragraph together."""
    found: list[list[str]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is not None and is_wrapped(before, line, right) and not is_item(before, line):
            found[-1].append(line.text)
        else:
            found.append([line.text])
    return found


def join_wrapped(lines: list[Line], right: float) -> str:
    """The text of a cell: wrapped lines joined, paragraphs one below the other."""
    return "\n".join(reduce(join, part) for part in paragraphs(lines, right))
