"""What was recognised on one picture of a page, and the page of a PDF with text that it makes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.reading.doubts import Box, Doubts, Spot
from bot.reading.pdf_lines import Glyph
from bot.reading.pdf_page import Page, level_edge, make_page, upright_edge
from bot.reading.scan.rule import Rule

_SLACK = 0.012  # of a table's width: how alike columns of two pages are


@dataclass(frozen=True, slots=True)
class Scan:
    """One page as read. Sizes and places in points from the top left corner; `picture` is the page made flat."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    levels: tuple[Rule, ...]
    uprights: tuple[Rule, ...]
    spots: tuple[Spot, ...]
    picture: Any


def page_of(scan: Scan, number: int, cut: Callable[[Box], bytes]) -> Page:
    """The scan as the page of a PDF with text; `cut` gives a place of it as a JPEG."""
    edges = [
        *(level_edge(rule.at, rule.start, rule.end) for rule in scan.levels),
        *(upright_edge(rule.at, rule.start, rule.end) for rule in scan.uprights),
    ]
    doubts = Doubts(scan.spots, cut)
    page = make_page(number, (scan.width, scan.height), list(scan.glyphs), edges, doubts)
    tables = [replace(table, slack=_SLACK) for table in page.tables]
    return replace(page, tables=tables, is_recognised=True)
