"""All that an item says of its time: its deadline, its dated parts, the day it counts from → obligations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import deadlines
from bot.ledger.items.item import Item, Part
from bot.ledger.items.minguo import common_years
from bot.ledger.items.times import Times, Years, read_column, read_times
from bot.model import Kind, Obligation
from bot.vocabulary.plan_columns import step

#: A period that counts from a day that stands in a column of its own, and the words that tell the reader so.
_BARE_PERIOD = re.compile(r"\s*(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:个)?(?:工作日|日|天|小时|周|星期|月)")
#: What a period counts from, where that is the day on which the matter was handed over.
SINCE_HANDED_OVER = re.compile(r"(?:自|从)?(?:交办|转办|下达|派发|派单|分办|下发)(?:之?日)?(?:起|后)[，,]?")
#: A deadline behind which stands that the item is done with: 5月15日（已完成）.
_CLOSED = re.compile(
    r"^[^，。；]{0,24}[（(，,\s]?(?:现)?已(?:经)?(?:按期|按时)?(?:完成|办结|销号|整改到位|完成整改)[）)]?$"
)
_PERIOD = re.compile(r"(?:(?:19|20)?\d\d\s*[年./-])?\s*\d{1,2}月?份?|(?:19|20)\d\d年?")
_SERIAL, _EPOCH = re.compile(r"[34]\d{4}(?:\.0+)?"), date(1899, 12, 30)
#: A day, or a span of days or months, in the words of a quarter's or a month's target.
_DAYS = re.compile(
    r"(?<!\d)(?:\d{1,2}月\d{1,2}日?\s*[—－~至到-]+\s*(?:\d{1,2}月)?\d{1,2}日|\d{1,2}月?\s*[—－~至到-]+\s*\d{1,2}月(?!\d)|"
    r"\d{1,2}月\d{1,2}日(?!\s*(?:起|后|以后|以来)))"
)
_MONTH_OF_YEAR = re.compile(
    r"(?:(?:19|20)\d\d|[次明])年\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末])?前?(?!\s*(?:起|后|以后|以来))"
)
#: What is left of a cell says that something is to be done, too.
_WORK = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}")
_MONTH_END = re.compile("(?<![\\d一二三四五六七八九十本下次上当每季个该末首])月[底末]")
_QUARTER = timedelta(days=93)
_FROM_ISSUE = "自本通知印发之日起"
#: Of an item that has its deadline from a note on all that name none.
BY_NOTE = "by-note"
#: Of an item that a note puts off, which has several deadlines, or none.
PUT_OFF = "put-off"
_DATED = (Kind.DUE, Kind.WINDOW)
_DOUBTS = frozenset(("not-understood", "vague"))


def read_item_times(item: Item, years: Years) -> Times:
    """The obligations of an item: `done` alone for one that is done with."""
    if not item.done and item.deadline and _CLOSED.search(item.deadline):
        item.done = item.deadline
    if item.done:
        return Times((Obligation(Kind.DONE, phrase=item.done, source="column"),))
    texts = tuple(text and _plain(text, years) for text in (item.text, _own_words(item)))
    said = _of_serial(item, years) or item.deadline
    deadline = said and _plain(said, years)
    basis = first_day(item.basis, years) or (years.issued if item.from_issue else None)
    period = SINCE_HANDED_OVER.sub("", deadline or "", count=1) if item.basis else deadline
    if basis and period and _BARE_PERIOD.match(period):
        read = read_times(_FROM_ISSUE + period, texts, replace(years, issued=basis))
    else:
        read = read_times(deadline, texts, years)
    if "conflict" in read.flags and _only_steps(item, read):
        read = replace(read, flags=tuple(flag for flag in read.flags if flag != "conflict"))
    if deadline != item.deadline:  # quoted are the document's own words
        read = replace(read, obligations=tuple(_quoted(one, item.deadline or "") for one in read.obligations))
    if item.put_off:
        read = _put_off(read, item, years) or replace(read, flags=(*read.flags, PUT_OFF))
    if later := _later_day(item, years, read.obligations):
        read = replace(read, obligations=(*read.obligations, later), flags=(*read.flags, "conflict"))
    if any(one.kind is Kind.DONE for one in read.obligations) and len(read.obligations) > 1:
        item.over = item.over or item.deadline or ""
        read = replace(read, obligations=tuple(one for one in read.obligations if one.kind is not Kind.DONE))
    start = first_day(item.start, years, begins=True)
    obligations = _once(_spanned(read.obligations, start) if start else read.obligations)
    parts = [_read_part(part, years) for part in item.parts]
    flags = (*_flags(item, read), *(flag for part in parts for flag in part.flags))
    found = (*obligations, *(one for part in parts for one in part.obligations))
    if item.by_note and not found and not flags:
        default = read_column(item.by_note, years)
        return Times(default.obligations, (item.by_note,), (*default.flags, BY_NOTE))
    return Times(found, read.mentions, tuple(dict.fromkeys(flags)))


def _only_steps(item: Item, read: Times) -> bool:
    """True where the days of the text stand in columns of stages, and none is later than the deadline."""
    ends = [day for one in read.obligations if one.source == "column" and (day := one.last_day)]
    steps = [(one.phrase, day) for one in read.obligations if one.source == "text" and (day := one.last_day)]
    return bool(ends) and all(phrase in item.stages and day <= max(ends) for phrase, day in steps)


def _plain(words: str, years: Years) -> str:
    """`words` with common years, and with the month that the document is about before a bare 月底."""
    words = common_years(words, bare=years.minguo)
    return _MONTH_END.sub(f"{years.month}月底", words) if years.month else words


def _put_off(read: Times, item: Item, years: Years) -> Times | None:
    """`read` with the later day of a note in the place of the column's own; None where that is no one day."""
    said = read_column(item.put_off, years)
    of_column = [one for one in read.obligations if one.source == "column"]
    if len(said.obligations) != 1 or _DOUBTS & set(said.flags) or len(of_column) > 1 or item.parts:
        return None
    return replace(read, obligations=(*said.obligations, *(one for one in read.obligations if one.source != "column")))


