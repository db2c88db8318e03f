"""Ruling lines: told from strokes of letters, from the edge of a seal and from folds; ends that all but meet."""

from itertools import pairwise

import pytest

pytest.importorskip("cv2", reason="the extra ocr is not installed (make ocr)")

import cv2
import numpy as np

from bot.reading.scan.picture import Mask, drawn
from bot.reading.scan.rules import Rule, completed, joined, level_rules, upright_rules

XS, YS = (100, 300, 700), (100, 200, 300, 400)


def grid(*, skip: tuple[int, int] | None = None, gap: int = 0) -> Mask:
    """Two columns, three rows; `skip`: the upright and the row that are not drawn; `gap` pixels are worn away."""
    page: Mask = np.zeros((500, 900), np.uint8)
    for y in YS:
        page[y - 1 : y + 2, XS[0] : XS[-1] + 1] = 255
    for at, x in enumerate(XS):
        for row, (top, bottom) in enumerate(pairwise(YS)):
            if skip != (at, row):
                page[top : bottom + 1, x - 1 : x + 2] = 255
    page[140 : 140 + gap, 299:302] = 0
    return page


def rules(page: Mask) -> tuple[list[Rule], list[Rule]]:
    return completed(page, *joined(level_rules(page), upright_rules(page)))


def ends(found: list[Rule]) -> list[tuple[int, int, int]]:
    return sorted((round(rule.at), round(rule.start), round(rule.end)) for rule in found)


def test_a_grid_is_found_and_its_ends_meet() -> None:
    levels, uprights = rules(grid())
    assert ends(levels) == [(y, XS[0], XS[-1]) for y in YS]
    assert ends(uprights) == [(x, YS[0], YS[-1]) for x in XS]


def test_a_piece_that_is_not_drawn_leaves_a_merged_cell() -> None:
    _, uprights = rules(grid(skip=(1, 1)))
    assert ends([rule for rule in uprights if round(rule.at) == XS[1]]) == [(300, 100, 200), (300, 300, 400)]


def test_a_rule_worn_away_for_a_little_is_whole() -> None:
    assert ends(rules(grid(gap=12))[1]) == ends(rules(grid())[1])


def test_strokes_of_letters_one_below_the_other_are_no_rule() -> None:
    page = grid()
    for top in range(108, 400, 55):
        page[top : top + 30, 500:503] = 255
    assert ends(rules(page)[1]) == ends(rules(grid())[1])


def test_a_fold_from_edge_to_edge_is_no_rule() -> None:
    page = grid()
    page[249:252, 5:895] = 255
    assert ends(rules(page)[0]) == ends(rules(grid())[0])


def test_the_ring_of_a_red_seal_is_no_rule() -> None:
    page: Mask = np.full((500, 900, 3), 255, np.uint8)
    cv2.rectangle(page, (300, 100), (500, 300), (214, 40, 46), 4)
    assert not level_rules(drawn(page))
    cv2.line(page, (100, 200), (800, 200), (0, 0, 0), 3)
    assert [round(rule.at) for rule in level_rules(drawn(page))] == [200]
