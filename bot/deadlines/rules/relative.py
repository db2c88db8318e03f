"""Spans counted from an event or from the issue of the document: 2个工作日内, 印发之日起30日内, 开工前."""

import re
from typing import Final

from bot.deadlines.lexicon import NUM
from bot.deadlines.numerals import to_int
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene

UNITS: Final = {"分钟": ("minute", 1), "小时": ("hour", 1), "钟头": ("hour", 1), "工作日": ("workday", 1), "自然日": ("day", 1),
                "日历日": ("day", 1), "日": ("day", 1), "天": ("day", 1), "周": ("week", 1), "星期": ("week", 1), "礼拜": ("week", 1),
                "月": ("month", 1), "季度": ("month", 3), "年": ("year", 1), "周年": ("year", 1), "整年": ("year", 1), "分": ("minute", 1)}
_UNIT: Final = r"(?:个?(?P<u>工作日|自然日|日历日|[日天](?!常)|周年?|星期|礼拜|年(?!度|级|代|龄|轻|会)|小时|钟头|分钟)|个(?P<u2>月|季度))"
_HALF: Final = {"年": (6, "month"), "月": (15, "day"), "天": (12, "hour"), "日": (12, "hour"), "小时": (30, "minute")}
_INSIDE: Final = r"(?:之内|以内|内(?!容|部|外|蒙)|时间内|时限内|期限内)"
_LAST: Final = {"day": 36500, "workday": 25000, "week": 5200, "month": 1200, "year": 100, "hour": 100000, "minute": 100000}


def span(match: "re.Match[str]") -> tuple[int, str]:
    """How many of which unit: the longer number of two."""
    unit, factor = UNITS[match["u"] or match["u2"] or match["u3"]]
    values = [to_int(sign) for sign in (match["n"], match["n2"]) if sign]
    if None in values or not values:
        raise Refusal
    count = max(value for value in values if value is not None) * factor
    if match["half"] or match["more"]:
        count, unit = _and_half(count, unit)
    if count > _LAST[unit]:
        raise Refusal
    return count, unit


#: Unit → how many smaller ones it has, half of that, and the smaller unit: 一个半月 is 45 days.
_SMALLER: Final = {
    "year": (12, 6, "month"), "month": (30, 15, "day"), "day": (24, 12, "hour"), "hour": (60, 30, "minute")
}


def _and_half(count: int, unit: str) -> tuple[int, str]:
    if unit not in _SMALLER:
        raise Refusal
    times, half, smaller = _SMALLER[unit]
    return count * times + half, smaller


