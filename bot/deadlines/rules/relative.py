"""Spans counted from an event or from the issue of the document: 2个工作日内, 印发之日起30日内, 开工前."""

import re
from typing import Any, Final

from bot.deadlines.lexicon import AFTER_COUNT, NUM, Pattern, one_of
from bot.deadlines.numerals import to_int
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene, Trait
from bot.deadlines.rules.clock import CLOCK_TEXT, read_clock
from bot.deadlines.rules.spans import COUNT, HALF, span

#: What makes a span a limit.
INSIDE: Final = "(?:之内|以内|内(?!容|部|外|蒙)|时限内|期限内)"
_USING: Final = Pattern("(?:用|利用|通过|经过|花|力争|争取)$")
_DOING: Final = one_of(
    "办 完 公开 公布 答 反馈 报 处 上报 上传 传 录 登 归 转 派 签 接 核 查 移 立 响应 审 "
    "出具 印发 编发 拟 起草 补 封 停 撤 收 出 开 受理 发 回 整改 清 销 结 解决 启动 通报 调度 更新 "
    "完成 落实 交 送 制 作"
)
_CUTS: Final = one_of("压缩 缩短 缩减 压减 减少 控制 降 降低 提速 精简 限定") + "(?:至|到|为|在|成)?"
_HAPPENED: Final = one_of("受理 收件 会议? 结束 完成 交办 下达 印发 发布 签订 发生 批准 届满 期满 作出 立案 送达 验收")
#: A span without 内 is a deadline where it stands alone or where a limit leads to it.
_LIMIT: Final = Pattern(
    rf"(?:^|[,;。、(]|延长[至到]|限[时期]?|之日起的?|(?:[收接]到[^,;。]{{0,10}}|{_HAPPENED})(?:之日起|后)的?|(?:不[晚迟]于|不(?:得)?超过)[^,;。]{{1,10}}后|时限(?:为|是|:)?|期限:|(?:不超过|不得超过|不能超过|不多于|不晚于|不迟于|最多|最长|最迟|{_CUTS})(?:平均|约|不超过|不过|最多)?)$"
)
_ENDS: Final = Pattern(
    "$|[,;。、)]|"
    + one_of(
        "完成 办结 办理 办毕 答复 回复 反馈 报送 整改 审结 出具 内 改正 作出 决定 回复 告知 缴纳 移交 归档 履行 报告"
    )
)


#: Whatever happens before the span with which the cell of a deadline column ends.
_AFTER_ANY: Final = Pattern(r"[^,;。、(\d年月日]{2,14}(?:之?后)的?$")
_SINCE: Final = Pattern("(?:近|过去|以往)的?$")


def _within(match: "re.Match[str]", scene: Scene) -> Parts:
    if _SINCE.search(match.string, max(0, match.start() - 3), match.start()) is not None:
        return no_deadline(match, scene)
    if match.string[match.start() - 1 : match.start()] == "第":
        raise Refusal  # 9月第一周内
    count, unit = span(match)
    return Parts("relative", ("vague",) if match["about"] else (), {"n": count, "unit": unit})


