"""The dated sentences of a notice: who does what, to whom, by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import deadlines
from bot.ledger.items.times import Years, mention
from bot.ledger.notice.facts import Facts
from bot.ledger.notice.item_terms import is_of_items
from bot.ledger.notice.levels import is_bound, rank_of
from bot.ledger.notice.submission import addressee, matter
from bot.ledger.prose.lines import Line
from bot.ledger.prose.subjects import Charge, find_charges, parts_by_subject, time_spans
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import key, sentences
from bot.model import Kind, NoticeDuty, Obligation
from bot.roster.names import is_group
from bot.vocabulary.script import simplified
from bot.vocabulary.time_columns import time_kind
from bot.vocabulary.verbs import HANDS_IN

#: What was: a meeting on its day, what was heard or asked for.
_HELD = re.compile(
    r"(?:日|[上下]午|晚)[^。]{0,40}?(?:主持)?召开(?:了)?[^。]{0,30}?(?:会议?|例会)(?:[，。]|$)|"
    r"(?:听取|审议|研究|征求|传达|通报|讨论|学习|开展|组织|进行|反馈|举行|实施|启动)了|"
    r"会议(?:听取|审议|传达|学习)|(?:已于|曾于|现已|业已)|据[^，。]{2,14}(?:预报|监测|观测)"
)
#: A line that is a title of its own.
_HEADLINE = re.compile(r"[^，。；]{4,60}的(?:纪要|通知|函|意见|公告|决定|批复|通报)")
#: What a form says of itself above its table: who filled it in, up to which day.
_FORM_HEAD = re.compile(
    "(?:填报|填表|制表|报送|编制)(?:单位|部门|日期|时间|人)[：:]|(?:截止|截至|更新|统计)(?:日期|时间)?[：:]|"
    "[（(]?(?:数据)?截[至止](?:到)?\\s*(?:(?:19|20)\\d\\d年)?\\d{1,2}月(?:\\d{1,2}日|底)?[）)]?(?:$|\\s|填报|填表|制表|单位)"
)
#: A sentence that says why a document is drawn up (…，制定本方案), or what the season is (当前正值岁末年初).
_PURPOSE = re.compile(
    "(?:制定|制订|编制)(?:本|如下|以下|此)?(?:实施|工作|行动|整治|活动)?(?:方案|计划|办法|措施|清单|安排)[。：:]?$|"
    "^(?:当前|目前|近期)?[，,]?(?:正值|时值|恰逢|适逢|正处)"
)
#: What a year's end says more of: 与年终绩效挂钩.
_ATTRIBUTE = re.compile("(?:的)?(?:绩效|考核|考评|评优|评先|奖|评议|兑现|分红)")
#: A label of a time that is told and binds nobody: when a meeting sat, when a page was printed.
_TOLD_TIME = re.compile(
    "(?:^|[，。；：\\s])(?:会议|开会|例会|查询|更新|发布|填报|统计|打印|导出|生成|制表|录入|登记|印发|成文|签发)?"
    "(?:时间|日期)(?:为|：|:)?\\s*$|(?:下次|下一次|下期)[^，。]{0,6}(?:例会|会议)[^，。]{0,6}$"
)
#: A line that only tells when something is (开展时间：2025年9月28日), and is no limit.
_TOLD_LINE = re.compile(
    "[（(]?(?P<what>[\u4e00-\u9fff]{2,8}(?:时间|日期))[：:][^，。；前底止]{4,40}(?:[；;，,][^。前底]{0,20})?[）)]?"
)
#: What goes on behind a day that is past: the matter was done with (…（5月31日前）已由管网公司办结).
_OVER = re.compile(
    "[）)”]*[^，。；]{0,8}?已(?:经|由[^，。；]{2,16}?)?(?:全部|按期|按时|如期|顺利)?"
    "(?:办结|完成|结束|销号|印发|落实|整改|投用|取缔|关闭|拨付|验收|建成)"
)
#: What figures are taken from, and no duty: 以2025年底统计为准.
_BASIS = re.compile("[^，。；]{0,12}为准")
#: What was not done on time, and what is announced by whoever issues the document, is no duty.
_NOT_DONE = re.compile(r"未(?:能|按(?:要求|规定|时|期|照[^，。]{1,8}))?(?:于|在)?$")
_ANNOUNCED = re.compile("(?:决定|定于|拟于|将于|计划于|预定于)(?:自|从|在|于)?$")
_DATED_RHYTHM = re.compile(r"[\d一二三四五六七八九十]+\s*[月日号].{0,2}前|底前|末前|工作日.{0,2}前")
_BEFORE = 40  # characters before a time that tell what it is
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_GOAL_HEADING = re.compile(r"目标|总体要求|指导思想|基本原则|背景|主要成效|工作成效|编制依据")
_STAGE = re.compile(r"步骤|阶段|进度安排|时间安排")
_NOTE = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|填报要求)[：:]")
_ANNEX = re.compile(r"^附\s*(?:件|表)?\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:．.]?")
_VALIDITY = re.compile(r"(?:起|日)(?:正式)?(?:施行|实施|生效|执行)|有效期|废止|同时废止")


@dataclass(slots=True)
class _Scene:
    """Where the reader stands: the annex that an annex note belongs to, and the heading."""

    annex: str = ""
    heading: str = ""
    addressed: tuple[str, ...] = ()  # the groups of bodies that the paragraph asks, for its sentences that name nobody


def read_duties(lines: Sequence[Line], taken: set[int], facts: Facts, years: Years) -> tuple[NoticeDuty, ...]:
    """The duties of all lines from the notice's body on that are not part of a task."""
    scene = _Scene()
    duties: list[NoticeDuty] = []
    rank = rank_of(facts)
    for at in range(facts.body, len(lines)):
        line = lines[at]
        if at in taken:
            continue
        if (annex := _ANNEX.match(line.text)) and len(line.text) < 40 and annex[0].strip():
            scene.annex = annex[1] or "1"
        marker = leading(line.text)
        if line.heading or (marker and len(line.text) <= 45 and line.text[-1:] not in "。；"):
            scene.heading = line.text
        elif marker:
            scene.heading = line.text.split("。")[0] if len(line.text.split("。")[0]) <= 40 else scene.heading
        if _GOAL_HEADING.search(scene.heading) and not _NOTE.match(line.text):
            continue
        duties += _of_line(line, scene, years, rank, len(duties))
    refined = [_refine(duty, duties) for duty in duties]
    return tuple(
        duty for at, duty in enumerate(refined) if duties[at].refines is None or not _says_again(duty, duties[:at])
    )


