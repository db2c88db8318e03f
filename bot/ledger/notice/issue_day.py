"""The day on which a document was issued, as it says itself: below its signature, beside its number, in a label."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.ledger.prose.lines import Line
from bot.ledger.text.markers import value_of
from bot.ledger.text.normal_form import squeeze
from bot.roster.names import is_unit

_DAY = (
    r"(?P<y>(?:19|20)\d\d|[一二][〇○零九ＯO0一二三四五六七八九]{3})\s*年\s*(?P<m>\d{1,2}|"
    r"[一二三四五六七八九十]{1,3})\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_DAY_LINE = re.compile(rf"^(?:[（(]?\s*)?{_DAY}\s*[）)]?$")
_DAY_IN_TITLE = re.compile(rf"[（(]\s*{_DAY}\s*[）)]\s*$")
_LABELS = (
    "(?:(?:发文|成文|印发|发布|签发|落款|生成|下发|批准|审定|制定)(?:日期|时间)|来源[：:][^。；]{0,30}(?:时间|日期)"
)
_DAY_LABEL = re.compile(rf"{_LABELS}|(?:签发|发布|印发|下发)[：:][^。；\d]{{0,20}})[：:]?\s*[（(]?\s*{_DAY}")
#: The same in figures (发布时间：2026-04-18 21:03), and an office with its day so (老湾村村委会 2026.3.28).
_DAY_LABEL_FIGURES = re.compile(
    rf"{_LABELS})[：:]?\s*(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?!\d)"
)
_DAY_AFTER_UNIT_FIGURES = re.compile(
    r"^[\u4e00-\u9fff（）]{2,30}(?:政府|办公?室|委员会|委会|局|厅|部|院|处|科|室|校|公司|中心|会)\s*"
    r"(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})$"
)
_DAY_AFTER_UNIT = re.compile(
    rf"(?:政府|办公室|办公厅|委员会|局|厅|部|院|小组|指挥部|处|科|室)\s*(?:编印?|制|印)?\s*{_DAY}$"
)
#: A bracket below the title: （某监〔2025〕22号，2025年3月31日印发）.
_DAY_IN_BRACKET = re.compile(
    rf"^[（(][^（）()]*?[〕\]）)]?第?\d*号?[，,]?\s*{_DAY}[，,]?\s*(?:[\u4e00-\u9fff]{{0,24}}?(?:印发|发布|发文|通过|审定|公布|研究|审议|签发|讨论|制定|制订|编制|修订|确定|批准))?[）)]$"
)
#: Below a title, or a table: 2025年8月28日行政会讨论通过, （2025年7月1日会议通过，7月3日公示）, （讨论稿，2025.04.02）.
_DAY_ADOPTED = re.compile(
    rf"^[（(]?\s*{_DAY}(?:第\d{{1,4}}[次届期]|[^。；\d]){{0,24}}?(?:印发|发布|通过|审定|公布|审议|签发|公示|制定|修订|确定|批准)(?:[，,][^。；]{{0,16}})?[）)]?$"
)
_DAY_IN_POINTS = re.compile(
    r"^[（(][^（）()。；]{0,24}(?<!\d)(?P<y>(?:19|20)\d\d)[-.](?P<m>\d{1,2})[-.](?P<d>\d{1,2})\s*[）)]$"
)
#: Beside a document's number, or a meeting's: 青政办〔2025〕9号 2025年2月18日, 第9期 2024年5月21日.
_DAY_BESIDE_NUMBER = re.compile(rf"^(?:发?文号[：:])?[^，。；：:]{{0,30}}\d{{1,4}}[号期][^，。；：:\d]{{0,30}}{_DAY}$")
#: 2025年2月10日 教导处, below a title.
_DAY_BEFORE_UNIT = re.compile(rf"^{_DAY}\s*(?P<who>[\u4e00-\u9fff]{{2,20}})$")
#: What a form says of itself: the day on which it was filled in, drawn up or brought up to date.
_FORM_DAY = re.compile(
    r"(?:[（(]\s*|(?:填报|填表|制表|编制|报送|报表|更新|统计|制单|交办会?|填写|导出|打印|生成|查询)(?:日期|时间)\s*[：:]?\s*|^日期\s*[：:]?\s*|"
    r"(?:版本|制表|编制|更新|填报|Updated|Date|Rev(?:ision)?\.?)\s*[：:]\s*)"
    r"(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)"
)
#: An office and the day on which it printed, in the head of a table.
_DAY_PRINTED = re.compile(
    rf"^[\u4e00-\u9fff（）]{{2,30}}(?:政府|办公?室|委员会|局|厅|部|院|委|处|科|室|校|公司|中心)\s*{_DAY}\s*印发?$"
)
_LONGEST_DAY = 60
#: When the meeting sat, or the page was printed: no day of issue, but of its year.
_DAY_OF_YEAR = re.compile(rf"(?:(?:^(?:会议|开会|例会)?(?:时间|日期)[：:])|(?=.{{9,14}}印发$))\s*{_DAY}")
#: When the meeting sat: 会议时间：2025年8月28日下午; 2025年8月28日，局长主持召开….
_SAT = re.compile(
    rf"(?:^(?:会议|开会|例会)?(?:时间|日期)[：:]\s*|^(?=[^。；]{{8,80}}(?:召开|主持|举行)[^。；]{{0,40}}会)){_DAY}"
)
_HEAD_OF_MINUTES = 12  # lines
RED_HEAD = re.compile(
    r"^([\u4e00-\u9fff]{4,40}?(?:政府|办公室|办公厅|委员会|局|厅|部|院|委|会|小组|指挥部))(?:文件|发文|便函)?$"
)


def day_of(text: str) -> date | None:
    """The day that `text` is (2021年6月30日, 2021-06-30)."""
    if found := _DAY_LINE.match(squeeze(text)):
        return _day(found)
    iso = re.match(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text.strip())
    try:
        return date(*map(int, iso.groups())) if iso else None
    except ValueError:
        return None


def issue_day(lines: Sequence[Line]) -> date | None:
    """The signing date: alone on its line, best below the office's name. A printing date (…印发) is not it."""
    labelled = [
        _day(found)
        for line in lines[:30]
        for pattern in (_DAY_LABEL, _DAY_LABEL_FIGURES)
        if (found := pattern.search(squeeze(line.text)))
    ]
    signed = [
        _day(found)
        for at, line in enumerate(lines)
        if (found := _DAY_LINE.match(squeeze(line.text))) and at and RED_HEAD.match(squeeze(lines[at - 1].text))
    ]
    below = [
        _day(found) for line in lines if len(line.text) < 60 and (found := _DAY_AFTER_UNIT.search(squeeze(line.text)))
    ]
    alone = [_day(found) for line in lines if (found := _DAY_LINE.match(squeeze(line.text)))]
    bracket = [_day(found) for line in lines[:8] if (found := _DAY_IN_BRACKET.match(squeeze(line.text)))]
    beside = [_day(found) for line in lines[:8] if (found := _DAY_BESIDE_NUMBER.match(line.text))]
    beside += [
        _day(found) for line in lines[:6] if (found := _DAY_BEFORE_UNIT.match(line.text)) and is_unit(found["who"])
    ]
    return next((day for day in (*signed, *below, *alone, *labelled, *bracket, *beside) if day), None)


