"""Time stamps as systems export them: 2025-06-30 00:00:00, 2025-06-30T00:00."""

import re
from datetime import datetime

from bot.reading.formats import Shown, spell_date

_STAMP = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:T|[ \u00a0]+)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?(?:\+08:?00)?"
)
_LONGEST = 40
_WHOLE = Shown(year=True, month=True, day=True, time=True)


def spell_stamp(text: str) -> str:
    """A cell that holds nothing but a time stamp as a date cell is spelled, midnight without its hour; else `text`.

    A stamp with a zone other than China's stays as it is: which day it means depends on where it is read.
    """
    found = _STAMP.fullmatch(text) if text[:1].isdigit() and len(text) <= _LONGEST else None
    if found is None:
        return text
    year, month, day, hour, minute = (int(found[at]) for at in (1, 3, 4, 5, 6))
    try:
        return spell_date(datetime(year, month, day, hour, minute), _WHOLE)  # noqa: DTZ001 - wall time, as in the sheet
    except ValueError:
        return text
