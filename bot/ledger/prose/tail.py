"""The end of a prose item: （牵头单位：…；完成时限：…）, labels without bracket, or （X、Y负责，8月底前完成）."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.ledger.items.item import UnitCell
from bot.roster.names import is_group, is_unit, level, normal
from bot.roster.words import LABEL, Role, read_units

_OPEN, _CLOSE = "（(〔【[〈", "）)〕】]〉"
_DEADLINE_LABEL = (
    r"(?:(?:完成|整改|办结|推进|责任|计划|工作|实施|落实|办理|销号|预计|截止|要求|上报)(?:的)?(?:时限|期限|"
    r"时间|日期|年限)(?:要求|节点|进度|安排)?|时限(?:要求)?|时间(?:节点|要求|安排|进度)|进度(?:安排|要求)|期限|"
    r"办理进度)"
)
_OTHER_LABEL = (
    r"(?:责任人|(?:责任|分管|牵头|主管|主要|督办|督导|包保|包联|挂钩|联系|具体|负责|责任单位)*"
    r"(?:省|市|县|区|镇|乡|厅|局|院|校)?级?领导|联系人|联系电话|整改目标|"
    r"整改措施|工作目标|目标要求|工作措施|主要措施|具体措施|工作要求|备注|整改进展|进展情况|完成情况|验收单位|"
    r"验收标准|考核指标|预期成果|成果形式|存在问题|问题表现|问题描述|整改情况|督导领导|牵头人|负责人|"
    r"整改责任人|主要负责人|任务来源|工作内容|任务目标|工作标准|落实措施)"
)
_UNIT_LABEL = LABEL.pattern.replace("：", "[：:]")
_LABELS = re.compile(rf"(?P<deadline>{_DEADLINE_LABEL})\s*[：:]|{_UNIT_LABEL}|(?P<other>{_OTHER_LABEL})\s*[：:]")

#: A label in a bracket of its own, without a colon: 【牵头单位】.
_BRACKETED_LABEL = re.compile(
    r"[【〔\[（(]\s*("
    + "|".join(
        re.sub(r"\(\?P<\w+>", "(?:", words)
        for words in (_DEADLINE_LABEL, LABEL.pattern.replace("：", ""), _OTHER_LABEL)
    )
    + r")\s*[】〕\]）)]\s*[：:]?"
)

#: What a deadline in a bracket begins with, after the words that lead up to it.
TIME = re.compile(
    r"(?:(?:请|应|须|需|力争|确保|原则上|务必|必须|要求|计划|预计|拟|并|分别|最迟|不晚于|截止|截至)*(?:于|在|至|到|从|自)?)?"
    r"(?:(?:19|20)?\d\d\s*年(?!级)|[一二][〇○零一二三四五六七八九]{3}年|\d{1,2}\s*月|[一二三四五六七八九十]{1,3}月(?=[底初中末上下前内份\d一二三四五六七八九十])|\d{1,2}\s*日|(?:19|20)\d\d[.\-/]\d{1,2}|\d{1,2}\.\d{1,2}前"
    r"|今年|明年|次年|本年|当年|全年|年[底内末中]|本月|下月|次月|当月|本周|下周|本季度|第?[一二三四1234]季度|[上下]半年|“?十[三四五六]五”?|前[一二三]季度"
    r"|贯穿全年|长期|持续|常态|经常性|日常|立行立改|立即|即时|即刻|即日|随时|每[年季月周日半天两双逢]|按[月季年周]|逐[月季年]|定期|实时|动态|同步|近期|适时|"
    r"(?:印发|发布|下发|文件|通知|会议|自).{0,8}之?日起|\d+\s*(?:个)?(?:工作日|日|天|月|个月|周|小时)(?:内|以内|之内)|[一二三两四五六七八九十]+个?(?:工作日|日|天|月|周|年)(?:内|以内|之内)?)"
)
_MARK = re.compile(
    r"(?:以下|下列|后续|其他|以上)(?:各项|各条|任务|工作|措施|内容|条款)*[，,]?(?:均|都)?(?:需|须|应)?(?:由)?"
    r"(?P<who>[^。；;]{2,80}?)(?:按(?:照)?职责(?:分工)?)?(?:负责|落实|组织|贯彻|参与|配合|牵头)+(?:实施|落实)?[，,]?\s*"
    r"(?:以下|后文|后续)?(?:不再|不)(?:一一|逐一|逐项|重复|另行)?(?:列出|列明|标注|列举|赘述|说明)"
)
_FIRST = re.compile(
    r"(?:排(?:在)?(?:第一位|首位|名第一|第一)|第一个|首个|列(?:在)?(?:首位|第一位)|首位)[^。；]{0,14}牵头"
)


def begins_with_label(text: str) -> bool:
    """True for a line that a label begins (责任人：…), whatever it says; 联系人 may be the whole document's."""
    found = _LABELS.match(_BRACKETED_LABEL.sub(r"\1：", text).lstrip("（(〔【[—- "))
    return found is not None and not (found["other"] or "").startswith("联系")


