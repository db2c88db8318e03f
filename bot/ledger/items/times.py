"""Deadline words of an item → obligations: from its column or bracket, and from its own text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from bot import deadlines
from bot.deadlines import Conventions
from bot.ledger.text.normal_form import squeeze
from bot.model import Kind, NoticeDuty, Obligation

_BARE_PERIOD = re.compile(r"(?:按|逐)[日周月季年](?:度)?")
_DOING = re.compile(
    r"报|送|通|调度|公布|公开|公示|开展|检查|总结|更新|推送|召开|汇总|分析|考核|评|督|监测|统计|反馈|培训|巡|清"
)
_SHORTENED = re.compile(
    r"(?:压缩|压减|缩短|缩减|控制|减少|降|精简|提速|减|限定|稳定|保持)[^，。；]{0,6}?(?:到|至|为|在)?(?:平均|年均|全程)?"
    r"(?:不超过|不多于)?$|不(?:超过|多于|高于|低于|少于)$"
)
#: A rule that is to be set up, of which the span is a part (建立首问负责制，投诉3日内答复).
_OF_RULE = re.compile(
    r"(?:建立|健全|完善|实行|推行|落实|执行|制定|修订)[^，。；]{0,14}(?:制度?|机制|流程|规范|标准|承诺|规定)[，,：:][^，。；]{0,8}$"
)
#: What is granted for a span (两年之内对企业实行直通, 三年内给予补贴), and falls due by nothing.
_GRANTED = re.compile(
    "[，,]?对[^，。；]{2,16}?(?:实行|给予|免|减|执行|享受|予以)|(?:可|均可)?(?:给予|享受|免[征缴收除]|减[征免按]|予以(?:补|奖|减|免))"
)
#: What goes on behind a day that only says which things are meant (2000年前建成的老旧小区).
_CONDITION = re.compile(
    "(?:已|已经)?(?:建成|建设|投产|投用|投运|形成|入职|出生|登记|注册|竣工|立案|受理|发生|签订|购买|取得|审批|开工)(?:且[^，。；]{0,10})?(?:的|未)"
)
_DATED = (Kind.DUE, Kind.WINDOW)
_LEADS = ("于", "在", "自", "从", "到", "至", "应于", "须于")


@dataclass(frozen=True, slots=True)
class Years:
    """What a phrase without a year is read by: the date on the document, the year it is about; the settings."""

    issued: date | None
    year: int | None
    settings: Conventions = deadlines.DEFAULT
    minguo: bool = False  # the document counts by the years of the Republic
    month: int = 0  # the month that the document is about, whose end 月底 means; 0 for none but that of its issue


@dataclass(frozen=True, slots=True)
class Times:
    """An item's obligations in the order column, text; the words found in its text; what is to be asked."""

    obligations: tuple[Obligation, ...] = ()
    mentions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


_HasObligations = TypeVar("_HasObligations", Times, NoticeDuty)


@lru_cache(maxsize=1024)  # many items of a ledger have the same words
def read_column(raw: str | None, years: Years) -> Times:
    """The obligations of a deadline cell or bracket; its words are trusted to be a deadline."""
    if not raw or not raw.strip():
        return Times()
    reading = deadlines.parse(raw, issued=years.issued, year=years.year, where="column", settings=years.settings)
    kept = tuple(one._replace(source="column") for one in reading.obligations if one.kind is not Kind.NONE)
    flags = dict.fromkeys((*reading.flags, *(flag for one in reading.obligations for flag in one.flags)))
    return Times(kept, (), tuple(flags))


def read_text(texts: Sequence[str | None], years: Years, source: str = "text") -> Times:
    """The obligations that running text names with a word that binds. Equal texts are read once."""
    kept: list[Obligation] = []
    mentions: list[str] = []
    said = [text for text in dict.fromkeys(texts) if text]
    for text in said:
        if any(text != other and squeeze(text) in squeeze(other) for other in said):
            continue
        for found in deadlines.find(text, years.issued, years.year, settings=years.settings):
            binding = [one for one in found.obligations if one.kind not in (Kind.NONE, Kind.STANDING, Kind.DONE)]
            manner = _only_manner(text[found.start : found.end], text[found.end : found.end + 14])
            if _CONDITION.match(text, found.end):
                continue
            if (
                binding
                and not manner
                and not _is_measure(binding, text[: found.start], text[found.end : found.end + 24])
            ):
                kept += [one._replace(source=source) for one in binding]
                mentions.append(mention(text, found.start, found.end))
    return Times(tuple(kept), tuple(dict.fromkeys(mentions)))


def _only_manner(words: str, after: str) -> bool:
    """True where 按月, 逐季 only tell how something is broken down, and nothing is to be handed in or held."""
    return bool(_BARE_PERIOD.fullmatch(words.strip())) and not _DOING.search(after)


def _is_measure(found: Sequence[Obligation], before: str, after: str) -> bool:
    """True where a span of time is itself the goal (办理时间压减至5个工作日以内), or part of a rule that is to be set
    up: nothing is due by it.
    """
    spans = all(one.kind is Kind.RELATIVE for one in found)
    return spans and bool(_SHORTENED.search(before) or _OF_RULE.search(before) or _GRANTED.match(after))


def mention(text: str, start: int, end: int) -> str:
    """The found words with the 于 or 在 before them, on one line."""
    lead = text[start - 1] if start and text[start - 1] in "于在" else ""
    return squeeze(lead + text[start:end])


def read_times(raw: str | None, texts: Sequence[str | None], years: Years) -> Times:
    """Column and text together, with the flag `conflict` where they disagree."""
    column, text = read_column(raw, years), read_text(texts, years)
    flags = column.flags + (("conflict",) if disagree(column.obligations, text.obligations) else ())
    return Times(column.obligations + text.obligations, text.mentions, flags)


def without_bygone(times: Times, year: int | None) -> Times:
    """`times` without what the text names of years long before `year`: which things are meant (1990年以前的档案)."""
    if year is None:
        return times
    gone = [one for one in times.obligations if one.source == "text" and one.last_day and one.last_day.year < year - 1]
    kept = tuple(one for one in times.obligations if one not in gone)
    mentions = tuple(one for one in times.mentions if not any(two.phrase in one for two in gone))
    return replace(times, obligations=kept, mentions=mentions)


def not_past(read: _HasObligations) -> _HasObligations:
    """`read` without the flag `past`: a day before a meeting may have been named by the meeting before."""
    kept = (one._replace(flags=tuple(flag for flag in one.flags if flag != "past")) for one in read.obligations)
    return replace(read, obligations=tuple(kept))


def disagree(column: Sequence[Obligation], text: Sequence[Obligation]) -> bool:
    """True where the text names a day later than the column's last, or none of the days that the column names.

    A day in the text before the column's last, beside that day itself, is a step on the way.
    """
    days = {day for one in column if one.kind in _DATED for day in (one.last_day, one.alt) if day}
    said = {one.last_day for one in text if one.kind in _DATED and one.last_day}
    spans = [(one.start, one.end) for one in column if one.kind is Kind.WINDOW]
    if spans and len(spans) == len(days):  # a day within the span is a step on the way
        said = {day for day in said if not any(start and end and start <= day <= end for start, end in spans)}
    if not days or not said:
        return False
    return max(said) > max(days) or not said & days
