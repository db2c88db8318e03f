"""A talk as a picture: bubbles with buttons, drawn from the messages themselves. SVG, the same on every machine."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, MARGIN, PAD, GAP = 720, 16, 12, 10
BUBBLE, SIZE, LEADING, KEY = 520, 15, 22, 30
NAME = "#6b7785"
FONTS = "font-family='PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif'"


@dataclass(frozen=True)
class Bubble:
    """What somebody says; `by_bot`: on the left, with the rows of its buttons."""

    name: str
    words: str
    by_bot: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def picture(bubbles: Sequence[Bubble]) -> str:
    """All of them below each other."""
    drawn, top = [], MARGIN
    for bubble in bubbles:
        body, height = _bubble(bubble, top)
        drawn += body
        top += height + GAP
    head = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{top + MARGIN}' {FONTS} font-size='{SIZE}'>"
    )
    ground = f"<rect width='{WIDTH}' height='{top + MARGIN}' fill='#dfe7ee'/>"
    return "\n".join([head, ground, *drawn, "</svg>"]) + "\n"


def _bubble(bubble: Bubble, top: int) -> tuple[list[str], int]:
    lines = [part for line in bubble.words.splitlines() for part in _wrapped(line, BUBBLE - PAD * 2)]
    keys = len(bubble.rows) * (KEY + 4)
    height = LEADING + len(lines) * LEADING + PAD
    left = MARGIN if bubble.by_bot else WIDTH - MARGIN - BUBBLE
    fill = "#ffffff" if bubble.by_bot else "#e1f5d6"
    drawn = [f"<rect x='{left}' y='{top}' width='{BUBBLE}' height='{height}' rx='10' fill='{fill}'/>"]
    drawn.append(_text(left + PAD, top + LEADING - 4, bubble.name, f"fill='{NAME}' font-size='12'"))
    drawn += [_text(left + PAD, top + LEADING * (n + 2) - 4, line) for n, line in enumerate(lines)]
    drawn += _keys(bubble.rows, left, top + height + 4)
    return drawn, height + keys


def _keys(rows: Sequence[Sequence[str]], left: int, top: int) -> Iterator[str]:
    for n, row in enumerate(rows):
        width = (BUBBLE - 4 * (len(row) - 1)) // len(row)
        for k, label in enumerate(row):
            x, y = left + k * (width + 4), top + n * (KEY + 4)
            yield f"<rect x='{x}' y='{y}' width='{width}' height='{KEY}' rx='7' fill='#ffffff' stroke='#8fa3b5'/>"
            yield _text(x + width // 2, y + 20, label, "text-anchor='middle' fill='#1565c0'")


def _text(x: int, y: int, words: str, style: str = "fill='#1d2733'") -> str:
    return f"<text x='{x}' y='{y}' {style} xml:space='preserve'>{escape(words)}</text>"


def _wrapped(line: str, width: int) -> list[str]:
    parts, room = [""], float(width)
    for sign in line:
        wide = SIZE if unicodedata.east_asian_width(sign) in "WFA" else SIZE * 0.56
        if wide > room:
            parts.append("")
            room = float(width)
        parts[-1] += sign
        room -= wide
    return parts