def _says_again(duty: NoticeDuty, before: Sequence[NoticeDuty]) -> bool:
    """True for a note that names nobody and no annex, and the day of a duty above it."""
    days = [one._replace(phrase="", label=None) for one in duty.obligations]
    return (
        duty.refines is None
        and not duty.who
        and any([one._replace(phrase="", label=None) for one in other.obligations] == days for other in before)
    )


def _of_line(line: Line, scene: _Scene, years: Years, rank: str, count: int) -> list[NoticeDuty]:
    duties: list[NoticeDuty] = []
    scene.addressed = ()
    if _HEADLINE.fullmatch(line.text) or _FORM_HEAD.match(line.text) or _only_tells(line.text):
        return duties
    note = bool(_NOTE.match(line.text))
    for text in _points(line.text, years) if note else _parts(line.text, years):
        scene.addressed = _groups(find_charges(text)) or scene.addressed
        if _looks_back(text):
            continue
        finds = _binding(text, years)
        for part in parts_by_subject(text, [(found.start, found.end) for found in finds]):
            obligations = tuple(
                one._replace(source="notice")
                for at in part.times
                for one in finds[at].obligations
                if one.kind is not Kind.NONE
            )
            named = _charged(part.charges)
            who = named or scene.addressed
            if not obligations or (_STAGE.search(scene.heading) and not (who or HANDS_IN.search(text))):
                continue
            words, first = text[part.start : part.end], finds[part.times[0]]
            start, end = first.start - part.start, first.end - part.start
            duties.append(
                NoticeDuty(
                    id=f"n{count + len(duties) + 1}",
                    text=words.strip("，, "),
                    who=who,
                    what=matter(words, start, end),
                    to=addressee(words, end),
                    deadline_phrase=mention(words, start, end),
                    binds=is_bound(named, rank),
                    refines=scene.annex if note else None,
                    obligations=obligations,
                    source=line.place,
                )
            )
    return duties


def _only_tells(text: str) -> bool:
    told = _TOLD_LINE.fullmatch(text)
    return told is not None and time_kind(told["what"]) not in ("limit", "either")


def _groups(charges: Sequence[Charge]) -> tuple[str, ...]:
    """The bodies charged where they are groups (各单位), which a sentence after this one means too."""
    names = _charged(charges)
    return names if all(map(is_group, names)) else ()


def _charged(charges: Sequence[Charge]) -> tuple[str, ...]:
    """Who leads or is responsible; who assists where nobody does."""
    doing = [charge for charge in charges if charge.role in ("lead", "responsible")] or charges
    return tuple(dict.fromkeys(name for charge in doing for name in charge.names))


def _parts(paragraph: str, years: Years) -> Iterator[str]:
    """Its sentences; one whose halves about a semicolon each name a day is two."""
    for start, end in sentences(paragraph):
        text = paragraph[start:end].strip()
        halves = [half for half in re.split("(?<=[；;])", text) if half.strip()]
        if len(halves) > 1 and all(_binding(half, years) for half in halves):
            yield from (half.strip() for half in halves)
        else:
            yield text


