"""The title of a document: of the covering notice, above a table, in Chinese or English."""

import re
from collections.abc import Sequence

from bot.ledger.notice.issue_day import is_day, is_signature
from bot.ledger.prose.lines import Line
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import squeeze
from bot.roster.names import is_unit
from bot.vocabulary.script import simplified

_KIND = (
    "(?:通知|意见|方案|函|公告|公示|决定|办法|规定|细则|要点|批复|通报|报告|计划|措施|台账|清单|分解表|分工表|"
    "分工|任务表|一览表|责任表|安排|行事历|校历|日程|(?<!续)表|纪要|会议[纪记]录|任务|规划|预案|督办单|交办单)"
)
#: What stands above a table beside its title.
_CAPTION = re.compile(
    r"附\s*(?:件|表)\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:]?\s*$|[：:].{0,40}$)|[（(]?(?:填报|填表|制表|报送|编制|单位|日期|时间|"
    r"联系|更新|统计|截至|截止|金额|Updated|Date)[^：:]{0,8}[：:]|[（(]?(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?[）)]?$|单位[：:]"
)
#: A title that the first sentence follows without a break (关于…的安排为确保…，现明确如下：).
_RUN_ON = re.compile(rf"[^，。；：:]{{4,60}}?的{_KIND}(?=[^，。；：:（(的]{{2,}}[，：:])")
#: A title in English, and a line above it that says whose it is.
_PLAIN = r"[^.;:\u4e00-\u9fff]"
_LATIN_KIND = (
    r"(?:(?:corrective )?action (?:log|items|list|plan|register|tracker)|minutes|task (?:list|register)|work ?plan|"
    r"to-?do list|tracker|plan of action|issues? log)\b"
)
_LATIN_TITLE = re.compile(rf"(?:[a-z0-9]{_PLAIN}{{0,60}}?\b)?{_LATIN_KIND}{_PLAIN}{{0,60}}")  # in small letters
_LATIN_WHOSE = re.compile(rf"[A-Za-z]{_PLAIN}{{3,80}}")
#: What begins a title of its own, and what no title begins with: a day, a sentence, a unit of measure.
_WHOLE = re.compile(r"(?:19|20)\d\d年|关于|[（(]")
_NO_BEGINNING = re.compile(r"[。；：:]|[日号]\s*[）)]?$|^[（(]|^\d")
_TOP = 6  # lines among which it stands
_TITLE_END = re.compile(_KIND + r"”?(?:[（(][^（）()]{1,24}[）)])?$")
#: The number of a document (某政办发〔2025〕9号).
NUMBER = re.compile(
    r"^[（(]?(?:发文字号|文号|发文号)?[：:]?\s*(?P<who>[\u4e00-\u9fff]{2,12})\s*[〔\[［（(]\s*(?P<year>\d{4})\s*[〕\]］）)]\s*第?\s*(?P<n>\d{1,4})\s*号"
)


def best_title(texts: Sequence[str]) -> str:
    """Of what stands above a table, and the file's name, the first that is a title: no 附件2, no 填报单位：…."""
    said = _joined([text for text in texts if text and not _CAPTION.match(text)])
    if latin := _latin_title(said[:-1]):
        return latin[0]
    ended = (text for text in said[:-1] if _TITLE_END.search(text))
    return next(ended, next(iter(said), ""))


def ends_as_title(text: str) -> bool:
    """True for words that close with the kind of a document (…清单, …通知)."""
    return bool(_TITLE_END.search(simplified(text)))


def _joined(texts: Sequence[str]) -> list[str]:
    """The lines above a table, a title over two of them in one; the last is the file's name, and stays."""
    said: list[str] = []
    for at, text in enumerate(texts):
        begun = said[-1] if said else ""
        goes_on = 0 < at < len(texts) - 1 and ends_as_title(text) and not _WHOLE.match(text)
        if goes_on and not ends_as_title(begun) and not _NO_BEGINNING.search(begun) and not is_unit(begun):
            said[-1] = squeeze(f"{begun}{text}")
        else:
            said.append(text)
    return said


def read_title(lines: Sequence[Line]) -> tuple[str, int]:
    """(the title, index of the line after it); lines that a break parted are put together."""
    for at, line in enumerate(lines[:20]):
        text = simplified(_bare(line.text))
        if (
            leading(text)
            or ">" in text
            or (text[-1:] in "：:" and "关于" not in text)
            or "。" in text
            or text[-1:] in "；;，,"
            or NUMBER.match(text)
        ):
            continue
        if re.search("关于|转发|印发", text) or (_TITLE_END.search(text) and not text.startswith(("附件", "附："))):
            return _whole_title(lines, at)
    if latin := _latin_title([_bare(line.text) for line in lines[:_TOP]]):
        return latin
    for at, line in enumerate(lines[:3]):
        text = _bare(line.text)
        if leading(text):
            break
        if (
            len(text) <= 60
            and not re.search("[。；：:>]", text)
            and not NUMBER.match(text)
            and not is_day(text)
            and not re.search("文件$", text)
            and not _CAPTION.match(text)
            and not is_signature(text)
        ):
            return text, at + 1
    return "", 0


def _latin_title(texts: Sequence[str]) -> tuple[str, int] | None:
    """(a title in English, the index after it): the line that names the kind of document, behind whose it is."""
    at = next((at for at, text in enumerate(texts) if _LATIN_TITLE.fullmatch(text.lower())), None)
    if at is None:
        return None
    whose = texts[at - 1] if at and _LATIN_WHOSE.fullmatch(texts[at - 1]) else ""
    return f"{whose} {texts[at]}".strip(), at + 1


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
        and not NUMBER.match(lines[end].text)
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
