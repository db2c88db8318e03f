"""The columns of an exported sheet."""

from typing import Final

#: Columns that are shown, with their widths in characters.
SHOWN: Final = {
    "number": 7.0, "task": 42.0, "unit": 16.0, "role": 9.0, "phrase": 16.0, "due": 12.0, "state": 13.0, "light": 8.0,
    "note": 28.0,
}  # fmt: skip
#: Those of which a change is taken back.
EDITABLE: Final = ("due", "state", "note")
#: Columns that are not shown: by these a sheet is taken back. Their titles are the same in every language.
CARRIED: Final = ("duban_id", "duban_ledger", "duban_state", "duban_due", "duban_note")
#: Columns whose cells are one for all rows of a task.
MERGED: Final = ("number", "task")
HEADER_ROW: Final = 2  # counted from 0, below title and day


def place_of(field: str) -> int:
    """The column of a field, counted from 0."""
    return list(SHOWN).index(field)


def letter_of(column: int) -> str:
    """The column's name in a formula; of the first twenty-six."""
    return chr(ord("A") + column)