def _quoted(one: Obligation, words: str) -> Obligation:
    return one._replace(phrase=words) if one.source == "column" else one


def _of_serial(item: Item, years: Years) -> str | None:
    """The day of a sheet's serial number (45535) that its cell shows bare, where it is about the ledger's year."""
    if item.place.sheet is None or not _SERIAL.fullmatch(item.deadline or ""):
        return None
    day, year = _EPOCH + timedelta(days=int((item.deadline or "")[:5])), years.year
    return day.isoformat() if year and abs(day.year - year) <= 1 else None


def _later_day(item: Item, years: Years, said: Sequence[Obligation]) -> Obligation | None:
    """The day to which a report puts the item off, where its deadline says another one."""
    days = {day for one in said if one.kind in _DATED for day in (one.last_day, one.alt)}
    day = first_day(item.deferred, years) if days and item.deferred else None
    return Obligation(Kind.DUE, date=day, phrase=item.deferred, source="text") if day and day not in days else None


def _own_words(item: Item) -> str | None:
    """The item's requirement without the words that it shares with others."""
    if item.requirement is None or not item.shared:
        return item.requirement
    return "\n".join(line for line in item.requirement.split("\n") if line not in item.shared) or None


def _flags(item: Item, read: Times) -> tuple[str, ...]:
    """The flags of the reading; words in a deadline's place that give no obligation are not understood."""
    said = item.deadline and not any(one.source == "column" for one in read.obligations)
    return (*read.flags, "not-understood") if said and not _DOUBTS & set(read.flags) else read.flags


