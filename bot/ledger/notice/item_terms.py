"""What a note says of the items' deadlines: one for those without, the day from which spans count, one put off."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.ledger.items.item import Item
from bot.ledger.items.item_times import SINCE_HANDED_OVER
from bot.ledger.items.leftover import Leftover
from bot.ledger.prose.lines import Line
from bot.ledger.prose.time_words import TIME
from bot.ledger.text.markers import value_of
from bot.ledger.text.normal_form import sentences, squeeze
from bot.model import Place
from bot.vocabulary.script import simplified

_TIME = "(?:时限|期限|时间|节点|日期)"
#: 未注明时限的，于9月30日前完成; 没有写时间的一律10月底前办结.
_DEFAULT = re.compile(
    r"^[^，。；]{0,10}(?:未|没有?|无)(?:明确|另行|单独|特别|具体)?"
    r"(?:注明|明确|列明|标注|标明|写明|写|填写|填|规定|载明|说明|约定|要求)?"
    rf"(?:具体|完成|整改|办理|办结|明确)*{_TIME}(?:要求)?(?:的|者)[^，。；\d]{{0,8}}?[，,]?"
    r"(?:(?:一律|均|统一|默认|原则上|应当?|须|按|以|为|在|于|请|视为|都)+)?(?P<when>[^，。；]{2,24}?)"
    r"(?:完成|办结|整改到位|为限|计|执行|掌握)*$"
)
#: A deadline for some of what is left open alone: 第三阶段未明确的，于年底前完成.
_OF_SOME = re.compile(
    "(?:未|没有?|无)(?:明确|注明|列明|标注|标明|写明|填写|规定|载明)的[^，。；]{0,4}[，,][^。；]*(?:前|底|内)"
)
#: 以上时限均自本通知印发之日起计算.
_FROM_ISSUE = re.compile(
    rf"{_TIME}[^，。；]{{0,6}}[自从以由]?本?(?:通知|方案|清单|台账|文件|意见|纪要|表|责任书|任务书)?(?:印发|下发|发布|发出|公布)之?日(?:期)?(?:起|为准)"
)
_NUMBER = r"[A-Za-z]{0,4}-?\d{1,3}(?:\.\d{1,2})?|[一二三四五六七八九十]{1,3}"
_LISTED = rf"(?P<numbers>(?:{_NUMBER})(?:(?:[、，,和及与]|[-—－~至到]+)第?(?:{_NUMBER}))*)"
#: 第5项延期至8月15日; 第2、4项完成时限调整为6月30日; B2原时限调整为10月底前.
_PUT_OFF = re.compile(
    rf"(?:第{_LISTED}[项条号]"
    rf"|^\*?\s*{_LISTED.replace('numbers', 'codes')}[项条号]?(?=原|的|{_TIME}|完成|延|顺|推|调))[^；。]{{0,24}}?"
    r"(?:延期|顺延|推迟|延后|延长|展期|调整|变更|延|改)(?:至|到|为)(?P<when>[^，。；、（）()]{2,20}?)(?:完成|办结)?(?:[，；。（(]|$)"
)
#: 第3项因选址变更滞后，由甲局于11月30日前完成: a day for one item, in a note.
_OF_ONE = re.compile(
    rf"^\*?\s*第{_LISTED}[项条号][^；。]{{0,40}}?(?:于|在|须|应|力争)(?P<when>(?:(?:19|20)\d\d年)?\d{{1,2}}月[^，。；、（）()]{{1,8}}?前)(?:完成|办结|整改|落实)"
)
#: The day on which the matters were handed over: 交办日期：2025年3月28日.
_HANDED_OVER = re.compile(
    r"(?:交办|转办|下达|派发|派单|分办|下发)(?:日期|时间)[：:]?(?:为|是)?(?P<when>(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?)"
)
#: ●事项未在备注中写明日期的，一律于当月25日前完成: what the marks of a plan mean.
_OF_MARKS = re.compile(
    r"^[▲△●○◎★☆■□◆◇√※][^。；]{0,40}日前|(?:季度|月度|各|形象)进度[^，。；]{0,8}以[^，。；]{1,10}为(?:节点|准|限|截止)"
)
_NUMBERED = re.compile(r"^(?:(?:注|备注|说明|附注)\d?[：:]\s*|[（(]?\d{1,2}\s*[)）.、．]\s*)+")


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """What was said: the deadline of items that name none, with its place; whether spans count from the issue; the
    day on which the matters were handed over; the later day of each number that is put off.
    """

    default: str = ""
    place: Place = field(default_factory=Place)
    from_issue: bool = False
    handed_over: str = ""
    later: Mapping[str, tuple[str, str, Place]] = field(default_factory=dict)  # with the sentence and its place
    open: tuple[tuple[str, Place], ...] = ()  # sentences that nothing takes over


def read_terms(lines: Iterable[Line]) -> ItemTerms:
    """The terms that the notes of a document set; the first of each kind."""
    default, place, from_issue, handed_over = "", Place(), False, ""
    later: dict[str, tuple[str, str, Place]] = {}
    left: list[tuple[str, Place]] = []
    for line in lines:
        for text in _sentences(line.text):
            if (found := _default(text)) and not default:
                default, place = found["when"], line.place
            elif _OF_SOME.search(text):
                left.append((text, line.place))
            from_issue = from_issue or bool(_FROM_ISSUE.search(text))
            if found := _HANDED_OVER.search(text):
                handed_over = handed_over or found["when"]
            for found in [*_PUT_OFF.finditer(text), *_OF_ONE.finditer(text)]:
                later |= dict.fromkeys(_numbers(_listed(found)), (found["when"], text, line.place))
    return ItemTerms(default, place, from_issue, handed_over, later, tuple(left))


def is_of_items(text: str) -> bool:
    """True for a sentence that sets such a term, and is no duty itself."""
    return any(
        _default(said)
        or any(pattern.search(said) for pattern in (_OF_SOME, _FROM_ISSUE, _PUT_OFF, _OF_ONE, _OF_MARKS, _HANDED_OVER))
        for said in _sentences(text)
    )


def _default(text: str) -> re.Match[str] | None:
    found = _DEFAULT.search(text)
    return found if found and TIME.match(found["when"]) else None


def apply_terms(terms: ItemTerms, items: Sequence[Item], numbers: Sequence[str]) -> Iterator[Leftover]:
    """Gives each item what the notes say of it; what nothing takes over is left."""
    yield from (Leftover(said, place, flag="passed") for said, place in terms.open)
    known = dict(zip(numbers, items, strict=True))
    for number, (when, said, place) in terms.later.items():
        item = known.get(number)
        if item is None:
            yield Leftover(said, place, flag="passed")
            continue
        item.put_off = when
        if item.deadline and not item.parts:
            yield Leftover(said, place, "ledger.note-put-off")
    for item in items:
        item.from_issue = terms.from_issue
        if terms.handed_over and not item.basis and SINCE_HANDED_OVER.match(item.deadline or ""):
            item.basis = terms.handed_over
        if terms.default and not item.deadline and not item.parts:
            item.by_note = terms.default


def _listed(found: re.Match[str]) -> str:
    return next(words for name, words in found.groupdict().items() if name != "when" and words)


def _numbers(words: str) -> Iterator[str]:
    """The numbers of a list with ranges in it (2、5至7, B2)."""
    for one in re.split("[、，,和及与]+", words):
        first, *last = (value_of(number) for number in re.findall(r"\d+|[一二三四五六七八九十]+", one))
        if re.match("[A-Za-z]", one) or "." in one:
            yield one
        else:
            yield from map(str, range(first, (last[0] if last else first) + 1))


def _sentences(text: str) -> Iterator[str]:
    said = simplified(squeeze(text))
    for start, end in sentences(said):
        for part in re.split("[；;]", said[start:end].strip("。 ")):
            yield _NUMBERED.sub("", part.strip())
