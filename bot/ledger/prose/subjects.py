"""Whom the clauses of running text charge: X牵头, Y配合, 各单位要…, each with the span of its clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.ledger.prose.brackets import CLOSE, OPEN
from bot.ledger.prose.leading_names import DEED, NO_NAME, OF_THE_PLACE, SUBJECT, UNIT_OF_TIME, leading_units
from bot.ledger.text.markers import leading
from bot.roster.names import is_group, is_unit, normal
from bot.roster.role_clauses import role_closing
from bot.roster.unit_words import read_units
from bot.vocabulary.bodies import NAME_GOES_ON_PATTERN
from bot.vocabulary.roles import BODIES_PATTERN, CLOSING_PATTERN, WORDS_PATTERN, Role

_LONGEST_NAMES = 60  # characters of the names of one clause
_CLOSING = re.compile(rf"(?:{CLOSING_PATTERN})(?!{NAME_GOES_ON_PATTERN})")
_CLOSED = re.compile(rf"(?:{CLOSING_PATTERN})$")

#: What may stand before the names of a clause.
_LEAD_IN = re.compile(
    r"(?:会议(?:指出|强调|要求|议定|决定|明确|认为|同意|确定|研究)?[，：]?|[\u4e00-\u9fff]{0,4}(?:注|备注|说明|提示|提醒|要求)：|[，、：\s]|同时|另外|此外|其中|请|要求|由|并请|并由|并|现请|望|"
    r"[一二三四五六七八九十]是|原则上|分别|[\u4e00-\u9fff]{1,4}后(?=各|全体|有关|相关))+"
)
_TIME = re.compile(rf"(?:于|在|至|到|从|自)?{UNIT_OF_TIME}{{1,8}}[底末初中上下旬起前内之以至—\-~、]{{0,12}}[，,]?")
_TIME_ENDS = re.compile(rf"{UNIT_OF_TIME}[底末初]?(?:[以之]?前|内)?$")
_LIMIT = re.compile(
    rf"{UNIT_OF_TIME}{{1,8}}[底末]?(?:[（(][^（）()]{{1,8}}[）)])?(?:下班|[上中下]午(?:下班)?)?(?:[以之]?前|内)|{UNIT_OF_TIME}{{0,8}}[年月][底末]|到{UNIT_OF_TIME}{{1,8}}|"
    r"\d{1,3}\s*(?:个)?(?:工作日|小时|分钟|[日天周])(?:之|以)?内"
)

#: 联合县财政局, and no 联合执法.
_JOINTLY = "联合(?!执法|检查|发文|印发|开展|体|社|会)"
#: What stands between the one who leads and those who help.
_TOGETHER = re.compile(f"(?:要|应|须|需|将|牵头|负责)?(?:会同|{_JOINTLY})")
#: Who acts together with whom, before another body's name: as long a word as 会同, in whose place it stands.
_AS_WITH = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?:协同|(?<=[局委办厅部室府会处科院])商(?![务业会标品人])|{_JOINTLY}(?!国))"
    r"(?=[省市区县州旗镇乡街各有相国]|[\u4e00-\u9fff]{2,10}[局委办厅科处室站所院](?![长员]))"
)
#: Whom a clause names that goes on with the work of the one before (县医保局出台清单，会同县财政局修订办法).
_GOES_ON_WITH = re.compile(f"(?:并|再)?(?:会同|{_JOINTLY}|协同)(?=.{{3}})")
#: What a body does that only helps (派出所、医疗点参加, 技术公司提供支持).
_ONLY_HELPS = re.compile("(?:要|应)?(?:积极|主动|全力)?(?:配合|协助|参[加与](?!.)|提供(?:技术)?(?:支持|保障|协助))")
#: A body that only its role names (牵头单位将进展情况报…).
_ROLE_SUBJECT = re.compile(
    rf"(?P<name>各?(?:{WORDS_PATTERN}){{1,2}}{BODIES_PATTERN})(?=[要应须将请于在每按]|负责|务必|及时|根据|认真|\d)"
)
#: The body whose duties a paragraph tells behind a colon (园艺科：3月15日前完成…).
_HEAD = re.compile(r"(?P<name>[^，。；：:]{2,30})[：:](?=.)")
_STOP = re.compile("[；;。]\\s*(?=.)")
#: Who only tells others (生产调度中心要求：各泵站…).
_TELLS = re.compile("(?:特别|专门|明确)?(?:要求|提出|强调|指出|通知|提醒)(?=[：:，,]|各|全体|$)")
#: A deadline and who does it, behind a colon: 3月15日前，由甲组负责.
_BY_ANOTHER = re.compile("[^，。；]{0,20}[，,]?由[^，。；]{2,24}(?:负责|牵头|承办|主办|组织|落实)")
#: A meeting, and no body: 家长会：25日下午….
_EVENT = re.compile("(?<![员协合工商学究金党])会$")
#: What is handed in to a body begins so, and names no subject.
_HANDS_IN = re.compile(
    "(?:书面|统一|一并|及时)?(?:报(?!社|业)|送(?!变电)|交(?![警通管投易])|发(?![改展电])|反馈|提交|函|抄|传(?![媒染]))"
)


#: What stands in brackets behind a name and is no part of it (党政办（联系电话…）, 各科室（含急诊科）).
_ASIDE = re.compile(r"[（(](?:含|包括|不含|联系|电话|逾期|如|若|详见|见|下同|下称|以下简?称|简称)[^（）()]*[）)]")
#: What is charged before the one who is (剩余隐患由设备处整改).
_BY = re.compile(r"^[^，；。]{2,24}?(?:由|(?<=[项作题])请)(?=[\u4e00-\u9fff])")
#: What happens to whom does not do it, and charges nobody: 漏岗脱岗的，由镇纪委按规定处理.
_SANCTION = re.compile(
    "^[，、\\s]*由[^，。；]{2,24}?(?:按照?|依照?|依据|根据)?(?:有关|相关)?(?:规定|程序|纪律|法律|法规|法|规|纪)*(?:严肃|从严|予以|给予)*"
    "(?:处理|追究|追责|问责|通报|约谈|处分|查处)"
)
#: What is done with a matter and is no office (现予以交办).
_HANDLED = re.compile("(?:交|转|催|查|举|筹|开|申|补|代)办$|带队$")


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is charged in the clause from `start` to `end` (half-open), and with which role."""

    role: Role
    names: tuple[str, ...]
    start: int
    end: int


