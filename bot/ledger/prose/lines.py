"""Paragraphs as the writer meant them: lines that a page or the paper's edge broke are put together again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ledger.prose.item_endings import read_tail
from bot.ledger.prose.labels import begins_with_label
from bot.ledger.prose.subjects import find_charges
from bot.ledger.text.markers import Marker, candidates, leading
from bot.ledger.text.normal_form import join_lines, squeeze
from bot.model import Document, Paragraph, Place, Table
from bot.roster.cell_clauses import LABEL
from bot.roster.names import is_unit, normal
from bot.roster.unit_words import read_units
from bot.vocabulary.labels import ATTENDANCE, LINE_LABELS
from bot.vocabulary.page_marks import BULLETS, FURNITURE, PAGE_MARK
from bot.vocabulary.patterns import any_of
from bot.vocabulary.roles import CLOSING_PATTERN
from bot.vocabulary.script import simplified
from bot.vocabulary.verbs import HANDS_IN

#: Words with a colon that begin a part of an item rather than go on with a sentence.
_LABEL = re.compile(rf"^(?:[（(〔【\[]\s*)?{any_of(LINE_LABELS)}[\u4e00-\u9fff、]{{0,8}}\s*\d*\s*[：:】〕\]]")
_DATE_LINE = re.compile(
    r"^(?:\d{4}|[二〇○零一]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日(?:印发)?$"
)
_NUMBER_LINE = re.compile(r"^[\u4e00-\u9fff]{2,12}\s*[〔\[［（(]\s*\d{4}\s*[〕\]］）)]\s*第?\s*\d+\s*号$")
#: What the head of minutes tells, a line each.
_MINUTES_HEAD = "(?:(?:开会|会议)?(?:时间|地[点點])|主席|主持人?|[记纪]录人?|发文(?:日期|字号))[：:]"
_STANDS_ALONE = re.compile(
    rf"^(?:{ATTENDANCE}|{_MINUTES_HEAD}|[（(](?:此件|本件|联系人)|附件|抄送|主送|P\.?S\.?\s*[：:]|—|各有关单位：$)"
    r"|(?:办公室|政府|委员会|局|厅|部|院)(?:文件|发文)?$"
)
_ONLY_NUMBER = re.compile(r"^\d{1,3}\s*[.．、]$")
_ENDS = "。！？；：:"
_LONG = 150  # characters of a paragraph that may hold a whole list
_WIDEST = 120  # characters of the widest line of a paper


@dataclass(frozen=True, slots=True)
class Line:
    """One logical paragraph on one line: where it begins, its heading level, its index among the blocks."""

    text: str
    place: Place
    heading: int | None
    block: int


def read_lines(document: Document) -> list[Line]:
    """The paragraphs outside tables, joined where they were broken, cut where several numbers run on in one."""
    joined = _join(document)
    lines: list[Line] = []
    for line in joined:
        lines += _cut(line, joined, lines[-1] if lines else None)
    return lines


def _join(document: Document) -> list[Line]:
    broken = _is_broken(document)
    lines: list[Line] = []
    open_at_table = True
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            open_at_table = True
            continue
        text = _without_gaps((block.label + block.text).strip())
        if not text or PAGE_MARK.match(text) or FURNITURE.match(text):
            continue
        last = lines[-1] if lines and not open_at_table else None
        if last and _goes_on(last, block, text, broken=broken):
            lines[-1] = Line(_glue(last.text, text), last.place, last.heading, last.block)
        else:
            lines.append(Line(squeeze(text), block.place, block.heading, index))
        open_at_table = False
    return lines


def _without_gaps(text: str) -> str:
    """A line that begins with an Arabic number, or a bullet, with commas for the wide blanks between its words; a
    code before it with a stop, which no blank needs to part.
    """
    mark = leading(text)
    if mark and mark.style == "code":
        return f"{mark.label}、{text[mark.end :]}"
    start = mark.end if mark and mark.style in ("num", "nump") else 1 if mark is None and text[:1] in BULLETS else 0
    return text[:start] + _BLANK.sub(_as_comma, _GAP.sub("，", text[start:])) if start else text


def _as_comma(blank: re.Match[str]) -> str:
    """A comma for the blank before a body's name; the blank itself before other words."""
    name = _ROLE_BEHIND.sub("", blank["name"])
    return f"，{blank['name']}" if is_unit(name) else blank[0]


