"""A picture of a page → what a page of a PDF with text is made of, and the places that are in doubt."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from bot.reading.doubts import Spot
from bot.reading.scan.bands import without_dark_grounds
from bot.reading.scan.bare_ink import bare_ink, read_bare
from bot.reading.scan.characters import Written, em_of, glyphs_of, read_lines, spots_of
from bot.reading.scan.creases import without_creases
from bot.reading.scan.dashes import with_dashes
from bot.reading.scan.dots import without_dots
from bot.reading.scan.engine import Engine
from bot.reading.scan.flattening import flat
from bot.reading.scan.orientation import sheet_of, upright
from bot.reading.scan.picture import DPI, PIXELS, Mask, Picture, black, coloured, drawn, drawn_in_any_colour, even
from bot.reading.scan.rule import Rule
from bot.reading.scan.rules import completed, curves, joined, level_rules, upright_rules
from bot.reading.scan.scan import Scan
from bot.reading.scan.script import in_one_script
from bot.reading.scan.unruled import unruled

_ROWS, _COLUMNS = 3, 3  # lines side by side that make a table, whether it has rules or not
_RULE = 7  # pixels: how thick a rule is taken to be
_DOUBLE, _COVERED = 9, 0.6  # pixels from its middle to the outer line of a double one, which is so much of ink
_STAMP = 12 / 25.4 * DPI  # pixels: the least side of a stamp


def read_page(picture: Picture, engine: Engine) -> Scan:
    """What stands on one picture of a page, whichever way it lies."""
    picture, height = upright(even(without_dark_grounds(sheet_of(without_dots(picture)))), engine)
    picture, levels, uprights = _flat_with_rules(picture)
    ink, stain = black(picture), coloured(picture)
    clear = _unruled(without_colour(picture, stain), ink, levels, uprights, 255)
    stain, ink = (_unruled(one, ink, levels, uprights, 0) for one in (stain, ink))  # rules may be coloured
    lines = read_lines(clear, height, engine, uprights, ink)
    stamps = _stamps(stain)
    kept = [line for line in lines if not _is_stamped(line, ink, stain, stamps)]
    ems = [em for line in kept if (em := em_of(line))]
    em = float(np.median(ems)) if ems else 12 * PIXELS
    bare = bare_ink(ink, kept)
    kept = _in_one_script([*kept, *read_bare(clear, bare, stain, engine, em)])
    spots = [spot for line in kept for spot in spots_of(line, ink, stain, em_of(line) or em)]
    glyphs = tuple(glyph for line in kept for glyph in glyphs_of(line, em))
    drawn_rules = [_points(rule) for rule in levels], [_points(rule) for rule in uprights]
    levels, uprights = drawn_rules
    if free := _in_columns([line for line in kept if not _is_ruled(line, uprights)], em):
        found = unruled(glyphs)
        levels, uprights = found if found[1] else drawn_rules
        spots += [Spot(line.box, "columns") for line in free if not _is_ruled(line, uprights)]
    return Scan(
        picture.shape[1] / PIXELS,
        picture.shape[0] / PIXELS,
        glyphs,
        tuple(levels),
        tuple(uprights),
        (*spots, *(one.spot for one in bare)),
        picture,
    )


def _in_one_script(lines: Sequence[Written]) -> list[Written]:
    chars = in_one_script([line.chars for line in lines])
    return [replace(line, chars=own) for line, own in zip(lines, chars, strict=True)]


def _flat_with_rules(picture: Picture) -> tuple[Picture, list[Rule], list[Rule]]:
    """The page made flat, its level and upright rules: black ones, or where there are none, coloured ones."""
    plain = _ruled(picture, drawn)
    if plain[2]:
        return plain
    tinted = _ruled(picture, drawn_in_any_colour)
    return tinted if tinted[2] else plain


def _ruled(picture: Picture, lines_of: Callable[[Picture], Mask]) -> tuple[Picture, list[Rule], list[Rule]]:
    bent = with_dashes(lines_of(picture))
    level = flat(picture, curves(bent, upright=False), curves(bent, upright=True), [])
    ink = lines_of(level)
    strokes = with_dashes(ink)
    light = level.min(axis=2)
    levels = without_creases(level_rules(strokes), light)
    return level, *completed(ink, *joined(levels, upright_rules(strokes)), light)


def _points(rule: Rule) -> Rule:
    return Rule(rule.at / PIXELS, rule.start / PIXELS, rule.end / PIXELS)


def without_colour(picture: Picture, stain: Mask) -> Picture:
    """The picture with red ink as light as paper, and the black letters below it as they are."""
    red = picture[:, :, 0].astype(np.float32)
    pale = np.clip((red - 60) * (255 / 120), 0, 255).astype(np.uint8)
    soft = cv2.dilate(stain, np.ones((5, 5), np.uint8))[:, :, None] > 0
    return np.where(soft, np.maximum(pale, picture[:, :, 0])[:, :, None], picture).astype(np.uint8)


def _unruled(page: Picture, ink: Mask, levels: Sequence[Rule], uprights: Sequence[Rule], paper: int) -> Picture:
    """The page, or its ink, with the rules painted over."""
    clear = page.copy()
    for rule in levels:
        _paint_over(clear, ink, rule, paper)
    down, across = clear.swapaxes(0, 1), ink.T
    for rule in uprights:
        _paint_over(down, across, rule, paper)
    return clear


def _paint_over(page: Picture, ink: Mask, rule: Rule, paper: int) -> None:
    """Paints a level rule over, a double one whole."""
    at, start, end = round(rule.at), round(rule.start), round(rule.end) + 1
    top, bottom = max(0, at - _DOUBLE), at + _DOUBLE + 1
    share = np.count_nonzero(ink[top:bottom, start:end], axis=1) / max(1, end - start)
    inked: Any = np.flatnonzero(share > _COVERED) + top
    half = _RULE // 2 + 1
    first, last = min([at - half, *inked]), max([at + half, *inked + 2])
    page[max(0, first) : last, start:end] = paper


def _is_ruled(line: Written, uprights: Sequence[Rule]) -> bool:
    """Whether the line stands beside rules, all of which are in points."""
    x0, top, x1, bottom = line.box
    beside = [rule.at for rule in uprights if rule.start <= (top + bottom) / 2 <= rule.end]
    return bool(beside) and min(beside) <= (x0 + x1) / 2 <= max(beside)


def _in_columns(lines: Sequence[Written], em: float) -> list[Written]:
    """The lines, where they are set in columns: read across, they say nothing. Else none."""
    rows: list[list[Written]] = []
    for line in sorted(lines, key=lambda one: float(one.quad[:, 1].mean())):
        if rows and abs(line.quad[:, 1].mean() - rows[-1][0].quad[:, 1].mean()) < em / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    spread = [row for row in rows if sum(_gaps(row) > em) >= _COLUMNS - 1]
    return list(lines) if len(spread) >= _ROWS else []


def _gaps(row: Sequence[Written]) -> Any:
    """The white between the lines that stand side by side, in pixels."""
    ends = sorted((float(line.quad[:, 0].min()), float(line.quad[:, 0].max())) for line in row)
    return np.array([other[0] - one[1] for one, other in pairwise(ends)])


# --------------------------------------------------------------------- stamps
def _stamps(stain: Mask) -> Mask:
    """Where seals and receipt stamps are pressed: their whole extent."""
    near = cv2.dilate(stain, np.ones((25, 25), np.uint8))
    count, _, facts, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    where = np.zeros_like(stain)
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in facts[label])
        if min(width, height) > _STAMP:
            where[y : y + height, x : x + width] = 255
    return where


def _is_stamped(line: Written, ink: Mask, stain: Mask, stamps: Mask) -> bool:
    """Whether a line is a stamp's own: within one, and nearly all of its ink coloured."""
    area = np.zeros_like(ink)
    cv2.fillConvexPoly(area, line.quad.astype(np.int32), 255)
    inside = area > 0
    if np.count_nonzero(stamps[inside]) < 0.5 * np.count_nonzero(inside):
        return False
    tint = np.count_nonzero(stain[inside])
    plain = np.count_nonzero((ink[inside] > 0) & (stain[inside] == 0))
    return bool(tint > 1.5 * plain)
