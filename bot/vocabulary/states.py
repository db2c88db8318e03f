"""Words that say how far an item is: done for good, or under way."""

import re
from typing import Literal

from bot.vocabulary.patterns import any_of, words

State = Literal["done", "dropped", "open"]

#: Each state and the words for it, as cells of a column of states say it.
STATE_WORDS: dict[State, tuple[str, ...]] = {
    "done": words(
        "已完成 已销号 已办结 已整改 已整改完成 整改完成 完成整改 已落实 已解决 已完成整改 已答复 已归档 已结束 "
        "已完工 已验收 已关闭 已结案 已核销 已闭环 已办理完毕 已化解 已息访 已息诉 已息诉罢访 已处置 已竣工 已交付 "
        "已投用 已清零 已执结 执结 已回复 已办复 已整治 已修复 "
        "解除列管 已解除列管 "
        "完成 办结 销号 同意销号 完毕 100% 1.0 done completed closed finished complete finish resolved "
        "fixed implemented delivered"
    ),
    "dropped": words(
        "取消 已取消 撤销 已撤销 撤回 已撤回 终止 已终止 中止 已中止 作废 已作废 已废止 已合并 已并案 已销案 "
        "暂停 已暂停 暂缓 已暂缓 不再实施 不再推进 不再督办 "
        "不再跟踪 不再列入 不再单列 不予办理 不再办理 并单 已并单 "
        "cancelled canceled dropped revoked withdrawn void deleted"
    ),
    "open": words(
        "未完成 进行中 推进中 正在推进 正在办理 办理中 整改中 未开始 未启动 未销号 未办结 超期 逾期 滞后 "
        "部分完成 基本完成 序时推进 持续推进 长期坚持 阶段性完成 open ongoing inprogress notstarted "
        "overdue pending unresolved todo"
    ),
}

#: The plain word for an item that is done with.
DONE = "已办结"

#: Words of a question that a column asks of each item (是否完成), and the answers that mean done.
ASKED_DONE = words(
    "是否完成 是否销号 是否办结 是否整改 是否落实 是否整改到位 是否结案 是否化解 是否解决 是否闭环 是否归档 "
    "是否办理完毕 "
    "是否按期完成 是否完成整改 是否验收 是否通过验收"
)
YES = words("是 √ ✓ ✔ 已 y yes true 对")


#: The marks of a cell that say that its item is done with, each the key of its words.
STATE_MARKS = {"struck": "ledger.state-struck", "hidden": "ledger.state-hidden"}
STATE_KEYS = frozenset(STATE_MARKS.values())


#: How a report of progress closes that says that the item is done with (…，4月2日验收通过，予以销号。).
_CLOSED = re.compile(
    r"(?:已|予以|同意|准予|均|全部|顺利)(?:验收)?(?:办结|销号|核销|结案|归档|闭环|办理完毕|整改到位|整改完成|完成整改)(?:了)?"
)
#: What says that something of it is still under way.
_UNDER_WAY = re.compile("未|正在|正|尚|剩余|余下|继续|持续|下一步|推进|进行|中$|待|拟|计划|将|部分|基本|阶段")
#: Words of state that are formed with a verb: 已执行完毕, 处置到位, 修好了.
_FORMED = re.compile(
    r"(?:已经?|业已|均已|已全部|全部|当场|现场|均|现已)*(?:办理|执行|整改|整治|落实|处置|处理|清运|清理|拆除|修复|安装|更换|发放|建设|施工)?"
    r"(?:完毕|到位|完成了)|(?:已经?|都|全)*[办修做干搞弄装换清建][好完成]了?"
)
_NOT_YET = re.compile("未|没|不|待|拟|将|正在|部分|基本|差不多|快")
#: What says that nothing of it is followed any more: 移送纪委处理，本表不再跟踪.
_DROPPED = re.compile("不再(?:跟踪|督办|列入|单列|办理|实施|推进)|已(?:自行)?撤[回销]|已并[入案]|不予办理")
_LATIN = re.compile(r"(?P<done>closed|done|completed)|(?P<dropped>cancell?ed|dropped|withdrawn)")


def state_of(cell: str) -> State | None:
    """The state that a cell says in so many words; None where it says anything else, or more."""
    said = "".join(cell.split()).strip("。.，,；;").lower()
    if state := next((state for state, known in STATE_WORDS.items() if said in known), None):
        return state
    return "done" if _FORMED.fullmatch(said) and not _NOT_YET.search(said) else None


def state_reported(cell: str) -> State | None:
    """The state that a report of progress says, alone or by its first or last clause; None where none is plain."""
    if state := state_of(cell):
        return state
    if _DROPPED.search(cell):
        return "dropped"
    clauses = [one for one in re.split(r"[。；;，,\n]", "".join(cell.split(" "))) if one]
    if len(clauses) > 1 or not clauses:
        ends = {state for one in clauses[:1] + clauses[-1:] if (state := state_of(one))}
    else:
        ends = set()
    latin = _LATIN.match(cell.strip().lower())
    if latin and "%" not in cell:
        return "done" if latin["done"] else "dropped"
    if any(map(_UNDER_WAY.search, clauses)):
        return None
    if ends & {"done", "dropped"}:
        return "dropped" if "dropped" in ends else "done"
    return "done" if clauses and _CLOSED.search(clauses[-1]) else None


#: What a free report says was done, where nothing of it is under way (已印发（青办〔2025〕3号）, 全部移交).
_DEEDS = any_of(
    words(
        "印发 出台 建成 投用 投入使用 取缔 拆除 发放 拨付 召开 开通 上线 挂牌 签订 移交 公示 公布 发布 结案 通车 封堵 "
        "清理 完成 办理 报送 提交 上报 整改 修复 更换 验收 竣工 关停 关闭 下发 制定 通过 落实 举办 送达 消除 结束 交付 "
        "开展"
    )
)
_REPORTED = re.compile(
    r"(?:[^，。；已未]{0,12}?)?(?:已|均已|业已|已经|全部)(?:于[^，。；]{1,12}?)?(?:全部|按期|按时|顺利|正式|全面)?"
    + _DEEDS
    + r"(?!了?第?[一二三四五六七八九十\d]+)"
    + r"(?![^，。；]{0,6}(?:汇总|摸底|招标|设计|方案|需求|前期|初稿|草稿|草案|征求|调研|立项|编制))"
)


def may_be_over(report: str) -> bool:
    """True for a free report that tells of a thing done and of nothing under way: done with, perhaps."""
    said = "".join(report.split())
    return bool(said) and not _UNDER_WAY.search(said) and bool(_REPORTED.match(said)) and state_of(said) != "open"


#: Any word of state, as a pattern.
STATES_PATTERN = any_of(tuple(word for known in STATE_WORDS.values() for word in known if not word.isascii()))
