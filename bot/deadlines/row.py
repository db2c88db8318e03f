"""What a rule is: a row with a name, a pattern, a function, examples with their answers, and what it must refuse."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from itertools import groupby
from typing import Any, Final

from bot.deadlines.conventions import Conventions
from bot.deadlines.lexicon import Pattern

#: Signs with which a number may begin.
NUMERALS: Final = "0123456789〇零一二两三四五六七八九十廿卅百"


class Refusal(Exception):  # noqa: N818  a way out of the reading, not an error that anyone sees
    """The words name no day that exists, or need a year or an issue date that is not given."""


@dataclass(slots=True)
class Scene:
    """What a phrase is read against, and what was read so far: `last_year` is that of the nearest earlier date."""

    issued: date | None
    year: int | None
    settings: Conventions
    column: bool
    before: str = ""  # the text of the context before the phrase
    after: str = ""
    look_back: "Callable[[Scene], None] | None" = None  # reads the words before the phrase, once, when needed
    earlier_year: int | None = None  # of the nearest date in those words
    earlier_month: int | None = None
    last_year: int | None = None
    last_month: int | None = None
    last_at: int = 0  # where the words of the last date ended
    every: str | None = None  # month or year, of the last that recurs on a day named
    every_at: int = 0
    running: bool = False  # a text of many sentences, of which each stands for itself

    def month_before(self, match: "re.Match[str]") -> int | None:
        """The month of the date before `match`, in running text only of the same sentence."""
        if self.running and any(match.string.find(sign, self.last_at, match.start()) >= 0 for sign in "。!?"):
            return None
        if self.last_month is None:
            self.seek()
            return self.earlier_month
        return self.last_month

    def seek(self) -> None:
        """Read the words before the phrase, if that was not done yet."""
        if self.look_back is not None:
            look_back, self.look_back = self.look_back, None
            look_back(self)

    def every_month(self, match: "re.Match[str]") -> bool:
        """Whether 每月10日前 in the same clause or the one before serves the day of `match` too."""
        self.seek()
        return self.every == "month" and self.serves(match.string, match.start())

    def serves(self, text: str, start: int) -> bool:
        """Whether no sentence ends between what recurs and `start`, and no other date stands there."""
        return self.last_at <= self.every_at and not any(sign in text[self.every_at : start] for sign in ";。")

    @property
    def near(self) -> int | None:
        """The year from which 明年 and two-digit years count."""
        return self.year or (self.issued.year if self.issued else None)


@dataclass(slots=True)
class When:
    """A day or period as written: the year may be missing. A day 0 is the last of its month.

    `tight`: 底, 末, 内 or an exact day, so that 前 has one reading. `bound`: it carries a word that binds (底, 末, 内).
    """

    grain: str  # day, part, month, quarter, half, year, plan
    start: tuple[int, int]
    end: tuple[int, int]
    year: int | None = None
    end_year: int | None = None
    tight: bool = False
    bound: bool = False
    span: bool = False  # 全年, 前三季度, “十四五”期间: work runs through it
    flags: tuple[str, ...] = ()
    shift: int = 0  # years after the date before it (次年 in a range)
    lost: bool = False  # counted from an issue date that is not given: no day, but 上月数据 needs none
    fixed: bool = False  # counted from `issued`: 本月, 下周五, 明天
    at: time | None = None
    leads: bool = False  # 即日起至: the first day of a range that must follow
    listed: bool = False  # not the last member of a list
    until: "When | None" = None  # the last day of a range
    before: bool = False  # 前, 之前, 以前, 止
    inside: bool = False  # 内, 以内, 期间
    excluded: bool = False  # （不含）
    included: bool = False  # （含）
    weekday: int | None = None  # as written in brackets, Monday 0


@dataclass(slots=True)
class Parts:
    """What a rule yields when it is not a plain date: the fields of an obligation.

    `asks`: it names no day, and yet something is due by it, so that its flags stay beside the days that are read.
    """

    kind: str
    flags: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    bound: bool = True
    asks: bool = False


Make = Callable[[re.Match[str], Scene], "When | Parts | list[When] | None"]


class Trait(Enum):
    """What the rest of the reading must know of the words that a row takes."""

    OBJECTS_TIME = "may be the time of the object: 报上月数据"
    YEARLY_SEASON = "a span of each year"
    NO_TIME = "says plainly that no time is set"
    FESTIVAL = "the day before a holiday"
    WHOLE_YEAR = "a year from its first day to its last"
    NO_DAY = "an event that has no day"
    MANNER = "binds in a sentence only beside a verb of reporting or doing"
    SYSTEM = "may name a system: 日报告制度"
    BARE = "a span without 内"
    EXCEPTION = "days left out of what recurs"
    END = "the end or the beginning of a period that is not named"


@dataclass(frozen=True, slots=True)
class Row:
    """One rule. `starts` are the signs with which its words may begin, `needs` those of which they hold one.

    `after` are the signs that may follow the number with which they begin, or their first sign where they begin
    with no number; any, where it is empty. A trait tells the row's words from those of others.

    An example is a phrase that the rule takes, and what it means when issued on 2021-06-30, as `brief` writes it.
    `refuses` are phrases that name no day that anyone knows; they must stay unread.
    """

    name: str
    starts: str
    pattern: str
    make: Make
    examples: tuple[tuple[str, str], ...] = ()
    refuses: tuple[str, ...] = ()
    needs: str = ""
    after: str = ""
    trait: Trait | None = None


@dataclass(slots=True)
class Hit:
    """A rule took `start` to `end` of the canonical text."""

    start: int
    end: int
    rule: str
    what: When | Parts
    trait: Trait | None = None
    judged: bool = False  # whether `against` is known
    against: str | None = None  # the flag for words around it that make it no deadline


#: A rule as it is tried: its row, its pattern (compiled when first tried, as one phrase needs few) and its function.
Tried = tuple[Row, Pattern, Make]
#: The signs of which one must stand in a text so that these rules, which follow each other, are tried.
Group = tuple[frozenset[str], tuple[Tried, ...]]


class Table(dict[str, dict[str, tuple[Group, ...]]]):
    """For every sign the rules that may begin with it, by the sign that follows, in the order given.

    Under "" stand those of a sign that follows none of the others.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__()
        by_sign: dict[str, list[Row]] = {}
        patterns: dict[int, Pattern] = {}
        for row in rows:
            patterns[id(row)] = Pattern(row.pattern)
            for sign in dict.fromkeys(row.starts):
                by_sign.setdefault(sign, []).append(row)
        shared: dict[tuple[int, ...], tuple[Group, ...]] = {}
        for sign, several in by_sign.items():
            known = {"", *(one for row in several if _by_following(row, sign) for one in row.after)}
            self[sign] = {}
            for following in known:
                chosen = [row for row in several if not _by_following(row, sign) or following in row.after]
                if following == "":
                    chosen = [row for row in several if not _by_following(row, sign)]
                key = tuple(map(id, chosen))
                if key not in shared:
                    shared[key] = tuple(_grouped(chosen, patterns))
                self[sign][following] = shared[key]
        self.signs: Final = "".join(by_sign)


def _by_following(row: Row, sign: str) -> bool:
    """Whether `row` tells which signs may follow `sign`."""
    return bool(row.after) and (sign in NUMERALS or not set(NUMERALS) & set(row.starts))


def _grouped(rows: list[Row], patterns: dict[int, Pattern]) -> Iterator[Group]:
    """The rows in groups that need the same; what needs nothing stands where one of its first signs does."""
    for needs, several in groupby(rows, key=lambda row: row.needs):
        group = tuple((row, patterns[id(row)], row.make) for row in several)
        yield frozenset(needs or "".join(row.starts for row, _, _ in group)), group
