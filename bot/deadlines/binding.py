"""Which hits of running text bind someone, so that they are deadlines there."""

from collections.abc import Iterator
from typing import Final

from bot.deadlines import context
from bot.deadlines.asides import is_aside
from bot.deadlines.joining import is_grace
from bot.deadlines.lexicon import Pattern, one_of
from bot.deadlines.reader import Assembly
from bot.deadlines.row import Hit, Parts, Trait, When
from bot.deadlines.scopes import ends_what_recurs, is_span_in

#: Looking a member up in its enumeration costs more than reading most phrases' year.
_MANNER, _NAMES_SYSTEM, _BARE, _END = Trait.MANNER, Trait.SYSTEM, Trait.BARE, Trait.END

_KINDS: Final = ("recurring", "relative", "immediate")
_AFTER_EVENT: Final = ("后", "起", "内", "日", "的")
#: 须在半小时内通知, but 15分钟内可达.
_MUST: Final = Pattern("(?:须|应|应当|必须|要|务必)[在于]?$")
_TELLS: Final = Pattern(
    "(?:向[^,;。]{1,12})?(?:报告|上报|报送|通报|响应|反馈|处置|办结|完成|接诊|会诊|评估|抢救|开闸|启动|关闭|封控|疏散|到岗|集结|出动)(?![^,;。]{0,6}率)"
)
#: In a sentence 按月 binds beside a verb of reporting or doing (按月报送); 按月细化 says how finely.
_REPORTS: Final = Pattern(
    r""
    r"度?[,、]?(?:[按每]?[年季月周旬日]度?[,、])?(?:向[^,;。]{1,20}|对[^,;。]{1,12}|组织|集中|定期|及时|统一|逐级|滚动|书面)?"
    + one_of(
        "报 上报 汇报 通报 调度 公开 公布 公示 发布 开展 召开 进行 督查 督办 "
        "督导 督促 检查 巡查 抽查 核查 自查 排查 评估 评价 "
        "考核 考评 研判 分析 会商 汇总 总结 更新 反馈 梳理 跟踪 监测 监督 统计 填报 "
        "提交 推进 推动 完成 排名 点评 清理 盘点 编制 印发 "
        "收集 整理 拨付 兑现 例会 小结 核对 对账 核销 结算 清算 核算 上传 报备 备案 归档 轮换 演练 "
        "培训 巡检 走访 回访 抽检 检测 "
        "保养 会诊 盘库 盘点 补录 交叉"
    )
)
#: 建立日报告制度: the name of a system.
_SYSTEM: Final = Pattern("[^,;。]{0,14}?(?:制度|机制|体系|模式|台账)")
#: 3年内免征, 一年内无违法记录: for how long, or since when.
#: In a sentence only these are an order; 迅速, 即时, 随即 describe.
_AT_ONCE: Final = Pattern(
    "立即|立刻|立行立改|即知即改|立说立行|即行即改|边查边改|立查立改|即查即改|立改立行|马上(?!就办)|第一时间|即刻|当即"
)
_OF_A_THING: Final = Pattern(r'的|\d+余?[个项件条起处户]|式|性|[,、和与]?真抓|[")]|制度|机制|原则|作风|要求|精神')
#: 每天50元，最长不超过15天: for how long it is paid.
_PAID: Final = Pattern("补贴|补助|津贴|奖励|享受|\\d元")
_LASTS: Final = Pattern(
    r"(?:[^,;。\d]{1,6}率(?:达|不|为|超|保持|提高|提升|上升|稳定|控制|下降|降|[，,]|\d)|(?:妥善|依法|应当?)?(?:保存|保留|留存|保管|存档)(?![^,;。]{0,6}(?:至|到)[^,;。]{0,6}(?:库|馆))|[^,;。\d]{0,12}免(?:收|费|征)|免|减半|减征|不得|不予|不再|禁止|有效(?!解决|控制|处置)|无|未|没有|享受|累计|连续|曾|发生过|的(?!努力)"
    r"|有[^,;。]{0,6}(?:次|违|过)|[两二三四五\d]次)"
)


#: 所称“年底”，是指每年12月31日: what a word means.
_DEFINED: Final = Pattern('(?:所称|是指|指的是|系指)"?$')


def binding_hits(work: Assembly) -> list[Hit]:
    """The hits of running text that bind someone."""
    torn = {start for start, _ in work.bad}  # 每年农历三月初三: the year alone is no reading of it
    return [hit for last, hit in _with_last(work.hits) if hit.end not in torn and _counts(work, hit, last)]


def _with_last(hits: list[Hit]) -> Iterator[tuple[Hit | None, Hit]]:
    """Each hit with the last one before it that says when something is due."""
    last: Hit | None = None
    for hit in hits:
        yield last, hit
        if type(hit.what) is not Parts or hit.what.kind != "none":
            last = hit


