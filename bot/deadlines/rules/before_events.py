"""What must be done before an event, or so long before it: 开工前, 会议召开3日前, 会前2天, 提前5个工作日."""

import re
from typing import Final

from bot.deadlines.lexicon import AFTER_COUNT, AFTER_EVENT, Pattern, has_event, one_of
from bot.deadlines.numerals import to_int
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene
from bot.deadlines.rules.relative import INSIDE, no_deadline, same_day
from bot.deadlines.rules.spans import COUNT, NTH_MEETING, span

_EVENTS: Final = one_of(
    "开工 竣工 投产 投运 验收 (?<![大社])会 上市 启用 施工 开业 动工 入网 交付 正式运行 召开 审议 上会 投标 "
    "签约 出厂 入库 离任"
)


def _ahead(match: "re.Match[str]", _scene: Scene) -> Parts:
    count, unit = span(match)
    falls = match["n2"] is not None and (to_int(match["n2"]) or 0) < (to_int(match["n"]) or 0)
    flags = ("vague",) if falls else ()  # 期满前60日至30日: from when to when
    return Parts("relative", flags, {"n": -count, "unit": unit, "anchor": "event"})


def _ahead_of(match: "re.Match[str]", scene: Scene) -> Parts:
    """会前2天; 下发前三年内 says of what, not by when, and 前三年 alone does not say before what."""
    start = match.start()
    if _is_of_report(match):
        return Parts("none", bound=False)  # 上报前一日数据: which data
    if not start or match.string[start - 1] in ",;。、(":
        raise Refusal
    if match.string[start - 1] in '"五':
        raise Refusal  # “十四五”前三年
    long = (match["u"] or match["u2"] or match["u3"]) in ("年", "月", "周年")
    if match["inside"] and long and _EXPIRY.search(match.string, max(0, start - 4), start) is None:
        return no_deadline(match, scene)
    return _ahead(match, scene)


#: What is handed in or counted, before the time of which it is: 上报前一日头寸.
_REPORTS: Final = Pattern(
    "(?:[上填汇通]报|报送|报告|报|汇总|统计|核对|核销|反馈|提交|整理|公布|发布|分析|结清|清点|复核)$"
)


def _is_of_report(match: "re.Match[str]") -> bool:
    text, start, end = match.string, match.start(), match.end()
    if _REPORTS.search(text, max(0, start - 4), start) is None or match["inside"]:
        return False
    return text[end : end + 1] > "\u3400" and not text.startswith(("完成", "报", "提交", "上报", "。"), end)


def _before_event(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """At the beginning of a phrase the event may stand in the words before it.

    Days, months and years need the name of an event, as 20日前 may be a day of the month and 三年前 long ago.
    """
    text, start = match.string, match.start()
    if text[start - 1 : start] == "第":
        raise Refusal  # 9月第3个工作日前
    if not start:
        return _ahead(match, scene) if AFTER_EVENT.search(scene.before) is not None else None
    if has_event(text, start):
        return _ahead(match, scene)
    if (match["u"] or match["u2"] or match["u3"]) in ("日", "月", "年", "周年", "季度"):
        return None
    return _ahead(match, scene) if _EVENT.search(text, max(0, start - 4), start) is not None else None


#: Not 于, 应, 各 or the end of a clause: some words that may name an event.
_EVENT: Final = Pattern(
    "[\u4e00-\u9fff)]的?(?<![于在应须请要可将约各前后内到至近距早以约过的])(?<!应当)(?<!必须)(?<!务必)$|[^,;。于在]的$"
)


def _around(match: "re.Match[str]", _scene: Scene) -> Parts:
    """节前3天, 节后一周: of a festival that is not named."""
    count, unit = span(match)
    return Parts("relative", (), {"n": -count if match["side"] == "前" else count, "unit": unit, "anchor": "event"})


_THAN_PLANNED: Final = Pattern(one_of("完成 实现 达标 竣工 交付 投产 投用 建成 开工 超额"))
_COMPARED: Final = Pattern(r"[较比][^,;。()]{0,10}(?:\([^()]{0,12}\)|[^,;。()]{0,8})$")


def _earlier(match: "re.Match[str]", scene: Scene) -> Parts:
    """提前3日 is before the event; 提前一个月完成 and 较要求提前3个月 only compare."""
    text, start = match.string, match.start()
    if _THAN_PLANNED.match(text, match.end()) or _COMPARED.search(text, max(0, start - 24), start):
        return Parts("none", ("vague",), bound=False)
    return _ahead(match, scene)


_EXPIRY: Final = Pattern("(?:届满|期满|到期|终止|开工|开业|结束)$")


ROWS: Final = (
    Row(
        "第{N}次会议前",
        "第",
        NTH_MEETING,
        same_day,
        (("第20次常务会前提交", "relative 0 day event"),),
        needs="前",
    ),
    Row(
        "{事}{N}日前",
        NUMERALS,
        rf"{COUNT}(?:之前|以前|前)(?!后|期|提[是为下的])",
        _before_event,
        (
            ("会议召开3日前", "relative -3 day event"),
            ("有效期届满30日前", "relative -30 day event"),
            ("听证会举行的7日前", "relative -7 day event"),
            ("应当于拍卖日七日前", "relative -7 day event"),
            ("应当在施工作业的三个工作日前", "relative -3 workday event"),
            ("最迟应当在拟飞行1小时前", "relative -1 hour event"),
            ("应当在拆除工程施工15日前", "relative -15 day event"),
            ("至少3日前通知", "relative -3 day event"),
        ),
        ("应在3个工作日前", "三年前"),
        needs="前",
        after=AFTER_COUNT,
    ),
    Row(
        "节前{N}日",
        "节",
        rf"节(?P<side>前|后)的?{COUNT}(?:之?内|以内)?",
        _around,
        (("节前3天", "relative -3 day event"), ("节后一周内", "relative 1 week event")),
    ),
    Row(
        "提前{N}日",
        "提",
        rf"提前{COUNT}",
        _earlier,
        (("提前5个工作日", "relative -5 workday event"), ("提前一个月完成", "none | vague")),
    ),
    Row(
        "前{N}日",
        "前",
        rf"(?<![以目此之年月季旬])(?<![\d一二三四五六七八九十每当前近今明次昨]日)前的?{COUNT}(?P<inside>{INSIDE})?",
        _ahead_of,
        (
            ("会前2天", "relative -2 day event"),
            ("发行日前15个工作日", "relative -15 workday event"),
            ("开工前30日", "relative -30 day event"),
            ("到期前30日内", "relative -30 day event"),
            ("有效期届满前3个月内", "relative -3 month event"),
            ("下发前三年内", "none | not-a-deadline"),
        ),
        ("前三年",),
    ),
    Row(
        "{事}前",
        "开竣投验会上启施动入交正召审签出离",
        rf"{_EVENTS}(?:前|之前|以前)(?![期提置述\d一二两三四五六七八九十])",
        same_day,
        (("开工前完成", "relative 0 day event"), ("竣工验收前", "relative 0 day event")),
        needs="前",
    ),
)