def _glue(before: str, after: str) -> str:
    return squeeze(before + "\n" + after)


def _is_broken(document: Document) -> bool:
    """True where lines are as the paper cut them: many of the longer ones end in the middle of a sentence, and what
    follows them begins with no code.
    """
    if document.format not in ("txt", "pdf", "html", "docx"):
        return False
    texts = [block.text.strip() for block in document.blocks if isinstance(block, Paragraph)]
    longer = [(text, below) for text, below in zip(texts, [*texts[1:], ""], strict=False) if len(text) >= 15]
    if len(longer) < 4 or max(len(text) for text, _ in longer) > _WIDEST:
        return False
    ragged = sum(1 for text, below in longer if text[-1:] not in _ENDS + "）)〕】”" and not _is_coded(below))
    return ragged * 3 >= len(longer)


def _is_coded(text: str) -> bool:
    mark = leading(text)
    return mark is not None and mark.style in ("code", "letter")


def _goes_on(last: Line, block: Paragraph, text: str, *, broken: bool) -> bool:
    """True where `text` is the rest of the paragraph before it."""
    if block.heading or last.heading or block.label:
        return False
    if _closed_line(last.text) or _closed_line(text) or is_period_line(last.text):
        return False
    if last.block < _TOP and _TITLE_LINE.fullmatch(simplified(last.text)):
        return False
    if is_period_line(text) and last.text[-1:] not in "年、，,至—-到于在和及：:" and _depth(last.text) == 0:
        return False
    inside = _depth(last.text[-400:]) > 0
    mark = leading(text)
    if _begins(text, mark is not None) and not (inside and (mark is None or mark.style in ("nump", "circled"))):
        return False
    mark_only = leading(last.text)
    if mark_only and mark_only.style == "named" and not last.text[mark_only.end :].strip():
        return False
    if (mark_only and not last.text[mark_only.end :].strip()) or _ONLY_NUMBER.match(last.text):
        return True
    if _is_address(last.text) or _is_closed_item(last.text) or (_WHOLE_LIMIT.fullmatch(last.text) and len(text) > 4):
        return False
    if inside and last.text[-1:] in "：:；;，,、":
        return True
    if _is_whole_value(last.text, text):
        return False
    if broken:
        return not _is_heading(last.text) or (len(text) <= 20 and text[-1:] == "。")
    return last.text[-1:] not in _ENDS + "）)〕】”" and bool(re.search("[。，；]", last.text))


def _is_whole_value(last: str, text: str) -> bool:
    """True where a line of labels ends with a whole name, and what follows begins with no further one."""
    if not begins_with_label(last) or last[-1:] in "，,、":
        return False
    units, first = read_tail(last).units, _FIRST_CLAUSE.split(text)[0]
    if not (first and units and last.endswith(units[-1].raw) and read_units(units[-1].raw).names_only):
        return False
    return not any(read_units(words).names_only for words in (first, units[-1].raw + first))


def _begins(text: str, numbered: bool) -> bool:
    text = simplified(text)
    return (
        numbered
        or text[:1] in BULLETS
        or bool(_ONLY_NUMBER.match(text) or _LABEL.match(text) or _STANDS_ALONE.match(text))
        or begins_with_label(text)
    )