_FIRST_CLAUSE = re.compile(
    r"[，,；;。](?:其中|以上)?(?:排|列)(?:名|位)?(?:在)?(?:第一位|首位|第一|最前)[^，。；]{0,14}牵头[^，。；]{0,6}(?:[，,]下同)?$"
)


@dataclass(slots=True)
class Tail:
    """What the end of an item says. `text` is the item without it; `standing` are units for all later items too."""

    text: str
    units: list[UnitCell] = field(default_factory=list)
    deadline: str | None = None
    labelled: bool = False
    standing: str = ""
    first_leads: bool = False

    @property
    def carries(self) -> bool:
        """True where units or a deadline were told."""
        return bool(self.units or self.deadline)


def read_tail(text: str) -> Tail:
    """The units and the deadline of one item's text, from brackets and labels anywhere in it."""
    text = _BRACKETED_LABEL.sub(r"\1：", text)
    tail = Tail(text, first_leads=bool(_FIRST.search(text)))
    if mark := _MARK.search(text):
        tail.standing = mark["who"]
        text = text[: mark.start()].rstrip("。，；") + text[mark.end() :]
    kept = ""
    at = 0
    for start, end in _brackets(text):
        inner = _FIRST_CLAUSE.sub("", text[start + 1 : end].strip(_CLOSE + "。；，、 "))
        if _take(tail, inner, closing=_closes(text, start, end)):
            kept += text[at:start]
            at = end + 1 if end < len(text) else end
    kept += text[at:]
    kept = _take_labels(tail, kept)
    tail.text = kept if tail.carries else _take_sentence(tail, kept)
    tail.text = re.sub(r"[。]{2,}$", "。", tail.text).strip()
    return tail


# ------------------------------------------------------------------ brackets
def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of outermost brackets; one never closed ends with the text."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
            if depth == 1:
                start = at
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield start, at
    if depth and _LABELS.search(text[start:]):
        yield start, len(text)


def _take(tail: Tail, inner: str, *, closing: bool) -> bool:
    """True where a bracket held units or a deadline, now taken into `tail`."""
    if _LABELS.search(inner):
        rest = _take_labels(tail, inner)
        return tail.carries or not rest
    if len(inner) > 600 or not _plausible(inner, closing=closing):
        return False
    units, when = _part(inner)
    if not units and not when:
        return False
    if units:
        _add_unit(tail, UnitCell("responsible", units))
    _add_deadline(tail, when)
    return True


def split_time(raw: str) -> tuple[str, str | None]:
    """(the unit words, the deadline words) of a cell of units that may close with a time."""
    return _part(raw) if _has_time(raw) else (raw, None)


