"""A picture of a page → what a page of a PDF with text is made of, and the places that are in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from bot.reading.doubts import Spot
from bot.reading.pdf_lines import Glyph
from bot.reading.scan.bare_ink import bare_ink, read_bare
from bot.reading.scan.characters import Written, em_of, glyphs_of, read_lines, spots_of
from bot.reading.scan.engine import Engine
from bot.reading.scan.flattening import flat
from bot.reading.scan.orientation import sheet_of, upright
from bot.reading.scan.picture import DPI, PIXELS, Mask, Picture, black, coloured, drawn, even
from bot.reading.scan.rules import Rule, completed, curves, joined, level_rules, upright_rules
from bot.reading.scan.unruled import unruled

_RULE = 7  # pixels: how thick a rule is taken to be
_STAMP = 12 / 25.4 * DPI  # pixels: the least side of a stamp


@dataclass(frozen=True, slots=True)
class Scan:
    """One page as read. Sizes and places in points from the top left corner; `picture` is the page made flat."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    levels: tuple[Rule, ...]
    uprights: tuple[Rule, ...]
    spots: tuple[Spot, ...]
    picture: Picture


def read_page(picture: Picture, engine: Engine) -> Scan:
    """What stands on one picture of a page, whichever way it lies."""
    picture, height = upright(even(sheet_of(picture)), engine)
    bent = drawn(picture)
    picture = flat(picture, curves(bent, upright=False), curves(bent, upright=True), [])
    ink, strokes, stain = black(picture), drawn(picture), coloured(picture)
    levels, uprights = completed(strokes, *joined(level_rules(strokes), upright_rules(strokes)))
    ink = _unruled(ink, levels, uprights, 0)
    clear = _unruled(without_colour(picture, stain), levels, uprights, 255)
    lines = read_lines(clear, height, engine, uprights, ink)
    stamps = _stamps(stain)
    kept = [line for line in lines if not _is_stamped(line, ink, stain, stamps)]
    ems = [em for line in kept if (em := em_of(line))]
    em = float(np.median(ems)) if ems else 12 * PIXELS
    bare = bare_ink(ink, kept)
    kept += read_bare(clear, bare, stain, engine, em)
    spots = [spot for line in kept for spot in spots_of(line, ink, stain, em_of(line) or em)]
    glyphs = tuple(glyph for line in kept for glyph in glyphs_of(line, em))
    drawn_rules = [_points(rule) for rule in levels], [_points(rule) for rule in uprights]
    levels, uprights = drawn_rules if uprights else unruled(glyphs)
    return Scan(
        picture.shape[1] / PIXELS,
        picture.shape[0] / PIXELS,
        glyphs,
        tuple(levels),
        tuple(uprights),
        (*spots, *(one.spot for one in bare)),
        picture,
    )


def _points(rule: Rule) -> Rule:
    return Rule(rule.at / PIXELS, rule.start / PIXELS, rule.end / PIXELS)


def without_colour(picture: Picture, stain: Mask) -> Picture:
    """The picture with red ink as light as paper, and the black letters below it as they are."""
    red = picture[:, :, 0].astype(np.float32)
    pale = np.clip((red - 60) * (255 / 120), 0, 255).astype(np.uint8)
    soft = cv2.dilate(stain, np.ones((5, 5), np.uint8))[:, :, None] > 0
    return np.where(soft, np.maximum(pale, picture[:, :, 0])[:, :, None], picture).astype(np.uint8)


def _unruled(page: Picture, levels: Sequence[Rule], uprights: Sequence[Rule], paper: int) -> Picture:
    """The page, or its ink, with the rules painted over."""
    clear = page.copy()
    half = _RULE // 2 + 1
    for rule in levels:
        clear[max(0, round(rule.at) - half) : round(rule.at) + half, round(rule.start) : round(rule.end) + 1] = paper
    for rule in uprights:
        clear[round(rule.start) : round(rule.end) + 1, max(0, round(rule.at) - half) : round(rule.at) + half] = paper
    return clear


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
