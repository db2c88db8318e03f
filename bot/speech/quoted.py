"""An answer below the words that it answers, as messengers copy them: 「第12项即将到期」, a line of strokes, 收到."""

import re
from collections.abc import Sequence

from bot.speech.numbers import leading_numbers

_STROKES = re.compile(r"\s*(?:[-—–_=~]\s*){3,}")
#: An item as our messages name it; a bare figure may be anything.
_ITEM = re.compile(r"第\s*[^\s第项，。；]{1,8}?\s*项|\bitem\s+n?\d{1,4}(?:\.\d{1,3})?", re.IGNORECASE)


def without_quotation(lines: Sequence[str]) -> tuple[tuple[str, ...], Sequence[str]]:
    """(the numbers of the items that the quotation names, the lines below it); all lines where nothing is quoted."""
    first = next((line.strip() for line in lines if line.strip()), "")
    if not first.startswith(("「", "『")):
        return (), lines
    at = next((at for at, line in enumerate(lines) if _STROKES.fullmatch(line)), None)
    if at is None or not any(line.rstrip().endswith(("」", "』")) for line in lines[:at]):
        return (), lines
    named = _ITEM.findall("\n".join(lines[:at]))
    numbers = [n for name in named for n in leading_numbers(re.sub("^item", "", name, flags=re.IGNORECASE)).numbers]
    return tuple(dict.fromkeys(numbers)), lines[at + 1 :]