def _take_sentence(tail: Tail, text: str) -> str:
    """`text` without a last sentence that says nothing but who (市教育局牵头，市财政局配合，6月底前完成。)."""
    bare = text.rstrip("。 ")
    start = bare.rfind("。") + 1
    said = bare[start:].strip()
    pieces = [piece for piece in re.split("[，；]", said) if piece]
    if not start or len(said) > 200 or not all(map(_is_charge, pieces)) or not any(map(_charged, pieces)):
        return text
    units, when = _part(said)
    _add_unit(tail, UnitCell("responsible", units))
    _add_deadline(tail, when)
    return text[:start]


def _is_charge(piece: str) -> bool:
    return _charged(piece) or bool(TIME.match(piece) and len(piece) <= 20)


def _charged(piece: str) -> bool:
    """True for units and the word that charges them, and nothing else."""
    flat = normal(piece)
    if not re.search(r"(?:牵头|负责|配合|参与|协助|落实)(?:实施|落实)?$", flat):
        return False
    names = read_units(flat).all
    return bool(names) and all((is_unit(name) or is_group(name)) and len(name) <= 25 for name in names)


def _closes(text: str, start: int, end: int) -> bool:
    """True where the bracket stands at the end of a sentence or of the text, not within a clause."""
    return not text[end + 1 :].strip("。；;，,、 \n") or text[:start].rstrip()[-1:] in "。；！？"


def _plausible(inner: str, *, closing: bool) -> bool:
    """True where a bracket without labels is nothing but units with role words, or a deadline, or both."""
    flat = normal(inner)
    units, when = _part(flat)
    if re.search(
        r"[：？！《》]|以下简称|下同$|详见|附件|(?:第.{1,3}条)|^(?:含|包括|如|即|不含|以下|其中|例如|指)", units
    ):
        return False
    if not units:
        return bool(when)
    said = re.search(r"(?:牵头|负责|落实|配合|承办|主办|协办|分工|实施|完成|指导|参与|办理|推进)[^，。；]{0,8}$", units)
    names = read_units(units).all
    good = [name for name in names if is_unit(name) or is_group(name)]
    if not names or len(good) * 3 < len(names) * 2:
        return False
    return bool(said or when) or (closing and len(good) == len(names) and all(_firm(name) for name in names))


def _firm(name: str) -> bool:
    """True for a name whose ending alone says that it is a body (市教育局), not a place or a thing (（县）, （组）)."""
    if len(name) >= 5 and level(name) and is_unit(name):
        return True
    return len(name) >= 3 and bool(
        re.search(
            r"(?:局|委|办|厅|政府|办公室|委员会|管委会|部门|单位|总局|党委|公司|集团|银行|[部院署会])(?:（[^（）]*）)?$",
            name,
        )
    )


def _part(inner: str) -> tuple[str, str | None]:
    """(the unit words, the deadline words) of a bracket without labels: the deadline runs on from its first word."""
    pieces = re.split(r"(?<=[，,；;。])", squeeze_keep(inner))
    units, when = "", ""
    for piece in pieces:
        bare = piece.strip("，,；;。 ")
        if TIME.match(bare) and not _is_name(bare):
            when += piece
        elif (cut := _time_inside(bare)) is not None:
            units += bare[:cut] + "，"
            when += bare[cut:] + piece[len(bare) :]
        elif when and not _names_unit(bare):
            when += piece
        else:
            units += piece
    return units.strip("，,；;。 "), when.strip("，,；;。 ") or None


def squeeze_keep(text: str) -> str:
    """`text` on one line, its inner spaces kept."""
    return re.sub(r"\s*\n\s*", "", text)


def _is_name(text: str) -> bool:
    return is_unit(normal(text)) and not re.search(r"[前底末内起]|完成|长期|持续", text)


def _names_unit(text: str) -> bool:
    return any(is_unit(name) or is_group(name) for name in read_units(text).all)


