"""Words without a date: standing work, at once, done, and what names no time at all."""

import re
from typing import Final

from bot.deadlines.lexicon import Pattern, one_of
from bot.deadlines.row import Parts, Refusal, Row, Scene, Trait

_CLAUSE: Final = Pattern(
    "(?:[,;:。、()起后成前内底为属应要须需再并且]|同时|列入|纳入|转入|坚持|实行|保持|后续|其余|其他|总体|整体)$"
)
_ITEM: Final = Pattern(r"(?:^|[,;。])\d{1,3}[.、]$")
_DATED: Final = Pattern(r"[\d年]|[一二三四五六七八九十]+[年月季]")
_PARTS: Final = Pattern("短期|中期|近期")
_CLAUSE_END: Final = Pattern("$|[,;。、)]")
#: These alone lead a clause that is about standing work (持续做好…); the others only with 工作 and the like.
_LEADING: Final = ("长期", "持续", "常态化", "不断")


def _standing(match: "re.Match[str]", scene: Scene) -> Parts | None:
    if not scene.column:
        return Parts("none", ("vague",), bound=False)
    text, start = match.string, match.start()
    if text[match.end() : match.end() + 1] == ":" and _PARTS.search(text) is not None:
        if _DATED.match(text, match.end() + 1) is not None:
            return None
        raise Refusal  # 短期：…；长期：… names a part of the plan
    # Inside a clause these words describe (建立长期机制); at its beginning they say when.
    if start and _CLAUSE.search(text, max(0, start - 3), start) is None and not _ITEM.search(text, 0, start):
        return None
    if (
        len(match[0]) < 4
        and text[match.end() : match.end() + 1] != ":"
        and _CLAUSE_END.match(text, match.end()) is None
        and match[0] not in _LEADING
    ):
        return None
    return Parts("standing", bound=False)


