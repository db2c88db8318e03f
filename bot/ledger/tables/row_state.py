"""Whether a row says, or the file shows, that its item is done with."""

import re
from functools import lru_cache

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import Column
from bot.ledger.items.units import is_blank
from bot.ledger.tables.time_marks import NO_MARKS, TimeMarks
from bot.ledger.text.normal_form import key, squeeze
from bot.vocabulary.patterns import any_of
from bot.vocabulary.states import ASKED_DONE, STATE_MARKS, STATE_WORDS, YES, may_be_over, state_of, state_reported

_ASKS = re.compile(
    any_of(ASKED_DONE) + r"|^is.?(?:done|finished|closed|deleted|removed|cancell?ed)$"
    r"|^(?:办|做|干|完成|弄|搞|销)(?:了|好|完|了没)?(?:没有?|否|吗)?$"
    r"|^已?(?:销号|办结|完成|结案|归档|闭环)(?:与否|否)?$",
    re.IGNORECASE,
)
_TICKS = frozenset("√✓✔")
_PASSED = re.compile("(?:复查|验收|复核|复检|检查|核查)?(?:合格|通过)")
#: A row that only holds the place of an item that is no longer one: （本项已并入第8项，不再单列）.
_PLACEHOLDER = re.compile(r"[（(]?(?:(?:本|此|该)[项条][^。；]{0,24}|[^。；]{0,4}已并[入案][^。；]{0,20})[）)]?")
_ACTUAL = re.compile("实际|^actual", re.IGNORECASE)
_DONE_NAMES = any_of([word for word in STATE_WORDS["done"] if word.startswith("已")])
#: A 销号台账 is kept until all is done; what is done with stands in 已销号台账, or below 办结事项.
_DONE_SHEET = re.compile(
    rf"(?:{_DONE_NAMES}|closed|done|completed)(?:事项|任务|台账|清单|项目|问题)?|(?:办结|销号|完结|归档)(?:事项|任务|项目|问题)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"pct|percent|%|百分比", re.IGNORECASE)  # a share in hundredths: 1 is the first of them
_OF_100 = re.compile(r"100(?:\.0+)?")
_PUT_OFF = re.compile("(?:延期|顺延|推迟|延后|延长|展期|延|调整)(?:至|到|为)(?P<when>[^，。；;、（）()]{2,16})")
_SHORT = 16  # characters of a note that is a report
_HUNDRED = re.compile(r"100(?:\.0+)?%?|1(?:\.0+)?")


def done_words(row: Row, header: Header, marks: TimeMarks = NO_MARKS) -> str | None:
    """The words by which the row's item is done with (已完成), or the key of the mark (a line through it); None for
    an open one. `marks` are the signs that a legend explains (●已完成；○推进中).
    """
    return _said(row, header) or _signed(row, header, marks) or _marked(row, header) or _of_sheet(row)


def placeholder(text: str) -> str | None:
    """The words of an item by which it is none any more (（本项已并入第8项，不再单列）); None for any other."""
    held = _PLACEHOLDER.fullmatch(text) and state_reported(text.strip("（）()")) == "dropped"
    return text if held else None


def report_of_end(row: Row, header: Header) -> str:
    """The report beside the row's item by which it may be done with (已印发); "" where none sounds so."""
    reports = (squeeze(row[index].text) for index in header.of(Column.STATUS))
    notes = (squeeze(row[index].text) for index in header.of(Column.NOTE))
    ended = [text for text in reports if may_be_over(text) or text in _TICKS or _PASSED.fullmatch(text)]
    ended += [text for text in notes if len(text) <= _SHORT and (may_be_over(text) or state_of(text) == "done")]
    return ended[0] if ended else ""


def report_of_later_day(row: Row, header: Header) -> str:
    """The day to which a report or a note puts the row's deadline off (未完成，延期至8月15日); "" for none."""
    said = (squeeze(row[index].text) for index in header.of(Column.STATUS, Column.NOTE))
    found = next((found for text in said if (found := _PUT_OFF.search(text))), None)
    return found["when"] if found and header.has(Column.DEADLINE) else ""


def _said(row: Row, header: Header) -> str | None:
    for index in header.of(Column.STATUS):
        said, name = squeeze(row[index].text), header.names[index]
        if state_reported(said) in ("done", "dropped"):
            return said
        if _ASKS.search(name) and key(said).lower() in (*YES, "1"):
            return f"{name}：{said}"
        if _is_rate(name) and (_HUNDRED if "%" in said or not _PERCENT.search(name) else _OF_100).fullmatch(key(said)):
            return said
    for index in header.of(Column.FACT):
        if _ACTUAL.search(header.names[index]) and not is_blank(row[index].text):
            return f"{header.names[index]}：{squeeze(row[index].text)}"
    return None


def _signed(row: Row, header: Header, marks: TimeMarks) -> str | None:
    """The sign in a column of states by which the legend says that it is done."""
    said = ((header.names[index], key(row[index].text)) for index in header.of(Column.STATUS))
    return next((f"{name}：{sign}" for name, sign in said if marks.senses.get(sign) == "end"), None)


def _is_rate(name: str) -> bool:
    return bool(re.search(r"进度|率|进展|比例|百分比|程度|progress|%|percent", name, re.IGNORECASE))


def _marked(row: Row, header: Header) -> str | None:
    """A row whose every word is struck through, or that the file hides; notes and reports beside it may stay."""
    if not any(cell.mark for cell in row):
        return None
    last = max(cell.origin[0] for cell in row)
    beside = header.of(Column.NOTE, Column.STATUS)
    own = [cell for at, cell in enumerate(row) if cell.text and cell.origin[0] == last and at not in beside]
    marks = {cell.mark for cell in own}
    return STATE_MARKS.get(marks.pop()) if len(marks) == 1 else None


def _of_sheet(row: Row) -> str | None:
    return _done_sheet(row[0].place.sheet or "")


@lru_cache(maxsize=64)
def _done_sheet(sheet: str) -> str | None:
    return sheet if _DONE_SHEET.fullmatch(key(sheet)) else None
