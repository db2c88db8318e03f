"""The words of time that no rule explains, and where they stand."""

from itertools import pairwise
from typing import Final

from bot.deadlines.adjacency import (
    REST,
    REST_SIGNS,
    REST_STARTS,
    UNITS,
    Span,
    clashing_spans,
    spans_beside,
    spans_in_rest,
)
from bot.deadlines.canonical import Canonical
from bot.deadlines.lexicon import CHINESE, NUM, Pattern
from bot.deadlines.reader import Assembly
from bot.deadlines.row import Hit, Parts, Trait, When
from bot.deadlines.rules.relative import EXTENSION
from bot.model import Kind, Unread

_FESTIVAL: Final = Trait.FESTIVAL
#: Longer runs of digits are no time; the bound keeps the search linear.
_N: Final = rf"(?:(?<!\d)\d{{1,12}}|{NUM})"
#: Signs with which a word of time may begin; at others the search stops at once.
_FIRST: Final = "〇零一二两三四五六七八九十百廿卅上中下前年季月明次今后本每星礼周春国元端清劳半旬日"
_TIMELY: Final = Pattern(
    rf"(?=[\d{_FIRST}])(?:{_N}(?:[年](?!级|龄|代|轻|会|一遇)|个?月(?!球)|[日号](?!线|楼|院|文|案|地块|商户|桥|墩|门|店|窗口|库|泵|井|厂|仓|铺|公告|令|住宅|机组)|天(?!然|大干|攻坚|冲刺|会战)|个?工作日|个?星期|周(?!年|岁)|个?小时|分钟|个?季度|旬)|[上中下]旬|季度(?!结束|终了|小结|总结|报告|报表|分析|计划|工作|通报|考核|数据|任务|例会)|年[底末内终](?!容)|月[底末]|"
    r"明年|次年|今年|后年|本月|下月|次月|上半年|下半年|每[年月周日天季旬]|(?:星期|周|礼拜)[一二三四五六日天](?!期)|周末|下周|本周|\d{1,2}[./]\d{1,2}(?=前)|"
    r"(?:春节|国庆节?|元旦|中秋节?|端午节?|清明节?|劳动节)(?=前|后(?!的?[\d一二两三四五六七八九十半])|期间|假)|(?<=[到至])(?:春节|国庆节?|元旦|中秋节?|端午节?|清明节?|劳动节)|月初|季初|(?<=[度月])[前中后]期(?![间限内款])|本世纪|(?<=[、或/(和及])(?:半年|季度?|月|周|旬|日|年)度?(?=$|[,;。、)])|(?<![每上下前后按度一将把送报])半年(?![度报来前后以间检总小考述]|工作|一次|结束|终了)|(?<![\d:])\d{1,2}[时点](?!间|候|期|段|代|刻|装))"
)

#: What a label may not hold though it is no word of time: a year, a digit beside 起, 止, 早于, 原, a slash.
_DATELIKE: Final = Pattern(
    r"(?=[\d早晚农阴原])(?:(?<![\dA-Za-z.])(?:19|20)\d\d(?![\dA-Za-z.%]|[余多]?[万亿千百]?[余多]?[个户人名家元亩吨件台套项所座处条辆批级届版米公平斤只头棵株份号张])"
    r"|\d(?:起(?!事|来)|止(?!付)|以后|之后)|(?:早于|晚于|农历|阴历|(?<![草平高还复雪冰中])原)\d"
    r"|(?<![\dA-Za-z/])\d{1,2}/\d{1,2}(?![\d/A-Za-z]|以上|以下|左右|的)"
    r"|(?<![\d.A-Za-z])(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?=[前底末日号止起]|$|[,;。)、~至-](?!\d)))"
)
#: A number that touches a time: 26Q3, 2026-下半年.
_TOUCHING: Final = Pattern(r"(?<![\d.])\d{1,4}[-./:~]?$")

#: One of these stands in whatever the two patterns above take, or those of a turned day, behind so many at most.
_SUSPECT: Final = Pattern(f"[\\d号时钟节庆旦秋午清纪礼{REST_SIGNS}]")
_AHEAD: Final = 15
#: Whatever any of them takes, so that most rests are searched once.
_ANY: Final = Pattern(
    f"(?=[\\d{_FIRST}早晚农阴原])(?:{_TIMELY.pattern}|{_DATELIKE.pattern}|{UNITS.pattern})"
    f"|(?=[{REST_STARTS}])(?:{REST.pattern})"
)
_NUMBER: Final = Pattern(r"\d+")
_BEFORE_HIT: Final = frozenset("0123456789-./:~")
_OF_DAYS: Final = (Kind.DUE, Kind.WINDOW, Kind.RECURRING)
_RELATIVE: Final = Kind.RELATIVE


