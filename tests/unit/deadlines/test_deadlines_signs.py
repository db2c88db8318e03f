"""The signs that must follow a rule's first sign are those that the patterns of the rules demand."""

import pytest

from bot.deadlines.following_signs import FOLLOWING
from bot.deadlines.row import NUMERALS
from bot.deadlines.scanner import ROWS
from tests.support.pattern_signs import ANY, signs_after

_STARTS = sorted({sign for row in ROWS for sign in row.starts} - set(NUMERALS))


def test_letters_are_left_to_the_patterns() -> None:
    assert not [sign for sign in FOLLOWING if sign.isascii() and sign.isalpha()]


@pytest.mark.parametrize("sign", _STARTS)
def test_no_rule_is_passed_over_for_the_sign_behind_its_first(sign: str) -> None:
    rows = [row for row in ROWS if sign in row.starts]
    patterns = [row.pattern.replace("(?=[早晚晨])", "[早晚晨]") for row in rows]  # 明早8点: the hour is read apart
    wanted = [signs_after(pattern, sign) for pattern in patterns]
    following = FOLLOWING.get(sign)
    assert following is None or (ANY not in wanted and following >= frozenset[str]().union(*wanted))


@pytest.mark.parametrize(
    ("pattern", "sign", "following"),
    [
        ("每(?:一?个)?月", "每", frozenset("一个月")),
        ("(?:今|明)[天日]", "明", frozenset("天日")),
        ("(?<!上)年[底末]?前", "年", frozenset("底末前")),
        (r"第\d{1,2}周", "第", frozenset("0123456789")),
        ("按.{1,3}要求", "按", ANY),
        ("无", "无", ANY),
        ("(?:完成|办结)", "办", frozenset("结")),
    ],
)
def test_the_signs_behind_the_first_of_a_pattern(pattern: str, sign: str, following: frozenset[str]) -> None:
    assert signs_after(pattern, sign) == following