def _counts(work: Assembly, hit: Hit, last: Hit | None) -> bool:
    """Whether a word that binds goes with it, and it does not only describe; `last` is the hit before it."""
    text = work.source.text
    if last is not None and (ends_what_recurs(last, hit, text) or is_span_in(last, hit, text)):
        return False
    if is_aside(text, hit, work.scene.issued) or is_grace(text, hit.start):
        return False
    if _DEFINED.search(work.source.text, max(0, hit.start - 5), hit.start) is not None:
        return False
    if type(hit.what) is Parts:
        if (
            hit.what.fields.get("unit") == "minute"
            and hit.what.fields["n"] > 0
            and work.source.text[hit.start - 1 : hit.start] not in _AFTER_EVENT
            and _MUST.search(work.source.text, max(0, hit.start - 4), hit.start) is None
            and _TELLS.match(work.source.text, hit.end) is None
        ):
            return False  # 15分钟内可达 says how near
        return hit.what.kind in _KINDS and work.binds(hit) and not _only_describes(work.source.text, hit)
    return work.binds(hit) and not _is_past_state(work, hit) and not _names_a_thing(work.source.text, hit, hit.what)


#: 2030年前实现碳达峰的目标, “十四五”期间累计改造: what is spoken of, or has been reached.
_SPOKEN_OF: Final = Pattern(
    "之年|之际|[^,;。]{2,20}的(?:情况|做法)(?=[,;。、])|[^,;。]{2,16}的(?:目标|任务|要求|部署|承诺|蓝图|愿景)"
)
_SO_FAR: Final = Pattern("[,]?(?:[全我][省市县区国])?(?:累计|共|已)")
#: 纳入年终考核, 根据年初安排, 年底考核时, 年末存栏: here 年底 and the like only say of when something is.
_TAKEN_INTO: Final = Pattern("(?:纳入|列入|计入|根据|按照?|依据|对照|结合|作为)$")
_OF_THE_END: Final = Pattern(
    "(?:综合|绩效)?(?:考核|考评|评比|评先)(?:时|中|的|结果|评优|加分|扣分)|存栏|存款|余额|结余|结存|总?人口|库存|工作安排|制定的|确定的|下达的|计划|目标"
)


def _names_a_thing(text: str, hit: Hit, what: object) -> bool:
    assert type(what) is When
    if _SPOKEN_OF.match(text, hit.end) is not None or (what.span and _SO_FAR.match(text, hit.end) is not None):
        return True
    if hit.trait is not _END or what.before or what.inside or what.until is not None:
        return False
    return _TAKEN_INTO.search(text, max(0, hit.start - 4), hit.start) is not None or (
        _OF_THE_END.match(text, hit.end) is not None
    )


def _is_of_a_thing(text: str, hit: Hit) -> bool:
    """（立行立改）, 立行立改的作风; 教务处负责，立行立改 in a bracket is an order."""
    if text[hit.end : hit.end + 1] == ")" and text[hit.start - 1] in ",;:、":
        return False
    return _OF_A_THING.match(text, hit.end) is not None


def _only_describes(text: str, hit: Hit) -> bool:
    if hit.trait is _MANNER:
        return _REPORTS.match(text, hit.end) is None
    if hit.trait is _NAMES_SYSTEM:
        return _SYSTEM.match(text, hit.end) is not None
    if type(hit.what) is Parts and hit.what.kind == "immediate":
        return _AT_ONCE.match(text, hit.start) is None or _is_of_a_thing(text, hit)
    if type(hit.what) is Parts and hit.what.kind == "recurring" and _SERVES.match(text, hit.end) is not None:
        return True
    if text[max(0, hit.start - 2) : hit.start] == "经过" and text[hit.start : hit.end].endswith("努力"):
        return True  # 经过三年努力: what has been reached
    if hit.trait is _BARE and _PAID.search(context.sentence_before(text, hit.start)) is not None:
        return True
    return type(hit.what) is Parts and hit.what.kind == "relative" and _LASTS.match(text, hit.end) is not None


#: 每天8:30至17:30受理, 每日最低气温, 每日200吨: hours of a counter, and figures.
_SERVES: Final = Pattern(
    r"(?:(?:之|以)?后|起|停止|暂停|禁止|不得|计罚|罚|加收|计息|受理|办公|开放|营业(?!(?:终了|结束)?前)|对外|服务|值守|最[高低大小]|平均|产能|产量|处理能力)"
    r"|约?\d[\d.,]*[万亿千百]?(?:吨|立方|公斤|千克|千瓦|度|公里|人次|车次|班次)"
)
_COMPARED: Final = Pattern("[较比]$")
_UP_TO: Final = Pattern("截[至止]?(?:至|到)?$")


def _is_past_state(work: Assembly, hit: Hit) -> bool:
    """一九八三年末实际交库: an end named without 前, 内 or 到, of a year that is over."""
    what, text = hit.what, work.source.text
    if _COMPARED.search(text, max(0, hit.start - 2), hit.start) is not None:
        return True
    if _UP_TO.search(text, max(0, hit.start - 3), hit.start) is not None and work.is_over(hit):
        return True  # 截至2024年12月末，余额…
    if type(what) is not When or what.before or what.inside or what.until or what.year is None:
        return False
    near, issued = work.scene.near, work.scene.issued
    if what.at is not None:  # 2021年6月28日下午召开会议
        return issued is not None and (what.year, what.end) < (issued.year, (issued.month, issued.day))
    return (
        near is not None and (what.end_year or what.year) < near and text[hit.start - 1 : hit.start] not in ("到", "至")
    )