def _within_half(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = HALF[match["u"]]
    return Parts("relative", (), {"n": count, "unit": unit})


def _taking(match: "re.Match[str]", _scene: Scene) -> Parts:
    """用三年时间 counts from the issue; 3个工作日时间 without such a word from an event."""
    count, unit = span(match)
    fields: dict[str, Any] = {"n": count, "unit": unit}
    if unit in ("month", "year") or _USING.search(match.string, max(0, match.start() - 4), match.start()):
        fields["anchor"] = "issued"
    return Parts("relative", ("vague",) if match["about"] else (), fields)


def _taking_half(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = HALF[match["u"]]
    return Parts("relative", ("vague",) if match["about"] else (), {"n": count, "unit": unit, "anchor": "issued"})


def no_deadline(_match: "re.Match[str]", _scene: Scene) -> Parts:
    """How long something is, not by when it is due."""
    return Parts("none", ("not-a-deadline",), bound=False)


#: Signs before it that name no other day: 经批准延长10日.
_FEW: Final = 6


def _extension(match: "re.Match[str]", scene: Scene) -> Parts:
    """By how much a day may move; alone in a column it moves one that is not named."""
    if scene.column and match.start() < _FEW and match.end() == len(match.string):
        return Parts("none", ("vague",), bound=False)
    return no_deadline(match, scene)


def _same_day_at(match: "re.Match[str]", scene: Scene) -> Parts:
    if scene.last_month is not None and match.string[match.start() - 1 : match.start()] in ("至", "到", "-", "~"):
        raise Refusal  # 6月10日20:00至次日6:00: of what is done in those hours nothing is due
    fields: dict[str, Any] = {"n": 0 if match["day"][0] == "当" else 1, "unit": "day", "anchor": "event"}
    at = read_clock(match, scene)
    return Parts("relative", (), fields | ({"time": at} if at is not None else {}))


def same_day(_match: "re.Match[str]", _scene: Scene) -> Parts:
    """Due on the day of the event."""
    return Parts("relative", (), {"n": 0, "unit": "day", "anchor": "event"})


#: 报送次日负荷预测, 下达翌日计划: the day is that of the paper; 报送次日公示 says when.
_PAPER_OF: Final = Pattern(
    "(?:报送|上报|提交|报|发布|公布|编制|安排|制定|制订|下达|编报|申报|通报|推送|完成|做好|形成|确定)$"
)
_PAPER: Final = Pattern(
    "[^,;。前内上下中晚早凌零\\d]{0,8}?(?:预测|计划|预报|安排|方案|曲线|日程|菜单|食谱|航班|班次|名单|清单|排班|值班表|任务|工作|负荷|出力|天气|气象)"
)


def _is_of_paper(match: "re.Match[str]") -> bool:
    text = match.string
    return (
        _PAPER_OF.search(text, max(0, match.start() - 2), match.start()) is not None
        and _PAPER.match(text, match.end()) is not None
    )


def _next_day(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    if _is_of_paper(match):
        return None
    return Parts("relative", (), {"n": 1, "unit": "workday" if match["work"] else "day", "anchor": "event"})


_DAYS_AFTER: Final = {"工作日": "workday", "交易日": "workday", "周": "week"}


def _from_the_day(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """T+3个工作日, D+7; T+3 alone may count working days or others."""
    if scene.running:
        return None
    if match["u"] is None and match["day"] in "Tt":
        raise Refusal
    count = int(match["n"]) * (-1 if match["sign"] == "-" else 1)
    return Parts("relative", (), {"n": count, "unit": _DAYS_AFTER.get(match["u"] or "", "day"), "anchor": "event"})


def _nth_workday(match: "re.Match[str]", _scene: Scene) -> Parts:
    count = to_int(match["n"]) if match["n"] else 1
    if not count:
        raise Refusal
    return Parts("relative", (), {"n": count, "unit": "workday", "anchor": "event"})


#: How long something lasts from a day on: 试用期自入职之日起3个月.
_PERIOD: Final = Pattern("(?:期限?|时间|年限)[为是]?[自从]")


_AT_LEAST: Final = Pattern("不(?:得|能|应)?(?:少|低|短)于[^,;。]*$")


def limit_start(text: str, start: int) -> int:
    """Where the words begin that make the span at `start` a limit: 最长不得超过60日."""
    limit = _LIMIT.search(text, max(0, start - 18), start)
    while limit is not None and limit.start() < start and limit[0] and limit[0][0] in ",;。、(":
        return limit.start() + 1
    return limit.start() if limit is not None else start


#: What is done so long after an event, in a word that closes its clause: 浇筑后28天试压.
_WORK: Final = Pattern("(?![的后前以左内为是不仍未无可有期间免享保多余起止])[\u4e00-\u9fff]{2,6}(?=$|[,;。)])")


def _is_work(text: str, match: "re.Match[str]") -> bool:
    unit = match["u"] or match["u2"] or match["u3"]
    return unit in _SHORT and text[match.start() - 1] == "后" and _WORK.match(text, match.end()) is not None


_SHORT: Final = frozenset({"天", "小时", "工作日", "周"})


def _bare(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """2个工作日 without 内; 15日 alone may be a day of the month and is not read."""
    text, start = match.string, match.start()
    limit = _LIMIT.search(text, max(0, start - 18), start) if start else None
    behind = match.end() == len(text) or _is_work(text, match)
    if start and limit is None and scene.column and behind:
        limit = _AFTER_ANY.search(text, max(0, start - 18), start)  # 图纸到位后15天
    if start and limit is None:
        return None
    if _AT_LEAST.search(text, max(0, start - 24), start) is not None:
        return None  # 不少于期满后28天
    led = limit is not None and len(limit[0]) > 1
    if limit is not None and limit[0].endswith("起"):
        since = _PERIOD.search(text, max(0, start - 24), start) is not None
        if since or match["u"] in ("年", "周年"):
            return None  # 有效期自发布之日起5年
    ends = _ENDS.match(text, match.end()) is not None or (scene.column and led and _is_work(text, match))
    if not ends or (match["u"] == "日" and not led):
        return None
    count, unit = span(match)
    return Parts("relative", ("vague",) if match["about"] else (), {"n": count, "unit": unit}, bound=led)


#: What is done at the counter: 当场核发.
_AT_ONCE: Final = one_of(
    "作出 核发 颁发 出具 告知 决定 登记 纠正 改正 立改 制止 取 领 确认 签 送达 缴 更正 "
    "补正 开具 下达 反馈 回复 填写 通报 封存 拆除 清理 停 整改 处置 处理 解决 查 报告 公布 宣布 交(?!办) "
    "予以 移交 交付 清点 受理 准予 不予 一次"
)
#: 二一年内 may be the year 2021; one digit alone is a number of years.
_ONE_DIGIT: Final = rf"(?<=(?<![{NUMERALS}])[\d一二两三四五六七八九十])"
#: Tried before all others, as their words can be nothing else.
COMMON: Final = (
    Row(
        "{N}个工作日内",
        NUMERALS,
        rf"(?P<n>{NUM})(?P<n2>)(?P<half>)(?P<more>)(?P<about>)(?P<u3>)(?:个?(?P<u>工作日|小时|[日天]|周|{_ONE_DIGIT}年)|个(?P<u2>月))[以之]?内(?![容部外蒙])",
        _within,
        (("5个工作日内", "relative 5 workday event"), ("一年内", "relative 1 year event")),
        after="个工小日天周年",
    ),
    Row(
        "{N}年时间",
        NUMERALS,
        rf"{COUNT}的?时间",
        _taking,
        (("用3年时间", "relative 3 year issued =2024-06-30"),),
        needs="间",
        after=AFTER_COUNT,
    ),
)
#: The rule of what only says by how much a day may move.
EXTENSION: Final = "延长{N}日"
ROWS: Final = (
    Row(
        "T+{N}",
        "TDtd",
        r"(?<![A-Za-z\d])(?P<day>[TDtd])(?P<sign>[+-])(?P<n>\d{1,3})(?:个?(?P<u>工作日|交易日|自然日|[日天周])(?=$|[,;。、)]|(?!期|常)[\u4e00-\u9fff])|(?=$|[,;。、)内前完]))",
        _from_the_day,
        (("T+3个工作日", "relative 3 workday event"), ("D+7", "relative 7 day event")),
        ("T+3", "T-5"),
        needs="+-",
    ),
    Row(
        "后第{N}个工作日",
        "第首",
        rf"(?:(?<=后)|(?<=后的))(?:第(?P<n>{NUM})|首)个工作日(?:之?内|以内|之前|以前|前)?",
        _nth_workday,
        (("节后第一个工作日", "relative 1 workday event"), ("收到通知后第3个工作日前", "relative 3 workday event")),
        needs="工",
    ),
    Row(
        "{N}年行动",
        NUMERALS,
        rf"{COUNT}(?:专项)?{one_of('行动 规划 计划 攻坚 倍增 工程 期 以上 以下 多 余')}",
        no_deadline,
        (("三年行动计划", "none | not-a-deadline"), ("3个月以上", "none | not-a-deadline")),
        after=AFTER_COUNT,
    ),
    Row(
        EXTENSION,
        "延顺推展",
        rf"(?:延长|延期|顺延|推迟|展期){COUNT}",
        _extension,
        (("在10日内决定，经批准可延长10日", "relative 10 day event"),),
    ),
    Row(
        "{N}个工作日内",
        NUMERALS,
        rf"{COUNT}的?{INSIDE}",
        _within,
        (
            ("2个工作日内", "relative 2 workday event"),
            ("会后一周内", "relative 1 week event"),
            ("收到通知后3个工作日内", "relative 3 workday event"),
            ("自本通知印发之日起30日内", "relative 30 day issued =2021-07-30"),
            ("1-2年内", "relative 2 year event"),
            ("一个半月内", "relative 45 day event"),
            ("一年半以内", "relative 18 month event"),
            ("两三年内", "relative 3 year event"),
            ("近三年内", "none | not-a-deadline"),
            ("原则上3日内", "relative 3 day event"),
        ),
        ("第一周内",),
        after=AFTER_COUNT,
    ),
    Row(
        "{N}年时间",
        NUMERALS,
        rf"{COUNT}的?(?:时间|期限|努力|工夫)内?",
        _taking,
        (
            ("用三年时间", "relative 3 year issued =2024-06-30"),
            ("力争三到五年时间", "relative 5 year issued =2026-06-30"),
            ("利用两年左右时间", "relative 2 year issued =2023-06-30 | vague"),
            ("3个工作日时间内", "relative 3 workday event"),
        ),
        after=AFTER_COUNT,
    ),
    Row(
        "半年内",
        "半",
        rf"半个?(?P<u>年|月|[天日]|小时)的?(?:时间)?{INSIDE}",
        _within_half,
        (
            ("半年内", "relative 6 month event"),
            ("半个月内", "relative 15 day event"),
            ("半小时内", "relative 30 minute event"),
            ("项目建成后半年内", "relative 6 month event"),
        ),
    ),
    Row(
        "半年时间",
        "半",
        r"半个?(?P<u>年|月|[天日]|小时)(?P<about>左右)?的?(?:时间|努力)",
        _taking_half,
        (("用半年时间", "relative 6 month issued =2021-12-30"),),
    ),
    Row(
        "未来{N}年",
        "未今",
        rf"(?:未来|今后)的?{COUNT}(?:时间)?内?",
        _taking,
        (("未来三年", "relative 3 year issued =2024-06-30"), ("今后5年内", "relative 5 year issued =2026-06-30")),
    ),
    Row(
        "当日{时}前",
        "当次翌第",
        rf"(?P<day>当[日天]|次日|翌日|第二[日天])的?(?:{CLOCK_TEXT})(?:之前|以前|前)?",
        _same_day_at,
        (("当日17:00前", "relative 0 day event @17:00"), ("次日9时前", "relative 1 day event @09:00")),
    ),
    Row(
        "次日",
        "次翌第下",
        r"(?:次日|翌日|第二[天日])(?!起)|(?P<work>(?:下一?个?|次一?个?|第二个)工作日)",
        _next_day,
        (("次日", "relative 1 day event"), ("下一个工作日", "relative 1 workday event")),
    ),
    Row(
        "当日",
        "当即立",
        rf"(?:当[日天场晚]|即日(?!起))(?!交办)(?:内|(?=$|[,;。、)]|{_DOING}))|当场(?={_AT_ONCE})|立等可取",
        same_day,
        (("当日", "relative 0 day event"), ("当场办结", "relative 0 day event")),
    ),
)
#: Tried after all others: the words may belong to something longer.
BARE: Final = Row(
    "{N}个工作日",
    NUMERALS,
    rf"(?<!第)(?<!最后){COUNT}(?!之?前|版|期|级|线|人|第|以上|之?后|以后|多|余|一|两)",
    _bare,
    (
        ("10个工作日", "relative 10 workday event"),
        ("不超过3个工作日", "relative 3 workday event"),
        ("办理时限为5个工作日", "relative 5 workday event"),
        ("至迟不晚于事件发生后24小时", "relative 24 hour event"),
        ("压缩至5个工作日", "relative 5 workday event"),
        ("收到交办单后3个工作日", "relative 3 workday event"),
        ("签订合同之日起12个月", "relative 12 month event"),
    ),
    ("15日", "试用期自入职之日起3个月"),
    trait=Trait.BARE,
    after=AFTER_COUNT,
)
