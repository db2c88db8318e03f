"""Words without a date: standing work, at once, done, and what names no time at all."""

import re
from typing import Final

from bot.deadlines.row import Parts, Row, Scene


def _standing(match: "re.Match[str]", scene: Scene) -> Parts | None:
    if not scene.column:
        return Parts("none", ("vague",), bound=False)
    text, start = match.string, match.start()
    # Inside a clause these words describe (建立长期机制); at its beginning they say when.
    if start and _CLAUSE.search(text, max(0, start - 3), start) is None:
        return None
    if len(match[0]) < 4 and _CLAUSE_END.match(text, match.end()) is None and match[0] not in _LEADING:
        return None
    return Parts("standing", bound=False)


_CLAUSE: Final = re.compile(r"(?:[,;。、()]|并|且|同时|再|后|成|前|内|底|为|作为|属|年|应|要)$")
_CLAUSE_END: Final = re.compile(r"$|[,;。、)]")
_LEADING: Final = ("长期", "持续", "常态化", "不断")


def _immediate(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("immediate")


def _done(_match: "re.Match[str]", scene: Scene) -> Parts:
    if scene.column:
        return Parts("done", bound=False)
    return Parts("none", ("not-a-deadline",), bound=False)


def _vague(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False)


def _no_time(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", (), bound=False)


def _not_a_deadline(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("not-a-deadline",), bound=False)


_DO: Final = (
    "推进|开展|坚持|实施|落实|加强|深化|推动|抓好|优化|完善|提升|进行|做好|跟进|巩固|更新|执行|发力|运行|整改|抓|强化|改进"
    "|公开|管理|监管|保持|组织|用力|调整|维护|做|抓紧|有效|性"
)
_TIME: Final = r"(?!年[底末内]|月[底末]|每[年月季周日]|日前|[上下]半年|[上中下]旬|季度)"


ROWS: Final = (
    Row("长期工作", "长持常经日动不滚贯实全",
        rf"(?:常抓不懈|贯穿始终|全程推进|(?:全年)?(?:长期|持续|常态化?|经常性?|日常(?!管理)|动态|滚动|不断|常年|实时(?=更新))(?:性|地|化)?(?:(?:{_DO}|工作|任务|长效)(?:工作|任务)?)*(?<!不断)(?<!滚动)(?<!动态))", _standing),
    Row("立行立改", "立即马第边当随迅事",
        r"(?:立行立改|即知即改|立即|即日起(?!至|到|-|[一二两三四五六七八九十\d])|马上|第一时间|边查边改|边整改边落实|边学边改|立改立行|立说立行|立刻|即刻|当即|即行|即办|随即|即时|立查立改|即查即改|迅速(?=整改|落实|处置))(?:整改|落实|办理|完成|报告|执行|开展|推进|上报|处置|处理)?", _immediate),
    Row("已完成", "已均完整办",
        r"(?:已(?:经)?[于在][^,;。]{1,20}?(?:完成|办结|落实|整改到位|上线|建成|印发|出台|报送)|(?:均|目前)?已(?:经|全部|全面|基本|按期|如期)?(?:完成|办结|落实|整改|销号|报送|结束|公开|上线|建成|印发|出台)(?:整改|到位|销号|落实|完毕|完成)*|(?<![^,;。(])(?:完成|办结|整改到位|完成整改|整改完成)(?=$|[,;。)]))", _done),
    Row("按要求", "按根依遵随视待据结",
        rf"(?:按照?|根据|依照|依据|遵照|视|待|随|结合)(?![年月季周日旬])(?:{_TIME}[^,。;0-9]){{0,24}}?(?:要求|部署|安排|规定|时限|期限|进度|情况|计划|通知|节点|时间|需要|程序|实际|方案|步骤|进展)(?:的?(?:时限|期限|时间|要求|节点))?(?:内)?(?:执行|推进|完成|办理|开展|落实|进行)?", _no_time),
    Row("适时", "适按如限尽及定不短近规承法分择逐有同约另合待随推正进逾期实动",
        r"适时|按期|如期|限期|尽快|尽早|尽速|抓紧|及时|不?定期|短期内?|近期内?|限时|按时|随时|逐步|逐年|分批次?|分期|分步骤?|分阶段|分年度|分季度|择机|择期|待定|暂定|(?:规定|承诺|法定|约定|要求|合理|有效|指定)的?(?:时限|期限|时间|时期)(?:之?内)?|有序|另行(?:通知|确定)|同步|中长期|正在(?:推进|整改|办理|实施|进行)|推进中|进行中|逾期|实时|动态(?:管理|调整|更新|公开|监测)?", _vague),
    Row("/", "/-无*x×~空暂", r"^(?:[/\-*×~]+|无|无时限要求|暂无|空)$", _no_time),
)