def find_charges(text: str) -> list[Charge]:
    """Every clause of `text` that names bodies and what they do, from left to right."""
    return list(_charges(text))


@lru_cache(maxsize=4096)  # it is asked of one paragraph by all who part, choose and check tasks
def _charges(text: str) -> tuple[Charge, ...]:
    charges: list[Charge] = list(_heading_charge(text))
    pending, since = "", 0  # names before a comma whose role word follows (市公安局，市财政局牵头)
    for start, end in clauses(text):
        clause = _AS_WITH.sub("会同", normal(without_asides(text[start:end])))
        bare = _bare(clause)
        if _SANCTION.match(clause):
            continue
        if clause.lstrip("，、 ").startswith("由"):
            pending = ""  # what stands before it is what is to be done (建设便民驿站，由甲局牵头)
        if names := _together_with(bare):
            charges.append(Charge("assisting", names, start, end))
            pending = ""
        elif found := _charge(pending + bare) or _charge_by(bare):
            role, names = found
            partner = _partner(bare, names)
            at = max(text.find(word, start, end) for word in ("会同", "联合", "协同"))
            at = at if at >= 0 else text.find("商", start, end)
            begins = since if pending else start
            charges.append(Charge("lead" if partner else role, names, begins, end))
            charges += [Charge("assisting", partner, at, end)] if partner and at > begins else []
            pending = ""
        elif _is_list(bare) and not _is_no_body(bare) and text[end : end + 1] in "，、":
            pending, since = f"{pending}{bare}、", since if pending else start
        else:
            pending = ""
    return tuple(charges)


