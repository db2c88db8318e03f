"""What `find` cuts out of any text never overlaps, stands where it says, and reads the same by itself in its place."""

import gc
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deadlines import Found, find, parse
from bot.deadlines.canonical import Canonical
from bot.model import Kind, Obligation
from tests.support.phrases import ISSUES, WORDS, YEARS

ISSUED = st.sampled_from(ISSUES)
YEAR = st.sampled_from(YEARS)
PIECES = [
    "各单位要于", "6月底前", "报送方案", "，", "。", "；", "2021年9月30日前", "完成整改", "每月5日前", "每季度",
    "每年3月底前", "年内", "5日内", "收到通知后3个工作日内", "自本通知印发之日起", "30日内", "立即", "立行立改",
    "截止日期：", "2021-07-01", "最迟", "不得早于", "自7月1日至9月30日", "在全市开展", "下周五前", "次月10日前",
    "春节前", "2019年底前", "已完成300家", "入职的员工", "（", "）", "第一阶段", "7月—8月", "从9月起", "20日前",
    "上半年", "本通知", "的", "后", "前", "起", "至", "、", "和", "长期坚持", "会议召开3日前", "当场", "办结",
    "压缩至5个工作日", "10月1日后", "原定", "调整为", "8月底前", "到2025年", "用三年时间", "《2021年工作要点》",
    "每人每月100元",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
TEXTS = st.one_of(SENTENCES, st.lists(st.sampled_from(WORDS), max_size=12).map("".join))


def _said(obligations: tuple[Obligation, ...]) -> list[tuple[object, ...]]:
    fields = ("kind", "date", "alt", "start", "end", "rrule", "n", "unit", "anchor", "time", "at_least")
    return [tuple(getattr(one, name) for name in fields) for one in obligations if one.kind is not Kind.NONE]


def _stands_once(text: str, one: Found) -> bool:
    """Whether `context` can tell where the words stand."""
    return Canonical(text).text.count(Canonical(one.phrase).text) == 1


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, issued=ISSUED, year=YEAR)
def test_finds_never_overlap_and_stand_where_they_say(text: str, issued: date | None, year: int | None) -> None:
    last = 0
    for one in find(text, issued, year):
        assert one.start >= last
        assert one.end > one.start
        assert text[one.start : one.end] == one.phrase
        assert _said(one.obligations)
        last = one.end


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, issued=ISSUED, year=YEAR)
def test_what_is_found_reads_the_same_by_itself_in_its_place(text: str, issued: date | None, year: int | None) -> None:
    for one in find(text, issued, year):
        if _stands_once(text, one):
            alone = parse(one.phrase, issued=issued, year=year, where="prose", context=text)
            assert _said(alone.obligations) == _said(one.obligations)


LONG = {
    "dense": "6月底前完成A，9月底前完成B，",
    "sentences": "各单位要于2021年9月30日前报送方案，每月5日前报送进展，收到通知后3个工作日内反馈。",
    "lines": "3月：制定方案\n4月：发布办法\n",
    "events": "自收到申请之日起5个工作日内办结；",
    "each": "每年3月底前报送，",
    "blank": " 6 月 底 前 ",
    "letters": "1l月6月1O日",
    "numbers": "编号20250630、2021.12.31、",
    "open": "（《“",
}


@pytest.mark.parametrize("seed", LONG.values(), ids=LONG.keys())
def test_the_cost_of_finding_grows_with_the_text_alone(seed: str) -> None:
    short, long = (seed * 15_000)[:1_500], (seed * 15_000)[:15_000]
    assert _cost(long) <= max(40 * _cost(short), 0.2)  # of the square it would be a hundred times


def _cost(text: str) -> float:
    """The least CPU seconds of three: what else runs on the machine only ever adds."""
    spent = []
    gc.disable()  # its passes over thousands of obligations are not the reader's cost
    try:
        for _ in range(3):
            begun = time.process_time()
            find(text, date(2021, 6, 30), 2021)
            spent.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(spent)
