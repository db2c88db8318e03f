"""`find`: the deadlines that bind inside running text, each with its span."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.deadlines import context
from bot.deadlines.canonical import Canonical
from bot.deadlines.joining import AND
from bot.deadlines.lexicon import Pattern, one_of
from bot.deadlines.reader import Assembly
from bot.deadlines.row import Hit, Parts, Scene, When
from bot.deadlines.settings import DEFAULT, Settings
from bot.model import Obligation

_KINDS: Final = ("recurring", "relative")
_AFTER_EVENT: Final = ("后", "起", "内", "日", "的")
#: In a sentence 按月 binds beside a verb of reporting or doing (按月报送); 按月细化 says how finely.
_BY: Final = "按季度"
_REPORTS: Final = Pattern(
    r""
    r"度?[,、]?(?:[按每]?[年季月周旬日]度?[,、])?(?:向[^,;。]{1,20}|对[^,;。]{1,12}|组织|集中|定期|及时|统一|逐级|滚动|书面)?"
    + one_of(
        "报 上报 汇报 通报 调度 公开 公布 公示 发布 开展 召开 进行 督查 督办 "
        "督导 督促 检查 巡查 抽查 核查 自查 排查 评估 评价 "
        "考核 考评 研判 分析 会商 汇总 总结 更新 反馈 梳理 跟踪 监测 监督 统计 填报 "
        "提交 推进 推动 完成 排名 点评 清理 盘点 编制 印发 "
        "收集 整理 拨付 兑现 例会 小结"
    )
)
#: 建立日报告制度: the name of a system.
_SYSTEMS: Final = ("月{调度}", "一月一{调度}")
_SYSTEM: Final = Pattern("[^,;。]{0,14}?(?:制度|机制|体系|模式|台账)")
#: 3年内免征, 一年内无违法记录: for how long, or since when.
_LASTS: Final = Pattern(
    r"(?:免|减半|减征|不得|不予|不再|禁止|有效(?!解决|控制|处置)|无|未|没有|享受|累计|连续|曾|发生过|的"
    r"|有[^,;。]{0,6}(?:次|违|过)|[两二三四五\d]次)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in running text: its words from `start` to `end` (exclusive), from 于, 在, 每 to 前, 内, 底."""

    start: int
    end: int
    phrase: str
    obligations: tuple[Obligation, ...]
    flags: tuple[str, ...] = ()


def find(
    text: str, issued: date | None = None, year: int | None = None, *, settings: Settings = DEFAULT
) -> tuple[Found, ...]:
    """The deadlines that bind, in the order of the text; words that only describe are passed over."""
    source = Canonical(text)
    work = Assembly(source, Scene(issued, year, settings, column=False, running=True))
    groups: list[Found] = []
    work.assemble([hit for hit in work.hits if _counts(work, hit)])
    spans = list(zip(work.spans, work.out, strict=True))
    index = 0
    while index < len(spans):
        (start, end), one = spans[index]
        obligations = [one]
        while index + 1 < len(spans) and _listed(source.text, end, one, spans[index + 1]):
            index += 1
            end = max(end, spans[index][0][1])
            obligations.append(spans[index][1])
        groups.append(_found(source, start, end, obligations))
        index += 1
    return tuple(groups)


def _counts(work: Assembly, hit: Hit) -> bool:
    if type(hit.what) is Parts:
        if hit.what.fields.get("unit") == "minute" and work.source.text[hit.start - 1 : hit.start] not in _AFTER_EVENT:
            return False  # 15分钟内可达 says how near
        return hit.what.kind in _KINDS and hit.what.bound and not _only_describes(work.source.text, hit)
    return work.binds(hit) and not _is_past_state(work, hit)


def _only_describes(text: str, hit: Hit) -> bool:
    if hit.rule == _BY:
        return _REPORTS.match(text, hit.end) is None
    if hit.rule in _SYSTEMS:
        return _SYSTEM.match(text, hit.end) is not None
    return type(hit.what) is Parts and hit.what.kind == "relative" and _LASTS.match(text, hit.end) is not None


def _is_past_state(work: Assembly, hit: Hit) -> bool:
    """一九八三年末实际交库: an end named without 前, 内 or 到, of a year that is over."""
    what, text = hit.what, work.source.text
    if type(what) is not When or what.before or what.inside or what.until or what.year is None:
        return False
    near, issued = work.scene.near, work.scene.issued
    if what.at is not None:  # 2021年6月28日下午召开会议
        return issued is not None and (what.year, what.end) < (issued.year, (issued.month, issued.day))
    return (
        near is not None and (what.end_year or what.year) < near and text[hit.start - 1 : hit.start] not in ("到", "至")
    )


def _listed(text: str, end: int, one: Obligation, following: tuple[tuple[int, int], Obligation]) -> bool:
    """Whether the following one stands in a list with `one`; a comma parts what is not of one kind."""
    (start, _), other = following
    if start < end:
        return True
    return AND.fullmatch(text, end, start) is not None and (text[end] != "," or one.kind == other.kind)


def _found(source: Canonical, start: int, end: int, obligations: list[Obligation]) -> Found:
    first, last = source.span(_beginning(source.text, start, obligations[0]), end)
    flags = tuple(dict.fromkeys(flag for one in obligations for flag in one.flags))
    return Found(first, last, source.source[first:last], tuple(obligations), flags)


def _beginning(text: str, start: int, one: Obligation) -> int:
    if one.kind == "relative":
        return context.event_start(text, start, ahead=one.n is not None and one.n < 0)
    return start - 1 if start and text[start - 1] in "于在到至" else start
