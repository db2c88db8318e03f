"""What stands before the number of an item where that number was taken: 续1, 再续1, 补3, 原26."""

import re
from collections.abc import Collection

#: From a year to the next, by an amendment, and of what lost its number to another item.
CARRIED, ADDED, FORMER = "续", "补", "原"
#: 再续1 was carried over once more; earlier releases wrote 续续1.
_AGAIN = ("", "再", *"三四五六七八九")
#: As a part of an expression for numbers; 继续1 has none.
MARKED = rf"(?<![继接延后手陆连持存永])(?:[{''.join(_AGAIN)}]?{CARRIED}|[{CARRIED}{ADDED}{FORMER}])+"
_CARRIED_BEFORE = re.compile(rf"^(?:[{''.join(_AGAIN)}]?{CARRIED})+")


def free_number(number: str, mark: str, taken: Collection[str]) -> str:
    """The number, with `mark` before it as often as it takes to be none of those taken."""
    found = number
    while found in taken:
        found = f"{mark}{found}"
    return found


def number_carried(number: str, taken: Collection[str]) -> str:
    """The number under which an item is carried over: its own where that is free, else 续1, 再续1, 三续1 …"""
    if number not in taken:
        return number
    plain = _CARRIED_BEFORE.sub("", number)
    named = (f"{again}{CARRIED}{plain}" for again in _AGAIN)
    return next((one for one in named if one not in taken), "") or free_number(number, CARRIED, taken)