def _within(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = span(match)
    flags = ("vague",) if match["about"] else ()
    return Parts("relative", flags, {"n": count, "unit": unit})


def _within_half(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = _HALF[match["u"]]
    return Parts("relative", (), {"n": count, "unit": unit})


def _taking(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = span(match)
    flags = ("vague",) if match["about"] else ()
    return Parts("relative", flags, {"n": count, "unit": unit, "anchor": "issued"})


def _taking_half(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = _HALF[match["u"]]
    return Parts("relative", ("vague",) if match["about"] else (), {"n": count, "unit": unit, "anchor": "issued"})


def _no_deadline(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("not-a-deadline",), bound=False)


def _ahead(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = span(match)
    return Parts("relative", (), {"n": -count, "unit": unit, "anchor": "event"})


def _at_once(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("relative", (), {"n": 0, "unit": "day", "anchor": "event"})


def _bare(match: "re.Match[str]", scene: Scene) -> Parts | None:
    count, unit = span(match)
    return Parts("relative", (), {"n": count, "unit": unit}, bound=False)


COUNT: Final = (
    rf"(?P<n>{NUM})(?:(?:个?(?:月|季度|[日天年周]|工作日|小时))?(?:-+|至|到|~|或|、)(?P<n2>{NUM}))?(?P<half>个半(?=[月小年]))?"
    rf"(?:(?<=个半)(?P<u3>月|小时|年)|{_UNIT})(?P<more>半(?!年))?(?P<about>左右)?"
)
#: Ways in which a span without 内 is still a deadline: it stands alone, or a limit leads to it.
_LIMIT: Final = re.compile(
    r"(?:^|[,;。、(]|(?:不超过|不得超过|不能超过|不多于|不晚于|不迟于|最多|最长|最迟|压缩|缩短|缩减|压减|减少|控制|降低?|提速|精简|限定)(?:至|到|为|在|成)?(?:平均|约|不超过|最多)?)$"
)
_ENDS: Final = re.compile(r"$|[,;。、)]|(?:完成|办结|办理|办毕|答复|回复|反馈|报送|整改|审结|出具|内)")
_EVENT: Final = r"(?<=[满期开行始工动产业止效会议束施会开])"


def _bare(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    """2个工作日 without 内: read where it stands alone or after 不超过; 15日 alone may be a day of the month."""
    text, start = match.string, match.start()
    limit = _LIMIT.search(text, max(0, start - 10), start) if start else None
    if start and limit is None:
        return None
    if _ENDS.match(text, match.end()) is None or ((not limit or len(limit[0]) < 2) and match["u"] == "日"):
        return None
    count, unit = span(match)
    return Parts("relative", (), {"n": count, "unit": unit}, bound=bool(limit) and len(limit[0]) > 1)


def _before_event(match: "re.Match[str]", _scene: Scene) -> Parts:
    """届满30日前: so long before the event; without an event before it nobody knows before what."""
    count, unit = span(match)
    return Parts("relative", (), {"n": -count, "unit": unit, "anchor": "event"})


def _ahead_or_past(match: "re.Match[str]", scene: Scene) -> Parts:
    if match["inside"] and (match["u"] or match["u2"] or match["u3"]) in ("年", "月", "周年"):
        return Parts("none", ("not-a-deadline",), bound=False)  # 下发前三年内 says of what, not by when
    return _ahead(match, scene)


ROWS: Final = (
    Row("{N}年行动", NUMERALS, rf"{COUNT}(?:专项)?(?:行动|规划|计划|攻坚|倍增|工程|期|以上|以下|多|余)", _no_deadline),
    Row("有效期{N}年", "有试执期任聘服", rf"(?:有效期|试行期?|试用期|执行期|期限|任期|聘期|服务期)限?(?:为|是)?{COUNT}", _no_deadline),
    Row("{事}{N}日前", NUMERALS, rf"{_EVENT}{COUNT}(?:之前|以前|前)", _before_event),
    Row("{N}个工作日内", NUMERALS, rf"{COUNT}的?{_INSIDE}", _within),
    Row("{N}年时间", NUMERALS, rf"{COUNT}的?(?:时间|期限|努力|工夫)(?:内)?", _taking),
    Row("半年内", "半", rf"半个?(?P<u>年|月|[天日]|小时)的?(?:时间)?{_INSIDE}", _within_half),
    Row("半年时间", "半", r"半个?(?P<u>年|月|[天日]|小时)(?P<about>左右)?的?(?:时间|努力)", _taking_half),
    Row("未来{N}年", "未今", rf"(?:未来|今后)(?:的)?{COUNT}(?:时间)?(?:内)?", _taking),
    Row("提前{N}日", "提", rf"提前{COUNT}", _ahead),
    Row("前{N}日", "前", rf"(?<![以目此之日年月季旬])前的?{COUNT}(?P<inside>{_INSIDE})?", _ahead_or_past),
    Row("{事}前", "开竣投验会上启施动入交付正召审", r"(?:开工|竣工|投产|投运|验收|(?<![大社])会|上市|启用|施工|开业|动工|入网|交付|正式运行|召开|审议|上会)(?:前|之前|以前)(?![期提置述\d一二两三四五六七八九十])", _at_once),
    Row("当日", "当即立", r"(?:当[日天场晚]|即日(?!起))(?:内)?|立等可取", _at_once),
)
BARE: Final = Row("{N}个工作日", NUMERALS, rf"(?<!第)(?<!最后){COUNT}(?!之?前|版|期|级|线|人|第|以上|之?后|以后|多|余|一|两)", _bare)
