"""What falls due again and again, without a day in the period: 每季度, 按月, 每月三次, 每两年, 每周五前."""

import re
from typing import Any, Final

from bot.deadlines.lexicon import NUM, WEEKDAY_INDEX, WEEKDAYS, Pattern, one_of
from bot.deadlines.numerals import to_int
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene, Trait
from bot.deadlines.rules.rrules import UNIT, UNITS, recurring, several, whole

_CAP: Final = Pattern("不(?:得|能|可|应)?(?:超过|多于|高于|超)|最多|至多|上限")
_LEAST: Final = one_of("至少 不少于 不低于 不得少于 最少 应至少 要至少 须至少 原则上不少于 原则上至少")
#: Words between the period and the number: 召开, 组织开展.
_WORDS: Final = r"(?:[^,。;、()0-9一二两三四五六七八九十每\"]|一(?=[线体致般定律并批流道]))"
#: How often in a period, after the period itself: 至少召开2次.
COUNT: Final = Pattern(
    rf"(?P<least>{_LEAST})?{_WORDS}{{0,16}}?(?:(?P<least2>{_LEAST}|各){_WORDS}{{0,6}}?)?"
    rf"(?P<count>{NUM})(?:(?:-|至|到|~){NUM})?(?:次|轮|遍|回)(?:以上)?"
)


#: 至少召开2次 behind a time that does not recur: so often by then.
AT_LEAST: Final = Pattern(
    rf"{_WORDS}{{0,10}}?{_LEAST}{_WORDS}{{0,6}}?(?P<count>{NUM})(?:(?:-|至|到|~){NUM})?(?:次|轮|遍|回|场)(?![日月年])"
)


def least_in(text: str, at: int) -> int | None:
    """How often at least something is to be done by the time that ends at `at`, where more than once."""
    found = AT_LEAST.match(text, at)
    count = to_int(found["count"]) if found is not None else None
    return count if count is not None and count > 1 else None


def is_capped(match: "re.Match[str]") -> bool:
    """每年不超过2次 holds nobody to anything."""
    return _CAP.search(match[0]) is not None


def count_in(match: "re.Match[str]", fields: dict[str, Any]) -> None:
    """Put `at_least` into `fields`, where the words count how often in a period: the smaller of two numbers."""
    value = to_int(match["count"])
    if value and (value > 1 or match["least"] or match["least2"]):
        fields["at_least"] = value


def listed_by(parts: Parts) -> str | None:
    """Month or year, where a day of it is named, so that it may serve the days that follow in a list."""
    rule = parts.fields.get("rrule") or parts.fields.get("rrules", ("",))[0]
    if rule.startswith("FREQ=YEARLY;BYMONTH=") and rule != whole("year") and rule.count(",") == 0:
        return "year"
    return "month" if rule.startswith("FREQ=MONTHLY;BYMONTHDAY=") and rule != whole("month") else None


def _every(match: "re.Match[str]", _scene: Scene) -> Parts:
    unit = UNITS[match["u"]]
    every = to_int(match["k"]) if match["k"] else 1
    if not every or (every == 1 and match[0].startswith("每隔") and match["k"]):
        raise Refusal  # 每隔一周: each week or each second one?
    if match["k"] and match["u"] == "月" and "个" not in match[0] and _DAY_OF.match(match.string, match.end()):
        raise Refusal  # 每6月底前: the end of each June, or of each half-year?
    return recurring(several(unit, every) if every > 1 else whole(unit))


_DAY_OF: Final = Pattern("[底末初中]|份|[上中下]旬|[\\d一二三四五六七八九十]+[日号]")


def _by(match: "re.Match[str]", _scene: Scene) -> Parts:
    return recurring(whole(UNITS[match["u"]]))


def _weekdays(match: "re.Match[str]", scene: Scene) -> Parts:
    if match["days"] == "一" and _is_once(match, scene):
        return recurring(whole("week"))
    days = dict.fromkeys(WEEKDAYS[sign] for sign in match["days"] if sign in WEEKDAYS)
    return recurring(f"FREQ=WEEKLY;BYDAY={','.join(days)}")


def _is_once(match: "re.Match[str]", scene: Scene) -> bool:
    """每周一报: one report a week; 每周一调度 is so where 每日一通报 or 每月一总结 stands beside it."""
    rest = match.string[match.end() :] + scene.after
    if "每周一" not in match[0] or _ONE_DEED.match(rest) is None:
        return False
    return _SHORT_DEED.match(rest) is not None or _ONCE_A.search(scene.before + match.string + rest) is not None


