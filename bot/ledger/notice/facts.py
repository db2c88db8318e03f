"""The covering notice's facts: title, issuer, document number, dates, recipients, contacts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.ledger.notice.contacts import contacts_in
from bot.ledger.notice.issue_day import (
    RED_HEAD,
    day_beside,
    day_in_title,
    form_year,
    is_day,
    issue_day,
    meeting_day,
    printed_day,
)
from bot.ledger.notice.titles import NUMBER, best_title, ends_as_title, read_title
from bot.ledger.prose.lines import Line
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import squeeze
from bot.model import Person
from bot.roster.names import is_unit
from bot.roster.unit_words import read_units

_YEAR = re.compile(r"((?:19|20)\d\d)\s*(?:[-—－~至]\s*(?:19|20)?\d\d\s*)?年")
_TERM = re.compile(
    r"(?P<first>20\d\d)\s*[-—－~至]+\s*(?P<second>20\d\d)\s*学年(?:度)?第?(?P<which>[一二上下春秋])(?:季)?学?期?"
)
_MINUTES = re.compile("纪要|会议记录|議決|会议决定|minutes", re.IGNORECASE)
_WITHOUT_YEAR = re.compile(r"(?<![\d年/至到—-])\s*\d{1,2}月(?:\d{1,2}日|[底末]|[上中下]旬)?前?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told before the first task. `body` is the index of the first line that is neither title nor address."""

    title: str
    issuer: str | None = None
    document_number: str | None = None
    issued: date | None = None
    year: int | None = None
    sat: date | None = None  # when the meeting sat, or the term began, of a document without a day of issue
    recipients: tuple[str, ...] = ()
    contacts: tuple[Person, ...] = ()
    body: int = 0


def read_facts(
    lines: Sequence[Line], fallback: Sequence[str], notes: Sequence[str] = (), *, known: date | None = None
) -> Facts:
    """The facts; `fallback` are other titles to take (above a table, the file's name), the best first, and `notes`
    what stands below a table. `known`: the day of issue as somebody says it, whose year goes before one of the text.
    """
    number_at = next(
        (at for at, line in enumerate(lines[:25]) if NUMBER.match(line.text) and len(line.text) < 40), None
    )
    title, end = read_title(lines)
    recipients_at = _recipients(lines, end)
    in_title, title = day_in_title(title)
    issued = issue_day(lines) or in_title or day_beside([*fallback, *notes, *(line.text for line in lines)])
    issued = issued or printed_day(fallback)
    above = best_title(fallback)
    name = title if title and (ends_as_title(title) or "关于" in title or not ends_as_title(above)) else above
    term = _term(name)
    facts = Facts(
        name, document_number=number_of(lines[number_at].text) if number_at is not None else None, issued=issued
    )
    return replace(
        facts,
        issuer=_issuer(
            lines, title, end, is_notice=recipients_at is not None or number_at is not None or issued is not None
        ),
        year=_year(name)
        or (issued.year if issued else None)
        or (known.year if known else None)
        or _first_year(fallback)
        or _number_year(lines)
        or form_year([*(line.text for line in lines), *fallback, *notes])
        or (term.year if term else None)
        or _only_year(lines),
        sat=None if issued else meeting_day(lines) if _MINUTES.search(name) else term,
        recipients=_units(lines[recipients_at].text) if recipients_at is not None else (),
        contacts=contacts_in(lines),
        body=(recipients_at + 1) if recipients_at is not None else end,
    )


def _term(title: str) -> date | None:
    """About when the school term of a title begins (2025-2026学年第一学期); its months are those from then on."""
    found = _TERM.search(title)
    if found is None:
        return None
    return date(int(found["first"]), 8, 15) if found["which"] in "一上秋" else date(int(found["second"]), 1, 15)


def number_of(text: str) -> str | None:
    """The document number that `text` begins with, in the usual brackets; None where it has none."""
    found = NUMBER.match(text)
    return f"{found['who']}〔{found['year']}〕{found['n']}号" if found else None


# ------------------------------------------------------------------- issuer
def _issuer(lines: Sequence[Line], title: str, end: int, *, is_notice: bool) -> str | None:
    """The office that issues: of the red head, the signature and the title's beginning, the longest name."""
    if not is_notice:
        return None
    found: list[str] = []
    for at, line in enumerate(lines):
        text = squeeze(line.text)
        if (head := RED_HEAD.match(text)) and (at < max(6, end) or _signs(lines, at)) and is_unit(head[1]):
            found.append(head[1])
    if named := re.match(r"([\u4e00-\u9fff（）]{4,40}?)(?:关于|转发|印发)", title):
        found.append(named[1])
    elif (
        office := re.match(r"[\u4e00-\u9fff]{2,30}?(?:人民政府|委员会)(?:办公[室厅])?(?=[\u4e00-\u9fff])", title)
    ) and "关于" in title:
        found.append(office[0])
    best = max(found, key=len, default=None)
    return best if best and is_unit(best) else None


def _signs(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and is_day(lines[at + 1].text)


# -------------------------------------------------------------------- years
def _year(title: str) -> int | None:
    years = [int(found[1]) for found in _YEAR.finditer(re.sub(r"[〔\[（(]\d{4}[〕\]）)]", "", title))]
    return years[-1] if years else None


def _number_year(lines: Sequence[Line]) -> int | None:
    """The year of a document's or a meeting's number that stands alone on a line (〔2023〕8号)."""
    found = (
        re.fullmatch(r"[\u4e00-\u9fff]{0,12}[〔\[（(]((?:19|20)\d\d)[〕\]）)]第?\d{1,4}[号期]", squeeze(line.text))
        for line in lines[:12]
    )
    return next((int(one[1]) for one in found if one), None)


def _only_year(lines: Sequence[Line]) -> int | None:
    """The year that alone stands in a text some of whose days lack theirs, titles and numbers of documents aside."""
    texts = [re.sub(r"《[^》]*》|“[^”]*”|[〔\[（(]\d{4}[〕\]）)]", "", line.text) for line in lines]
    years = {int(found[1]) for text in texts for found in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 and any(map(_WITHOUT_YEAR.search, texts)) else None


def _first_year(texts: Sequence[str]) -> int | None:
    return next((year for text in texts if (year := _year(text))), None)


# ---------------------------------------------------------------- recipients
def _recipients(lines: Sequence[Line], start: int) -> int | None:
    for at in range(start, min(start + 6, len(lines))):
        text = lines[at].text
        if (
            not leading(text)
            and text[-1:] in "：:"
            and "。" not in text
            and len(text) < 300
            and (is_unit(_units(text)[0]) if _units(text) else False)
        ):
            return at
    return None


def _units(text: str) -> tuple[str, ...]:
    return read_units(re.sub(r"^(?:主送|抄送)[：:]", "", text).rstrip("：: ")).all
