"""春节前, 国庆节前, “五一”前: the day before the official holiday begins; 汛期前 and the like name no day."""

import re
from datetime import date, timedelta
from typing import Final

from bot.calendars import last_day
from bot.deadlines.lexicon import YEAR, Pattern, one_of
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene, Trait, When
from bot.deadlines.rules.from_issue_date import on
from bot.deadlines.rules.periods import put_year
from bot.deadlines.rules.spans import COUNT, span
from bot.deadlines.years import document_year

#: The names of the rows whose day moves with an official holiday begin with this.
FESTIVAL_RULE: Final = "春节前"
_DAY: Final = timedelta(days=1)
#: As written, without quotation marks → the festival of the calendar.
_NAMES: Final = {
    "春节": "春节", "新春": "春节", "元旦": "元旦", "清明": "清明", "五一": "劳动节", "劳动": "劳动节",
    "51": "劳动节",
    "端午": "端午", "中秋": "中秋", "国庆": "国庆", "十一": "国庆", "5月1日": "劳动节", "10月1日": "国庆",
}  # fmt: skip
_FESTIVAL: Final = (
    r"\"?(?:春节|新春|元旦|清明|端午|中秋|国庆)|\"五[.]?一\"|\"十[.]?一\"|\"5[.]?1\"|五一"
    "|(?<!双)十一(?=国庆|长假|假期|黄金周|前|节)|劳动|(?:5|10)月1日(?=长假|假期|小长假|黄金周)"
)
_ONE: Final = Pattern(_FESTIVAL)
#: What may follow the number in 十一国庆前, 五一前, 2022年春节前, 10月1日长假前.
_AFTER_FESTIVAL: Final = '年月 :.)节国劳长假黄前后小佳来到放以之的国际、,和及与以"'
_AFTER_NAME: Final = r"\"?(?:国际)?佳?节?(?:假期|长假|放假|小长假|黄金周)?(?:来临|到来)?(?:之前|以前|前(?!期|后)夕?)"


def is_named(words: str) -> bool:
    """Whether a festival with an official holiday is named."""
    return _ONE.search(words) is not None


def _before_festivals(match: "re.Match[str]", scene: Scene) -> list[When]:
    """The day before each holiday that is named."""
    signs = [found[0] for found in _ONE.finditer(match["more"] or "")] + [match["f"]]
    names = dict.fromkeys(_NAMES[sign.strip('"').replace(".", "")] for sign in signs)  # “五一”劳动节 is one
    eves = [_before_festival(name, match, scene) for name in names]
    # 国庆中秋假期前: one holiday may hold two festivals
    return [eve for index, eve in enumerate(eves) if not any(_same_day(eve, other) for other in eves[:index])]


def _on_festival(match: "re.Match[str]", scene: Scene) -> When | None:
    """确保“十一”开放: open when the holiday begins, where somebody is held to that."""
    if _HELD_TO.search(match.string[: match.start()] or scene.before) is None:
        return None
    eve = _before_festival(_NAMES[match["f"].strip('"').replace(".", "")], match, scene)
    return on(date(eve.year or 0, *eve.end) + _DAY, bound=True, flags=(*eve.flags, "vague"))


_HELD_TO: Final = Pattern("(?:确保|务必|力争|争取|保证|赶在|须|要)[^,;。\\d]{0,6}$")


def _same_day(one: When, other: When) -> bool:
    return (one.year, one.end) == (other.year, other.end)


def _before_festival(name: str, match: "re.Match[str]", scene: Scene) -> When:
    """The day before the holiday of the year named, else of the next one after the issue."""
    written = match["y"] or match["ry"]
    year = _written_year(match, scene) if written else document_year(scene)
    when = _eve(name, year, scene)
    if not written and scene.issued is not None and (when.year, when.end) < _place(scene):
        when = _eve(name, year + 1, scene)
    return when


