"""Dates in other languages, by dateparser: only whole dates, and only without a Chinese character."""

import importlib
import re
from datetime import date, datetime
from typing import Any, Final

from bot.model import Kind, Obligation, Reading

#: A day, a month and a year must all be written; dateparser guesses what is missing.
_WHOLE: Final = re.compile(
    r"(?=.*[^\W\d_]{3})(?=.*(?<!\d)\d{1,2}(?!\d))(?=.*(?<!\d)(?:19|20)\d\d(?!\d)).{8,60}", re.DOTALL
)
_SETTINGS: Final[dict[str, Any]] = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}


def read_foreign(phrase: str, issued: date | None) -> Reading | None:
    """A `due` for a date with day, month and year in some language; None for everything else."""
    if _WHOLE.fullmatch(phrase.strip()) is None:
        return None
    # dateparser takes 60 ms to import and is wanted for one phrase in thousands: it is loaded when first needed.
    found: datetime | None = importlib.import_module("dateparser").parse(phrase, settings=_SETTINGS)
    if found is None:
        return None
    flags = ("past",) if issued is not None and found.date() < issued else ()
    return Reading((Obligation(Kind.DUE, phrase, date=found.date(), rule="dateparser", flags=flags),), flags)
