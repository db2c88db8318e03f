"""Numbers of items whose own number was taken."""

import pytest

from bot.vocabulary.number_marks import ADDED, FORMER, free_number, number_carried


@pytest.mark.parametrize(
    ("number", "taken", "expected"),
    [
        ("1", {"2"}, "1"),
        ("1", {"1"}, "续1"),
        ("1", {"1", "续1"}, "再续1"),
        ("续1", {"1", "续1"}, "再续1"),
        ("续续1", {"续续1", "续1", "再续1"}, "三续1"),
        ("续1", {"1"}, "续1"),
        ("n2", {"n2"}, "续n2"),
    ],
)
def test_an_item_is_carried_over_under_a_number_that_is_free(number: str, taken: set[str], expected: str) -> None:
    assert number_carried(number, taken) == expected


def test_however_often_it_is_carried_over_the_number_is_its_own() -> None:
    taken: set[str] = set()
    for _ in range(30):
        taken.add(number_carried("1", taken))
    assert len(taken) == 30


@pytest.mark.parametrize("mark", [ADDED, FORMER])
def test_another_mark_is_repeated(mark: str) -> None:
    assert free_number("3", mark, {"3", f"{mark}3"}) == f"{mark}{mark}3"
