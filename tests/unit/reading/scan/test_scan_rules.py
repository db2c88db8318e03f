"""Ruling lines: told from strokes of letters, from the edge of a seal and from folds; ends that all but meet."""

from itertools import pairwise

import pytest

pytest.importorskip("cv2", reason="the extra ocr is not installed (make ocr)")

import cv2
import numpy as np

from bot.reading.scan.bands import without_dark_grounds
from bot.reading.scan.creases import without_creases
from bot.reading.scan.dashes import with_dashes
from bot.reading.scan.orientation import sheet_of
from bot.reading.scan.picture import Mask, Picture, drawn, drawn_in_any_colour
from bot.reading.scan.rule import Rule
from bot.reading.scan.rules import completed, joined, level_rules, upright_rules

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
    levels = without_creases(level_rules(page), 255 - page)
    return completed(page, *joined(levels, upright_rules(page)), 255 - page)


def ends(found: list[Rule]) -> list[tuple[int, int, int]]:
    return sorted((round(rule.at), round(rule.start), round(rule.end)) for rule in found)


def test_a_grid_is_found_and_its_ends_meet() -> None:
    levels, uprights = rules(grid())
    assert ends(levels) == [(y, XS[0], XS[-1]) for y in YS]
    assert ends(uprights) == [(x, YS[0], YS[-1]) for x in XS]


def test_a_piece_that_is_not_drawn_leaves_a_merged_cell() -> None:
    _, uprights = rules(grid(skip=(1, 1)))
    assert ends([rule for rule in uprights if round(rule.at) == XS[1]]) == [(300, 100, 200), (300, 300, 400)]


@pytest.mark.parametrize("shift", range(-20, 21, 4))
def test_a_line_of_text_where_a_merged_cell_has_no_rule_is_none(shift: int) -> None:
    """However it lies to the rule of the cells beside."""
    page: Mask = np.zeros((500, 900), np.uint8)
    for y in YS:
        page[y - 1 : y + 2, XS[0] : (XS[1] if y == YS[1] else XS[-1]) + 1] = 255
    for x in XS:
        page[YS[0] : YS[-1] + 1, x - 1 : x + 2] = 255
    for x in range(XS[1] + 8, XS[-1] - 8, 34):  # characters of four strokes
        for y in range(4):
            page[YS[1] + shift + 8 * y - 14 : YS[1] + shift + 8 * y - 11, x + 4 * (y % 2) : x + 4 * (y % 2) + 24] = 255
    levels = [rule for rule in rules(page)[0] if rule.at == pytest.approx(YS[1], abs=3)]
    assert [(round(rule.start), round(rule.end)) for rule in levels] == [(XS[0], XS[1])]


def test_a_rule_of_the_back_that_shines_through_a_merged_cell_is_none() -> None:
    page = sheet()
    page[198:203, 303:698] = 255
    through = page.copy()
    through[199:202, 303:698] = 215
    strokes = drawn(through)
    found = completed(strokes, *joined(level_rules(strokes), upright_rules(strokes)), through.min(axis=2))[0]
    assert [round(rule.end) for rule in found if round(rule.at) == 200] == pytest.approx([300], abs=2)


def test_the_frame_of_a_blue_stamp_is_no_rule() -> None:
    page = sheet()
    cv2.rectangle(page, (150, 60), (450, 112), (40, 60, 170), 4)
    assert np.ravel(ends(rules(drawn(page))[0])) == pytest.approx(np.ravel(ends(rules(drawn(sheet()))[0])), abs=2)


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


@pytest.mark.parametrize("off", [-22, -16, -12, -3, -2, -1, 0, 1, 2, 3, 12, 16, 22])
def test_a_rule_along_which_the_paper_is_folded_is_one(off: int) -> None:
    page, paper = sheet(), sheet()
    for y in range(-6, 7):
        paper[YS[1] + off + y] = np.minimum(page[YS[1] + off + y], 150 + 12 * abs(y))
    strokes, light = drawn(paper), paper.min(axis=2)
    levels = without_creases(level_rules(strokes), light)
    found, _ = completed(strokes, *joined(levels, upright_rules(strokes)), light)
    assert np.ravel(ends(found)) == pytest.approx(np.ravel(ends(rules(grid())[0])), abs=4)


