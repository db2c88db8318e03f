"""The names of every command, Chinese and English: a row each, of each language the first the one that is taught."""

import re
from collections.abc import Iterator

from bot.plan.lifecycle import Verb
from bot.speech.command import Errand
from bot.speech.signs import SIGNS
from bot.speech.spans import SPAN
from bot.speech.until import DAY

#: Command → its names; the longest that fits is meant. “/” before a name is a chat's way of saying the same.
NAMES: dict[Verb | Errand, tuple[str, ...]] = {
    Verb.ACKNOWLEDGED: (
        "签收", "已签收", "确认签收", "已收到", "收到", "收悉", "已收悉", "知悉", "已知悉", "已阅",
        "acknowledged", "acknowledge", "ack", "received", "got it", "got",
    ),
    Verb.IN_PROGRESS: ("在办", "正在办理", "办理中", "推进中", "正在推进", "in-progress", "in progress", "started"),
    Verb.REPORTED: (
        "已办结", "办结", "已完成", "完成", "已落实", "办结反馈", "反馈办结", "已办理完毕", "办理完毕",
        "办好", "已办好", "办完", "已办完", "做完", "已做完", "做好", "已做好", "弄好", "弄完", "搞定", "已搞定",
        "办妥", "已办妥", "完结", "已完结", "办理完成", "办理完结", "已办理完成", "整改完毕", "整改完成", "整改到位",
        "已整改完毕",
        "已整改完成", "已整改到位", "落实到位", "已落实到位", "落实完毕", "处理完毕", "处理完成", "已处理完毕",
        "反馈", "情况反馈", "上报",
        "done", "reported", "report", "completed", "finished", "is done", "are done", "is completed", "are completed",
        "is finished", "are finished", "has been completed", "have been completed",
    ),
    Verb.SENT_BACK: (
        "退回修改", "退回", "退回重办", "退办", "驳回", "补充材料", "return", "sent-back", "send back", "returned",
    ),
    Verb.CLOSED: (
        "核准销号", "核准", "销号", "同意销号", "准予销号", "审核通过", "通过", "已核准", "同意办结",
        "approve", "approved", "closed", "close", "close out",
    ),
    Verb.HANDED_BACK: (
        "非本单位职责", "不是本单位职责", "不属于本单位职责", "不属本单位职责", "非我单位职责", "不是我单位职责",
        "不属于我单位职责", "非本部门职责", "不属于本部门职责", "不是我们的", "不是我们单位的", "不是我单位的",
        "不是我局的", "不是我们的职责", "不是我们单位的职责", "不是我们的事", "不是我们单位的事", "不属于我们",
        "不属于我们单位", "不归我们", "不归我们管", "不归我单位管", "不归本单位管", "不该我们办", "不由我单位负责",
        "不由我们负责", "not ours", "handed-back", "hand back", "not our duty", "not our job",
        "not our responsibility", "is not ours", "isn't ours", "isnt ours", "are not ours", "aren't ours",
        "is not our job", "is not our duty", "isn't our duty", "isn't our job", "not our task",
    ),
    Verb.REASSIGNED: ("改派", "转办", "reassigned", "reassign"),
    Verb.EXTENSION_REQUESTED: (
        "申请延期", "延期申请", "请求延期", "申请延长", "延期", "拟延期", "extend", "extension-requested",
        "request extension", "request an extension",
    ),
    Verb.EXTENSION_GRANTED: (
        "同意延期", "批准延期", "准予延期", "核准延期", "延期同意", "grant", "extension-granted", "grant extension",
    ),
    Verb.EXTENSION_REFUSED: (
        "不同意延期", "不批准延期", "不予延期", "不批延期", "延期不批", "延期不同意", "延期不予同意", "驳回延期",
        "refuse", "extension-refused", "refuse extension",
    ),
    Verb.SUSPENDED: ("中止", "暂停", "suspended", "suspend", "pause"),
    Verb.RESUMED: ("恢复", "恢复办理", "resumed", "resume"),
    Verb.WITHDRAWN: ("撤销", "撤销任务", "withdrawn", "withdraw"),
    Verb.REOPENED: ("重新办理", "重办", "reopened", "reopen"),
    Errand.UNDO: ("撤回", "撤回操作", "取消上一步", "undo", "take back"),
    Errand.ADD: (
        "补充", "补充说明", "补充反馈", "补充一句", "再补充", "再补充一句", "反馈再加一句", "反馈再补充",
        "add to", "add",
    ),
    Errand.HELP: ("帮助", "用法", "怎么回复", "help", "?"),
}  # fmt: skip