def _heading_charge(text: str) -> Iterator[Charge]:
    """The body before the colon with which a paragraph, or a part of it, begins."""
    mark = leading(text)
    for start in (mark.end if mark else 0, *(found.end() for found in _STOP.finditer(text))):
        head = _HEAD.match(text, start)
        if not head or _is_no_body(head["name"]) or _EVENT.search(head["name"]) or _BY_ANOTHER.match(text, head.end()):
            continue  # what stands before the colon is what is to be done
        if _is_list(normal(head["name"])) and all(is_unit(name) for name in read_units(head["name"]).all):
            yield Charge("responsible", read_units(head["name"]).all, start, head.end())


def _is_no_body(name: str) -> bool:
    return any(pattern.match(name) for pattern in (NO_NAME, DEED)) or _HANDLED.search(name) is not None


@dataclass(frozen=True, slots=True)
class SubjectPart:
    """A part of a sentence with deadlines: who is charged, the indexes of its deadlines, and its span (half-open)."""

    charges: tuple[Charge, ...]
    times: tuple[int, ...]
    start: int
    end: int


def parts_by_subject(text: str, times: Sequence[tuple[int, int]]) -> list[SubjectPart]:
    """The parts of a sentence whose deadlines stand at the spans `times`; [] where it has none.

    A body charged behind a deadline, with one of its own ahead, begins a part (A公司5月底前…，B公司7月底前…).
    """
    if not times:
        return []
    groups: list[tuple[list[Charge], list[int]]] = [([], [])]
    mark = leading(text)
    opens = times[0][0] <= (mark.end if mark else 0) + 2  # 2020年底前，各级政府…
    charges = {charge.start: charge for charge in find_charges(text)}
    ends = {end - 1: at for at, (_, end) in enumerate(times)}
    for at in sorted({*charges, *ends}):
        if charge := charges.get(at):
            ahead = max(ends) >= at
            if groups[-1][1] and ahead and charge.role in ("lead", "responsible"):
                groups.append(([], []))
            asked = text[at:].lstrip("，,、 ").startswith(("由", "请"))
            if charge.role == "responsible" and any(at <= time < charge.end for time in ends):
                groups[-1][0][:] = [one for one in groups[-1][0] if one.role != "responsible"]  # the clause's own
            if ahead or ((asked or opens) and not groups[-1][0]):
                groups[-1][0].append(charge)
        if at in ends:
            groups[-1][1].append(ends[at])
    groups = [group for group in groups if group[1]]
    starts = [0, *(charged[0].start for charged, _ in groups[1:])]
    return [
        SubjectPart(tuple(charged), tuple(found), start, end)
        for (charged, found), start, end in zip(groups, starts, [*starts[1:], len(text)], strict=True)
    ]


def parts_by_sentence(text: str, times: Sequence[tuple[int, int]]) -> list[SubjectPart]:
    """The parts of a paragraph with a deadline whose sentences or halves about a semicolon each charge other bodies
    with a work of their own; [] where it is one work.
    """
    charges = [charge for charge in find_charges(text) if charge.role != "assisting"]
    bounds = [0, *(found.end() for found in _STOP.finditer(text)), len(text)]
    starts = [start for start, end in pairwise(bounds) if any(start <= charge.start < end for charge in charges)]
    if len(starts) < 2 or not times:
        return []
    parts = [
        SubjectPart(tuple(one for one in find_charges(text) if start <= one.start < end), (), start, end)
        for start, end in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)
    ]
    named = [{name for charge in part.charges for name in charge.names} for part in parts]
    apart = all(not one & other for at, one in enumerate(named) for other in named[:at])
    return parts if apart and not any(is_group(name) for names in named[1:] for name in names) else []


