"""Every unit × every position word × every form of digits, against an independent calculation."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import product

import pytest

from bot.deadlines import parse
from bot.model import Reading

ISSUED = date(2021, 1, 1)
CHINESE = "〇一二三四五六七八九"
LENIENT = ("前", "之前", "以前")
TIGHT = ("底", "底前", "底之前", "底以前", "末", "末前", "内", "以内", "之内")
PREFIXES = ("", "于", "在", "请于", "应于", "确保", "力争", "最迟", "务必于", "原则上")
FORMS = ("ascii", "wide", "chinese", "spaced")


def _counted(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十") + (CHINESE[ones] if ones else "")


def _number(value: int, form: str) -> str:
    if form == "chinese":
        return "".join(CHINESE[int(sign)] for sign in str(value)) if value > 99 else _counted(value)
    if form == "wide":
        return "".join(chr(ord(sign) + 0xFEE0) for sign in str(value))
    return f" {value} " if form == "spaced" else str(value)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _one(phrase: str) -> tuple[date | None, date | None]:
    reading: Reading = parse(phrase, issued=ISSUED, year=2021)
    assert [one.kind for one in reading.obligations] == ["due"], (phrase, reading)
    assert reading.unread == ()
    return reading.obligations[0].date, reading.obligations[0].alt


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_months(form: str, prefix: str) -> None:
    for year, month in product((2021, 2024), range(1, 13)):
        words = f"{prefix}{_number(year, form)}年{_number(month, form)}月"
        end, before = _last(year, month), date(year, month, 1) - timedelta(days=1)
        alt = before if before >= ISSUED else None
        assert _one(words) == (end, None)
        assert [_one(words + tail) for tail in (*TIGHT, "份")] == [(end, None)] * (len(TIGHT) + 1)
        assert [_one(words + tail) for tail in LENIENT] == [(end, alt)] * len(LENIENT)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["第{}季度", "{}季度", "第{}季"])
def test_quarters(form: str, name: str) -> None:
    for year, quarter in product((2021, 2022), range(1, 5)):
        words = f"{_number(year, form)}年" + name.format(_number(quarter, form).strip())
        end = _last(year, quarter * 3)
        before = date(year, quarter * 3 - 2, 1) - timedelta(days=1)
        assert [_one(words + tail) for tail in ("", *TIGHT)] == [(end, None)] * (len(TIGHT) + 1)
        assert _one(words + "前") == (end, before if before >= ISSUED else None)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("prefix", [*PREFIXES, "到", "至", "截至", "力争到"])
def test_years(form: str, prefix: str) -> None:
    for year in (2021, 2025, 2030):
        words = f"{prefix}{_number(year, form)}年"
        end = date(year, 12, 31)
        for tail in ("底", "底前", "末", "末前", "年底", "年底前", "年末前", "内"):
            assert _one(words + tail) == (end, None)
        assert _one(f"{words}前") == (end, date(year - 1, 12, 31) if year > 2021 else None)
        assert _one(f"{words}上半年") == (date(year, 6, 30), None)
        assert _one(f"{words}下半年") == (end, None)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "tail", ["", "前", "之前", "以前", "止", "前完成", "（含当日）前", "下班前", "18时前", "上午前"]
)
def test_days(form: str, tail: str) -> None:
    for month, day in product(range(1, 13), (1, 9, 10, 15, 20, 21, 28)):
        words = f"{_number(2022, form)}年{_number(month, form)}月{_number(day, form)}"
        for sign in "日号":
            assert _one(words + sign + tail) == (date(2022, month, day), None)


@pytest.mark.parametrize("mark", [".", "-", "/"])
def test_dates_in_digits(mark: str) -> None:
    for month, day in product(range(1, 13), range(1, 29)):
        assert _one(f"2022{mark}{month}{mark}{day}前") == (date(2022, month, day), None)
        assert _one(f"2022{mark}{month:02}{mark}{day:02}") == (date(2022, month, day), None)


@pytest.mark.parametrize(("part", "first", "last"), [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 0)])
@pytest.mark.parametrize("form", FORMS)
def test_parts_of_months(part: str, first: int, last: int, form: str) -> None:
    for month in range(1, 13):
        words = f"2022年{_number(month, form)}月{part}"
        end = date(2022, month, last) if last else _last(2022, month)
        assert _one(words) == (end, None)
        assert _one(f"{words}前") == (end, date(2022, month, first) - timedelta(days=1))


SPANS = {
    "分钟": "minute", "小时": "hour", "个小时": "hour", "日": "day", "天": "day", "个工作日": "workday",
    "工作日": "workday", "周": "week", "个星期": "week", "个月": "month", "年": "year",
}  # fmt: skip
EVENTS = (
    "",
    "收到通知后",
    "自受理之日起",
    "会后",
    "在问题交办后的",
    "自收到申请材料之日起",
    "合同签订后",
    "接到投诉后",
    "应于批复之日起",
)


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("inside", ["内", "之内", "以内"])
def test_spans_from_an_event(event: str, inside: str) -> None:
    for (unit, name), n, form in product(
        SPANS.items(), (1, 2, 3, 5, 10, 15, 30), ("ascii", "wide", "chinese", "spaced")
    ):
        phrase = f"{event}{_number(n, form)}{unit}{inside}"
        found = parse(phrase, issued=ISSUED, year=2021).obligations
        assert [(one.kind, one.n, one.unit, one.anchor) for one in found] == [("relative", n, name, "event")], phrase


@pytest.mark.parametrize("paper", ["通知", "方案", "意见", "办法", "文件", "工作要点", "实施方案", "决定"])
@pytest.mark.parametrize(
    "words", ["自本{}印发之日起{}个月内", "本{}印发后{}个月内", "在本{}下发之日起{}个月内", "自本{}发布起{}个月内"]
)
def test_spans_from_this_document(paper: str, words: str) -> None:
    for n in (1, 3, 6):
        (one,) = parse(words.format(paper, n), issued=ISSUED, year=2021).obligations
        assert (one.n, one.unit, one.anchor, one.date) == (n, "month", "issued", date(2021, 1 + n, 1))


PERIODS = {
    "年": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
    "半年": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "季度": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "季": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "月": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "周": "FREQ=WEEKLY;BYDAY=FR",
    "日": "FREQ=DAILY",
}
DOINGS = (
    "",
    "报送",
    "向社会公布",
    "开展一次",
    "召开1次会议",
    "至少调度1次",
    "向上级报告工作情况",
    "公开执行情况",
    "更新",
    "进行抽查",
)


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize("head", ["每", "按", "每个"])
def test_periods_that_recur(doing: str, head: str) -> None:
    for period, rrule in PERIODS.items():
        phrase = f"{head}{period}{doing}"
        found = parse(phrase, issued=ISSUED, year=2021, where="prose").obligations
        assert [(one.kind, one.rrule) for one in found] == [("recurring", rrule)], phrase


def test_impossible_days_are_never_read_as_a_day_nearby() -> None:
    for month, day in product(range(1, 14), range(1, 40)):
        exists = month <= 12 and day <= monthrange(2021, month)[1]
        for phrase in (
            f"2021年{month}月{day}日前",
            f"2021年{_counted(month)}月{_counted(day)}日前",
            f"2021.{month}.{day}前",
        ):
            reading = parse(phrase, issued=ISSUED, year=2021)
            if exists:
                assert reading.obligations[0].date == date(2021, month, day)
            else:
                assert [one.kind for one in reading.obligations] == ["none"]
                assert "not-understood" in reading.flags


LEADS = (
    "原则上",
    "一般",
    "最迟",
    "最晚于",
    "力争",
    "争取在",
    "确保在",
    "须于",
    "应当在",
    "务必于",
    "要在",
    "限期于",
    "并于",
    "且在",
    "按要求于",
    "计划于",
    "预计",
    "会后",
    "总结经验后",
    "报经批准后",
    "试点成功后",
    "审批同意后",
)
DATED = (
    "2021年9月底前",
    "9月30日前",
    "年底前",
    "本月底前",
    "三季度末",
    "2021年9月前",
    "明年3月底前",
    "当年12月底前",
    "次年3月底前",
    "本年底前",
    "下月底前",
    "下周五前",
    "明年底前",
    "今年年底前",
    "10月上旬",
)


@pytest.mark.parametrize("dated", DATED)
def test_the_words_that_lead_to_a_date_change_nothing(dated: str) -> None:
    alone = _one(dated)
    for lead, follow in product(LEADS, ("", "完成", "完成整改", "，按程序办理")):
        assert _one(lead + dated + follow) == alone
