"""How things stand as a picture: a bar for each section or unit, in the colours of the lights. A PNG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from PIL import Image, ImageDraw, ImageFont

from bot.messages.templates import COLOURS
from bot.messages.typography import short

WIDTH, ROW, BAR, LEFT, MARGIN = 960, 44, 26, 300, 24
SIZE, HEAD = 20, 26
#: The order in a bar: what needs somebody first.
ORDER = ("overdue", "near", "reported", "open", "standing", "closed")
#: Bars of one picture.
MOST = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One section or unit: how many stand under each light."""

    name: str
    counts: Mapping[str, int]


def bars_picture(
    title: str,
    bars: Sequence[Bar],
    names: Mapping[str, str],
    font: Path,
    colours: Mapping[str, str] = MappingProxyType({}),
    longest: int = 0,
) -> bytes:
    """The bars below each other with their numbers, and what the colours mean. `names`: a word for each light;
    `colours`: of lights, where the office has its own; `longest`: what the longest bar of several pictures counts.
    """
    inks = {**COLOURS, **colours}
    shown = bars[:MOST]
    height = MARGIN * 2 + HEAD * 2 + ROW * len(shown) + HEAD
    image = Image.new("RGB", (WIDTH, height), "#ffffff")
    draw, small, large = ImageDraw.Draw(image), ImageFont.truetype(font, SIZE), ImageFont.truetype(font, HEAD)
    draw.text((MARGIN, MARGIN), short(title, 36), font=large, fill="#222222")
    most = longest or length_of(shown)
    for n, bar in enumerate(shown):
        top = MARGIN + HEAD * 2 + n * ROW
        draw.text((MARGIN, top), short(bar.name, 13), font=small, fill="#222222")
        _bar(draw, small, bar, top, (WIDTH - LEFT - MARGIN) / most, inks)
    _legend(draw, small, names, height - MARGIN - HEAD, inks)
    written = BytesIO()
    image.save(written, "PNG", compress_level=3)  # trying for less takes ten times as long
    return written.getvalue()


def length_of(bars: Sequence[Bar]) -> int:
    """What the longest of these bars counts, 1 at least."""
    return max((sum(bar.counts.get(light, 0) for light in ORDER) for bar in bars), default=1) or 1


def _bar(
    draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, bar: Bar, top: int, unit: float, inks: Mapping[str, str]
) -> None:
    left = float(LEFT)
    for light in ORDER:
        n = bar.counts.get(light, 0)
        if not n:
            continue
        right = left + n * unit
        draw.rectangle((left, top, right, top + BAR), fill=inks[light])
        if right - left > SIZE * len(str(n)):
            draw.text(((left + right) / 2, top + BAR / 2), str(n), font=font, fill="#ffffff", anchor="mm")
        left = right


def _legend(
    draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, names: Mapping[str, str], top: int, inks: Mapping[str, str]
) -> None:
    left = float(MARGIN)
    for light in ORDER:
        draw.rectangle((left, top, left + SIZE, top + SIZE), fill=inks[light])
        draw.text((left + SIZE + 6, top), names[light], font=font, fill="#222222")
        left += SIZE + 24 + draw.textlength(names[light], font=font)
