"""What counts from the issue date, and festivals: 本月25日, 下周五, 明天, 春节前."""

import re
from datetime import date, timedelta
from typing import Final

from bot.deadlines.lexicon import N2, TAIL, WEEKDAY_INDEX, YEAR
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene, When
from bot.deadlines.rules.periods import in_month, in_quarter, number, put_year
from bot.deadlines.rules.relative import COUNT, span

_SHIFT: Final = {"本": 0, "当": 0, "这": 0, "该": 0, "下": 1, "次": 1, "上": -1, "前": -1}
_DAYS: Final = {"今": 0, "当": 0, "明": 1, "后": 2, "大后": 3, "昨": -1, "前": -2, "次": 1, "翌": 1}


def issued(scene: Scene) -> date:
    """The issue date from which these words count; without one they cannot be read."""
    if scene.issued is None:
        raise Refusal
    return scene.issued


def on(day: date, **more: object) -> When:
    """A When for one day whose year is known."""
    at = (day.month, day.day)
    return When("day", at, at, year=day.year, tight=True, fixed=True, **more)  # type: ignore[arg-type]


def _this_month(match: "re.Match[str]", scene: Scene) -> When:
    day = issued(scene)
    sign = match["w"].rstrip("个")
    months = day.year * 12 + day.month - 1 + _SHIFT[sign[-1]] * len(sign)
    year, month = divmod(months, 12)
    month += 1
    if match["d"]:
        at = (month, number(match["d"], 31))
        return When("day", at, at, year=year, tight=True, fixed=True)
    when = in_month(month, match["part"], match["tail"], scene)
    when.year, when.fixed = year, True
    return when


def _this_quarter(match: "re.Match[str]", scene: Scene) -> When:
    day = issued(scene)
    index = day.year * 4 + (day.month - 1) // 3 + _SHIFT[match["w"]]
    when = in_quarter(index % 4 + 1, match["tail"], scene)
    when.year, when.fixed = index // 4, True
    return when


def _weekday(match: "re.Match[str]", scene: Scene) -> When:
    day = issued(scene)
    sign = match["w"] or ""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=len(sign) if sign.startswith("下") else -len(sign) if sign.startswith("上") else 0)
    target = monday + timedelta(days=WEEKDAY_INDEX[match["d"]])
    if not sign and target < day:
        target += timedelta(weeks=1)
    return on(target)


def _week(match: "re.Match[str]", scene: Scene) -> When:
    day = issued(scene)
    sign = match["w"]
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=len(sign) if sign.startswith("下") else -len(sign) if sign.startswith("上") else 0)
    friday = monday + timedelta(days=4)
    when = on(friday)
    when.bound = bool(match["e"])
    if match["e"] and match["e"] == "初":
        when = on(monday, flags=("vague",))
    return when


def _today(match: "re.Match[str]", scene: Scene) -> When:
    return on(issued(scene) + timedelta(days=_DAYS[match["w"]]), bound=False)


def _this_year(_match: "re.Match[str]", scene: Scene) -> When:
    if scene.near is None:
        raise Refusal
    return When("year", (1, 1), (12, 0), year=scene.near)


def _later(match: "re.Match[str]", scene: Scene) -> Parts | None:
    if not scene.column:
        return None
    count, unit = span(match)
    return Parts("relative", (), {"n": count, "unit": unit, "anchor": "issued"})


_NAMES: Final = {"春节": "春节", "新春": "春节", "元旦": "元旦", "新年": "元旦", "清明": "清明", "五一": "劳动节", "劳动": "劳动节", "5.1": "劳动节", "51": "劳动节",
                 "端午": "端午", "中秋": "中秋", "国庆": "国庆", "十一": "国庆"}
_FESTIVAL: Final = r"春节|新春|元旦|清明|\"五[.]?一\"|\"十[.]?一\"|\"5[.]?1\"|五一|十一(?=国庆|长假|假期|黄金周|前|期间|节)|劳动|端午|中秋|国庆"


def _from_now(_match: "re.Match[str]", scene: Scene) -> When:
    when = on(issued(scene))
    when.leads = True
    return when


