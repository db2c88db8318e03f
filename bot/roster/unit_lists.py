"""A list of units → its names: where one ends, and what the names of a list leave out."""

import re
from collections.abc import Collection, Iterator

from bot.roster.names import is_group, is_unit, level
from bot.vocabulary.bodies import END_WORDS, KINDS_OF_BODY
from bot.vocabulary.patterns import any_of

_REACH = 40  # characters behind a separator that tell whether it parts two names

#: The shared ending of a list (江北、江南、江东公司).
_ENDING = re.compile(rf"{any_of(END_WORDS)}|[区县镇乡局站所院校]")
_SHARED_END = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{1,4}}?)(?P<end>{_ENDING.pattern})")
#: With what bodies end that no list names.
_OF_BODIES = "行店场团网台矿库"
_AND = re.compile("以及|和|与|及")
_STRONG = "局办委厅会室部处科院站所队心司行团府）"


def split_list(clause: str, known: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """(the separator before it, the item) of a list: 、 ， / outside brackets, 和 与 及 between two whole names."""
    start = depth = 0
    mark = ""
    for at, char in enumerate(clause):
        depth += (char == "（") - (char == "）")
        if depth <= 0 and char in "、，/" and not _inside_group(clause[start:at], clause[at + 1 : at + _REACH]):
            yield from _parts(mark, clause[start:at], known)
            start, mark = at + 1, char
    yield from _parts(mark, clause[start:], known)


def _parts(mark: str, item: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    item = item.strip()
    names = [part for whole in split_glued(item) for part in _split_and(whole, known)] if item else []
    yield from ((mark if not at else "、", name) for at, name in enumerate(names))


def _shared_end(last: str, lengths: set[int]) -> re.Match[str] | None:
    """`last` as stem and ending: the stem as long as the names before it (第三 of 第三党支部, not 第三党)."""
    if len(lengths) == 1 and (size := lengths.pop()) < len(last):
        exact = _ENDING.fullmatch(last, size)
        if exact:
            return re.fullmatch(f"(?P<stem>.{{{size}}})(?P<end>.+)", last)
    return _SHARED_END.fullmatch(last)


def share_ending(names: list[str], last: str) -> list[str] | None:
    """`names` with the ending that `last` writes for all (江北、江南 of 江东公司); None where they are no such list."""
    if not names or any(name[0] in "各全" or name[-1] == last[-1] for name in names) or last[0] == "各":
        return None
    if any(name[-1] in _OF_BODIES for name in names if len(name) > 2):
        return None  # 县某行 before 县信用联社: a body that nobody knows, whole as it stands
    if (mark := level(last)) and not all(name.startswith(mark) for name in names):
        return None  # 村会计、县水利局: the last is a whole name of its own
    found = _shared_end(last, {len(name) for name in names})
    if found is None or found["stem"] in KINDS_OF_BODY:
        return None  # 骆云、团支部: whoever 骆云 is, it is no 骆云支部
    apart = len(found["end"]) > 1 or found["end"] in "区县镇乡"  # of 江北、江南粮站 the first is no 江北站
    alike = all(
        re.fullmatch("[\u4e00-\u9fff]{1,4}", name) and abs(len(name) - len(found["stem"])) <= apart for name in names
    )
    return [name + found["end"] for name in names] if alike else None


#: 临溪县, and the rest of 澄原县水利局 that may be written for both; a government is the same with and without it.
_PLACE = re.compile("[\u4e00-\u9fff]{1,4}(?P<sign>[县区市旗镇乡])")
_GOVERNMENT = re.compile("(?:党委|人民)?政府|党委.*|党工委.*|县?委.*|管委会|办事处|街道办.*")


def may_lack_ending(name: str, following: list[str]) -> bool:
    """True for 临溪县 before 澄原县水利局: the whole county, or its bureau too."""
    place = _PLACE.fullmatch(name)
    if place is None or name[0] in "各全":
        return False
    for other in following:
        body = re.match(f"[\u4e00-\u9fff]{{1,4}}?{place['sign']}", other)
        if body is None:
            return False
        if rest := other[body.end() :]:
            return bool(is_unit(other) and len(rest) > 1 and rest[0] != "（" and not _GOVERNMENT.fullmatch(rest))
    return False


def split_glued(item: str) -> list[str]:
    """Names that a page set one below the other and its reader put together: …管委会市委编办 → two."""
    for at in range(3, min(len(item), 2 * _REACH) - 2):
        head, tail = item[:at], item[at:]
        if head[0] == tail[0] == "各" and is_unit(head) and is_unit(tail):
            return [head, *split_glued(tail)]
        if head[-1] in "局委厅" and _is_all(head, tail):
            return [head, *split_glued(tail)]
        if (
            head[-1] in "局办委厅会室部）"
            and level(tail)
            and level(tail) == level(head)
            and not re.match(r".[直级]", tail)
            and is_unit(head)
            and not open_bracket(head)
            and is_unit(_bare(tail))
        ):
            return [head, *split_glued(tail)]
    return [item]


def matching_bracket(text: str) -> int | None:
    """Where the bracket closes that `text` begins with; None where it stays open."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "（") - (char == "）")
        if depth == 0:
            return at
    return None


def open_bracket(text: str) -> bool:
    """True where a bracket is open at the end."""
    return text.count("（") > text.count("）")


def _bare(text: str) -> str:
    """The beginning of `text` that may be a name: up to its last strong ending."""
    at = max((text.rfind(char) for char in _STRONG), default=-1)
    return text[: at + 1] or text


def _is_all(head: str, tail: str) -> bool:
    """True for a department and the 各… behind it, whose space was lost: 县应急局各乡镇."""
    return bool(
        tail.startswith(("各乡", "各镇", "各街", "各县", "各市", "各区", "各有关", "各相关"))
        and re.search("局|[^党工]委$|厅$", head[-2:])
        and is_unit(head)
        and is_unit(tail if is_unit(tail) else _bare(tail))
        and not open_bracket(head)
    )


def _inside_group(before: str, after: str) -> bool:
    """True inside 各市、县（市、区）人民政府: the word before the mark waits for the ending that follows."""
    before = before[-_REACH:]
    if re.search("(?:^|各)委(?:、办)?$", before) and re.match("[办局]", after):
        return True
    if re.search("党(?:工)?委$", before) and re.match("(?:人民)?政府|办事处|管委会", after):
        return True
    if re.fullmatch("中央|国家|[省市县区]|[省市县区部中][属省]|驻.", before) and re.match("[省市县区部].*驻|驻", after):
        return True
    return bool(
        re.match(r"^(?:各|全市各|所辖)?(?:[省市州盟县区旗乡镇]、)*[省市州盟县区旗乡镇]{1,2}(?:（[^（）]*）)?$", before)
        and before[:1] in "各全所"
        and re.match(r"[市州县区旗盟乡镇街开](?!直|委|政府)", after)
        and not (re.match(".[^、，（和及与]", after) and _is_above(after[0], re.sub("（[^（）]*）$", "", before)[-1:]))
    )


#: Levels of government, the highest first: 各市、县财政局 is one group, 各乡镇、县财政局 are two names.
_LEVELS = ("省", "市州盟", "县区旗开", "乡镇街")


def _is_above(one: str, other: str) -> bool:
    """True where the level of `one` is higher than that of `other`."""
    above, below = (next((at for at, level in enumerate(_LEVELS) if sign in level), None) for sign in (one, other))
    return above is not None and below is not None and above < below


def _split_and(item: str, known: Collection[str]) -> list[str]:
    if item in known:
        return [item]
    for found in _AND.finditer(item):
        head, tail = item[: found.start()], item[found.end() :]
        if open_bracket(head) or not tail or re.match(r"其|所属|下属", tail):
            continue
        if (
            is_unit(head)
            and (head[-1] in _STRONG + "区县市镇乡村馆" or is_group(head))
            and _is_whole(re.split("(?<=[^高])等", tail)[0])
        ):
            return [head, *_split_and(tail, known)]
    return [item]


def _is_whole(text: str) -> bool:
    """True for a name that stands alone, role words behind it aside; 单位 in 各部门和单位 does not."""
    name = text if is_unit(text) else _bare(text)
    whole = is_unit(name) and (name[:1] in "各省市区县州" or len(name) >= 3 or is_group(name))
    return (whole and name not in ("相关单位", "有关单位")) or text.startswith(("各", "有关", "相关"))