def _time_inside(piece: str) -> int | None:
    """Where a deadline follows a unit without a mark between them (市住建局12月底前完成)."""
    for found in TIME.finditer(piece):
        head = piece[: found.start()]
        if found.start() >= 3 and (is_unit(normal(head)) or re.search(r"(?:负责|牵头|落实|配合)$", head)):
            return found.start()
    return None


# -------------------------------------------------------------------- labels
def _take_labels(tail: Tail, text: str) -> str:
    """`text` without its labelled values, which are taken into `tail`."""
    spots = [spot for spot in _LABELS.finditer(text) if not _within_sentence(text, spot.start())]
    useful = [spot for spot in spots if not spot["other"]]
    if not useful:
        return text
    kept, at = "", 0
    for spot, following in zip(spots, [*spots[1:], None], strict=True):
        if spot["other"]:
            if re.search("领导|人|电话", spot["other"]):
                kept += text[at : spot.start()]
                at = following.start() if following else len(text)
            continue
        kept += text[at : spot.start()]
        limit = following.start() if following else len(text)
        end = _value_end(text, spot.end(), limit, deadline=bool(spot["deadline"]))
        value = squeeze_keep(text[spot.end() : end]).strip(
            "。；;，,、 " + ("" if _balanced(text[spot.end() : end]) else _OPEN + _CLOSE)
        )
        if spot["deadline"]:
            tail.labelled = True
            _add_deadline(tail, value)
        else:
            _add_labelled(tail, spot, value)
        at = end
    kept += text[at:]
    return kept.rstrip("；;，,、 " + _OPEN).strip()


def _within_sentence(text: str, at: int) -> bool:
    """True where a label's word stands in the middle of a clause (明确责任单位：…)."""
    before = text[:at].rstrip()[-1:]
    return (
        bool(before)
        and before not in "。；;，,、！？!?）)〕】]（(〔【[”》：:"
        and not text[:at].endswith((" ", "\n"))
        and not before.isdigit()
        and bool(re.search(r"[明确定落实各和及由按]$", text[:at]))
    )


def _value_end(text: str, start: int, limit: int, *, deadline: bool) -> int:
    """The end of a label's value: the next label, or the full stop (for a deadline also ；) before it."""
    depth = 0
    for at in range(start, limit):
        char = text[at]
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth < 0:
            return at
        if depth == 0 and char == "。" and not _goes_on_after(text[at + 1 : limit]):
            return at + 1
        if depth == 0 and deadline and char in "；;" and limit < len(text) and not TIME.match(text[at + 1 : limit]):
            return at + 1
    return limit


def _goes_on_after(rest: str) -> bool:
    """True where what follows a full stop within a unit value is more units (…落实。市财政局配合)."""
    names = read_units(rest.split("。", maxsplit=1)[0]).all if rest.strip() and len(rest) < 200 else ()
    return bool(names) and all(is_unit(name) or is_group(name) for name in names)


def _balanced(text: str) -> bool:
    return sum(text.count(char) for char in _OPEN) == sum(text.count(char) for char in _CLOSE)


def _add_labelled(tail: Tail, spot: re.Match[str], value: str) -> None:
    role: Role = "lead" if spot["lead"] else "assisting" if spot["assisting"] else "responsible"
    units, when = _part(value) if _has_time(value) else (value, None)
    if units:
        _add_unit(tail, UnitCell(role, units))
    _add_deadline(tail, when)


def _has_time(value: str) -> bool:
    last = re.split("[，,；;。]", value.strip("。；; "))[-1].strip()
    return bool(TIME.match(last)) and not _is_name(last)


def _add_unit(tail: Tail, cell: UnitCell) -> None:
    if cell not in tail.units:
        tail.units.append(cell)


def _add_deadline(tail: Tail, words: str | None) -> None:
    if words and words not in (tail.deadline or "").split("；"):
        tail.deadline = f"{tail.deadline}；{words}" if tail.deadline else words
