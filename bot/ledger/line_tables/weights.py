"""How strongly what a line looks like speaks for a column, or against it: all weights of the search in one place.

`tests/unit/ledger/test_ledger_line_columns.py` has an example on each side of every weight.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The grades of a line in a column, and what it costs to leave columns blank or to begin a row."""

    certain: float = 3.0  # a time alone, a list of units and nothing else, a role word behind units
    likely: float = 2.5  # the rest of a time, a list with one word cut off, a person in a column of persons
    plausible: float = 1.5  # a ditto sign, what follows a comma in the column
    possible: float = 1.0  # any words in a column of text, the beginning of a name in a blank column of units
    slight: float = 0.8  # long words, a stop within, words that go on; taken off in a column of notes or behind a stop
    unlikely: float = -2.0  # units in a column of text, a time there, words that are no unit in a column of units
    excluded: float = -4.0  # no time in a column of times, a sentence in a column of units, the task left blank
    skipped: float = 0.2  # another column left blank
    new_row: float = 0.5  # a row begun where no number begins it


WEIGHTS = Weights()
