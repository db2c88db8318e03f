"""`find`: the deadlines that bind inside running text, each with its span."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.deadlines import context
from bot.deadlines.canonical import Canonical
from bot.deadlines.joining import AND
from bot.deadlines.reader import Assembly
from bot.deadlines.row import Hit, Parts, Scene, When
from bot.deadlines.settings import DEFAULT, Settings
from bot.model import Obligation

_KINDS: Final = ("recurring", "relative")
_AFTER_EVENT: Final = ("后", "起", "内", "日", "的")


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in running text: its words from `start` to `end` (exclusive), from 于, 在, 每 to 前, 内, 底."""

    start: int
    end: int
    phrase: str
    obligations: tuple[Obligation, ...]
    flags: tuple[str, ...] = ()


def find(
    text: str, issued: date | None = None, year: int | None = None, *, settings: Settings = DEFAULT
) -> tuple[Found, ...]:
    """The deadlines that bind, in the order of the text; words that only describe are passed over."""
    source = Canonical(text)
    work = Assembly(source, Scene(issued, year, settings, column=False, running=True))
    groups: list[Found] = []
    work.assemble([hit for hit in work.hits if _counts(work, hit)])
    spans = list(zip(work.spans, work.out, strict=True))
    index = 0
    while index < len(spans):
        (start, end), one = spans[index]
        obligations = [one]
        while index + 1 < len(spans) and _listed(source.text, end, spans[index + 1][0]):
            index += 1
            end = max(end, spans[index][0][1])
            obligations.append(spans[index][1])
        groups.append(_found(source, start, end, obligations))
        index += 1
    return tuple(groups)


def _counts(work: Assembly, hit: Hit) -> bool:
    if type(hit.what) is Parts:
        if hit.what.fields.get("unit") == "minute" and work.source.text[hit.start - 1 : hit.start] not in _AFTER_EVENT:
            return False  # 15分钟内可达 says how near
        return hit.what.kind in _KINDS and hit.what.bound
    return work.binds(hit) and not _is_past_state(work, hit)


def _is_past_state(work: Assembly, hit: Hit) -> bool:
    """一九八三年末实际交库: an end named without 前, 内 or 到, of a year that is over."""
    what, text = hit.what, work.source.text
    if type(what) is not When or what.before or what.inside or what.until or what.at or what.year is None:
        return False
    near = work.scene.near
    return (
        near is not None and (what.end_year or what.year) < near and text[hit.start - 1 : hit.start] not in ("到", "至")
    )


def _listed(text: str, end: int, following: tuple[int, int]) -> bool:
    return following[0] < end or AND.fullmatch(text, end, following[0]) is not None


def _found(source: Canonical, start: int, end: int, obligations: list[Obligation]) -> Found:
    first, last = source.span(_beginning(source.text, start, obligations[0]), end)
    flags = tuple(dict.fromkeys(flag for one in obligations for flag in one.flags))
    return Found(first, last, source.source[first:last], tuple(obligations), flags)


def _beginning(text: str, start: int, one: Obligation) -> int:
    if one.kind == "relative":
        return context.event_start(text, start)
    return start - 1 if start and text[start - 1] in "于在到至" else start
