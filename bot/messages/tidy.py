"""Letters and digests whose every word is fit for one line, shortened where a channel takes no more."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from bot.messages.channel_limits import MAIL_LINES
from bot.messages.digest import DigestLetter, Figures, Unreached
from bot.messages.letter import Letter, Line, Part
from bot.messages.typography import short

T = TypeVar("T", Letter, Part)
#: Of a unit's name or a number less is needed to know it than of a sentence.
NAME_SHARE = 2
#: What a coordinator wrote with his own hand is cut last.
WORDS_SHARE = 4
#: Characters of a sentence in a list of a chat.
LIST_WIDTH = 80


def tidy_letter(letter: Letter, width: int | None = None, listed: int = MAIL_LINES) -> Letter:
    """The letter with every word of it `short`: sentences in `width` characters, names in half of that.

    `listed`: of so many lines of each unit at most more is ever shown than the unit and the number.
    """
    name = width and width // NAME_SHARE
    seen: Counter[str] = Counter()

    def tidy(line: Line) -> Line:
        seen[line.unit] += 1
        return _tidy_line(line, width) if seen[line.unit] <= listed else _tidy_names(line, name)

    return _with(
        letter,
        to=short(letter.to, name),
        contact=letter.contact and short(letter.contact, name),
        office=short(letter.office, name),
        parts=tuple([_tidy_part(part, width, tidy) for part in letter.parts]),
    )


def _with(whole: T, **values: Any) -> T:
    """With these values; itself where it has them already, so that what was counted of it is not counted again."""
    changed = {name: value for name, value in values.items() if value != getattr(whole, name)}
    return replace(whole, **changed) if changed else whole


def tidy_lines(lines: Iterable[Line], width: int = LIST_WIDTH) -> tuple[Line, ...]:
    """Lines whose words are on one line and not endless."""
    return _tidy_lines(tuple(lines), width)


def _tidy_part(part: Part, width: int | None, tidy: Callable[[Line], Line]) -> Part:
    return _with(
        part,
        title=short(part.title, width),
        document_number=part.document_number and short(part.document_number, width and width // NAME_SHARE),
        lines=tuple(map(tidy, part.lines)),
    )


def _tidy_names(line: Line, width: int | None) -> Line:
    number, unit = _short_name(line.number, width), _short_name(line.unit, width)
    return line if (number, unit) == (line.number, line.unit) else replace(line, number=number, unit=unit)


_short_name = lru_cache(maxsize=8192)(short)


def _tidy_lines(lines: tuple[Line, ...], width: int | None) -> tuple[Line, ...]:
    return tuple(_tidy_line(line, width) for line in lines)


#: A line's words, those of a name first.
_NAMES = ("number", "unit", "tone", "time")
_WORDS = (*_NAMES, "title", "label", "phrase", "place", "words", "decided")
_words_of = attrgetter(*_WORDS)


def _tidy_line(line: Line, width: int | None) -> Line:
    words = _words_of(line)
    tidy = _tidied(words, width)
    changed: dict[str, Any] = {} if tidy == words else dict(zip(_WORDS, tidy, strict=True))
    return replace(line, **changed) if changed else line


@lru_cache(maxsize=8192)
def _tidied(words: tuple[str | None, ...], width: int | None) -> tuple[str | None, ...]:
    """The same line stands in many letters."""
    name = width and width // NAME_SHARE
    own = width and width * WORDS_SHARE
    widths = [*(name for _ in _NAMES), width, width, width, width, own, own]
    return tuple(said and short(said, most) for said, most in zip(words, widths, strict=True))


def tidy_digest(digest: DigestLetter, width: int | None = None) -> DigestLetter:
    """The digest with every word of it `short`, as in `tidy_letter`."""
    name = width and width // NAME_SHARE
    return replace(
        digest,
        to=short(digest.to, name),
        figures=tuple(_tidy_figures(figures, width) for figures in digest.figures),
        unreached=tuple(_tidy_unreached(item, width) for item in digest.unreached),
        unbound=tuple(short(unit, name) for unit in digest.unbound),
        open_questions=tuple((short(title, width), n) for title, n in digest.open_questions),
        coming=_tidy_lines(digest.coming, width),
        late=_tidy_lines(digest.late, width),
        reported=_tidy_lines(digest.reported, width),
        undated=_tidy_lines(digest.undated, width),
    )


def _tidy_figures(figures: Figures, width: int | None) -> Figures:
    return replace(figures, title=short(figures.title, width))


def _tidy_unreached(item: Unreached, width: int | None) -> Unreached:
    name = width and width // NAME_SHARE
    return replace(
        item,
        units=tuple(short(unit, name) for unit in item.units),
        contact=item.contact and short(item.contact, name),
        subject=short(item.subject, width),
        reason=short(item.reason, width),
    )