def _immediate(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("immediate")


def _done(match: "re.Match[str]", scene: Scene) -> Parts | None:
    if "已" not in match[0] and _BY_WHEN.search(match.string) is not None:
        return None  # 6月底前（完成）: what is to be done by then
    if scene.column:
        return Parts("done", bound=False)
    return Parts("none", ("not-a-deadline",), bound=False)


_BY_WHEN: Final = Pattern("[\\d前内底末每]|[一二三四五六七八九十]+[年月季日]|[上下]半年")


def _vague(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False)


def _left_open(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False, asks=True)


def _no_time(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", bound=False)


_DO: Final = one_of(
    "推进 开展 坚持 实施 落实 加强 深化 推动 抓好 优化 完善 提升 进行 做好 跟进 巩固 更新 执行 发力 运行 "
    "整改 抓 强化 改进 "
    "公开 管理 监管 保持 组织 用力 调整 维护 做 抓紧 有效"
)
_STANDING: Final = (
    r"常抓不懈|贯穿始终|全程推进|(?:全年)?(?:长期|持续(?![到至])|常态化?|经常性?|日常(?!管理)|动态|滚动|不断|常年|实时(?=更新))[性地化]?"
    rf"(?:(?:{_DO}|工作|任务|长效)(?:工作|任务)?){{0,4}}(?<!不断)(?<!滚动)(?<!动态)"
)
_AT_ONCE: Final = one_of(
    "立行立改 即知即改 立即 马上 第一时间 边查边改 边整改边落实 边学边改 立改立行 立说立行 立刻 即刻 当即 "
    "即行 (?<!诉)即办 随即 即时 立查立改 "
    r"即查即改 迅速(?=整改|落实|处置) 即日起(?!至|到|-|[一二两三四五六七八九十\d])"
)
_ENDED: Final = one_of("完成 办结 落实 整改 销号 报送 结束 公开 上线 建成 印发 出台")
_DONE: Final = (
    r"(?:已(?:经)?[于在][^,;。]{1,20}?(?:完成|办结|落实|整改到位|上线|建成|印发|出台|报送)"
    rf"|(?:均|目前)?已{one_of('经 全部 全面 基本 按期 如期')}?{_ENDED}{one_of('整改 到位 销号 落实 完毕 完成')}{{0,3}}"
    r"(?!\d|百分|过半|[一二三四五六七八九十]|部分|大部|阶段|初步|前期|主体)"
    r"|(?<![^,;。(])(?:完成|办结|整改到位|完成整改|整改完成)(?=$|[,;。)]))"
)
#: No word of time may hide in what 按…要求 encloses.
_NO_TIME: Final = r"(?!年[底末内]|月[底末]|每[年月季周日]|日前|[上下]半年|[上中下]旬|季度)"
_BY_RULE: Final = (
    rf"(?:按照?|根据|依照|依据|遵照|视|待|随|结合)(?![年月季周日旬半双单]|工作日)(?:《[^》]{{0,200}}》|{_NO_TIME}[^,。;0-9《]){{0,24}}?"
    rf"{one_of('要求 部署 安排 规定 时限 期限 进度 情况 计划 通知 节点 时间 需要 程序 实际 方案 步骤 进展 分工')}"
    rf"(?:的?(?:时限|期限|时间|要求|节点))?内?{one_of('执行 推进 完成 办理 开展 落实 进行')}?"
)
_SOME_TIME: Final = (
    one_of(
        "适时 按期 如期 限期 尽快 尽早 尽速 抓紧 及时 不定期 定期 短期内? 近期内? 限时 按时 随时 逐步 逐年 "
        "分批次? 分期 分步骤? 分阶段 "
        "分年度 分季度 择机 择期 暂定 有序 同步 中长期 正在推进 正在整改 正在办理 "
        "正在实施 正在进行 推进中 进行中 "
        "逾期 实时 届时 必要时 下一步 今后一个时期 不间断 全天候 依法依规 年均"
    )
    + "|动态(?:管理|调整|更新|公开|监测)?"
    + "|(?:规定|承诺|法定|约定|要求|合理|有效|指定|整改|公示|过渡|任|保修|一定|一段)的?"
    "(?:时限|期限|时间|时期|期)(?:之?内)?"
)
#: 按年度计划: the plan says when.
_BY_PLAN: Final = (
    rf"按照?(?:年度|半年度|季度|月度|[年月季])的?(?:工作)?{one_of('目标 任务 计划 预算 要点 方案 分工 进度')}"
)
#: What leaves a day open, or whatever stands beside it.
_LEFT_OPEN: Final = "待[定议]|另行(?:通知|确定|安排|明确)"
ROWS: Final = (
    Row(
        "长期工作",
        "长持常经日动不滚贯实全",
        _STANDING,
        _standing,
        (
            ("长期工作", "standing"),
            ("长期坚持", "standing"),
            ("持续推进", "standing"),
            ("常态化开展", "standing"),
            ("日常工作", "standing"),
            ("经常性工作", "standing"),
            ("动态更新", "standing"),
            ("常抓不懈", "standing"),
            ("纳入常态化管理", "standing"),
            ("2021年7月起长期坚持", "standing"),
        ),
    ),
    Row(
        "立行立改",
        "立即马第边当随迅事",
        rf"{_AT_ONCE}{one_of('整改 落实 办理 完成 报告 执行 开展 推进 上报 处置 处理')}?",
        _immediate,
        (
            ("立行立改", "immediate"),
            ("即知即改", "immediate"),
            ("第一时间", "immediate"),
            ("立即整改", "immediate"),
            ("即日起", "immediate"),
        ),
    ),
    Row(
        "已完成",
        "已均目完整办",
        _DONE,
        _done,
        (("已完成", "done"), ("完成", "done"), ("已于2021年6月完成", "done"), ("已整改到位", "done")),
    ),
    Row(
        "按要求",
        "按根依遵随视待据结",
        rf"{_BY_PLAN}|{_BY_RULE}",
        _no_time,
        (
            ("按年度计划", "none"),
            ("按要求", "none"),
            ("按时限要求", "none"),
            ("根据上级部署", "none"),
            ("按照规定的时限", "none"),
        ),
        trait=Trait.NO_TIME,
    ),
    Row(
        "待定",
        "待另",
        _LEFT_OPEN,
        _left_open,
        (
            ("待定", "none | vague"),
            ("2021年7月底前（待定）", "due 2021-07-31 | day-off vague"),
            ("另行通知", "none | vague"),
        ),
        trait=Trait.EXCEPTION,
    ),
    Row(
        "适时",
        "适按如限尽及定不短近规承法分择逐有同约另合待暂随推正进逾期实动届必下今全依指整公过任保一年抓要中",
        _SOME_TIME,
        _vague,
        (
            ("适时", "none | vague"),
            ("定期发布", "none | vague"),
            ("分批次", "none | vague"),
            ("限时办结", "none | vague"),
            ("在规定时限内", "none | vague"),
            ("短期内", "none | vague"),
            ("尽快完成", "none | vague"),
        ),
    ),
    Row(
        "/",
        "/-无*x×~空暂",
        r"^(?:[/\-*×~]+|无|无时限要求|暂无|空)$",
        _no_time,
        (("/", "none"), ("—", "none"), ("无", "none")),
        trait=Trait.NO_TIME,
    ),
)
