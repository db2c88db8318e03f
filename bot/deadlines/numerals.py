"""Numbers as offices write them: 12, 十二, 廿五, 二〇二一, 一百二十."""

from typing import Final

_DIGITS: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_ONES: Final = "一二三四五六七八九"


def _counted() -> dict[str, int]:
    """Every way of writing 0 to 99 with 十, 廿 and 卅, and one digit alone."""
    table = dict(_DIGITS)
    for tens in range(1, 10):
        heads = [_ONES[tens - 1] + "十"]
        heads += {1: ["十"], 2: ["廿"], 3: ["卅"]}.get(tens, [])
        for head in heads:
            table[head] = tens * 10
            table.update({head + one: tens * 10 + value for value, one in enumerate(_ONES, 1)})
    return table


_COUNTED: Final = _counted() | {"元": 1}  # 元月


#: Two digits side by side that mean one or the other: 两三年, 三五天. The longer number counts.
APPROXIMATE: Final = {
    "一两": 2, "一二": 2, "两三": 3, "二三": 3, "三四": 4, "三五": 5, "四五": 5, "五六": 6, "六七": 7, "七八": 8,
    "八九": 9,
}  # fmt: skip


def to_int(sign: str) -> int | None:
    """The value of a counting number up to 999; None for what is no such number (一二, 十十)."""
    if sign.isascii():
        return int(sign) if len(sign) < 5 else None
    value = _COUNTED.get(sign)
    return value if value is not None or "百" not in sign else _hundreds(sign)


def _hundreds(sign: str) -> int | None:
    head, _, tail = sign.partition("百")
    hundreds, rest = _COUNTED.get(head), _COUNTED.get(tail.lstrip("零〇"), None) if tail else 0
    if hundreds is None or hundreds > 9 or rest is None:
        return None
    return hundreds * 100 + rest * (10 if tail in _ONES and tail else 1)


def to_year(sign: str, near: int | None) -> int | None:
    """The year written with four digits, or with two: the nearest to `near`; None without one to be near to."""
    if sign.isascii():
        value = int(sign)
    else:
        value = 0
        for one in sign:
            value = value * 10 + (int(one) if one.isascii() else _DIGITS[one])
    if len(sign) == 4:
        return value
    if near is None:
        return None
    century = near - near % 100
    return min((century + value + shift for shift in (0, -100, 100)), key=lambda year: abs(year - near))
