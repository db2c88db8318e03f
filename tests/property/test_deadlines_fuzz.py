"""Whatever is put in: an answer or a question, no error, no hang, no impossible date in silence."""

import gc
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deadlines import find, parse
from bot.model import Kind
from tests.support.phrases import ISSUES, WORDS, YEARS, is_sane

ISSUED = st.sampled_from(ISSUES)
YEAR = st.sampled_from(YEARS)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map("".join))


@settings(max_examples=600, deadline=None)
@given(phrase=TEXTS, issued=ISSUED, year=YEAR, where=st.sampled_from(["column", "prose"]))
def test_any_phrase_gets_an_answer(phrase: str, issued: date | None, year: int | None, where: str) -> None:
    reading = parse(phrase, issued=issued, year=year, where=where)
    assert is_sane(reading)
    assert [phrase[left.start : left.end] for left in reading.unread] == [left.text for left in reading.unread]
    assert (Kind.NONE in {one.kind for one in reading.obligations}) <= (len(reading.obligations) == 1)


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, issued=ISSUED, year=YEAR)
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
    short, long = (seed * 20_000)[:2_000], (seed * 20_000)[:20_000]
    assert _cost(long) <= max(40 * _cost(short), 0.2)  # of the square it would be a hundred times


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
