"""Words of a document that became no item, and where they stand."""

from dataclasses import dataclass

from bot.model import Place


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words that became no item, and where they stand. `note` is the text that notes them; "" where they are asked
    about, in the question of `flag`.
    """

    text: str
    place: Place
    note: str = ""
    flag: str = "unplaced"
