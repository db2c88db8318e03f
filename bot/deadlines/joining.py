"""Hits that belong together: the two ends of a range, the members of a list."""

from typing import Final

from bot.deadlines.lexicon import Pattern
from bot.deadlines.row import Hit, Parts, When

_TO: Final = Pattern(r"(?:\([^()\d]{1,12}\))?(?:(?:起|开始),?)?(?:-{1,3}|至|到|~|to|through)")
#: What may stand between the members of a list.
AND: Final = Pattern(r"(?:(?:[、,/和及与或]|以及)(?:分别)?(?:在|于)?)")


def join(hits: list[Hit], text: str) -> list[Hit]:
    """The hits with ranges made one, and the 前 or 底 of a list's last member given to all of it."""
    for hit in hits:
        if (
            hit.start > 1
            and text[hit.start - 1] in _ONLY_ENDS
            and _has_days(hit)
            and _ONLY_THEN.search(text, max(0, hit.start - 12), hit.start) is not None
        ):
            hit.what.flags += ("vague",)
    if len(hits) < 2:
        return hits
    joined = _begun(_ranges(hits, text), text)
    for index in range(len(joined) - 2, -1, -1):
        one, other = joined[index], joined[index + 1]
        if text[one.end : other.start] in _OR and type(one.what) is not type(other.what):
            one.what.flags += ("vague",)  # 6月底前或项目验收前: whichever comes first, or last?
        if _is_span(one) and _is_span(other) and _SPAN_TO.fullmatch(text, one.end, other.start) is not None:
            one.what.flags += ("vague",)  # 到期前45天至前15天: from when to when
        if type(one.what) is When and type(other.what) is When:
            _share(one, one.what, other, other.what, text)
    return joined


def _is_span(hit: Hit) -> bool:
    return type(hit.what) is Parts and hit.what.kind == "relative"


_SPAN_TO: Final = Pattern(r"(?:至|到|-{1,3}|~)[^,;。()\d]{0,8}")


def _has_days(hit: Hit) -> bool:
    what = hit.what
    return type(what) is When or (type(what) is Parts and what.kind == "recurring")


def is_grace(text: str, start: int) -> bool:
    """可延至7月20日: a day that somebody has to grant."""
    return text[start - 1 : start] in ("至", "到") and _GRACE.search(text, max(0, start - 12), start) is not None


_GRANTED: Final = (
    "(?:可|可以|允许|最多|最长)(?:适当|酌情|再|申请)?(?:延期|延长|延后|延迟|顺延|推迟|放宽|暂缓|宽限|延|缓)(?:至|到)$"
)
_GRACE: Final = Pattern(_GRANTED)
#: 可延至7月20日: a grace that somebody has to give. 特殊时期每日: who says when that is?
_ONLY_THEN: Final = Pattern(
    _GRANTED
    + "|(?:申请|请求|建议|提出|要求)(?:延期|延长|延后|顺延|推迟|延)(?:至|到)$"
    + "|(?:特殊|紧急|应急|重要|敏感|关键|重大)[^,;。]{0,4}?(?:时期|时段|时刻|情况|情形|期间|节点)(?:下|时|内)?,?$"
    "|(?:必要|需要|紧急)时,?$"
)
_ONLY_ENDS: Final = frozenset("至到期段刻况形间点时下内,")
_OR: Final = ("或", "或者", "或在")


def _ranges(hits: list[Hit], text: str) -> list[Hit]:
    joined = [hits[0]]
    for hit in hits[1:]:
        last = joined[-1]
        if type(hit.what) is When and type(last.what) is When and _leads(last, last.what, hit, text):
            last.what.until = hit.what
            name = last.rule if last.what.leads else "{日}至{日}"
            hit.what.bound = _BEGINS.fullmatch(text, last.end, hit.start) is not None
            ended = _ENDS.match(text, hit.end) if hit.what.bound else None
            joined[-1] = Hit(last.start, ended.end() if ended is not None else hit.end, name, last.what)
        else:
            joined.append(hit)
    return joined


_FROM_ON: Final = Pattern(r"(?:之日)?(?:起|开始)[,]?[^,;。\d]{0,10}")


def _begun(hits: list[Hit], text: str) -> list[Hit]:
    """2025年9月起每月5日前: from when on it falls due again and again."""
    kept: list[Hit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        if last is not None and _begins(last, hit, text) and type(hit.what) is Parts:
            hit.what.fields["start"] = last.what
            kept[-1] = Hit(last.start, hit.end, hit.rule, hit.what, hit.trait)
        else:
            kept.append(hit)
    return kept


def _begins(last: Hit, hit: Hit, text: str) -> bool:
    if type(last.what) is not When or type(hit.what) is not Parts or hit.what.kind != "recurring":
        return False
    return hit.start - last.end <= 16 and _FROM_ON.fullmatch(text, last.end, hit.start) is not None


def _leads(one: Hit, when: When, other: Hit, text: str) -> bool:
    if when.until is not None or when.before:
        return False
    if (when.leads and one.end == other.start) or _TO.fullmatch(text, one.end, other.start) is not None:
        return True
    ends = text.endswith("截止", other.start, other.end) or _ENDS.match(text, other.end) is not None
    return ends and _BEGINS.fullmatch(text, one.end, other.start) is not None


#: 6月15日开始报名，7月15日结束: the two ends of one span.
_BEGINS: Final = Pattern("(?:起|正式)?开始[^,;。\\d]{0,8}[,、]?(?:至|到|于)?")
_ENDS: Final = Pattern("(?:全部|全面|基本)?(?:结束|截止|收尾)")


def _share(one: Hit, first: When, other: Hit, second: When, text: str) -> None:
    if text[one.end : other.start] == "或":
        first.flags += ("vague",)  # 6月或7月
    if first.before or first.bound or first.inside or first.until or second.until:
        return
    same = one.start == other.start
    if same or AND.fullmatch(text, one.end, other.start):
        if first.grain == "month" and second.grain in ("day", "part") and not same:
            first.flags += ("vague",)  # 7月、10月10日前: the 10th of both?
        first.before, first.inside, first.listed = second.before, second.inside, True
        if first.grain == second.grain:
            first.tight, first.bound = second.tight, second.bound
        elif first.grain == "month" and second.tight and second.bound:
            first.tight = first.bound = True