def day_beside(texts: Iterable[str]) -> date | None:
    """The day of issue that stands above or below a table, or on which a text was adopted; None where none says so."""
    said = [squeeze(text) for text in texts if len(text) <= _LONGEST_DAY]
    for pattern in _BESIDE:
        if day := next((day for text in said if (found := pattern(text)) and (day := _day(found))), None):
            return day
    return None


#: What tells the day beside a table, the surest first.
_BESIDE = (
    _DAY_LABEL.search, _DAY_LABEL_FIGURES.search, _DAY_LINE.match, _DAY_ADOPTED.match, _DAY_IN_POINTS.match,
    _DAY_IN_BRACKET.match, _DAY_AFTER_UNIT_FIGURES.match,
)  # fmt: skip


def printed_day(above: Iterable[str]) -> date | None:
    """The day on which an office printed the table that `above` heads; None where none says so."""
    return next((day for text in above if (found := _DAY_PRINTED.match(squeeze(text))) and (day := _day(found))), None)


def form_year(texts: Iterable[str]) -> int | None:
    """The year in which a form was filled in or a meeting sat, by a label beside its day; None where none says so.

    Such a day is none of issue: deadlines before it are late, and not the next year's.
    """
    said = (found for text in texts if (found := _FORM_DAY.search(text) or _DAY_OF_YEAR.search(squeeze(text))))
    return next((day.year for found in said if (day := _day(found))), None)


def day_in_title(title: str) -> tuple[date | None, str]:
    """(the day in a bracket that closes a title, the title without it)."""
    found = _DAY_IN_TITLE.search(title)
    return (_day(found), title[: found.start()]) if found else (None, title)


def names_day(text: str) -> bool:
    """True for a label with a day, of issue or of a form (制定日期：2024年5月8日)."""
    return bool(_DAY_LABEL.search(squeeze(text)) or _DAY_LABEL_FIGURES.search(squeeze(text)) or _FORM_DAY.search(text))


def is_day(text: str) -> bool:
    """True for a line that is a whole day and nothing else."""
    return bool(_DAY_LINE.match(squeeze(text)))


def is_signature(text: str) -> bool:
    """True for an office with the day on which it signed (某局 2025年1月22日)."""
    return bool(_DAY_AFTER_UNIT.search(squeeze(text)))


def meeting_day(lines: Sequence[Line]) -> date | None:
    """The day on which a meeting sat, by its label or the sentence that opens its minutes; None where none says so."""
    head = [squeeze(line.text) for line in lines[:_HEAD_OF_MINUTES]]
    found = next((one for text in head if (one := _SAT.search(text))), None)
    return _day(found) if found else None


def _day(found: re.Match[str]) -> date | None:
    year = (
        found["y"]
        if found["y"].isdigit()
        else "".join(
            str(
                "〇一二三四五六七八九".find(
                    char.replace("○", "〇").replace("零", "〇").replace("O", "〇").replace("Ｏ", "〇")
                )
            )
            for char in found["y"]
        )
    )
    try:
        return date(int(year), value_of(found["m"]), value_of(found["d"]))
    except ValueError:
        return None