def _worked_days(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    """周一至周六每日, 工作日每日."""
    if match["first"] is None:
        return recurring(whole("workday"))
    first, last = WEEKDAY_INDEX[match["first"]], WEEKDAY_INDEX[match["last"]]
    if last <= first or "每" not in match[0]:
        return None
    return recurring(f"FREQ=WEEKLY;BYDAY={','.join(list(dict.fromkeys(WEEKDAYS.values()))[first : last + 1])}")


def _which_weeks(_match: "re.Match[str]", _scene: Scene) -> Parts:
    raise Refusal  # nothing says which week is the first


def _week(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return recurring(whole("week"))


def _times(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    """一年两次, 半年一次, 一月一调度: so often in one period, which is written first."""
    every = to_int(match["k"]) if match["k"] else 1
    times = to_int(match["times"]) if match["times"] else 1
    if not every or not times or every > 10:
        return None
    parts = recurring(several(UNITS[match["u"] or "半年"], every))
    if times > 1:
        parts.fields["at_least"] = times
    return parts


def _each_end(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """月底一通报, 周五一汇总: at the end of each period, or on each such day."""
    if match["day"]:
        return recurring(f"FREQ=WEEKLY;BYDAY={WEEKDAYS[match['day']]}")
    if end := match["end"]:
        return recurring(whole(UNITS[end[:-1]]))
    return _times(match, scene)


def _paper(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """月报 as the deadline of a column; in a sentence it is a paper."""
    return _times(match, scene) if scene.column else None


_DOINGS: Final = one_of(
    "调度 通报 报告 报送 研判 督查 督办 点评 会商 检查 小结 排名 抽查 巡查 更新 公布 公示 例会 分析 汇总 "
    "上报 推进会 总结 考核 评估"
)
_DOINGS_1: Final = one_of("报 调 通 评 考 查 清 结 览 会")
_ONE_DEED: Final = Pattern(f"{_DOINGS}|{_DOINGS_1}")
_SHORT_DEED: Final = Pattern(rf"{_DOINGS_1}(?=$|[,;。、()\"])")
_ONCE_A: Final = Pattern('每(?:[日天旬月季年]|季度|半[月年])一[\u4e00-\u9fff]{1,3}(?=$|[,;。、()"])')
#: How something is counted, not when it is done: 按日计罚, 按月计算.
_NOT_BY: Final = one_of(
    "计 均 产 用 龄 薪 租 历 额 日 程 期 照 工 节 连续 罚 处罚 加收 加处 "
    "折旧 折算 收费 付息 计息 目标 任务 计划 预算 分解 "
    "序 份 内 前 后"
)
#: Nothing before it that makes it a part of a longer time: 第一年一次, 12月一次.
_FREE: Final = "(?<![第年月日号前])"
_WEEKDAY: Final = "[一二三四五六日天]"
_AFTER_UNIT: Final = "个工半双单季年月星礼周旬日天"
#: Tried before all others: what follows says what is done, not when in the period.
COMMON: Final = (
    Row(
        "每{N}年",
        "每",
        rf"每(?P<k>)(?P<u>年度?|半年|季度?|月|周|[日天])"
        rf"(?=$|{one_of('向 报 公 监 核 召 至少 不少 组织 进行 有 调')}(?![^,;。]{{0,10}}前))",
        _every,
        (("每年公布", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),),
        after="年半季月周日天",
    ),
)
ROWS: Final = (
    Row(
        "一年{N}次",
        "一半两双单" + NUMERALS,
        rf"{_FREE}(?:(?P<k>{NUM})?个?{UNIT}内?|半年)(?:至少|不少于)?"
        rf"{one_of('召开 开展 组织 进行 报送 调度 通报 报')}?(?P<times>{NUM})次",
        _times,
        (
            ("一年两次", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31 x2"),
            ("半年一次", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
            ("一季度一次", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("一月一次", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
        ),
        needs="次",
        after=_AFTER_UNIT,
    ),
    Row(
        "一月一{调度}",
        "一1半周月季年",
        rf"{_FREE}(?:(?:一个?|(?=半)){UNIT}|(?P<end>周末|月[底末]|季度?[底末]|半年[底末]|年[底末])|周(?P<day>{_WEEKDAY}))"
        rf"一(?P<k>)(?P<times>)(?:{_DOINGS}|{_DOINGS_1}(?![\u4e00-\u9fff]))",
        _each_end,
        (
            ("一月一调度", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("半月一调度", "recurring FREQ=MONTHLY;BYMONTHDAY=15,-1"),
            ("一季度一通报", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("一周一调度", "recurring FREQ=WEEKLY;BYDAY=FR"),
            ("月底一通报", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("季度末一总结", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("周五一汇总", "recurring FREQ=WEEKLY;BYDAY=FR"),
        ),
        trait=Trait.SYSTEM,
    ),
    Row(
        "{N}次/月",
        NUMERALS,
        rf"(?P<times>{NUM})次(?:/每?|每)个?(?P<k>){UNIT}",
        _times,
        (
            ("1次/季度", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("2次/月", "recurring FREQ=MONTHLY;BYMONTHDAY=-1 x2"),
        ),
        needs="次",
        after="次",
    ),
    Row(
        "月报",
        "日周旬月季半年",
        r"(?:^|(?<=[,;。、(]))(?P<u>日|周|旬|月|季|半年|年)报(?P<k>)(?P<times>)(?=$|[,;。、)])",
        _paper,
        (("月报、年报", "recurring FREQ=MONTHLY;BYMONTHDAY=-1; recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),),
    ),
    Row(
        "月{调度}",
        "日周旬月季半",
        rf"(?:^|(?<=[,;。、(\"行立持施]))(?P<u>日|周|旬|月|季度?|半年)(?P<k>)(?P<times>)度?{_DOINGS}(?!议?(?:之前|以前|前))",
        _times,
        (
            (
                "月调度、季通报",
                "recurring FREQ=MONTHLY;BYMONTHDAY=-1; recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
            ),
        ),
        trait=Trait.SYSTEM,
    ),
    Row(
        "双月",
        "双单",
        r"(?P<u>双月|单月)(?P<k>)(?P<times>)[末底]?",
        _times,
        (("双月", "recurring FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1"),),
    ),
    Row(
        "周一至周五每日",
        "每周星工",
        rf"每?(?:周|星期)(?P<first>{_WEEKDAY})(?:至|到|-|~)(?:周|星期)?(?P<last>{_WEEKDAY})(?:每[日天]|的?(?=[上下中]午|下班|\d))?|工作日每[日天]|每[日天]\(工作日\)",
        _worked_days,
        (
            ("周一至周五每日17时前", "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR @17:00"),
            ("每周一至周五17时前", "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR @17:00"),
            ("工作日每天17:00前", "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR @17:00"),
        ),
        needs="周星工",
    ),
    Row(
        "每周{五}前",
        "每逢",
        rf"(?:每逢?|逢)一?个?(?:周|星期|礼拜)的?(?:星期|周|礼拜)?(?P<days>{_WEEKDAY}(?:[、,和及]周?{_WEEKDAY}){{0,6}})(?![次个月年天])",
        _weekdays,
        (
            ("每周五前", "recurring FREQ=WEEKLY;BYDAY=FR"),
            ("每周一、周四", "recurring FREQ=WEEKLY;BYDAY=MO,TH"),
            ("每逢周一", "recurring FREQ=WEEKLY;BYDAY=MO"),
            ("每周五下班前", "recurring FREQ=WEEKLY;BYDAY=FR @17:30"),
        ),
        after="逢一个周星礼",
    ),
    Row(
        "双周",
        "每单双隔逢",
        rf"(?:每月的?|每|逢)?[单双隔]周(?:的?周?{_WEEKDAY})?",
        _which_weeks,
        (),
        ("每双周周五", "隔周"),
    ),
    Row(
        "每周末前", "每", r"每一?个?周[末底]", _week, (("每周末前", "recurring FREQ=WEEKLY;BYDAY=FR"),), after="一个周"
    ),
    Row(
        "每{N}年",
        "每",
        rf"每隔?(?P<k>{NUM})?个?{UNIT}内?",
        _every,
        (
            ("每年", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
            ("每季度", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("每半年", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
            ("每月", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("每周", "recurring FREQ=WEEKLY;BYDAY=FR"),
            ("每日12时前", "recurring FREQ=DAILY @12:00"),
            ("每两个月", "recurring FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1"),
            ("每五年至少参加一次", "recurring FREQ=YEARLY;INTERVAL=5;BYMONTH=12;BYMONTHDAY=31 x1"),
            ("每月召开三次", "recurring FREQ=MONTHLY;BYMONTHDAY=-1 x3"),
            ("每年至少1次", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31 x1"),
            ("每年不得超过2次", "none | not-a-deadline"),
            ("每个工作日", "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("2021年9月起每月召开", "recurring FREQ=MONTHLY;BYMONTHDAY=-1 from 2021-09-01"),
            ("每旬", "recurring FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
            ("每半月", "recurring FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ),
        ("每隔一周",),
        after="隔个工半双单季年月星礼周旬日天" + NUMERALS,
    ),
    Row(
        "按季度",
        "按逐",
        rf"(?:按|逐(?!年))(?!工作日){UNIT}(?!度?{_NOT_BY}|度)",
        _by,
        (
            ("按季度公开", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("按月", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("逐月", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("按年度", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ),
        ("按日计罚", "按日连续处罚", "按月计算", "按季节"),
        trait=Trait.MANNER,
    ),
)
