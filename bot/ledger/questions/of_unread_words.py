"""The net under the words of each item: times and bodies that they name, and that became no deadline and no unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.prose.subjects import find_charges
from bot.ledger.questions.open_question import OpenQuestion
from bot.ledger.text.normal_form import squeeze
from bot.model import Kind, Ledger, Place, Quote, Task, sentence
from bot.roster.names import is_group, is_unit

_SHOWN, _AROUND = 5, 12  # places named in one question, characters on each side of what was not read
_DOING = (
    "完成|建成|办结|报|提交|到位|实现|达到|制定|出台|开工|动工|投用|投产|投入|启动|印发|形成|拨付|通过|落实|"
    "开展|组织|召开|实施|竣工|通车|交付|销号|整改|审定|公布|发布|建立|完工|就位|撤除|恢复|送达|归还|上墙|交"
)
#: Words of time that bind in a sentence, whatever reads them: 8月29日开学前, 次月10日前, 三季度完成, 主汛期前完成.
_TIME = re.compile(
    r"(?:\d{1,2}月)?\d{1,2}[日号][^，。；、：\d]{0,6}?前(?!未|已|不|入|出|建|投|任|批)|\d{1,2}月份?(?:底|末|[上中下]旬)|"
    rf"\d{{1,2}}月份?前|(?<![\d.])\d{{1,2}}\.\d{{1,2}}日?(?:之|以)?前|(?<![\d—－至到-])\d{{1,2}}月(?=(?:{_DOING}))|次月\d{{1,2}}日前|"
    r"(?<![\d—－~至到-])20\d\d年(?=(?:完成|建成|实现))|"
    rf"第?[一二三四]季度[底末]?前?(?=(?:{_DOING}))|[上下]半年(?=(?:{_DOING}))|年[底末内]前?(?=(?:{_DOING}))|"
    # A span of days, or a day in a bracket of its own: 6月23日至7月4日组织考试, 期中考试（4月21—23日）.
    r"(?<!\d)\d{1,2}月\d{1,2}日?\s*[至到—－~-]+\s*(?:\d{1,2}月)?\d{1,2}日(?!起|以来|后)|"
    r"(?<![》函号件报][（(])(?<=[（(])\d{1,2}月\d{1,2}日(?=[）)])|"
    # A day of honour, whose side is asked about, and a festival in quotation marks.
    r"[“\"](?:[五七八六]一|十一|五四|三八)[”\"]节?(?:之|以)?前|"
    rf"[\u4e00-\u9fff]{{2,4}}(?<![之以日月年目此从提空])(?<!周[一二三四五六日])前(?=(?:{_DOING}))"
)
_TIMELY = re.compile("[月日前年季]")
#: What can be no time as it stands: 到202年, 13月, 4月32日.
_IMPOSSIBLE = re.compile(r"(?<!\d)(?:20\d|2\d\d)年|(?<!\d)(?:1[3-9]|[2-9]\d)月(?!\d)|\d月(?:3[2-9]|[4-9]\d)日")
_CHARGED = re.compile(r"(?:牵头|负责|承办|主办|协办|配合)$")
_CHARGING = re.compile(rf"{_CHARGED.pattern[:-1]}(?:[，。；、：:）)\s]|$)")


_CLAUSES = re.compile("[，。；：;！\n]|(?<=[牵负配参协][头责合加助])、")
_INNER = re.compile("[（(][^（）()]*[）)]")
#: A clause of a few words that a word of role closes: 各村居负责, 医疗点参加.
_CHARGED_BY = re.compile(
    "(?:并?由|请)?(?P<who>(?:各[\u4e00-\u9fff]{1,6}|[\u4e00-\u9fff、]{1,16}?[处点居员组会队家所站司校院部办局室科心道区厂场]))"
    "(?:共同|积极|密切|具体|分别)?(?:负责|牵头|配合|参加|协助|协办)"
)
#: Who is nobody in particular, or no body at all.
_ANYBODY = re.compile(
    "有关|相关|单位|部门|各级|各地|职责|分工|各自|专人|依法|谁|本人|个人|主要|亲自|领导|书记|委员|同志|[市县区镇乡处局科院校]长|会议|活动|培训|人员"
)


@dataclass(frozen=True, slots=True)
class _Unread:
    """Words of an item that nothing became of."""

    number: str
    place: Place
    words: str


def unread_times(ledger: Ledger) -> Iterator[OpenQuestion]:
    """One question for all items whose words name a time that is no obligation of theirs."""
    found = [one for task in ledger.tasks if not _is_done(task) for one in _times(task)]
    if found:
        yield _question("unread-time", found)


def unlisted_units(ledger: Ledger) -> Iterator[OpenQuestion]:
    """One question for all items whose words charge a body that is none of their units (由…负责)."""
    found = [one for task in ledger.tasks if not _is_done(task) for one in _units(task)]
    if found:
        yield _question("unlisted-unit", found)


def _question(flag: str, found: Sequence[_Unread]) -> OpenQuestion:
    numbers = tuple(dict.fromkeys(one.number for one in found))
    rows = tuple(Quote(one.place, one.words) for one in found[:_SHOWN])
    words = sentence(f"ledger.ask-{flag}", count=len(numbers), numbers=numbers, rows=rows)
    labels = (("leave", sentence(f"ledger.choice-{flag}")),)
    return OpenQuestion(flag, words, ("leave",), "leave", tasks=numbers, source=found[0].place, labels=labels)


def _is_done(task: Task) -> bool:
    return any(one.kind is Kind.DONE for one in task.obligations)


def _texts(task: Task) -> list[str]:
    said = task.requirement and squeeze(task.requirement)
    return list(dict.fromkeys(text for text in (task.text, said) if text))


def _times(task: Task) -> Iterator[_Unread]:
    said = squeeze("|".join([*task.deadline_mentions, *(one.phrase for one in task.obligations)]))
    said += "|" + squeeze(task.deadline_raw or "")
    doubtful = [one.phrase for one in task.obligations if one.source == "text" and "not-understood" in one.flags]
    if doubtful:
        yield _Unread(task.number, task.source, doubtful[0])
        return
    for text in _texts(task):
        if not _TIMELY.search(text):
            continue
        for found in sorted([*_TIME.finditer(text), *_IMPOSSIBLE.finditer(text)], key=re.Match.start):
            if found[0] not in said and found[0][-3:] not in said:
                yield _Unread(task.number, task.source, _around(text, found.start(), found.end()))
                break


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND].strip("，。；、 ")


def _units(task: Task) -> Iterator[_Unread]:
    known = (*task.charged_units, *task.supervising_units)
    for text in _texts(task) if known else ():
        yield from (_Unread(task.number, task.source, clause) for clause in _unnamed(text, known))
        for charge in find_charges(text) if _CHARGING.search(text) else ():
            clause = text[charge.start : charge.end].strip("，。；、：:（( ")
            if not _CHARGED.search(clause):
                continue
            lost = [name for name in charge.names if _is_body(name) and not any(_means(name, one) for one in known)]
            if lost:
                yield _Unread(task.number, task.source, clause)


def _unnamed(text: str, known: Sequence[str]) -> Iterator[str]:
    """Clauses that charge somebody by their last word, and name nobody whom the item has."""
    for clause in _CLAUSES.split(_INNER.sub("", text)):
        said = _CHARGED_BY.fullmatch(clause.strip())
        names = re.split("[、和及与]", said["who"]) if said and not _ANYBODY.search(said["who"]) else []
        if any(not any(_means(name, one) for one in known) for name in names):
            yield clause.strip()


def _is_body(name: str) -> bool:
    return is_unit(name) and not is_group(name)


def _means(name: str, known: str) -> bool:
    """Whether `name` is a shorter form of a known unit: all its characters stand in it, in their order."""
    rest = iter(known)
    return name in known or known in name or all(char in rest for char in name)
