"""From canonical text to hits: which rule takes which words."""

import re
from typing import Final

from bot.deadlines.canonical import Canonical
from bot.deadlines.lexicon import NOT_INSIDE, WEEKDAY_INDEX
from bot.deadlines.row import NUMERALS, Hit, Parts, Refusal, Scene, When, table
from bot.deadlines.rules import near, periods, ranges, recurring, refused, relative, words
from bot.deadlines.rules.clock import CLOCK, read_clock
from bot.deadlines.rules.clock import STARTS as CLOCK_STARTS

ROWS: Final = (
    *refused.ROWS,
    *words.ROWS,
    *recurring.ROWS,
    *near.ROWS,
    *ranges.ROWS,
    *periods.ROWS,
    *relative.ROWS,
    relative.BARE,
)
_TABLE: Final = table(ROWS)
_TRIGGER: Final = re.compile("[" + re.escape("".join(_TABLE)) + "]")
_RUN: Final = re.compile(f"[{NUMERALS}千万亿.]+")
_SUFFIX: Final = re.compile(
    rf"(?P<about>左右|前后|上下)?(?P<inside>之内|以内|{NOT_INSIDE}|期间|当中)?"
    r"(?P<before>(?:之前|以前|前(?![期提置述列沿瞻往端款三]|后)夕?)|为止|截止|止)?"
)
_WEEKDAY: Final = re.compile(r"\((?:星期|周|礼拜)(?P<d>[一二三四五六日天])\)")
_NOTE: Final = re.compile(r"\((?P<not>不)?(?:含|包含|包括)[^)]{0,12}\)")


class Unreadable(Exception):  # noqa: N818
    """Placeholder."""


def scan(source: Canonical, scene: Scene) -> tuple[list[Hit], list[tuple[int, int]]]:
    """All hits in order, and the spans of words that name no day that exists."""
    text = source.text
    hits: list[Hit] = []
    bad: list[tuple[int, int]] = []
    at = 0
    search = _TRIGGER.search
    while (trigger := search(text, at)) is not None:
        start = trigger.start()
        for name, match, make in _TABLE[text[start]]:
            found = match(text, start)
            if found is None or found.end() == start:
                continue
            at = found.end()
            try:
                what = make(found, scene)
            except Refusal:
                bad.append((start, at))
                break
            if what is None:
                continue
            if type(what) is Parts:
                hits.append(Hit(start, at, name, what))
            else:
                at = _take(text, start, at, name, what, scene, hits, bad)
            break
        else:
            run = _RUN.match(text, start)
            at = run.end() if run else start + 1
    return hits, bad


def _take(text, start, at, name, what, scene, hits, bad):  # type: ignore[no-untyped-def]
    whens = what if type(what) is list else [what]
    last = whens[-1]
    if at < len(text):
        try:
            at = _suffix(text, at, last, scene)
        except Refusal:
            bad.append((start, at + 1))
    for when in whens:
        when.before = last.before
        when.inside = last.inside
        hits.append(Hit(start, at, name, when))
    if last.year:
        scene.last_year = last.end_year or last.year
    return at


def _suffix(text: str, at: int, when: When, scene: Scene) -> int:
    sign = text[at]
    if sign == "(":
        weekday = _WEEKDAY.match(text, at)
        if weekday:
            when.weekday = WEEKDAY_INDEX[weekday["d"]]
            at = weekday.end()
        sign = text[at : at + 1]
    if sign in CLOCK_STARTS and when.grain == "day":
        clock = CLOCK(text, at)
        if clock:
            when.at = read_clock(clock, scene)
            at = clock.end()
    suffix = _SUFFIX.match(text, at)
    if suffix is not None and suffix.end() > at:
        if suffix["about"]:
            when.flags += ("vague",)
        when.inside = suffix["inside"] is not None
        when.before = suffix["before"] is not None
        at = suffix.end()
    if at < len(text) and text[at] == "(":
        note = _NOTE.match(text, at)
        if note:
            when.excluded = note["not"] is not None
            at = note.end()
    return at