def _once(obligations: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """The obligations without those of the text that say what the column says already, and without mere rhythm there.

    Beside a deadline of its own 按月, 每季度 in the task's text tells how the work goes, and binds nobody.
    """
    if len(obligations) < 2:
        return tuple(obligations)
    column = {_meaning(one) for one in obligations if one.source == "column"}
    return tuple(
        one
        for at, one in enumerate(obligations)
        if not _is_said(one, obligations[:at])
        and (one.source != "text" or (_meaning(one) not in column and not (column and _is_rhythm(one))))
    )


def _is_said(one: Obligation, before: Sequence[Obligation]) -> bool:
    """Whether an obligation of the same place says the same already (Weekly, every Friday); a term has its event."""
    same = (one.source, one.label, _meaning(one))
    return one.kind is not Kind.RELATIVE and any((two.source, two.label, _meaning(two)) == same for two in before)


def _is_rhythm(one: Obligation) -> bool:
    return one.kind is Kind.RECURRING and not re.search(
        r"\d|[一二三四五六七八九十]+[日号月]|周[一二三四五六日]|底|末", one.phrase
    )


def _meaning(one: Obligation) -> tuple[object, ...]:
    return one.kind, one.date, one.alt, one.time, one.start, one.end, one.rrule, one.n, one.unit


def first_day(words: str, years: Years, *, begins: bool = False) -> date | None:
    """The day that the words name, where they name one alone; `begins`: of a month or a year (2025.2) its first."""
    days = [one.date for one in read_column(words, years).obligations if one.kind is Kind.DUE and one.date]
    if len(days) != 1:
        return None
    if begins and _PERIOD.fullmatch(words.strip()):
        return days[0].replace(day=1) if re.search(r"[月./-]", words) else days[0].replace(month=1, day=1)
    return days[0]


def _spanned(obligations: Sequence[Obligation], start: date) -> tuple[Obligation, ...]:
    """The one day of a column as the end of a span from `start`; any other obligations as they are."""
    column = [one for one in obligations if one.source == "column"]
    if len(column) != 1 or column[0].kind is not Kind.DUE or column[0].alt or not column[0].date:
        return tuple(obligations)
    if column[0].date < start:
        return tuple(obligations)
    span = column[0]._replace(kind=Kind.WINDOW, start=start, end=column[0].date, date=None)
    return tuple(span if one is column[0] else one for one in obligations)


def _read_part(part: Part, years: Years) -> Times:
    """The obligations of one part: by the days that its words name, else by the period of its column."""
    own = tuple(_own_days(part.what, years))
    if own:
        return Times((_labelled_whole(own[0], part.what),) if len(own) == 1 else own)
    read = read_column(part.when, years)
    if other := _other_month(part.what, read.obligations, years):
        return Times((other,), (), ("conflict",))
    if bare := _bare_days(part.what, read.obligations, years):
        return Times(bare)
    labelled = tuple(one._replace(label=_label(part, one)) for one in read.obligations)
    return Times(labelled, (), read.flags)


def _other_month(words: str, period: Sequence[Obligation], years: Years) -> Obligation | None:
    """The month with its year that the words name, where it lies outside the column's period (2025年1月完成测评)."""
    said = _MONTH_OF_YEAR.findall(words)
    ends = [one.last_day for one in period if one.last_day]
    read = [one for one in read_column(said[0], years).obligations if one.kind is Kind.DUE] if len(said) == 1 else []
    if len(ends) != 1 or len(read) != 1 or not read[0].date or timedelta(0) <= ends[0] - read[0].date < _QUARTER:
        return None
    return read[0]._replace(label=words)


def _label(part: Part, one: Obligation) -> str | None:
    """What is to be reached: the part's own words; a mere number (节点1) gives way to what its cell says."""
    return one.label if one.label and step(part.what) else part.what or one.label


def _labelled_whole(one: Obligation, words: str) -> Obligation:
    """The one day of a plan's cell, which holds for all that stands there: 完成招标、6月30日前开工."""
    rest = words.replace(one.phrase, "", 1).replace(one.label or "", "", 1)
    return one._replace(label=words) if _WORK.search(rest) else one


def _own_days(words: str, years: Years) -> Iterator[Obligation]:
    for found in deadlines.find(words, years.issued, years.year, settings=years.settings):
        yield from (one._replace(source="column") for one in found.obligations if one.kind in _DATED)


def _bare_days(words: str, period: Sequence[Obligation], years: Years) -> tuple[Obligation, ...]:
    """The day or the span that the words name without a word that binds, where it ends within the column's period."""
    said = _DAYS.findall(words)
    ends = [one.last_day for one in period if one.last_day]
    if len(said) != 1 or len(ends) != 1:
        return ()
    read = [one for one in read_column(said[0], years).obligations if one.kind in _DATED and one.last_day]
    near = all(one.last_day and timedelta(0) <= ends[0] - one.last_day < _QUARTER for one in read)
    return tuple(one._replace(label=words) for one in read) if near else ()
