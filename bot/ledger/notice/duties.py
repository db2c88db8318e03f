"""The dated sentences of a notice: who does what, to whom, by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import deadlines
from bot.ledger.items.times import Years, mention
from bot.ledger.notice.facts import Facts
from bot.ledger.prose.lines import Line
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import key, sentences, squeeze
from bot.model import Duty, Kind, Obligation
from bot.roster.names import is_unit
from bot.roster.unit_words import read_units

_REPORT = re.compile(
    r"报送|上报|报告|报至|(?<!通)报[^告名考到销表纸]|反馈|报备|备案|送至|发至|送达|提交|填报|寄送|函告|传真至|发送"
)
#: What was: a meeting on its day, what was heard or asked for.
_HELD = re.compile(
    r"(?:日|[上下]午|晚)[^。]{0,40}?(?:主持)?召开(?:了)?[^。]{0,30}?(?:会议?|例会)(?:[，。]|$)|"
    r"(?:听取|审议|研究|征求|传达|通报|讨论|学习)了|会议(?:听取|审议|传达|学习)|(?:已于|曾于|现已|业已)"
)
#: A line that is a title of its own.
_HEADLINE = re.compile(r"[^，。；]{4,60}的(?:纪要|通知|函|意见|公告|决定|批复|通报)")
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_GOAL_HEADING = re.compile(r"目标|总体要求|指导思想|基本原则|背景|主要成效|工作成效|编制依据")
_STAGE = re.compile(r"步骤|阶段|进度安排|时间安排")
_NOTE = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|填报要求)[：:]")
_ANNEX = re.compile(r"^附\s*(?:件|表)?\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:．.]?")
_MODAL = (
    r"要|应当|应该|应|须|必须|需|需要|请|将|于|在|把|督促|指导|按照?|按|对|以|根据|结合|认真|严格|切实|抓紧|"
    r"尽快|组织|负责|全部|统筹|进一步|做好|加强|及时|落实|开展|建设|完成|完善|建立|制定|编制|报送|上报|每|就|"
    r"全部|全面|依法|会同|可|不得|务必|确保|定期|均|都|分别|共同"
)
_SUBJECT_END = re.compile(_MODAL)
#: The last character of a body's name as the first of another word (动员部署, 组织处理, 相关科学).
_GOES_ON = re.compile("部[署分门队]|处[理置罚分]|科[学技研普]|队伍|组[织建成]|所[有在]|院[校长]|中心任务")
_NAME_END = frozenset("局办委室厅部")
#: What a sentence about what is to be done begins with, and no body's name.
_ACT = re.compile(
    "支持|鼓励|引导|推动|推进|加强|加快|加大|建立|健全|完善|深化|强化|提高|提升|规范|实施|构建|贯彻|围绕|依托|充分|发挥|利用|"
    "落实|实现|争取|协调|培育|打造|新建|改造|聚焦|坚持|探索|出台|编制|修订|严格|扩大|优化|推广|推行|保障|防范|化解|整合"
)
_MAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TO = re.compile(
    r"(?:报送?|上报|送交|送|交|反馈|发送|发|提交|传真|寄送?|抄送|报备|备案|汇总|函告|传|移交|递交)(?:至|到|给|往)|(?:书面)?(?:报送|上报|报(?![告送表名])|抄报|抄送)(?=[省市区县州我本各国]|[\u4e00-\u9fff]{2,12}(?:办|局|委|室|厅|部|组))|(?<=[》）件料表况告])(?:至|到|给)"
)
_HIGHER = {
    "省": r"^(?:国务院|国家|中央|全国)",
    "市": r"^(?:国务院|国家|中央|全国|省级|省直|各?省(?!市))",
    "县": r"^(?:国务院|国家|中央|全国|省级|省直|各?省(?!市)|地市级|地级|设区的?市|市级(?!以)|市直)",
}


@dataclass(slots=True)
class _Scene:
    """Where the reader stands: the annex that an annex note belongs to, the heading, who was last addressed."""

    annex: str = ""
    heading: str = ""
    who: tuple[str, ...] = ()


def read_duties(lines: Sequence[Line], taken: set[int], facts: Facts, years: Years) -> tuple[Duty, ...]:
    """The duties of all lines from the notice's body on that are not part of a task."""
    scene = _Scene()
    duties: list[Duty] = []
    rank = _rank(facts)
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


def _says_again(duty: Duty, before: Sequence[Duty]) -> bool:
    """True for a note that names nobody and no annex, and the day of a duty above it."""
    days = [replace(one, phrase="", label=None) for one in duty.obligations]
    return (
        duty.refines is None
        and not duty.who
        and any([replace(one, phrase="", label=None) for one in other.obligations] == days for other in before)
    )


