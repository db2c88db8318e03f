"""Folds of the paper told from rules: they run on beyond the table on both sides, and no darker within it."""

from collections.abc import Sequence

import numpy as np

from bot.reading.scan.picture import Mask
from bot.reading.scan.rule import Rule

_ALIKE = 30.0  # pixels: ends that differ less are the same
_BESIDE = 4  # pixels to each side of a rule in which it is looked for
_NEAR = 14.0  # pixels: no two rules of a table stand nearer
_DARKER = 30.0  # of 255: a rule along a fold is so much darker than the fold


def without_creases(levels: Sequence[Rule], light: Mask) -> list[Rule]:
    """Level rules but for one or two that alone reach beyond all others on both sides.

    Where the page, in `light`, is darker there within the table than beyond it, a rule lies along the fold: it is kept
    as long as the table is wide.
    """

    def alike(rule: Rule) -> int:
        return sum(abs(rule.start - o.start) < _ALIKE and abs(rule.end - o.end) < _ALIKE for o in levels)

    table = [rule for rule in levels if alike(rule) > 2]
    if not table:
        return list(levels)
    start, end = min(rule.start for rule in table), max(rule.end for rule in table)

    def is_beyond(rule: Rule) -> bool:
        return rule not in table and rule.start <= start - _ALIKE and rule.end >= end + _ALIKE

    def within(rule: Rule) -> Rule | None:
        if not is_beyond(rule):
            return rule
        alone = all(abs(rule.at - other.at) > _NEAR for other in table)
        return Rule(rule.at, start, end) if alone and _hides_a_rule(rule, start, end, light) else None

    return [kept for rule in levels if (kept := within(rule)) is not None]


def _hides_a_rule(crease: Rule, start: float, end: float, light: Mask) -> bool:
    top = max(0, round(crease.at) - _BESIDE)
    darkest = light[top : round(crease.at) + _BESIDE + 1].min(axis=0).astype(np.float32)
    left, right, first, last = (round(x) for x in (start, end, crease.start, crease.end))
    beyond = np.concatenate([darkest[max(0, first) : left - _BESIDE], darkest[right + _BESIDE : last]])
    return bool(beyond.size) and float(np.median(beyond) - np.median(darkest[left:right])) > _DARKER
