"""Ruling lines on a page: as curves while the page is still bent, as level and upright rules once it is flat."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import cv2
import numpy as np

from bot.reading.scan.dashes import LOW, level_dashes, upright_dashes
from bot.reading.scan.picture import Mask
from bot.reading.scan.rule import Rule

Points: TypeAlias = Any  # floats: x, y a row

_STROKE = 45  # pixels: what runs on for less is a stroke of a letter
_COVERED = 0.8  # of a rule is ink, however worn; of strokes of letters one below the other much less
_SHORTEST = 60  # pixels of a rule: wider than any stroke of a letter
_THICKEST = 14
_DRAWN = 0.8  # of a piece of a grid is ink, where it is drawn
_WHITE = 17  # pixels without ink from a dashed piece's last dash to the rule on which it ends: colons end sooner
_NO_DASH = 30  # pixels from it to the last dash that does not touch the rule
_GHOST = 0.4  # of the darkness of a rule: a piece that is paler shines through
_GAP = 40  # pixels: a rule broken for no longer is whole
_NEAR = 9.0  # pixels: rules nearer than this are one
_ALIKE = 30.0  # pixels: ends that differ less are the same
_REACH = 26.0  # pixels: a rule that ends so near to another ends on it


def curves(ink: Mask, *, upright: bool) -> list[Points]:
    """The level (or upright) ruling lines as points along each, however they bend a little."""
    if upright:
        return [points[:, ::-1] for points in curves(np.ascontiguousarray(ink.T), upright=False)]
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # so that a line that falls by a pixel still runs on
    found = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, _STROKE), np.uint8))
    whole = cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    count, labels, facts, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    return [
        points
        for label in range(1, count)
        if facts[label, cv2.CC_STAT_WIDTH] >= _SHORTEST
        and (points := _middle(labels, facts[label], label, found)) is not None
    ]


def _middle(labels: Any, facts: Any, label: int, found: Mask) -> Points | None:
    """The middle of a line every few pixels along it; None where it is a bar, or strokes in a row, and no line."""
    left, top, width, height, area = (int(value) for value in facts)
    if area > _THICKEST * width:
        return None
    part = labels[top : top + height, left : left + width] == label
    inked = np.logical_and(part, found[top : top + height, left : left + width] > 0).any(axis=0)
    if np.count_nonzero(inked) < _COVERED * width:
        return None
    rows: Points = np.arange(height, dtype=np.float32)[:, None]
    counts = part.sum(axis=0)
    columns = np.flatnonzero(counts)[:: max(1, width // 60)]
    middles = (part[:, columns] * rows).sum(axis=0) / counts[columns]
    return np.stack([columns + left, middles + top], axis=1).astype(np.float32)


def level_rules(ink: Mask) -> list[Rule]:
    return _merged([_straight(points) for points in curves(ink, upright=False)])


def upright_rules(ink: Mask) -> list[Rule]:
    return _merged([_straight(points[:, ::-1]) for points in curves(ink, upright=True)])


def _straight(points: Points) -> Rule:
    return Rule(float(np.median(points[:, 1])), float(points[:, 0].min()), float(points[:, 0].max()))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules at nearly the same place get the same place; pieces of one rule become one."""
    merged: list[Rule] = []
    for group in _groups(sorted(rules, key=lambda rule: rule.at)):
        weights = [rule.end - rule.start for rule in group]
        at = float(np.average([rule.at for rule in group], weights=weights))
        pieces: list[Rule] = []
        for rule in sorted(group, key=lambda rule: rule.start):
            if pieces and rule.start - pieces[-1].end <= _GAP:
                pieces[-1] = Rule(at, pieces[-1].start, max(pieces[-1].end, rule.end))
            else:
                pieces.append(Rule(at, rule.start, rule.end))
        merged += pieces
    return merged


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def joined(levels: Sequence[Rule], uprights: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Both kinds, their ends drawn on to the rules of the other kind that they all but touch.

    An upright rule goes from one level rule to another, so strokes of letters one below the other are none; a level
    one may end freely, for many tables have open sides, but crosses an upright one.
    """
    uprights = [rule for one in uprights if (rule := _between(_drawn_to(one, levels), levels)) is not None]
    levels = [_drawn_to(rule, uprights) for rule in levels]
    return [rule for rule in levels if any(_meets(rule, other) for other in uprights)], uprights


def completed(
    ink: Mask, levels: Sequence[Rule], uprights: Sequence[Rule], light: Mask
) -> tuple[list[Rule], list[Rule]]:
    """The rules of a grid, each piece of it looked for anew: wherever a column or a row has its edge elsewhere.

    So the short pieces of low rows are found, and a piece that was taken to be there but is not drawn is dropped; so is
    one much paler than the rest of its rule, in `light`: the back of the leaf shines through.
    """
    down = _pieces((ink.T, upright_dashes(ink).T, upright_dashes(ink, LOW).T), uprights, levels, light.T)
    across = _pieces((ink, level_dashes(ink), level_dashes(ink, LOW)), levels, down, light)
    return [*across, *_free_ends(levels, across, down)], down


def _pieces(masks: tuple[Mask, Mask, Mask], rules: Sequence[Rule], others: Sequence[Rule], light: Mask) -> list[Rule]:
    """The pieces of `rules` from one of `others` to the next that are drawn, those that follow each other as one.

    `masks`: what is drawn, its dashes drawn through, and also short runs of dashes: those of a rule that has others.
    """
    ink, dashes, short = masks
    places = sorted({other.at for other in others})
    found: list[Rule] = []
    for at in sorted({rule.at for rule in rules}):
        met = [place for place in places if any(o.at == place and _spans(o, at) for o in others)]
        likely = [piece for piece in pairwise(met) if _is_drawn((ink, short), at, *piece)]
        is_rule = any(_is_drawn((ink, dashes), at, *piece) for piece in likely)
        drawn = [Rule(at, *piece) for piece in likely] if is_rule else []
        darkness = [_darkness(light, piece) for piece in drawn]
        for piece, dark in zip(drawn, darkness, strict=True):
            if dark < _GHOST * max(darkness):
                continue
            if found and found[-1].at == at and found[-1].end == piece.start:
                found[-1] = Rule(at, found[-1].start, piece.end)
            else:
                found.append(piece)
    return found


def _darkness(light: Mask, piece: Rule) -> float:
    """How far the rule is from white, 0 to 255, along a quarter of it at least: of a dashed one more is white."""
    top, left, right = max(0, round(piece.at) - 4), round(piece.start) + 4, round(piece.end) - 3
    return 255.0 - float(np.quantile(light[top : round(piece.at) + 5, left:right].min(axis=0), 0.25))


def _spans(rule: Rule, at: float) -> bool:
    return rule.start - _REACH <= at <= rule.end + _REACH


def _is_drawn(masks: tuple[Mask, Mask], at: float, start: float, end: float) -> bool:
    """Whether ink runs along a level line from `start` to `end`, its very ends aside, or dashes without a break.

    `masks`: what is drawn, and its dashes drawn through.
    """
    top, left, right = max(0, round(at) - 4), round(start) + 4, round(end) - 3
    inked, dashed = (mask[top : round(at) + 5, left:right].any(axis=0) for mask in masks)
    if not inked.size:
        return False
    if np.count_nonzero(inked) > _DRAWN * inked.size:
        return _is_thin(masks[0], at, left, right)
    whole = _longest_white(dashed) <= _NO_DASH and _longest_white(inked | dashed) <= _WHITE
    return whole and _is_alone(masks[0], at, left, right)


def _longest_white(inked: Any) -> int:
    """Over how many pixels on end there is no ink."""
    ends = np.concatenate([[-1], np.flatnonzero(inked), [inked.size]])
    return int(np.diff(ends).max()) - 1


def _is_thin(lines: Mask, at: float, left: int, right: int) -> bool:
    """Whether the line runs along three rows of pixels, or at least has less ink above and below it than letters."""
    y = round(at)
    most = max(_inked(lines, (row - 1, row + 2), left, right) for row in range(y - 3, y + 4))
    return most > _DRAWN * (right - left) or _is_alone(lines, at, left, right)


def _is_alone(lines: Mask, at: float, left: int, right: int) -> bool:
    """Whether a line has more ink than what lies above and below it: of letters there is as much."""
    y = round(at)
    beside = max(_inked(lines, rows, left, right) for rows in ((y - 14, y - 8), (y + 9, y + 15)))
    return _inked(lines, (y - 4, y + 5), left, right) > 1.2 * beside


def _inked(lines: Mask, rows: tuple[int, int], left: int, right: int) -> int:
    """Over how many columns of pixels there is ink in these rows."""
    return int(np.count_nonzero(lines[max(0, rows[0]) : max(1, rows[1]), left:right].any(axis=0)))


def _free_ends(levels: Sequence[Rule], across: Sequence[Rule], down: Sequence[Rule]) -> list[Rule]:
    """The pieces of level rules beyond the outermost upright: a table with open sides has them, all of one length."""
    starts, ends = [rule.start for rule in levels], [rule.end for rule in levels]
    rest = []
    for rule in levels:
        own = [piece for piece in across if piece.at == rule.at]
        met = [upright.at for upright in down if _spans(upright, rule.at)]
        if own and rule.start < own[0].start - _REACH and own[0].start <= min(met):
            rest.append(Rule(rule.at, min(x for x in starts if abs(x - rule.start) < _ALIKE), own[0].start))
        if own and rule.end > own[-1].end + _REACH and own[-1].end >= max(met):
            rest.append(Rule(rule.at, own[-1].end, max(x for x in ends if abs(x - rule.end) < _ALIKE)))
    return rest


def _drawn_to(rule: Rule, others: Sequence[Rule]) -> Rule:
    near = [other.at for other in others if other.start - _REACH <= rule.at <= other.end + _REACH]
    start = min(
        (at for at in near if abs(at - rule.start) <= _REACH), key=lambda at: abs(at - rule.start), default=None
    )
    end = min((at for at in near if abs(at - rule.end) <= _REACH), key=lambda at: abs(at - rule.end), default=None)
    return Rule(rule.at, rule.start if start is None else start, rule.end if end is None else end)


def _between(rule: Rule, levels: Sequence[Rule]) -> Rule | None:
    """The part of an upright rule from the first to the last level one that it meets."""
    met = sorted(level.at for level in levels if _meets(rule, level))
    return Rule(rule.at, met[0], met[-1]) if len(met) > 1 and met[-1] - met[0] > _NEAR else None


def _meets(rule: Rule, other: Rule) -> bool:
    return (
        other.start - _REACH <= rule.at <= other.end + _REACH and rule.start - _REACH <= other.at <= rule.end + _REACH
    )