def time_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the deadlines of a text (5月底前, 年底前, 10月20日前)."""
    return [found.span() for found in _LIMIT.finditer(text)]


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the clauses: parted by commas and stops outside brackets, by 、 behind a role word or a time."""
    start = depth = 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in OPEN) - (char in CLOSE))
        if depth == 0 and (char in "，,；;。：:！？\n" or (char == "、" and _parts(text, at))):
            if text[start:at].strip():
                yield start, at
            start = at + 1
    if text[start:].strip():
        yield start, len(text)


def _parts(text: str, at: int) -> bool:
    """Whether the 、 at `at` ends a clause: 甲局牵头、乙局配合; 甲局5月底前、乙局6月底前报送."""
    before = text[max(0, at - 12) : at]
    if _CLOSED.search(before[-8:]) is not None:
        return True
    return (
        _TIME_ENDS.search(before) is not None
        and _TIME.match(text, at + 1) is None
        and not text[at + 1 : at + 2].isdigit()
    )


def _bare(clause: str) -> str:
    """The clause from its first name on: without its number, the words that lead in, and a time before it."""
    mark = leading(clause)
    rest = clause[mark.end :] if mark else clause
    while found := _LEAD_IN.match(rest) or _TIME.match(rest) or OF_THE_PLACE.match(rest):
        if is_unit(subject := rest[: found.end() + 1]) and SUBJECT.match(subject):
            return rest
        rest = rest[found.end() :]
    return rest


def _charge(clause: str) -> tuple[Role, tuple[str, ...]] | None:
    for found in _CLOSING.finditer(clause, 1):
        head = clause[: found.start()]
        if len(head) > _LONGEST_NAMES:
            break
        if (read := read_units(head)).names_only and not _HANDS_IN.match(head):
            return role_closing(found[0] + clause[found.end() : found.end() + 4]), read.all
    if "会同" in clause and (read := read_units(clause)).names_only:
        return ("lead", read.lead) if len(read.lead) == 1 else ("responsible", read.all)
    if subject := _ROLE_SUBJECT.match(clause):
        return "responsible", (subject["name"],)
    names = leading_units(clause)
    if not names or _HANDS_IN.match(clause) or _HANDLED.search(names[0]):
        return None
    rest = clause[clause.find(names[-1]) + len(names[-1]) :]
    if _TELLS.match(rest):
        return None
    return "assisting" if _ONLY_HELPS.match(rest) else "responsible", names


def _partner(clause: str, names: Sequence[str]) -> tuple[str, ...]:
    """Who helps the one body charged, behind 会同 (县水利局会同县财政局于9月30日前…)."""
    together = _TOGETHER.match(clause.partition(names[0])[2])
    if len(names) != 1 or not together:
        return ()
    return _leading_or_all(clause.partition(names[0])[2][together.end() :])


def _together_with(clause: str) -> tuple[str, ...]:
    """Who helps, in a clause that names nobody else; 各运营商 are named nowhere."""
    begun = _GOES_ON_WITH.match(clause)
    if not begun:
        return ()
    return tuple(name for name in _leading_or_all(clause[begun.end() :]) if not is_group(name))


def _leading_or_all(words: str) -> tuple[str, ...]:
    return leading_units(words) or (read.all if (read := read_units(words)).names_only else ())


def without_asides(text: str) -> str:
    """`text` without brackets that only tell more of a name: its telephone, whom it includes."""
    return _ASIDE.sub("", text)


def _charge_by(clause: str) -> tuple[Role, tuple[str, ...]] | None:
    """Who is charged behind what is charged (剩余隐患由设备处于5月底前整改)."""
    by = _BY.match(clause)
    return _charge(clause[by.end() :]) if by else None


def _is_list(words: str) -> bool:
    return 2 <= len(words) <= _LONGEST_NAMES and read_units(words).names_only
