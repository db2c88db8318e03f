"""The covering notice's facts: title, issuer, document number, dates, recipients, contacts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.ledger.notice.contacts import contacts_in
from bot.ledger.notice.issue_day import RED_HEAD, day_in_title, form_year, is_day, issue_day
from bot.ledger.prose.lines import Line
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import squeeze
from bot.model import Person
from bot.roster.names import is_unit
from bot.roster.unit_words import read_units
from bot.vocabulary.script import simplified

_KIND = (
    "(?:通知|意见|方案|函|公告|公示|决定|办法|规定|细则|要点|批复|通报|报告|计划|措施|台账|清单|分解表|分工表|"
    "分工|任务表|一览表|责任表|安排|表|纪要|会议[纪记]录|任务|规划|预案|督办单|交办单)"
)
#: What stands above a table beside its title.
_CAPTION = re.compile(
    r"附\s*(?:件|表)\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:]?\s*$|[：:].{0,40}$)|[（(]?(?:填报|填表|制表|报送|编制|单位|日期|时间|"
    r"联系|更新|统计|截至|截止|金额|Updated|Date)[^：:]{0,8}[：:]|[（(]?(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?[）)]?$|单位[：:]"
)
#: A title that the first sentence follows without a break (关于…的安排为确保…，现明确如下：).
_RUN_ON = re.compile(rf"[^，。；：:]{{4,60}}?的{_KIND}(?=[^，。；：:（(的]{{2,}}[，：:])")
_TITLE_END = re.compile(_KIND + r"(?:[（(][^（）()]{1,24}[）)])?$")
_NUMBER = re.compile(
    r"^[（(]?(?:发文字号|文号|发文号)?[：:]?\s*(?P<who>[\u4e00-\u9fff]{2,12})\s*[〔\[［（(]\s*(?P<year>\d{4})\s*[〕\]］）)]\s*第?\s*(?P<n>\d{1,4})\s*号"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*(?:[-—－~至]\s*(?:19|20)?\d\d\s*)?年")
_WITHOUT_YEAR = re.compile(r"(?<![\d年/至到—-])\s*\d{1,2}月(?:\d{1,2}日|[底末]|[上中下]旬)?前?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told before the first task. `body` is the index of the first line that is neither title nor address."""

    title: str
    issuer: str | None = None
    document_number: str | None = None
    issued: date | None = None
    year: int | None = None
    recipients: tuple[str, ...] = ()
    contacts: tuple[Person, ...] = ()
    body: int = 0


def read_facts(lines: Sequence[Line], fallback: Sequence[str]) -> Facts:
    """The facts; `fallback` are other titles to take (above a table, the file's name), the best first."""
    number_at = next(
        (at for at, line in enumerate(lines[:25]) if _NUMBER.match(line.text) and len(line.text) < 40), None
    )
    title, end = _title(lines)
    recipients_at = _recipients(lines, end)
    in_title, title = day_in_title(title)
    issued = issue_day(lines) or in_title
    name = title or _best_title(fallback)
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
        or _first_year(fallback)
        or _number_year(lines)
        or form_year([*(line.text for line in lines), *fallback])
        or _only_year(lines),
        recipients=_units(lines[recipients_at].text) if recipients_at is not None else (),
        contacts=contacts_in(lines),
        body=(recipients_at + 1) if recipients_at is not None else end,
    )


def number_of(text: str) -> str | None:
    """The document number that `text` begins with, in the usual brackets; None where it has none."""
    found = _NUMBER.match(text)
    return f"{found['who']}〔{found['year']}〕{found['n']}号" if found else None


# -------------------------------------------------------------------- title
def _best_title(texts: Sequence[str]) -> str:
    """Of what stands above a table, and the file's name, the first that is a title: no 附件2, no 填报单位：…."""
    said = [text for text in texts if text and not _CAPTION.match(text)]
    ended = (text for text in said[:-1] if _TITLE_END.search(text))
    return next(ended, next(iter(said), ""))


def _title(lines: Sequence[Line]) -> tuple[str, int]:
    """(the title, index of the line after it); lines that a break parted are put together."""
    for at, line in enumerate(lines[:20]):
        text = simplified(_bare(line.text))
        if leading(text) or (text[-1:] in "：:" and "关于" not in text) or "。" in text or _NUMBER.match(text):
            continue
        if re.search("关于|转发|印发", text) or (_TITLE_END.search(text) and not text.startswith(("附件", "附："))):
            return _whole_title(lines, at)
    for at, line in enumerate(lines[:3]):
        text = _bare(line.text)
        if leading(text):
            break
        if (
            len(text) <= 60
            and not re.search("[。；：:]", text)
            and not _NUMBER.match(text)
            and not is_day(text)
            and not re.search("文件$", text)
        ):
            return text, at + 1
    return "", 0


def _whole_title(lines: Sequence[Line], at: int) -> tuple[str, int]:
    text, end = _bare(lines[at].text), at + 1
    if run_on := _RUN_ON.match(text):
        return run_on[0], end
    if (
        text.startswith(("关于", "印发", "转发"))
        and at
        and is_unit(_bare(lines[at - 1].text))
        and not lines[at - 1].text.endswith("文件")
    ):
        text = _bare(lines[at - 1].text) + text
    while (
        not _ended(text)
        and end < min(len(lines), at + 4)
        and len(lines[end].text) <= 60
        and not re.search("[：:。]$", lines[end].text)
        and not _NUMBER.match(lines[end].text)
        and not leading(lines[end].text)
    ):
        text, end = squeeze(text + lines[end].text), end + 1
    return text, end


def _ended(text: str) -> bool:
    text = simplified(text)
    opening = re.search("关于(?:印发|转发|公布|下发)|^(?:印发|转发)", text)
    return bool(
        re.search(r"的(?:通知|函|公告|决定|批复|通报|意见|报告)(?:[（(][^（）()]*[）)])?$", text)
        if opening
        else _TITLE_END.search(text)
    )


def _bare(text: str) -> str:
    """The line without a list number before the name of an office (1. 某某市人民政府关于…) and without sheet marks."""
    return re.sub(
        r"^\d{1,3}\s*[.．、]\s*(?=[\u4e00-\u9fff]{2,30}(?:政府|办公|委员会|局|厅|部|院|委))",
        "",
        squeeze(text).strip("#* "),
    )


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
