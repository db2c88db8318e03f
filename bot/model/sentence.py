"""What is said to people, kept as a fact: the key of a text and what fills its holes, worded when it is shown."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.model.document import Place
from bot.texts import text

#: The key of words that were kept as they were said, before facts were.
AS_SAID = ""
#: Of a list that is cut, how many pieces there are in all.
COUNT = "count"
#: What of a place a duty keeps.
_KEPT = ("page", "sheet", "table", "row", "line")
#: Brackets around the place of what stands in no document, such as an item by hand.
_NO_PLACE = re.compile(r"（）| \(\)")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, and where they stand."""

    place: Place
    words: str


Part: TypeAlias = "str | int | Place | tuple[str, ...] | tuple[Quote, ...] | tuple[Sentence, ...]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `parts` fill the holes of the text `key`: words, numbers of items, a place, quotations."""

    key: str
    parts: tuple[tuple[str, Part], ...] = ()

    def __str__(self) -> str:
        """The words in the language set."""
        parts = dict(self.parts)
        if self.key == AS_SAID:
            return str(parts["words"])
        said = text(self.key, **{name: _worded(part, parts.get(COUNT)) for name, part in self.parts})
        return _NO_PLACE.sub("", said)

    def part(self, name: str) -> "Part | None":
        """What fills one hole; None where the sentence has none of this name."""
        return dict(self.parts).get(name)

    def renumbered(self, names: Mapping[str, str]) -> "Sentence":
        """The same of items that are numbered anew."""
        return replace(self, parts=tuple((name, _renamed(name, part, names)) for name, part in self.parts))


def sentence(key: str, /, **parts: Part) -> Sentence:
    """The sentence `key` with these parts."""
    return Sentence(key, tuple(parts.items()))


def as_said(words: str) -> Sentence:
    """Words that stay as they are in any language."""
    return sentence(AS_SAID, words=words)


def place_words(place: Place) -> str:
    """Where something stands, as a reader would look it up: “表1第14行”; empty where nothing is known."""
    if place.sheet is not None:
        found = [("sheet", place.sheet), ("row", place.row)]
    elif place.table is not None:
        found = [("page", place.page), ("table", place.table), ("row", place.row)]
    else:
        found = [("page", place.page), ("line", place.line)]
    return text("ledger.place-joint").join(text(f"ledger.place-{name}", value=value) for name, value in found if value)


def place_fact(place: Place) -> str:
    """A place as it is kept with a duty: a fact without words, without the file and what is not known."""
    known = {name: value for name in _KEPT if (value := getattr(place, name)) is not None}
    return json.dumps(known, ensure_ascii=False) if known else ""


def fact_words(fact: str) -> str:
    """A kept place in words; one that was kept in words stays as it is."""
    return place_words(Place(**json.loads(fact))) if fact.startswith("{") else fact


def ranges(numbers: Sequence[str]) -> str:
    """1–5、8 of 1, 2, 3, 4, 5, 8; other numbers one by one."""
    joint = text("ledger.list-joint")
    if not all(number.isdigit() for number in numbers):
        return joint.join(numbers)
    runs: list[list[int]] = []
    for value in map(int, numbers):
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return joint.join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _worded(part: Part, count: "Part | None") -> str | int:
    if isinstance(part, Place):
        return place_words(part)
    if not isinstance(part, tuple):
        return part
    inner = [str(one) for one in part if isinstance(one, Sentence)]
    if inner:
        return text("ledger.list-joint").join(inner)
    quotes = [one for one in part if isinstance(one, Quote)]
    if not quotes:
        return ranges([one for one in part if isinstance(one, str)])
    said = text("ledger.place-semicolon").join(
        text("ledger.place-words", place=place_words(one.place), words=one.words) for one in quotes
    )
    return said + "…" if isinstance(count, int) and count > len(quotes) else said


def _renamed(name: str, part: Part, names: Mapping[str, str]) -> Part:
    if name == "number" and isinstance(part, str):
        return names.get(part, part)
    if name in {"number", "numbers"} and isinstance(part, tuple):
        return tuple(names.get(one, one) for one in part if isinstance(one, str))
    return part
