"""The lines of a unit cell as one line: a break between two names becomes 、, one within a name goes away."""

import re
from dataclasses import dataclass

from bot.roster.names import is_unit, level, normal
from bot.roster.persons import is_person
from bot.vocabulary.departments import DEPARTMENT_PATTERN, PARTY_OFFICES
from bot.vocabulary.patterns import any_of
from bot.vocabulary.roles import LABEL_PATTERN

_GAP = re.compile(r"\s*\n\s*|(?<![A-Za-z&.,)])\s+|\s+(?![A-Za-z&(])")
_OPEN = re.compile(r"[、，；。：（]$")
_GOES_ON = re.compile(r"[、，；。：（）]")
_SEPARATOR = re.compile(r"[、，；。：]")

#: What goes on with the body on the line before rather than begins one of its own: with any, with a bureau's.
_CONTINUATION = re.compile("[分支](?:公司|行|局|队|中心)|中心支行|办事处$|管委会")
_OF_BUREAU = re.compile("(?:交警|治安|刑侦|消防|特警|执法|巡警)?(?:支队|大队|中队|总队)|派出所")
_COMMITTEE = re.compile(r"(?:[省市区县州旗盟]委|党委|政府|领导小组|指挥部|委员会)$")
_COMMITTEE_OFFICE = re.compile(rf"^(?:{any_of(PARTY_OFFICES)}|办公厅)$")

#: A body that names its own place, or is one of a kind of its own, or a short office: it stands beside any other.
_OF_ITS_OWN = re.compile(
    r"(?:镇|乡|街道|区|县|市|旗|州)(?:党委|党工委|人民政府|政府|办事处|管委会)?$|(?:公司|集团|银行|大学|学院|医院|学校|[中小]学|幼儿园)$"
    r"|^[\u4e00-\u9fff]{2,5}(?:办|站|所|科|股|室|处|部)$"
)
_DEPARTMENT = re.compile(DEPARTMENT_PATTERN)
_LABEL = re.compile(rf"(?:{LABEL_PATTERN})：")
_LONGEST_NAME = 60
_WHOLE_NAME = 4  # characters of a body's name that is hardly the end of another's
_STRONG = "局办委厅会室部处科院站所队司行团）"


@dataclass(slots=True)
class _End:
    """The end of the line so far: what stands since its last separator, and how many brackets are open."""

    name: str = ""
    depth: int = 0

    def add(self, piece: str) -> None:
        self.depth += piece.count("（") - piece.count("）")
        self.name = _SEPARATOR.split(self.name + piece)[-1][-_LONGEST_NAME:]


def one_line(raw: str) -> str:
    """`raw` on one line, in normal form; a person's name below the unit that it belongs to is left out."""
    out: list[str] = []
    end = _End()
    for piece in (normal(part) for part in _GAP.split(raw.strip())):
        if not piece or (is_unit(end.name) and end.depth <= 0 and is_person(piece) and not is_unit(piece)):
            continue
        if out:
            mark = "" if end.depth > 0 or _OPEN.search(out[-1]) else _seam(end.name, piece)
            out.append(mark)
            end.add(mark)
        out.append(piece)
        end.add(piece)
    return "".join(out)


def seam(before: str, after: str) -> str:
    """What stands between two lines of a unit list: 、 where the second begins a name of its own, else nothing."""
    if before.count("（") > before.count("）") or _OPEN.search(before):
        return ""
    return _seam(_SEPARATOR.split(before)[-1], after)


def _seam(last: str, after: str) -> str:
    first = _SEPARATOR.split(after)[0].split("（")[0]
    if _GOES_ON.match(after) or re.fullmatch("[省市区县州旗]{2}", last):
        return " " if last[-1:].isascii() and last[-1:].isalpha() and after[:1].isalpha() and after[0].isascii() else ""
    if last and last[-1].isascii() and last[-1].isalpha() and first[:1].isascii() and first[:1].isupper():
        return "、"
    return "、" if is_unit(last) and _begins_name(first, last) else ""


def _begins_name(after: str, before: str) -> bool:
    """True where `after` can begin a name of its own beside `before`, rather than go on with it."""
    of_bureau = before[-1] in "局厅" and _OF_BUREAU.match(after)
    if of_bureau or _CONTINUATION.match(after) or (_COMMITTEE.search(before) and _COMMITTEE_OFFICE.match(after)):
        return False
    if (
        level(after)
        or re.match("[省市区县州旗][直级]|[省市区县州](?:人民)?政府|[省市区县州]委", after)
        or after.startswith(("各", "有关", "相关", "驻", "国", "中", "武警", "人民银行", "人行"))
        or _LABEL.match(after + "：")
    ):
        return True
    if not is_unit(after):
        return False
    if before[-1] in _STRONG and len(after) >= _WHOLE_NAME:
        return True
    return (level(before) is None and len(after) >= 3) or bool(_OF_ITS_OWN.search(after) or _DEPARTMENT.match(after))
