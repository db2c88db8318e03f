"""From canonical text to hits: which rule takes which words."""

import re
from datetime import time
from typing import Final

from bot.deadlines.lexicon import NOT_INSIDE, WEEKDAY_INDEX
from bot.deadlines.row import NUMERALS, Hit, Parts, Refusal, Scene, When, table
from bot.deadlines.rules import (
    dates,
    english,
    festivals,
    monthly,
    near,
    periods,
    ranges,
    recurring,
    refused,
    relative,
    words,
    yearly,
)
from bot.deadlines.rules.clock import CLOCK, read_clock
from bot.deadlines.rules.clock import STARTS as CLOCK_STARTS

#: In the order in which they are tried: what refuses first, the special before the general.
ROWS: Final = (
    *refused.ROWS,
    *words.ROWS,
    *yearly.ROWS,
    *monthly.ROWS,
    *recurring.ROWS,
    *near.ROWS,
    *festivals.ROWS,
    *ranges.ROWS,
    *dates.ROWS,
    *periods.ROWS,
    *relative.ROWS,
    relative.BARE,
    *english.ROWS,
)
_TABLE: Final = table(ROWS)
_TRIGGER: Final = re.compile("[" + re.escape("".join(_TABLE)) + "]")
_RUN: Final = re.compile(f"[{NUMERALS}千万亿.]+|[A-Za-z]+")
_SUFFIX: Final = re.compile(
    rf"(?P<about>左右|前后|上下)?(?P<inside>之内|以内|{NOT_INSIDE}|期间|当中)?"
    r"(?P<before>(?:之前|以前|前(?![期提置述列沿瞻往端款三]|后)夕?)|为止|截止|止)?"
)
_WEEKDAY: Final = re.compile(r"\((?:星期|周|礼拜)(?P<d>[一二三四五六日天])\)")
_NOTE: Final = re.compile(r"\((?P<not>不)?(?:含|包含|包括)[^)]{0,12}\)")
_BEFORE: Final = re.compile(r"(?:之内|以内|内)?(?:之前|以前|前(?!期|后)|止)?")


class Scan:
    """The words of one text, taken by rules one after the other.

    `hits` in order; `bad` the spans of words that name no day that exists.
    """

    __slots__ = ("bad", "hits", "scene", "text")

    def __init__(self, text: str, scene: Scene) -> None:
        self.text, self.scene = text, scene
        self.hits: list[Hit] = []
        self.bad: list[tuple[int, int]] = []
        self._run()

    def _run(self) -> None:
        text, search, at = self.text, _TRIGGER.search, 0
        while (trigger := search(text, at)) is not None:
            at = self._at(trigger.start())

    def _at(self, start: int) -> int:
        """Let the rules for the sign at `start` try; where to go on."""
        text, scene = self.text, self.scene
        for name, match, make in _TABLE[text[start]]:
            found = match(text, start)
            if found is None or found.end() == start:
                continue
            try:
                what = make(found, scene)
            except (Refusal, OverflowError):
                self.bad.append((start, found.end()))
                return found.end()
            if what is not None:
                return self._take(start, found.end(), name, what)
        run = _RUN.match(text, start)
        return run.end() if run else start + 1

    def _take(self, start: int, at: int, name: str, what: When | Parts | list[When]) -> int:
        if isinstance(what, Parts):
            if what.kind == "recurring":
                at = self._recurring(at, what)
            self.hits.append(Hit(start, at, name, what))
            return at
        whens: list[When] = what if isinstance(what, list) else [what]
        last = whens[-1]
        if at < len(self.text):
            at = self._suffix(at, last)
        for when in whens:
            when.before, when.inside = last.before, last.inside
            self.hits.append(Hit(start, at, name, when))
        if last.year:
            self.scene.last_year = last.end_year or last.year
        self.scene.last_month = last.end[0]
        return at

    def _recurring(self, at: int, parts: Parts) -> int:
        """The time of day, 前 and the count that may follow a period that recurs."""
        text = self.text
        if at < len(text) and text[at] in CLOCK_STARTS:
            at, parts.fields["time"] = self._clock(at)
            if parts.fields["time"] is None:
                del parts.fields["time"]
        before = _BEFORE.match(text, at)
        if before is not None:
            at = before.end()
        count = recurring.COUNT.match(text, at)
        if count is not None:
            recurring.count_in(count, parts.fields)
            at = count.end()
        return at

    def _clock(self, at: int) -> "tuple[int, time | None]":
        clock = CLOCK(self.text, at)
        if clock is None:
            return at, None
        try:
            return clock.end(), read_clock(clock, self.scene)
        except Refusal:
            self.bad.append((at, clock.end()))
            return clock.end(), None

    def _suffix(self, at: int, when: When) -> int:
        text = self.text
        sign = text[at]
        if sign == "(":
            weekday = _WEEKDAY.match(text, at)
            if weekday:
                when.weekday = WEEKDAY_INDEX[weekday["d"]]
                at = weekday.end()
            else:
                at = self._note(at, when)
            sign = text[at : at + 1]
        if sign == " ":
            sign = text[at + 1 : at + 2]
            at += CLOCK(text, at + 1) is not None
        if sign and sign in CLOCK_STARTS and when.grain == "day":
            at, when.at = self._clock(at)
        suffix = _SUFFIX.match(text, at)
        if suffix is not None and suffix.end() > at:
            if suffix["about"]:
                when.flags += ("vague",)
            when.inside = suffix["inside"] is not None
            when.before = suffix["before"] is not None
            at = suffix.end()
        return self._note(at, when) if at < len(text) and text[at] == "(" else at

    def _note(self, at: int, when: When) -> int:
        """（含当日）, （不含） after a date."""
        note = _NOTE.match(self.text, at)
        if note is None:
            return at
        when.excluded = note["not"] is not None
        return note.end()
