"""One finding of `duban check`: how a part is, in a line."""

from dataclasses import dataclass
from enum import Enum

from bot.errors import BotError
from bot.texts import text

#: So many names are listed; the others are counted.
NAMED = 12


class Mark(Enum):
    """How a part is, the worst last. The value's first part is what the command ends with."""

    GOOD = (0, "in order")
    OPEN = (1, "works, but something is left to do")
    DOWN = (1, "does not work at present")
    BAD = (2, "the settings are wrong, or nothing can work")

    @property
    def exit_code(self) -> int:
        """0 in order, 1 something is to be done, 2 wrong settings."""
        return self.value[0]


def worse(one: Mark, other: Mark) -> Mark:
    """The worse of two."""
    order = list(Mark)
    return max(one, other, key=order.index)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how it is, what was found, and what to do where something is to be done."""

    mark: Mark
    words: str
    key: str = ""  # of the sentence or the fault, for reports without names


def good(key: str, /, **parts: object) -> Finding:
    """It was tried, and is in order."""
    return Finding(Mark.GOOD, text(f"check.{key}", **parts), f"check.{key}")


def left_to_do(key: str, /, **parts: object) -> Finding:
    """It works; something is left to do."""
    return Finding(Mark.OPEN, text(f"check.{key}", **parts), f"check.{key}")


def failed(mark: Mark, error: BotError) -> Finding:
    """What was tried, and failed."""
    return Finding(mark, str(error), error.key)


def named(names: list[str]) -> str:
    """The first of the names, and a sign that there are more."""
    return "、".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
