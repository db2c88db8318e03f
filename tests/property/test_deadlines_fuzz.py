"""Whatever is put in: an answer or a question, no error, no hang, no impossible date in silence."""

import gc
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deadlines import find, parse
from bot.model import Kind, Obligation

WORDS = [
    "年",
    "月",
    "日",
    "号",
    "底",
    "末",
    "初",
    "中",
    "内",
    "前",
    "之前",
    "以前",
    "后",
    "起",
    "至",
    "到",
    "-",
    "、",
    "，",
    "；",
    "每",
    "每年",
    "每季度",
    "每月",
    "每周",
    "按月",
    "季度",
    "上半年",
    "下旬",
    "今年",
    "明年",
    "次年",
    "本月",
    "下月",
    "下周五",
    "一",
    "二",
    "三",
    "十",
    "十二",
    "二十",
    "〇",
    "2021",
    "2022",
    "12",
    "31",
    "30",
    "2",
    "1",
    "10",
    "99",
    "0",
    "个工作日",
    "日内",
    "小时",
    "个月",
    "半年",
    "用",
    "时间",
    "自",
    "印发之日起",
    "长期工作",
    "立行立改",
    "已完成",
    "按要求",
    "（含）",
    "（不含）",
    "（星期四）",
    "下班前",
    "18:00",
    "24时",
    "下午",
    "春节前",
    "十四五",
    "期间",
    "by",
    "next",
    "Friday",
    "end",
    "June",
    "2021.12.31",
    "20211231",
    "第",
    "次",
    "至少",
]
ISSUES = st.sampled_from([None, date(2021, 6, 30), date(1978, 1, 1), date(2026, 12, 31)])
YEARS = st.sampled_from([None, 2021, 1978, 2023])
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map("".join))


def _days(one: Obligation) -> list[date]:
    return [day for day in (one.date, one.alt, one.start, one.end) if day is not None]


@settings(max_examples=600, deadline=None)
@given(phrase=TEXTS, issued=ISSUES, year=YEARS, where=st.sampled_from(["column", "prose"]))
def test_any_phrase_gets_an_answer(phrase: str, issued: date | None, year: int | None, where: str) -> None:
    reading = parse(phrase, issued=issued, year=year, where=where)
    assert reading.obligations
    assert [phrase[left.start : left.end] for left in reading.unread] == [left.text for left in reading.unread]
    if any(not 1900 <= day.year <= 2100 for one in reading.obligations for day in _days(one)):
        assert {"vague", "not-understood"} & set(reading.flags)
    assert (Kind.NONE in {one.kind for one in reading.obligations}) <= (len(reading.obligations) == 1)


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, issued=ISSUES, year=YEARS)
def test_what_is_found_stands_where_it_says(text: str, issued: date | None, year: int | None) -> None:
    found = find(text, issued, year)
    assert [text[one.start : one.end] for one in found] == [one.phrase for one in found]
    assert all(one.obligations for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@settings(max_examples=200, deadline=None)
@given(phrase=TEXTS)
def test_the_same_phrase_is_read_the_same_again(phrase: str) -> None:
    assert parse(phrase, issued=date(2021, 6, 30)) == parse(phrase, issued=date(2021, 6, 30))


@pytest.mark.parametrize(
    "phrase",
    [
        None,
        "",
        " ",
        "\n\n",
        "\x00\x07",
        "\ud800",
        "12月\udfff底前",
        "🎉🎉",
        "\u202e12月底前\u202c",
        "أنجز قبل نهاية",
        "年" * 1000,
        "٣月底前",
    ],
)
def test_bad_input_is_answered(phrase: str | None) -> None:
    assert parse(phrase, issued=date(2021, 6, 30)).obligations


LONG = {
    "prose": "各地要于2021年6月底前制定方案，按职责分工落实，定期通报，每季度末月25日前报送情况。",
    "digits": "1234567890",
    "numerals": "一二三四五六七八九十",
    "lists": "1、",
    "years": "2021-",
    "each": "每年1月、",
    "before": "前后内",
}


@pytest.mark.parametrize("seed", LONG.values(), ids=LONG.keys())
def test_ten_times_the_words_take_about_ten_times_as_long(seed: str) -> None:
    short, long = (seed * 50_000)[:5_000], (seed * 50_000)[:50_000]
    assert _cost(long) <= max(12 * _cost(short), 0.05)


def _cost(text: str) -> float:
    """The least CPU seconds of three: what else runs on the machine only ever adds."""
    spent = []
    gc.disable()  # its passes over thousands of obligations are not the reader's cost
    try:
        for _ in range(3):
            begun = time.process_time()
            parse(text, issued=date(2021, 6, 30), year=2021)
            find(text, date(2021, 6, 30), 2021)
            spent.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(spent)