def _around(match: "re.Match[str]", scene: Scene) -> Parts:
    """春节前3天, 国庆节后一周: counted from the first or the last day of the holiday."""
    name = _NAMES[match["f"].strip('"').replace(".", "")]
    count, unit = span(match)
    eve = _before_festival(name, match, scene)
    first = date(eve.year or 0, *eve.end) + _DAY
    if match["side"] == "前":
        day: date | None = last_day(first, -count, unit, scene.settings.calendar)
        return Parts("relative", eve.flags, {"n": -count, "unit": unit, "anchor": "event", "date": day})
    calendar = scene.settings.calendar
    last = calendar.festival_end(name, first.year) or calendar.festival_end(name, first.year + 1)
    day = last_day(last, count, unit, scene.settings.calendar) if last is not None else None
    return Parts("relative", eve.flags, {"n": count, "unit": unit, "anchor": "event", "date": day})


def _place(scene: Scene) -> tuple[int, tuple[int, int]]:
    assert scene.issued is not None
    return scene.issued.year, (scene.issued.month, scene.issued.day)


def _eve(name: str, year: int, scene: Scene) -> When:
    calendar = scene.settings.calendar
    first = calendar.festival_start(name, year)
    if first is None:
        raise Refusal
    # Until the arrangement is announced the holiday may begin some days earlier.
    return on(first - _DAY, bound=True, flags=() if calendar.knows(year) else ("vague",))


def _written_year(match: "re.Match[str]", scene: Scene) -> int:
    year = put_year(When("day", (1, 1), (1, 1)), match, scene).year
    if year is None:
        raise Refusal
    return year


def _season(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False, asks=True)


#: 开学前一周 is a span before an event.
_NO_COUNT: Final = r"(?!的?[\d一二两三四五六七八九十半]+个?(?:工作日|[日天月周星礼小年]))"
_SEASONS: Final = "(?:全国|省|市|县|区|各级)?" + one_of(
    r"\"?两会\"? \"?[两双三]节\"? 主?汛期 汛 入汛 供暖期 供暖季 采暖季 采暖期 供热期 取暖季 冬季 夏季 春季 秋季 "
    "防火期 春耕 秋收 "
    r"双节 节假日 换届 农忙 高考 "
    "中考 雨季 寒假 暑假 开学 入冬 入夏 三夏 三秋 旺季 台风季 封冻 上冻 冰冻期 "
    "(?<![国春秋午明动])节(?!前的?[0-9一二两三四五六七八九十半])"
)
#: Days that are no official holidays: on which side of them the work must be done is asked.
_DAYS_OF_HONOUR: Final = (
    r"\"?(?:七一|八一|六一|三八|五四|九一八|一二[.]?九)(?=\"|节|前|之前|以前|来临|到来)\"?(?:建党|建军|儿童|妇女|青年|纪念)?[日节]?|\"?双(?:十一|十二|11|12)\"?(?:大促|活动|购物节)?|"
    + one_of("教师节 元宵节? 重阳节? 建军节 建党节 记者节 妇女节 儿童节 青年节 小年 除夕 腊八节?")
)
_OCCASIONS: Final = one_of(
    "考核 考评 总结会?议? 检查 评比 评估 例会 会议 述职 决算 审计 验收 表彰 督查 调度会 工作会议? 报告会"
)
#: Their days are reckoned by the sun, and 入伏, 数九 by them.
_SOLAR_TERMS: Final = one_of(
    "立春 雨水 惊蛰 春分 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 "
    "大寒 入伏 出伏 数九 入梅 出梅"
)


def _by_the_sun(_match: "re.Match[str]", _scene: Scene) -> Parts:
    raise Refusal  # the coordinator knows the day, or looks it up