def test_the_ring_of_a_red_seal_is_no_rule() -> None:
    page: Mask = np.full((500, 900, 3), 255, np.uint8)
    cv2.rectangle(page, (300, 100), (500, 300), (214, 40, 46), 4)
    assert not level_rules(drawn(page))
    cv2.line(page, (100, 200), (800, 200), (0, 0, 0), 3)
    assert [round(rule.at) for rule in level_rules(drawn(page))] == [200]


@pytest.mark.parametrize(("dash", "gap"), [(3, 3), (6, 6), (10, 8), (14, 12)])
def test_dashed_and_dotted_rules_are_rules(dash: int, gap: int) -> None:
    page = grid()
    for at in range(0, 900, dash + gap):
        page[:, at : at + gap][np.isin(np.arange(500), [y + d for y in YS for d in (-1, 0, 1)])] = 0
        down = page[at : at + gap]
        down[:, [x + d for x in XS for d in (-1, 0, 1)]] = 0
    assert ends(rules(page)[0]) == []
    strokes = with_dashes(page)
    levels, uprights = completed(page, *joined(level_rules(strokes), upright_rules(strokes)), 255 - page)
    assert [rule.at for rule in levels] == pytest.approx(YS, abs=2)
    assert [rule.at for rule in uprights] == pytest.approx(XS, abs=2)


@pytest.mark.parametrize("height", [60, 70, 90])
def test_dashed_uprights_of_a_low_row_are_rules(height: int) -> None:
    """The header of a form whose next row is a section's, over all columns."""
    page: Mask = np.zeros((700, 900), np.uint8)
    tops = (100, 100 + height, 170 + height, 320 + height, 470 + height)
    for y in tops:
        page[y - 1 : y + 2, XS[0] : XS[-1] + 1] = 255
    for x in XS:
        page[tops[0] : tops[-1] + 1, x - 1 : x + 2] = 255
    page[tops[1] + 2 : tops[2] - 1, 280:320] = 0
    for at in range(0, 900, 12):
        page[:, at : at + 5][np.isin(np.arange(700), [y + d for y in tops for d in (-1, 0, 1)])] = 0
        down = page[at : at + 5]
        down[:, [x + d for x in XS for d in (-1, 0, 1)]] = 0
    strokes = with_dashes(page)
    _, uprights = completed(page, *joined(level_rules(strokes), upright_rules(strokes)), 255 - page)
    inner = [(one.start, one.end) for one in uprights if one.at == pytest.approx(XS[1], abs=3)]
    assert np.ravel(inner) == pytest.approx([tops[0], tops[1], tops[2], tops[4]], abs=4)


def test_colons_below_each_other_are_not_drawn_through() -> None:
    page: Mask = np.zeros((500, 900), np.uint8)
    for at in range(2):
        for dot in (0, 14):
            page[100 + 31 * at + dot : 105 + 31 * at + dot, 500:505] = 255
    assert (with_dashes(page) == page).all()


@pytest.mark.parametrize("lines", [2, 3, 4, 6])
@pytest.mark.parametrize("above", [22, 30])
def test_colons_in_a_row_of_tight_lines_are_no_column(lines: int, above: int) -> None:
    """牵头单位： above 配合单位： and so on: their dots are as far apart as those of a dotted rule."""
    page = grid()
    page[YS[2] - 1 : YS[2] + 2, XS[1] + 3 : XS[2] - 3] = 0
    low = page.copy()
    bottom = YS[1] + above + 31 * lines + 8
    low[bottom - 1 : bottom + 2, XS[0] : XS[-1] + 1] = 255
    for at in range(lines):
        for dot in (0, 14):
            low[YS[1] + above + 31 * at + dot : YS[1] + above + 31 * at + dot + 5, 500:505] = 255
    strokes = with_dashes(low)
    found = completed(low, *joined(level_rules(strokes), upright_rules(strokes)), 255 - low)
    assert sorted({round(rule.at) for rule in found[1]}) == list(XS)


