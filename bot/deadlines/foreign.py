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
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_SETTINGS: Final[dict[str, Any]] = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
#: How the months of each language begin: it is asked for no other, as it takes seconds to try all that it knows.
_MONTHS: Final = {
    "fr": "janv févr fevr mars avr mai juin juil août aout sept octo nove déce dece",
    "de": "janu febr märz mrz apri mai juni juli augu sept okto nove deze",
    "es": "ener febr marz abri mayo juni juli agos sept seti octu novi dici",
    "pt": "jane feve març marc abri maio junh julh agos sete outu nove deze",
    "it": "genn febb marz apri magg giug lugl agos sett otto nove dice",
    "nl": "janu febr maar apri mei juni juli augu sept okto nove dece",
    "ru": "янва февр март апре мая май июня июнь июля июль авгу сент октя нояб дека",
    "pl": "styc lute kwie maja czer lipc sier wrze paźd list grud marc",
    "tr": "ocak şuba mart nisa mayı hazi temm ağus eylü ekim kası aral",
    "id": "janu febr mare apri mei juni juli agus sept okto nove dese",
}
#: At most so many languages are tried: each costs some hundredths of a second.
_MOST: Final = 3


def read_foreign(phrase: str, issued: date | None) -> Reading | None:
    """A `due` for a date with day, month and year in some language; None for everything else."""
    if _WHOLE.fullmatch(phrase.strip()) is None:
        return None
    languages = _languages(phrase)
    if not languages:
        return None
    # dateparser takes 60 ms to import and is wanted for one phrase in thousands: it is loaded when first needed.
    dateparser = importlib.import_module("dateparser")
    found: datetime | None = dateparser.parse(phrase, languages=languages, settings=_SETTINGS)
    if found is None:
        return None
    flags = ("past",) if issued is not None and found.date() < issued else ()
    return Reading((Obligation(Kind.DUE, phrase, date=found.date(), rule="dateparser", flags=flags),), flags)


def _languages(phrase: str) -> list[str]:
    """The languages one of whose months stands in `phrase`."""
    words = [word.casefold() for word in _WORD.findall(phrase)]
    return [
        language
        for language, months in _MONTHS.items()
        if any(word.startswith(tuple(months.split())) for word in words)
    ][:_MOST]