def _day_alone(match: "re.Match[str]", scene: Scene) -> When:
    """20日前 takes the month of the date before it; without one nobody knows which month."""
    if scene.last_month is None:
        raise Refusal
    at = (scene.last_month, number(match["d"], 31))
    return When("day", at, at, tight=True)


def _festival(match: "re.Match[str]", scene: Scene) -> When | None:
    base = scene.near if scene.issued is None else scene.issued.year
    if scene.year and scene.issued and scene.year > scene.issued.year:
        base = scene.year
    sign = match["f"].strip('"').replace(".", "")
    name = _NAMES[sign]
    given = match["y"] or match["ry"]
    if given:
        year = _given_year(match, scene)
    elif base is None:
        raise Refusal
    else:
        year = base
    calendar = scene.settings.calendar
    first = calendar.festival_start(name, year)
    if first is None:
        raise Refusal
    if not given and scene.issued and first - timedelta(days=1) < scene.issued:
        year += 1
        first = calendar.festival_start(name, year)
        if first is None:
            raise Refusal
    flags = () if calendar.knows(year) else ("vague",)
    return on(first - timedelta(days=1), flags=flags, bound=True)


def _given_year(match: "re.Match[str]", scene: Scene) -> int:
    from_row = When("day", (1, 1), (1, 1))
    when = put_year(from_row, match, scene)
    if when.year is None:
        raise Refusal
    return when.year


def _season(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("vague",), bound=False)


_SEASONS: Final = r"(?:全国|省|市|县|区|各级)?(?:\"?两会\"?|主?汛期|供暖期|采暖季|采暖期|冬季|夏季|春季|秋季|防火期|春耕|秋收|双节|节假日|换届|农忙|高考|中考|雨季|寒假|暑假|开学|入冬|入夏|三夏|三秋|旺季|节)"
ROWS: Final = (
    Row("本月{日}", "本当这该下次上", rf"(?P<w>本|当|这个?|该|下下?个?|次|上上?个?)月(?:份)?(?:的)?(?:(?P<d>{N2})[日号]|(?P<part>[上中下]旬)?(?:月(?=[底末]))?{TAIL})",
        lambda match, scene: _this_month(match, scene)),
    Row("本季度", "本当这下上", rf"(?P<w>本|当|这|下|上)(?:一)?个?季度?{TAIL}", _this_quarter),
    Row("下周五", "本这下上周星礼", r"(?P<w>本|这|下下|上上|下|上)?(?:一)?个?(?:周|星期|礼拜)(?:的)?(?:星期|周)?(?P<d>[一二三四五六日天])(?![年月日天个次])", _weekday),
    Row("本周内", "本这下上", r"(?P<w>本|这|下下|上上|下|上)(?:一)?个?(?:周|星期|礼拜)(?P<e>末|底|初|内)?", _week),
    Row("即日起至", "即从自现", r"[自从]?(?:即日起?|现在起?|现起)(?P<to>至|到|-+)", _from_now),
    Row("{日}前", NUMERALS, rf"(?<![满期开召始工动产业止效会议束施行])(?P<d>{N2})[日号](?=前|之前|以前)", _day_alone),
    Row("明天", "今明后大昨当次翌", r"(?P<w>今|明|大后|后|昨|次|翌)[天日](?!常|后)", _today),
    Row("本年", "本当", r"当年(?=$|[,;。内前完])", _this_year),
    Row("{N}天后", NUMERALS, rf"{COUNT}(?:之后|以后|后)(?=$|[,。前])", _later),
    Row("春节前", NUMERALS + "\"春新元清五十劳端中国今本明去次", rf"(?:{YEAR}的?)?(?P<f>{_FESTIVAL})\"?(?:国际)?(?:佳?节)?(?:假期|长假|放假|小长假|黄金周)?(?:来临|到来)?(?:之前|以前|前(?!期|后)夕?)", _festival),
    Row("汛期前", "全省市县区各\"两主汛供采冬夏春秋防双节换农高中雨寒暑开入三旺", rf"{_SEASONS}(?:开始|来临|结束|到来|召开)?(?:之前|以前|前(?!期)夕?)", _season),
)
