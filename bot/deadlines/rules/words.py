"""Words without a date: standing work, at once, done, and what names no time at all."""

import re
from typing import Final

from bot.deadlines.row import Parts, Row, Scene


def _standing(_match: "re.Match[str]", scene: Scene) -> Parts:
    return Parts("standing") if scene.column else Parts("none", ("vague",), bound=False)


def _immediate(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("immediate")


def _done(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("done", bound=False)


def _vague(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False)


def _no_time(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", (), bound=False)


def _not_a_deadline(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("not-a-deadline",), bound=False)


_DO: Final = "推进|开展|坚持|实施|落实|加强|深化|推动|抓好|优化|完善|提升|进行|做好|跟进|巩固|更新|执行|发力|运行|整改|巩固提升|抓|强化|改进|公开|管理|监管|保持|组织|用力"
ROWS: Final = (
    Row("长期工作", "长持常经日动不滚全", rf"(?:长期|持续|常态化?|经常性?|日常性?|动态|滚动|不断|全程|常年)(?:性|地)?(?:(?:{_DO}|工作|任务|调整|长效)(?:工作)?)*(?<!不断)(?<!全程)", _standing),
    Row("立行立改", "立即马第边当随迅", r"立行立改|即知即改|立即|即日起|马上|第一时间|边查边改|立改立行|立说立行|立刻|即刻|当即|即行|随即|即时整改|立查立改|即查即改", _immediate),
    Row("已完成", "已均完整", r"(?:均?已(?:经|全部|全面|基本)?(?:完成|办结|落实|整改|销号|报送|结束|公开|上线)(?:整改|到位|销号|落实)*|^(?:完成|办结|整改到位|完成整改|整改完成)$)", _done),
    Row("按要求", "按根依遵随视待据",
        r"(?:按照?|根据|依照|依据|遵照|视|待|随)(?![年月季周日旬])[^,。;0-9]{0,24}?(?:要求|部署|安排|规定|时限|期限|进度|情况|计划|通知|节点|时间|需要|程序|实际|方案)(?:的?(?:时限|期限|时间|要求|节点))?(?:内)?(?:执行|推进|完成|办理|开展|落实|进行)?", _no_time),
    Row("适时", "适按如限尽及定不短近规承法分择逐逾按有同约另待", r"适时|按期|如期|限期|尽快|尽早|尽速|抓紧|及时|不?定期|短期内?|近期内?|限时|按时|逐步|分批次?|分期|择机|择期|(?:在)?(?:规定|承诺|法定|约定|要求)的?(?:时限|期限|时间|时期)(?:之?内)?|有序|另行通知|同步|中长期", _vague),
    Row("/", "/-无\\*x×~空暂", r"^(?:[/\-\\*×~]+|无|无时限要求|暂无|空)$", _no_time),
)