ROWS: Final = (
    Row(
        "立冬前",
        "立雨惊春谷夏小芒大秋处白寒霜冬入出数",
        rf"{_SOLAR_TERMS}(?:节气?|时节)?(?:之前|以前|前(?!期|后)|当[日天]|期间)",
        _by_the_sun,
        (),
        ("立冬前", "小雪节气前", "入伏前"),
        needs="前当期",
    ),
    Row(
        "春节前{N}天",
        NUMERALS + '"春新元清五十劳端中国今本明去次',
        rf"(?:{YEAR}的?)?(?P<f>{_FESTIVAL})\"?(?:国际)?佳?节?(?:假期|长假|假日)?(?P<side>前|后)的?{COUNT}(?:之?内|以内)?",
        _around,
        (
            ("国庆节前3天", "relative -3 day event =2021-09-28"),
            ("2022年春节前3天", "relative -3 day event =2022-01-28"),
            ("国庆节后一周内", "relative 1 week event =2021-10-14"),
            ("春节前15日", "relative -15 day event =2022-01-16"),
        ),
        needs="节春元清劳端中国五十",
        after=_AFTER_FESTIVAL.replace("月", ""),
    ),
    Row(
        "春节前",
        NUMERALS + '"春新元清五十劳端中国今本明去次',
        rf"(?:{YEAR}的?)?(?P<more>(?:(?:{_FESTIVAL})\"?节?(?:[、,和及与]|以及)?){{1,3}})?(?P<f>{_FESTIVAL}){_AFTER_NAME}",
        _before_festivals,
        (
            ("春节前", "due 2022-01-30"),
            ("国庆节前", "due 2021-09-30"),
            ("“五一”前", "due 2022-04-29"),
            ("明年元旦前", "due 2021-12-31"),
            ("中秋节前", "due 2021-09-18"),
            ("清明前", "due 2022-04-02"),
            ("元旦、春节前", "due 2021-12-31; due 2022-01-30"),
        ),
        needs="前",
        trait=Trait.FESTIVAL,
        after=_AFTER_FESTIVAL,
    ),
    Row(
        "“十一”开放",
        NUMERALS + '"春新元清五十劳端中国今本明去次',
        rf"(?:{YEAR}的?)?(?P<f>{_FESTIVAL})\"?佳?节?(?:假期|期间)?"
        r"(?:正式|全面|对外|如期)*(?:开放|投用|投入|通车|开园|开馆|开业|亮相|上线|迎客)",
        _on_festival,
        (
            ("确保“十一”开放", "due 2021-10-01 | vague day-off"),
            ("确保2022年国庆通车", "due 2022-10-01 | vague day-off"),
        ),
        needs="开投通亮上迎",
        after=_AFTER_FESTIVAL,
    ),
    Row(
        "“七一”前",
        '"七八六三五九教元重腊记妇儿青建母小除双',
        rf"{_DAYS_OF_HONOUR}\"?(?:来临|到来)?(?:之前|以前|前(?!期){_NO_COUNT}夕?)",
        _season,
        (("“七一”前", "none | vague"), ("教师节前", "none | vague")),
        needs="前",
    ),
    Row(
        "年底考核前",
        "年季月半",
        rf"(?:年[底末终中]|年度?|半年度?|季度|月度)的?{_OCCASIONS}(?:开始|结束|召开)?(?:之前|以前|前(?!期){_NO_COUNT})",
        _season,
        (("年底考核前", "none | vague"), ("季度例会前", "none | vague")),
        needs="前",
    ),
    Row(
        "今年冬季",
        NUMERALS + "今明本去次来",
        rf"{YEAR}的?(?:{_SEASONS}|暑期|寒期|冬春|春夏|秋冬)",
        _season,
        (("2021年汛期前", "none | vague"), ("今年冬季", "none | vague")),
        needs="冬夏春秋汛供采取暑寒防双节换农高中考雨开学入三旺台封上冰两",
        after="年",
    ),
    Row(
        "汛期前",
        '全省市县区各"两主汛供采取冬夏春秋防双节换农高中雨寒暑开入三旺台封上冰',
        rf"{_SEASONS}(?:开始|来临|结束|到来|召开)?(?:之前|以前|前(?!期){_NO_COUNT}夕?)",
        _season,
        (("汛期前", "none | vague"), ("全国两会前", "none | vague"), ("入冬前", "none | vague")),
        needs="前",
        trait=Trait.NO_DAY,
    ),
)