def _of_line(line: Line, scene: _Scene, years: Years, rank: str, count: int) -> list[Duty]:
    duties: list[Duty] = []
    scene.who = ()
    if _HEADLINE.fullmatch(line.text):
        return duties
    note = bool(_NOTE.match(line.text))
    for text in _points(line.text, years) if note else _parts(line.text, years):
        binding = _binding(text, years)
        subject = _subject(text, [(found.start, found.end) for found in binding[:1]])
        scene.who = subject or scene.who
        obligations = tuple(
            replace(one, source="notice") for found in binding for one in found.obligations if one.kind is not Kind.NONE
        )
        if not obligations or _looks_back(text) or (_STAGE.search(scene.heading) and not _calls(text, scene)):
            continue
        first = binding[0]
        duties.append(
            Duty(
                id=f"n{count + len(duties) + 1}",
                text=text,
                who=scene.who,
                what=_what(text, first.start, first.end),
                to=_to(text, first.end),
                deadline_phrase=mention(text, first.start, first.end),
                binds=_binds(subject, rank),
                refines=scene.annex if note else None,
                obligations=obligations,
                source=line.place,
            )
        )
    return duties


def _calls(text: str, scene: _Scene) -> bool:
    """True where a sentence of a timetable asks somebody for something, rather than naming a stage."""
    return bool(scene.who) or bool(_REPORT.search(text))


def _parts(paragraph: str, years: Years) -> Iterator[str]:
    """Its sentences; one whose halves about a semicolon each name a day is two."""
    for start, end in sentences(paragraph):
        text = paragraph[start:end].strip()
        halves = [half for half in re.split("(?<=[；;])", text) if half.strip()]
        if len(halves) > 1 and all(_binding(half, years) for half in halves):
            for half in halves:
                yield from _by_subject(half.strip(), years)
        else:
            yield from _by_subject(text, years)


def _points(note: str, years: Years) -> Iterator[str]:
    """The numbered points of a note (填表说明：1.…；2.…), each by itself."""
    for point in re.split(r"(?<=[：:；;。])\s*(?=[（(]?\d{1,2}\s*[)）.、．](?!\d))", note):
        yield from _parts(point, years)


def _by_subject(sentence: str, years: Years) -> Iterator[str]:
    """The sentence parted where another body begins with a day of its own (A每周五前报B，B每月5日前汇总).

    A 每年 at its head holds for the parts behind it.
    """
    found = _binding(sentence, years)
    cuts = [0]
    for one in found[1:]:
        start = sentence.rfind("，", 0, one.start) + 1
        clause = sentence[start:]
        dates = [(one.start - start, one.end - start)]
        if start > cuts[-1] and _subject(clause, dates):
            cuts.append(start)
    every = re.match(r".{0,10}?每年", sentence)
    for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True):
        part = sentence[start:end].strip("，")
        yield f"每年{part}" if start and every and not re.match("每", part) else part


def _looks_back(text: str) -> bool:
    """True for a sentence that gives validity, or tells what was done or held, not a duty."""
    if _HELD.search(text) and not re.search("报送|上报|反馈|报至|提交|报[省市区县]", text):
        return True
    return bool(
        re.search(r"(?:起|日)(?:正式)?(?:施行|实施|生效|执行)|有效期|废止|同时废止", text)
    ) and not _REPORT.search(text)


# ------------------------------------------------------------------ deadlines
def _binding(text: str, years: Years) -> list[deadlines.Found]:
    """The finds that make a duty: days always; recurring ones and spans only where something is to be handed in."""
    reports = bool(_REPORT.search(text))
    return [
        found
        for found in deadlines.find(text, years.issued, years.year, settings=years.settings)
        if any(_makes_duty(one, reports=reports) for one in found.obligations)
        and not _is_cut_off(text, found)
        and not any(quoted.start() <= found.start < quoted.end() for quoted in _QUOTED.finditer(text))
    ]


def _is_cut_off(text: str, found: deadlines.Found) -> bool:
    """True for the day up to which figures are given (截至每月25日数据)."""
    before, after = text[: found.start], text[found.end : found.end + 8]
    return bool(re.search("截[至止]?$", before) or text[found.start : found.end].startswith("截")) and bool(
        re.match("的?(?:数据|情况|进度|进展|累计|底数|余额)", after)
    )


def _makes_duty(one: Obligation, *, reports: bool) -> bool:
    if one.kind in (Kind.DUE, Kind.WINDOW):
        return True
    if one.kind is Kind.RECURRING:
        return reports or bool(re.search(r"[\d一二三四五六七八九十]+\s*[月日号].{0,2}前|底前|末前", one.phrase))
    return reports and one.kind is Kind.RELATIVE and (one.n or 0) >= 0