_ALL = r"(?:以上|上述)?(?:事项|任务)?(?:全部|全都|均|都|all\b)(?:事项|任务)?\s*"


def _forms(name: str) -> tuple[str, ...]:
    """已完成 is also said 已经完成."""
    return (name, f"已经{name[1:]}") if name.startswith("已") else (name,)


_MEANT = {form.casefold(): verb for verb, names in NAMES.items() for name in names for form in _forms(name)}
_BY_LENGTH = "|".join(re.escape(name) for name in sorted(_MEANT, key=len, reverse=True))
#: What may follow a name: nothing, a sign, a number, or “all”. Another word makes it another word: 已完成一半.
_COMMAND = re.compile(
    rf"/?(?P<every>{_ALL})?(?P<name>{_BY_LENGTH})(?:@\w+)?(?P<all>\s*(?:全部|所有|all\b))?"
    rf"(?=$|[\s{SIGNS}~～\d第#№(（n]|至|到|给|了(?:[\s{SIGNS}]|$))(?:了)?[\s{SIGNS}~～]*",
    re.IGNORECASE,
)


#: A name with a day or how much longer right behind it: 延期一个月.
_DATED = "|".join(
    re.escape(name)
    for verb in (Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED)
    for name in sorted(NAMES[verb], key=len, reverse=True)
)
_WITH_DAY = re.compile(rf"/?(?P<name>{_DATED})\s*(?={SPAN}|{DAY})", re.IGNORECASE)
#: Other ways to ask for more time, certain by the day that they name: 能不能缓到下周五, 再宽限一周.
_LATER = re.compile(
    r"(?:能不能|能否|可否|可不可以|是否可以|可以|希望|想要?|请求?|申请|拟|再|都|均|也|需要?)*"
    r"(?:延期|延长|推迟|顺延|延缓|暂缓|缓|延|宽限)(?:办理|一下)?\s*"
    rf"(?={SPAN}|(?:至|到)\s*(?:{DAY}|\d{{1,2}}\.\d{{1,2}}(?![\d.])))"
    rf"|(?:we\s+|i\s+)?(?:need|want|request|ask\s+for|would\s+like)\s+(?:some\s+)?more\s+time(?:\s+(?:for|on|with))?\s*(?=.*\b(?:until|till|to|by)\s+{DAY})"
    rf"|(?:give|grant|allow)\s+us\s+(?=(?:until|till|to)\s+{DAY}|{SPAN})",
    re.IGNORECASE,
)

#: The names as a part of another expression.
ANY_NAME = _BY_LENGTH


def command_at(words: str, at: int = 0) -> tuple[Verb | Errand, bool, int] | None:
    """The command whose name stands at `at` in folded `words`, whether “all” is said with it, and where it ends."""
    match = _COMMAND.match(words, at)
    if match is None:
        dated = _WITH_DAY.match(words, at)
        if dated is not None:
            return _MEANT[dated["name"].casefold()], False, dated.end()
        later = _LATER.match(words, at)
        return (Verb.EXTENSION_REQUESTED, False, later.end()) if later is not None else None
    return _MEANT[match["name"].casefold()], bool(match["every"] or match["all"]), match.end()


def names_in(words: str) -> Iterator[Verb | Errand]:
    """The commands whose names occur somewhere in `words`, the first before the others, the longest of those there."""
    plain = words.casefold()
    found = [(plain.index(name), -len(name), verb) for name, verb in _MEANT.items() if len(name) > 1 and name in plain]
    for _, _, verb in sorted(found, key=lambda one: one[:2]):
        yield verb
