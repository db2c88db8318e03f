"""The signs by which the rest of a phrase is passed over at once, held to the patterns that they stand for."""

import pytest

from bot.deadlines import adjacency, residue
from tests.support.pattern_signs import first_signs, reach

_DIGITS = frozenset("0123456789")
_SUSPECT = _DIGITS | frozenset(residue._SUSPECT.pattern) - frozenset("[]\\d")
_PATTERNS = {
    "time": residue._TIMELY.pattern,
    "date": residue._DATELIKE.pattern,
    "unit": adjacency.UNITS.pattern,
    "turn": adjacency.REST.pattern,
}


@pytest.mark.parametrize("name", _PATTERNS)
def test_whatever_no_rest_may_hold_has_a_suspect_sign_near_its_beginning(name: str) -> None:
    behind = reach(_PATTERNS[name], _SUSPECT)
    assert behind is not None
    assert behind <= residue._AHEAD


@pytest.mark.parametrize(
    ("name", "starts"),
    [("time", f"{residue._FIRST}早晚农阴原"), ("date", f"{residue._FIRST}早晚农阴原"), ("turn", adjacency.REST_STARTS)],
)
def test_whatever_no_rest_may_hold_begins_with_one_of_its_first_signs(name: str, starts: str) -> None:
    assert first_signs(_PATTERNS[name]) <= frozenset(starts) | _DIGITS


@pytest.mark.parametrize(
    ("pattern", "signs", "behind"),
    [
        ("[一二]{1,3}个?月", "月", 4),
        ("(?:上半年|后期)", "年期", 2),
        ("(?:上半年|后天)", "年期", None),
        ("中(?=秋|午)", "秋午", 1),
        ("中(?:秋)?", "秋", None),
    ],
)
def test_how_far_into_a_pattern_a_sign_may_stand(pattern: str, signs: str, behind: int | None) -> None:
    assert reach(pattern, frozenset(signs)) == behind