def _points(note: str, years: Years) -> Iterator[str]:
    """The numbered points of a note (填表说明：1.…；2.…), each by itself."""
    for point in re.split(r"(?<=[：:；;。])\s*(?=[（(]?\d{1,2}\s*[)）.、．](?!\d))", note):
        yield from _parts(point, years)


def _looks_back(text: str) -> bool:
    """True for a sentence that gives validity, or tells what was done or held, not a duty."""
    text = simplified(text)
    if is_of_items(text) or _only_tells(text.rstrip("。")):
        return True
    if _PURPOSE.search(text) and not HANDS_IN.search(text):
        return True
    if (held := _HELD.search(text)) and not re.search("报送|上报|反馈(?!了)|报至|提交|报[省市区县]", text):
        return not _charges_on(text[held.end() :])
    return bool(_VALIDITY.search(text)) and not HANDS_IN.search(text)


def _charges_on(rest: str) -> bool:
    """True where what follows what was heard charges somebody by a day (听取了…，由总务科继续跟进，6月15日前投用)."""
    comma = rest.find("，")
    return comma >= 0 and any(charge.start > comma for charge in find_charges(rest)) and bool(time_spans(rest))


# ------------------------------------------------------------------ deadlines
def _binding(text: str, years: Years) -> list[deadlines.Found]:
    """The finds that make a duty, but days of figures and those within a name."""
    reports = bool(HANDS_IN.search(text))
    spans = reports or _is_told_outright(text)
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    return [
        found
        for found in deadlines.find(text, years.issued, years.year, settings=years.settings)
        if any(_makes_duty(one, reports=reports, spans=spans) for one in found.obligations)
        and not _is_cut_off(text, found)
        and not _OVER.match(text, found.end)
        and not _NOT_DONE.search(_near(text, found))
        and not _is_announced(text, found)
        and not _BASIS.match(text, found.end)
        and not (text[found.start : found.end].startswith("年") and _ATTRIBUTE.match(text, found.end))
        and not _TOLD_TIME.search(simplified(_near(text, found)))
        and not any(start <= found.start < end for start, end in quoted)
    ]


#: What somebody must do by name: 信息科技部须于系统上线后两周内完成演练.
_MUST = re.compile("[，,]?(?:[^，。；]{0,6}?)(?:要|应当?|须|需|务必|必须|负责|牵头)(?!求)")


def _is_told_outright(text: str) -> bool:
    """True where a sentence tells a body by its name what it must do, and no group (各地要每年开展…)."""
    return any(
        not any(map(is_group, charge.names)) and _MUST.match(text, text.find(charge.names[-1]) + len(charge.names[-1]))
        for charge in find_charges(text)
        if charge.role in ("lead", "responsible")
    )


def _near(text: str, found: deadlines.Found) -> str:
    """What stands directly before a time."""
    return text[max(0, found.start - _BEFORE) : found.start]


def _is_announced(text: str, found: deadlines.Found) -> bool:
    """True for a time that a plan is announced for (决定自4月至9月开展…, 定于5月31日举行) and that is no limit."""
    words = text[found.start : found.end].lstrip("自从于在")
    before = _near(text, found) + text[found.start : found.end][: -len(words) or None]
    return bool(_ANNOUNCED.search(before)) and not re.search("[前底止]", words)


def _is_cut_off(text: str, found: deadlines.Found) -> bool:
    """True for the day up to which figures are given (截至每月25日数据)."""
    before, after = _near(text, found), text[found.end : found.end + 8]
    return bool(re.search("截[至止]?$", before) or text[found.start : found.end].startswith("截")) and bool(
        re.match("的?(?:数据|情况|进度|进展|累计|底数|余额)", after)
    )


def _makes_duty(one: Obligation, *, reports: bool, spans: bool) -> bool:
    if one.kind in (Kind.DUE, Kind.WINDOW):
        return True
    if one.kind is Kind.RECURRING:
        return reports or bool(
            re.search(r"[\d一二三四五六七八九十]+\s*[月日号].{0,2}前|底前|末前|工作日.{0,2}前", one.phrase)
        )
    return spans and one.kind is Kind.RELATIVE and (one.n or 0) >= 0


# --------------------------------------------------------------------- annexes
def _refine(duty: NoticeDuty, duties: Sequence[NoticeDuty]) -> NoticeDuty:
    """An annex note bound to the duty that names its annex: it takes over who is addressed."""
    if duty.refines is None:
        return duty
    wanted = re.compile(rf"附件{duty.refines}(?!\d)")
    meant = next((other for other in duties if other.refines is None and wanted.search(key(other.text))), None)
    if meant is None:
        return replace(duty, refines=None)
    return replace(duty, refines=meant.id, who=duty.who or meant.who)
