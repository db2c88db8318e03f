"""What the time in a column is: a limit, a fact, a start, or the day from which periods count."""

import re
from typing import Literal

from bot.vocabulary.patterns import any_of, words

TimeKind = Literal["limit", "basis", "start", "fact", "either"]

#: Words before 时间, 日期, 时限 … by the kind of time that they make of it. `basis` is what “N个工作日内” counts from;
#: `either` may be a limit or a fact, and is asked about once for the column.
TIME_WORDS: dict[TimeKind, tuple[str, ...]] = {
    "basis": words(
        "批示 交办 立案 收文 来文 转办 受理 接收 收到 下达 接件 派单 收件 派发 分派 分办 交派 转派 批转 签批 受领"
    ),
    "start": words("开始 启动 起始 开工 立项 进场"),
    "fact": words(
        "实际完成 实际销号 实际办结 会议 检查 发现 排查 印发 发文 上次反馈 最近反馈 填报 更新 调度 登记 "
        "签订 发生 反映 举报 投诉 提出 接访 走访 约谈 通报 "
        "创建 录入 审核 最后修改 修改 归档 成立 签到 督查 巡查 转办反馈 上次报送 "
        "复查 复核 复检 来电 来访 来信 投诉受理"
    ),
    "limit": words(
        "完成 整改完成 计划完成 整改 计划 截止 结束 起止 实施 推进 办理 落实 预计 答复 完工 "
        "销号 出台 要求完成 要求办结 拟完成 预计完成 最迟 考核"
    ),
    "either": words("办结 反馈 竣工 验收 上报 报送 交付"),
}

#: Headers that are one word, of the two columns of a span (起, 止).
BARE_WORDS: dict[TimeKind, tuple[str, ...]] = {
    "start": words("起 起始 起点 开始 自 从"),
    "fact": words(
        "更新 最后更新 最近更新 最新更新 最后修改 更新于 创建于 实际完成 实际开工 实际竣工 实际办结 实际销号"
    ),
    "limit": words("止 终止 截止 结束 至"),
    "either": words("月份 月度 季度 时段 旬次 周次"),
}

#: Nouns that make a limit of any word before them.
LIMIT_NOUNS = words("时限 期限 限期 限时 到期")
TIME_NOUNS = words("时间 日期 时段 节点 时点 日")
_LIMIT = re.compile(any_of(LIMIT_NOUNS))
_PLANNED = re.compile(
    "(?:计划|拟|预计|预定|要求)(?:(?P<start>开工|启动|开始|进场|动工)|完工|竣工|完成|办结|结束|投用|投产|交付|验收|建成|销号)"
)
_RHYTHM = re.compile("(?:报送|报告|填报|上报|更新|反馈|通报|调度|督促|走访|检查|巡查|工作)?(?:频次|频率|周期)")
_TIMES: dict[TimeKind, re.Pattern[str]] = {
    kind: re.compile(any_of(words) + any_of(TIME_NOUNS)) for kind, words in TIME_WORDS.items()
}


def is_planned(header: str) -> bool:
    """True for a header that is a plan's beginning or end in so many words (计划开工, 拟完成)."""
    return bool(_PLANNED.fullmatch(header))


def time_kind(header: str) -> TimeKind | None:
    """The kind of time that a header without spaces names; None where it names none."""
    if _LIMIT.search(header):
        return "limit"
    if _RHYTHM.fullmatch(header):
        return "either"
    if planned := _PLANNED.fullmatch(header):
        return "start" if planned["start"] else "limit"
    if bare := next((kind for kind, known in BARE_WORDS.items() if header in known), None):
        return bare
    found = [(match.start(), -match.end(), kind) for kind, one in _TIMES.items() if (match := one.search(header))]
    return min(found)[2] if found else None