def unread(work: Assembly) -> tuple[Unread, ...]:
    """What no rule explains, names no day that exists, or says another day than was read, in the order of the text."""
    text, hits = work.source.text, work.hits
    alone = len(hits) == 1 and not work.bad and _stands_alone(text, hits[0])
    if alone and hits[0].end - hits[0].start == len(text):
        return ()
    days: list[Span] = []
    counts: list[Span] = []
    for span, one in zip(work.spans, work.out, strict=True):
        if one.kind is _RELATIVE:
            counts.append(span)
        elif one.kind in _OF_DAYS:
            days.append(span)
    spans = [] if alone else _around(text, hits, work.bad, days, counts)
    if beside := spans_beside(text, days, counts):
        explained = [(hit.start, hit.end) for hit in hits if type(hit.what) is Parts] + days + counts
        spans += [span for span in beside if not _touches(span, explained)]
    return tuple(_as_unread(work.source, start, end) for start, end in _apart(sorted(spans))) if spans else ()


def _stands_alone(text: str, hit: Hit) -> bool:
    """Whether no word of time can stand beside the only hit; beside most there is none."""
    if hit.start and _SUSPECT.search(text, 0, hit.start) is not None:
        return False
    if hit.end == len(text) or _SUSPECT.search(text, hit.end) is None:
        return True
    return hit.start == 0 and text[hit.end :] == "日"  # 6月10前日, where it stands behind 前


def _around(text: str, hits: list[Hit], bad: list[Span], days: list[Span], counts: list[Span]) -> list[Span]:
    """What no rule explains outside the hits, and the hits that say another day than the one they touch."""
    taken = [(hit.start, hit.end) for hit in hits if not (days and hit.rule == EXTENSION)]
    spans = bad + _in_rest(text, sorted(taken + bad) if bad else taken, counts)
    if len(hits) > 1:
        spans += [(hit.start, hit.end) for hit, other in pairwise(hits) if _abuts(hit, other, days, counts)]
        spans += clashing_spans(text, days, counts)
    if text[-1] < "\u3400" and CHINESE.search(text) is None:
        spans += _digits_outside(text, taken)
    return spans


def _in_rest(text: str, taken: list[Span], counts: list[Span]) -> list[Span]:
    """The spans outside all `taken` that no rest may hold."""
    spans: list[Span] = []
    at, last = 0, len(text)
    for start, end in taken:
        if start > at:
            spans += _between(text, at, start, of_event=(start, end) in counts)
            if text[start - 1] in _BEFORE_HIT:
                touching = _TOUCHING.search(text, max(at, start - 6), start)
                spans += [touching.span()] if touching is not None else []
        at = max(at, end)
    return spans + _between(text, at, last, of_event=(last, last) in counts) if at < last else spans


def _between(text: str, at: int, start: int, *, of_event: bool) -> list[Span]:
    """The spans from `at` to `start`, where no rule took anything, that no rest may hold."""
    suspect = _SUSPECT.search(text, at, start)
    if suspect is None or _ANY.search(text, max(at, suspect.start() - _AHEAD), start) is None:
        return []
    spans = [found.span() for found in _TIMELY.finditer(text, at, start)]
    spans += [found.span() for found in _DATELIKE.finditer(text, at, start)]
    return spans + spans_in_rest(text, at, start, of_event=of_event)


def _abuts(hit: Hit, other: Hit, days: list[Span], counts: list[Span]) -> bool:
    """周一6月30日前, 2025年 月底前: a day that counts for nothing and touches one that counts."""
    if type(hit.what) is not When or hit.end != other.start or other.trait is _FESTIVAL or (hit.start, hit.end) in days:
        return False
    if type(other.what) is Parts and other.what.kind not in ("relative", "none"):
        return False  # “十四五”期间每年
    return (other.start, other.end) in days or (other.start, other.end) in counts


def _touches(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a rule took the words of `span`, or a part of them."""
    return any(start < span[1] and span[0] < end for start, end in taken)


def _digits_outside(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In another language every number may belong to the time."""
    at, spans = 0, []
    for start, end in [*taken, (len(text), len(text))]:
        spans += [found.span() for found in _NUMBER.finditer(text, at, max(at, start))]
        at = max(at, end)
    return spans


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that lie within the one before."""
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if not apart or end > apart[-1][1]:
            apart.append((start, end))
    return apart


def _as_unread(source: Canonical, start: int, end: int) -> Unread:
    first, last = source.span(start, end)
    return Unread(first, last, source.source[first:last])
