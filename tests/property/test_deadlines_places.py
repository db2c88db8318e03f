"""Times of every kind in every place a cell or a sentence has for them; what is true is known by construction."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Reading

ISSUED = date(2022, 1, 5)
YEAR = ISSUED.year
CHINESE = "〇一二三四五六七八九十"


def _meaning(reading: Reading) -> str:
    return "; ".join(brief(Reading((one,))) for one in reading.obligations if one.kind != "none")


def _read(phrase: str) -> tuple[str, bool]:
    reading = parse(phrase, issued=ISSUED, year=YEAR)
    return _meaning(reading), bool(QUESTION_FLAGS & set(reading.flags))


def _last(month: int, year: int = YEAR) -> date:
    return date(year, month, monthrange(year, month)[1])


def _cn(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else CHINESE[tens] + "十"
    return head + (CHINESE[ones] if ones or not tens else "")


def _forms(value: int) -> tuple[str, str, str]:
    return str(value), _cn(value), "".join(chr(ord(sign) + 0xFEE0) for sign in str(value))


#: Words of time with what they mean, in every form of digits.
TIMES = [
    *((f"{form}月底前", f"due {_last(month)}") for month in (3, 6, 11) for form in _forms(month)),
    *((f"{form}月", f"due {_last(month)}") for month in (4, 12) for form in _forms(month)),
    *((f"{form}月15日前", f"due {date(YEAR, month, 15)}") for month in (5, 10) for form in _forms(month)),
    ("第三季度", f"due {_last(9)}"),
    ("二季度末", f"due {_last(6)}"),
    ("下半年", f"due {_last(12)}"),
    ("年底前", f"due {_last(12)}"),
    ("7月上旬", f"due {date(YEAR, 7, 10)}"),
    ("7月下旬前", f"due {date(YEAR, 7, 31)}/{date(YEAR, 7, 20)}"),
    ("2023年上半年", "due 2023-06-30"),
    ("2023年9月前", "due 2023-09-30/2023-08-31"),
    ("6—9月", f"window {date(YEAR, 6, 1)}..{_last(9)}"),
    ("2022年3月至10月", f"window {date(YEAR, 3, 1)}..{_last(10)}"),
    ("2022-2024年", "window 2022-01-01..2024-12-31"),
    ("每月5日前", "recurring FREQ=MONTHLY;BYMONTHDAY=5"),
    ("每季度末月25日前", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
    ("每周五前", "recurring FREQ=WEEKLY;BYDAY=FR"),
    ("每年1月31日前", "recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
    ("收到通知后3个工作日内", "relative 3 workday event"),
    ("长期坚持", "standing"),
    ("立行立改", "immediate"),
]
WORKS = ("制定方案", "完成整改", "报送总结", "组织开展专项检查", "建成并投入使用", "出台实施细则")


@pytest.mark.parametrize(("words", "meaning"), TIMES)
def test_alone_and_dressed_a_time_means_the_same(words: str, meaning: str) -> None:
    for dressed in ("{}", "（{}）", "{}。", " {} ", "{}\n", "\n{}", "完成时限：{}", "1.{}", "{}；", "时限：{}"):
        assert _read(dressed.format(words)) == (meaning, False), dressed


@pytest.mark.parametrize("mark", ["\n", "；", ";\n", "；\n", "。\n"])
def test_each_line_or_part_of_a_cell_is_a_phrase_of_its_own(mark: str) -> None:
    dated = [(words, meaning) for words, meaning in TIMES if not meaning.startswith(("standing", "immediate"))]
    plain = [(words, meaning) for words, meaning in dated if not words.startswith(("每", "收到"))]
    for (one, first), (other, second) in product(plain[::3], plain[::2]):
        if one == other or first == second:
            continue
        for work, next_work in pairwise(WORKS[:4]):
            phrase = f"{one}{work}{mark}{other}{next_work}"
            years = {words[:4] for words in (one, other) if words[:4].isdigit()}
            if years and not other[:4].isdigit():
                continue  # the year of the first goes on to the second
            assert _read(phrase) == (f"{first}; {second}", False), phrase


@pytest.mark.parametrize("numbers", ["{}.", "{}、", "（{}）", "({})", "{}）"])
def test_the_numbers_of_parts_are_no_part_of_their_times(numbers: str) -> None:
    times = ["6月底前", "2022年9月底前", "11月15日前"]
    meanings = [f"due {_last(6)}", f"due {_last(9)}", f"due {date(YEAR, 11, 15)}"]
    for mark in ("；", "\n", "；\n", "。\n"):
        parts = [f"{numbers.format(at)}{words}{WORKS[at]}" for at, words in enumerate(times, 1)]
        assert _read(mark.join(parts)) == ("; ".join(meanings), False), mark.join(parts)
        parts.append(numbers.format(4) + "长期坚持")
        assert _read(mark.join(parts)) == ("; ".join([*meanings, "standing"]), False), mark.join(parts)


@pytest.mark.parametrize("mark", ["/", "、", "和", "及", "，", "或"])
def test_the_last_word_of_a_list_serves_all_of_it(mark: str) -> None:
    for months in ((3, 6), (3, 6, 9), (3, 6, 9, 12)):
        days = "; ".join(f"due {date(YEAR, month, 20)}" for month in months)
        ends = "; ".join(f"due {_last(month)}" for month in months)
        whole = mark.join(f"{month}月20日" for month in months) + "前"
        asked = mark == "或"
        assert _read(whole) == (days, asked)
        if mark in "/、":
            assert _read(mark.join(map(str, months)) + "月底前") == (ends, False)
            assert _read(mark.join(map(str, months)) + "月20日前") == (days, False)
            assert _read(mark.join(f"{month}月底" for month in months) + "前") == (ends, False)


@pytest.mark.parametrize("year", ["2023", "2023 ", "（2023）", "2023：", "2023."])
def test_a_year_without_its_sign_is_a_year_before_a_month_or_period(year: str) -> None:
    cases = [
        ("6月底前", "due 2023-06-30"),
        ("十月底", "due 2023-10-31"),
        ("上半年", "due 2023-06-30"),
        ("下半年", "due 2023-12-31"),
        ("第三季度", "due 2023-09-30"),
        ("一季度末", "due 2023-03-31"),
        ("全年", "window 2023-01-01..2023-12-31"),
    ]
    for words, meaning in cases:
        assert _read(year + words) == (meaning, False), year + words


BEFORE_EVENTS = (
    "会议召开",
    "合同期满",
    "正式运行",
    "拆除工程施工",
    "实施爆破作业",
    "投入使用",
    "拟投放广告",
    "活动举办",
)


@pytest.mark.parametrize("event", BEFORE_EVENTS)
def test_spans_before_an_event_count_backwards(event: str) -> None:
    units = {"日": "day", "天": "day", "个工作日": "workday", "小时": "hour", "周": "week", "个月": "month"}
    leads = ("应当在{}的", "应当于{}之日", "须在{}", "于{}至少")
    for (unit, name), n, lead in product(units.items(), (3, 15), leads):
        for form in _forms(n)[:2]:
            phrase = f"{lead.format(event)}{form}{unit}前"
            assert _read(phrase + "书面报告") == (f"relative -{n} {name} event", False), phrase


NOT_BY = ("不得早于{}", "不早于{}", "最早{}", "最早于{}", "{}以后", "{}之后", "{}后", "{}后方可", "{}方可")
DATED = ("6月30日", "6月底", "2022年6月", "三季度", "下半年", "2023年", "年底", "6月30日24时")


@pytest.mark.parametrize("dated", DATED)
def test_from_when_on_is_no_deadline(dated: str) -> None:
    for words in NOT_BY:
        for follow in ("", "启动", "实施新标准"):
            meaning, _ = _read(words.format(dated) + follow)
            assert meaning == "", words.format(dated) + follow


@pytest.mark.parametrize(
    "words", ["{}前（原为{}前）", "原定{1}前，现调整为{0}前", "由{1}延至{0}", "{1}前完成，调整为{0}前完成"]
)
def test_a_day_that_was_replaced_binds_no_more(words: str) -> None:
    pairs = [("10月底", f"due {_last(10)}", "8月底"), ("2022年12月31日", "due 2022-12-31", "2022年6月30日")]
    for new, meaning, old in pairs:
        phrase = words.format(new, old)
        assert _read(phrase) == (meaning, False), phrase


@pytest.mark.parametrize(
    "phrase", [f"{one}{month}月底前" for one in ("l", "I", "O", "o") for month in (0, 1, 2)]
    + [f"6月{day}日前" for day in ("1O", "2l", "3O", "l5", "I0", "o5")]
    + ["6月低前", "年低前", "2022年低前", "三季度低前", "6月1O日至30日", "2O22年6月底前"],
)  # fmt: skip
def test_what_may_be_a_misprint_is_asked_and_no_day_is_read(phrase: str) -> None:
    meaning, asked = _read(phrase)
    assert (meaning, asked) == ("", True)


LUNAR = ("农历{}", "阴历{}", "旧历{}", "农历2022年{}")


@pytest.mark.parametrize(
    "day", ["八月十五前", "九月初九前", "十月底前", "腊月二十三前", "正月十五前", "五月初五", "8月15日前"]
)
def test_a_lunar_day_is_never_the_solar_day_of_that_name(day: str) -> None:
    for words in LUNAR:
        meaning, asked = _read(words.format(day))
        assert (meaning, asked) == ("", True), words.format(day)


def test_in_running_text_every_binding_time_is_found_between_any_words() -> None:
    for (words, meaning), work in product(TIMES, WORKS):
        if not words.endswith(("前", "末", "内")) or meaning.startswith(("standing", "window")):
            continue
        text = f"各单位要高度重视，{words}{work}，并做好总结。"
        (one,) = find(text, ISSUED, YEAR)
        assert _meaning(Reading(one.obligations)) == meaning, text
        assert words in text[one.start : one.end]


def test_ranges_across_months_in_every_form() -> None:
    for first, last, mark in product((date(YEAR, 3, 5), date(YEAR, 9, 19)), (4, 18), ("-", "—", "至", "到", "~")):
        end = first + timedelta(days=30 + last)
        meaning = f"window {first}..{end}"
        for one in ("日", ""):
            phrase = f"{first.month}月{first.day}{one}{mark}{end.month}月{end.day}日"
            assert _read(phrase) == (meaning, False), phrase