# ------------------------------------------------------------------- subject
def _subject(text: str, dates: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The bodies that a sentence begins with (各单位要…, 请相关责任单位…, 2020年底前，各级政府…)."""
    body = text
    if marker := leading(text):
        body = text[marker.end :]
        head, stop, rest = body.partition("。")
        body = rest if stop and rest else head
    elif dates and (dates[0][0] <= 2 or re.search(r"(?:起|自)[，,]$", text[: dates[0][0]])):
        body = text[dates[0][1] :]
    if charged := re.search("由(?P<who>[^，。；：]{2,60}?)(?:牵头|负责)", body):
        return read_units(charged["who"]).all
    body = re.sub(
        r"^(?:会议(?:指出|强调|要求|议定|决定|明确|认为|同意|确定|研究)?[，：]|[\u4e00-\u9fff]{0,4}(?:注|备注|说明|提示|提醒|要求)：|[，、\s]|同时|另外|此外|其中|请|要求|由|并请|现请|望)+",
        "",
        squeeze(body),
    )
    clause = re.split(r"[，。；：]", body)[0]
    found = leading_units(clause)
    if not found and dates:
        return ()
    return found


def first_subject(text: str) -> tuple[str, ...]:
    """The bodies that the first sentence with a subject addresses; () where none names any."""
    spans = sentences(text)[:3]
    return next((names for start, end in spans if (names := _subject(text[start:end], []))), ())


def _name_end(clause: str, stop: re.Match[str]) -> int | None:
    """Where the name ends that the word found is a part of (县委组织部); None where it is a word of its own."""
    reach = range(stop.end(), stop.end() + (4 if len(stop[0]) > 1 else 1))
    return next((end for end in reach if clause[end - 1 : end] in _NAME_END and is_unit(clause[:end])), None)


def leading_units(clause: str) -> tuple[str, ...]:
    """The longest beginning of a clause that is a unit or a list of units, no verb within."""
    stop = _SUBJECT_END.search(clause, 1)
    while stop and (end := _name_end(clause, stop)):
        stop = _SUBJECT_END.search(clause, end)
    limit = stop.start() if stop else min(len(clause), 30)
    for end in range(min(limit, 40), 1, -1):
        name = clause[:end]
        if (
            is_unit(name)
            and not _GOES_ON.match(clause, end - 1)
            and re.match(
                r"各|全|[省市区县州]|有关|相关|国务院|[\u4e00-\u9fff]{2,12}(?:局|委|办|厅|政府|办公室|单位|部门|部|处|科|中心|公司|院|所|队|组)",
                name,
            )
            and not re.search("的", name)
            and not _ACT.match(name)
        ):
            return tuple(part for part in re.split("、(?![^（]*）)", name) if part)
    return ()


# ------------------------------------------------------------------ addressee
def _to(text: str, after: int) -> str | None:
    """To whom something is handed in: the unit or mail address after 报, 送至, 发至."""
    for found in [*_TO.finditer(text, after), *_TO.finditer(text, 0, after)]:
        rest = text[found.end() : found.end() + 60]
        if mail := _MAIL.match(rest.lstrip()):
            return mail[0]
        run = re.split(r"[，。；、《》（）()“”：并及\s]|后(?=[，。])", rest)[0]
        name = next((run[:end] for end in range(min(len(run), 30), 1, -1) if is_unit(run[:end])), None)
        if name and not re.search(r"^(?:本单位|各单位|本部门)|情况|材料|报告", name):
            return name
    mail = _MAIL.search(text, after)
    return mail[0] if mail and _REPORT.search(text) else None


def _what(text: str, start: int, end: int) -> str:
    """The clause with the deadline, its time words left out."""
    left = max(text.rfind(char, 0, start) for char in "，；。：") + 1
    stops = [at for char in "；。" if (at := text.find(char, end)) >= 0]
    lead = start - 1 if start and text[start - 1] in "于在" else start
    return squeeze((text[left:lead] + text[end : min(stops, default=len(text))]).strip("，；。 请并"))


# ---------------------------------------------------------------------- level
def _rank(facts: Facts) -> str:
    """The level of the issuing government: 省, 市 or 县; "" where nothing tells it."""
    name = facts.issuer or facts.title
    if re.search(r"国务院|中华人民共和国", name):
        return ""
    marks = re.findall(r"[省市县区旗](?=人民政府|委|办公|[\u4e00-\u9fff])", re.split("关于|转发|印发", name)[0])
    if not marks:
        return ""
    last = marks[-1] if len(marks) == 1 else ("县" if marks[-1] in "县区旗" else marks[-1])
    return "县" if last in "县区旗" else last


def _binds(subject: Sequence[str], rank: str) -> bool:
    """False where the sentence names only bodies of a higher level than the issuer."""
    if not subject or rank not in _HIGHER:
        return True
    return not all(re.search(_HIGHER[rank], name) for name in subject)


# --------------------------------------------------------------------- annexes
def _refine(duty: Duty, duties: Sequence[Duty]) -> Duty:
    """An annex note bound to the duty that names its annex: it takes over who is addressed."""
    if duty.refines is None:
        return duty
    wanted = re.compile(rf"附件{duty.refines}(?!\d)")
    meant = next((other for other in duties if other.refines is None and wanted.search(key(other.text))), None)
    if meant is None:
        return replace(duty, refines=None)
    return replace(duty, refines=meant.id, who=duty.who or meant.who)