def test_strokes_in_a_row_are_not_drawn_through() -> None:
    page: Mask = np.zeros((500, 900), np.uint8)
    for at in range(5):
        page[100 + 45 * at : 124 + 45 * at, 500:503] = 255  # a 1 below another
        page[400:403, 100 + 38 * (at % 3) : 128 + 38 * (at % 3)] = 255  # 一一一
    assert (with_dashes(page) == page).all()


def sheet(*, colour: tuple[int, int, int] = (0, 0, 0)) -> Picture:
    page: Picture = np.full((500, 900, 3), 255, np.uint8)
    page[grid() > 0] = colour
    return page


def test_a_form_with_red_rules_has_rules() -> None:
    page = sheet(colour=(200, 0, 0))
    assert not level_rules(drawn(page))
    assert ends(rules(drawn_in_any_colour(page))[1]) == ends(rules(grid())[1])


GROUNDS = [(47, 85, 151), (20, 20, 20), (68, 114, 196), (192, 0, 0), (143, 170, 220), (112, 173, 71)]


@pytest.mark.parametrize(
    ("ground", "letters"),
    [(ground, letters) for ground in GROUNDS for letters in (0, 255) if letters or max(ground) > 150],
)
def test_a_dark_or_coloured_header_is_black_on_white_and_keeps_its_edge_and_rules(
    ground: tuple[int, int, int], letters: int
) -> None:
    page = sheet()
    page[103:198, 103:698] = ground
    page[103:198, 299:302] = tuple(min(255, part + 25) for part in ground)
    page[140:160, 400:420] = letters
    turned = without_dark_grounds(page)
    assert turned[150, 410, 0] < 60
    assert turned[150, 600, 0] > 240
    assert [rule.at for rule in rules(drawn(turned))[1]] == pytest.approx(XS, abs=4)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("merged", [0, 90])
def test_rules_that_a_ground_hides_go_on_from_the_rows_below(ground: tuple[int, int, int], merged: int) -> None:
    """The row below it may be a section's, over all columns."""
    page = sheet()
    page[103:198, 103:698] = ground
    page[201 : 201 + merged, 103:698] = 255
    page[140:160, 400:420] = page[140:160, 150:170] = 255
    assert [rule.at for rule in rules(drawn(without_dark_grounds(page)))[1]] == pytest.approx(XS, abs=4)


def test_a_seal_is_no_ground() -> None:
    page = sheet()
    cv2.circle(page, (450, 350), 90, (210, 20, 30), 8)
    page[300:360, 420:480] = (210, 20, 30)
    assert (without_dark_grounds(page) == page).all()


def test_bold_letters_are_no_dark_ground() -> None:
    page = sheet()
    for x in range(110, 290, 36):
        page[120:150:5, x : x + 30] = page[121:151:5, x : x + 30] = 0
    assert (without_dark_grounds(page) == page).all()


@pytest.mark.parametrize(("corner", "is_sheet"), [((30, 25), True), ((380, 40), False)])
def test_a_sheet_has_nearly_right_angles(corner: tuple[int, int], is_sheet: bool) -> None:
    """What a shadow leaves of a sheet has others: cropped to it, words would be lost."""
    page: Picture = np.full((1000, 800, 3), 30, np.uint8)
    outline = np.array([corner, (770, 20), (780, 980), (20, 975)], np.int32)
    cv2.fillConvexPoly(page, outline, (240, 240, 240))
    assert (sheet_of(page).shape != page.shape) == is_sheet