#: A line of one whole deadline behind its label: what follows is another paragraph.
_WHOLE_LIMIT = re.compile(
    r"[（(]?[\u4e00-\u9fff]{0,4}(?:时限|期限|时间|日期|节点)[：:][^，；。]{2,20}(?:前|底|末|内|日|长期坚持)[）)]?"
)
#: Wide blanks between the words of a numbered line, which part them as commas do.
_GAP = re.compile(r"(?<=[\u4e00-\u9fff）)”\d])[ \t　]{2,}(?=[\u4e00-\u9fff（\d])")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff）)]) (?P<name>[\u4e00-\u9fff]{2,20})(?=[ ，,、（(]|$)")
_ROLE_BEHIND = re.compile(rf"(?:{CLOSING_PATTERN})$")
_FIRST_CLAUSE = re.compile("[；;，,。、：:（(]")
_PERIOD_LINE = re.compile(
    r"[【\[]?(?:\d{4}年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?|第?[一二三四1-4]季度|第(?:\d{1,2}|[一二三四五六七八九十]{1,3})周|[上下]半年)"
    r"[】\]]?\s*(?:[（(][^（）()]{0,30}[）)])?\s*(?:工作|重点工作|安排)?[：:]?"
)
#: A title, the head of minutes, an office with the day of its document: none of them goes on in the next line.
_HEAD_LINE = re.compile(
    r"[^。；]{2,80}的(?:通知|函|公告|决定|批复|通报|意见|报告|纪要)|[\u4e00-\u9fff]{0,20}(?:会议)?(?:纪要|[纪记]录)|"
    r"[^。；，]{0,40}关于[^。；]{2,60}的(?:安排|方案|计划|办法|规定|措施|请示)|"
    r"[\u4e00-\u9fff]{2,30}\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发)?|"
    r"[（(]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^。；]{0,24}(?:通过|印发|审定|公示|发布)[）)]?"
)


#: A title among the first lines, whatever stands below it.
_TITLE_LINE = re.compile(
    r"[^，。；：:]{8,60}(?:方案|清单|台账|要点|计划|[解工任览]表|安排|责任书)(?:[（(][^（）()]{1,24}[）)])?"
)
_TOP = 3  # blocks

_TO_ALL = re.compile(
    "(?:请|望|以上|上述)*(?:各|全体|所有|有关|相关)[^，。；：]{1,14}(?:要|请|须|应|于|在|将|按|抓紧|每|认真|高度|及时|严格)"
)
#: A request to whom the document is addressed: 请于7月18日前书面反馈办理计划.
_PLEASE = re.compile("(?:务)?(?:请|望)(?:于|在|务必|及时|按时|按|将)")
_WILL = re.compile("[\u4e00-\u9fff]{2,20}[室办局委厅府组]将(?:于|在|适时|对|会同|不定期|定期|视)")
_SIGNED = re.compile(r"(?<=[。！])\s*(?=[\u4e00-\u9fff（）()]{4,30}\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*$)")


def is_period_line(text: str) -> bool:
    """True for a heading that is a month, a quarter or a week: 三月, 二月（第1周起）, 第一季度：."""
    return bool(_PERIOD_LINE.fullmatch(text))


def asks_all(text: str) -> bool:
    """True for a sentence that asks a group of bodies to hand something in (请各责任单位每日报送进展)."""
    return bool((_TO_ALL.match(text) or _PLEASE.match(text)) and HANDS_IN.search(text))


def announces(text: str) -> bool:
    """True for a sentence by which an office tells what it will do itself (县政府督查室将于10月中旬…)."""
    return bool(_WILL.match(text))


def _closed_line(text: str) -> bool:
    text = simplified(text)
    return bool(
        (_HEAD_LINE.fullmatch(text) and _depth(text) == 0 and text.count("《") == text.count("》"))
        or _DATE_LINE.match(text)
        or re.fullmatch("[（(](?:此件|本件)[^（）()]*[）)]", text)
        or _NUMBER_LINE.match(text)
        or (
            re.search(r"(?:人民政府|委员会|办公室|办公厅)(?:文件)?$", text)
            and len(text) <= 30
            and "，" not in text
            and "、" not in text
        )
    )


def _is_heading(text: str) -> bool:
    """A short numbered line without a stop: 一、总体要求."""
    mark = leading(text)
    if mark is None or len(text[mark.end :].strip()) < 3:
        return False
    return (
        len(text) <= 32
        and text[-1:] not in "，、；"
        and not re.search("[。，；]", text)
        and mark.style in ("cn", "part")
    )


def _is_address(text: str) -> bool:
    """The line of recipients: units, then a colon."""
    return (
        text[-1:] in "：:"
        and "。" not in text
        and not LABEL.search(normal(text))
        and bool(names := read_units(text[:-1]).candidates)
        and is_unit(names[0])
        and is_unit(names[-1])
    )


def _is_closed_item(text: str) -> bool:
    """True where a bracket with units or a deadline closes the text."""
    if text[-1:] not in "）)〕】]" or _depth(text) != 0:
        return False
    depth = 0
    for at in range(len(text) - 1, max(-1, len(text) - 600), -1):
        depth += (text[at] in "）)〕】]") - (text[at] in "（(〔【[")
        if depth == 0:
            return read_tail(text[at:]).carries
    return False


def _depth(text: str) -> int:
    """How many brackets are still open at the end."""
    return sum(text.count(char) for char in "（〔【[(") - sum(text.count(char) for char in "）〕】])")


# ------------------------------------------------------------ numbers run on
def _cut(line: Line, lines: Sequence[Line], above: Line | None) -> Iterable[Line]:
    """The pieces of a paragraph in which several numbered items follow one another without a break.

    `above` is the line before, whose item the labels at the paragraph's beginning belong to.
    """
    first = above if above and not leading(line.text) and begins_with_label(line.text) else line
    spots = _run_on(line.text, lines) if len(line.text) > _LONG else _charging_run(line.text)
    spots = spots or _after_tails(line.text, leading(first.text))
    if not spots:
        yield line
        return
    spots = [*spots, *_closings(line.text, spots)]
    for start, end in zip([0, *spots], [*spots, len(line.text)], strict=True):
        if text := line.text[start:end].strip():
            yield Line(text, line.place, line.heading if not start else None, line.block)


def _closings(text: str, spots: Sequence[int]) -> list[int]:
    """Where, behind the last item of a paragraph, begins what is said to all, and the signature."""
    if len(spots) < 2:
        return []
    last = spots[-1]
    semicolons = all(text[:spot].rstrip()[-1:] in "；;" for spot in spots[1:])
    ends = (found.end() for found in re.finditer("。", text[last:]))
    first = next(
        (last + at for at in ends if text[last + at :].strip() and (semicolons or _TO_ALL.match(text, last + at))), None
    )
    signed = _SIGNED.search(text, first or last)
    return sorted({at for at in (first, signed and signed.start()) if at})


def _run_on(text: str, lines: Sequence[Line]) -> list[int]:
    """Where numbers of one style run on in `text`, three or more in sequence, that hardly ever begin a line."""
    spots: list[int] = []
    for style in ("cn", "cnp", "num"):
        starting = sum(1 for line in lines if (mark := leading(line.text)) and mark.style == style)
        run = _sequence(text, style)
        if starting <= 2 and (len(run) >= 3 or (spots and run)):
            spots += run
    return sorted(set(spots) - {0})


def _charging_run(text: str) -> list[int]:
    """Where numbers run on in a short paragraph, each before a body that is charged (会议要求：1.甲科…；2.乙科…)."""
    run = _sequence(text, "num")
    if len(run) < 2 or not run[0]:
        return []
    pieces = [text[start:end] for start, end in zip(run, [*run[1:], len(text)], strict=True)]
    return run if all(map(find_charges, pieces)) else []


def _after_tails(text: str, mark: Marker | None) -> list[int]:
    """Where the next number follows a bracket that closes the item before: …（市教育局负责）（二）….

    `mark` is the number of the text's first item.
    """
    spots: list[int] = []
    if mark is None or mark.style not in ("cn", "cnp", "num", "nump", "points"):
        return spots
    start, value = 0, mark.value
    for spot in candidates(text):
        before = text[start : spot.start].rstrip()
        if (spot.style, spot.value) == (mark.style, value + 1) and _is_whole_item(before):
            spots.append(spot.start)
            start, value = spot.start, spot.value
    return spots


def _is_whole_item(text: str) -> bool:
    """True where the text ends with its units or deadline, in a bracket or behind labels."""
    return _is_closed_item(text) or (text[-1:] == "。" and read_tail(text).labelled)


def _sequence(text: str, style: str) -> list[int]:
    starts: list[int] = []
    value: int | None = None
    for spot in candidates(text):
        before = text[: spot.start].rstrip()[-1:]
        if spot.style != style or (before and before in "第见条款项按和与至到、，从“《及或"):
            continue
        if style == "num" and before and before not in "。；！）)〕】" and not (spot.value == 1 and before in "：:"):
            continue
        if value is None or spot.value == value + 1:
            starts.append(spot.start)
            value = spot.value
    return starts


__all__ = ["Line", "join_lines", "read_lines"]
