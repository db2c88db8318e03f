"""What a person said, as values: a command that was understood, or what was not and what would be."""

from dataclasses import dataclass
from enum import StrEnum

from bot.plan.lifecycle import Verb


class Errand(StrEnum):
    """What one may ask for that moves no duty forward."""

    UNDO = "undo"
    HELP = "help"
    ADD = "add"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Said:
    """One command. `numbers`: of items, as the ledger prints them; none: all that the speaker was asked for.

    `every`: “all” was said; `but`: without these numbers. `until`: the words of a new last day, or of the day on which
    one wants to be told again; `longer`: rather of how much later it is. `units`: the words that can only name units.
    `words`: what else was said, on as many lines: of a coordinator they may begin with units; of a move that is taken
    back they are the verb that it had, where that was said.
    """

    verb: Verb | Errand
    numbers: tuple[str, ...] = ()
    every: bool = False
    until: str = ""
    words: str = ""
    longer: str = ""
    units: str = ""
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was not understood. `nearest`: what would be, as its speaker would say it; empty where nothing is.
    `numbers`: those that stand in it, which may have been meant.
    """

    line: str
    nearest: str = ""
    numbers: tuple[str, ...] = ()


Speech = tuple[Said, ...] | Unclear
