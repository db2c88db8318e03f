"""What a settings file may give as a number, a switch or a date is nothing else: true is no 1, and 20.0 is no 20."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AllowInfNan, BeforeValidator, Strict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict(), AllowInfNan(False)]
YesNo = Annotated[bool, Strict()]


_NUMBER = re.compile(r"-?[0-9]{1,20}")


def _digits(value: object) -> object:
    return int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


#: A variable of the environment, or a cell of a sheet, can say a number by its digits alone.
WholeInWords = Annotated[int, Strict(), BeforeValidator(_digits)]


def fault_at(*place: str | int, words: str, found: object, title: str = "") -> ValidationError:
    """The fault of one key among those of a whole table, for validators that look at several keys together."""
    kind = PydanticCustomError("value_error", "{words}", {"words": words})
    return ValidationError.from_exception_data(title, [InitErrorDetails(type=kind, loc=place, input=found)])


def causes(error: ValidationError) -> Iterator[Any]:
    """The faults that pydantic found; not those that only follow, as of a table of which a key is wrong."""
    found = error.errors()
    for one in found:
        place = one["loc"]
        if not any(len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in found):
            yield one
