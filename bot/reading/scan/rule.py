"""A ruling line. What knows of it needs no library of the extra."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: at `at` (y of a level one, x of an upright one), from `start` to `end`."""

    at: float
    start: float
    end: float
