"""Words that touch a day and say another one are never passed over, before and behind each form of a day."""

from datetime import date
from itertools import product

import pytest

from bot.deadlines import parse
from bot.model import QUESTION_FLAGS, Kind, Reading

ISSUED = date(2025, 3, 10)
DAYS = ["6月30日前", "6月底前", "2025年6月底", "6.30前", "六月三十日前"]
BEFORE = [
    "若", "如果", "除非", "除了", "早在", "超过", "距离", "大概", "可能", "估计", "曾", "最快", "每逢", "历年",
    "大前年", "财年", "围绕",
]  # fmt: skip
OPENING = ["待", "过", "非", "未", "不", "第", "首个", "后", "或", "隔"]
AFTER = [
    "左右", "以外", "或之后", "或更晚", "当周", "所在周", "的次月", "前一日", "提前一周", "推后3日", "顺延3天",
    "延期一个月", "，延期10天", "到期", "作废", "？", "几", "（2026年）", "（次年）", "（待批）",
    "（预计变更）", "（农历）", "（财年）", "，改期", "，除外", "，视天气",
]  # fmt: skip
PLACEHOLDERS = ["X", "XX", "__", "□", "?"]


def _asks(words: str) -> bool:
    reading = parse(words, issued=ISSUED, year=2025)
    return bool(QUESTION_FLAGS & set(reading.flags)) or not _reads_the_day(reading)


def _reads_the_day(reading: Reading) -> bool:
    return any(one.kind is Kind.DUE for one in reading.obligations)


@pytest.mark.parametrize(("word", "day"), list(product([*BEFORE, *OPENING], DAYS)))
def test_a_word_before_a_day_that_turns_it_is_asked_about(word: str, day: str) -> None:
    assert _asks(word + day)


@pytest.mark.parametrize(("day", "word"), list(product([day for day in DAYS if day[-1] == "前"], AFTER)))
def test_a_word_behind_a_day_that_turns_it_is_asked_about(day: str, word: str) -> None:
    assert _asks(day + word)


@pytest.mark.parametrize(
    ("sign", "form"), list(product(PLACEHOLDERS, ["6月{}日前", "{}月底前", "{}月{}日前", "2025年{}月底前"]))
)
def test_a_form_that_nobody_filled_in_is_asked_about(sign: str, form: str) -> None:
    reading = parse(form.replace("{}", sign), issued=ISSUED, year=2025)
    assert QUESTION_FLAGS & set(reading.flags)


@pytest.mark.parametrize("event", ["款项到账", "设备进场", "方案批复"])
@pytest.mark.parametrize("span", ["3天后", "5个工作日后", "两周后"])
def test_a_span_after_an_event_from_when_on_is_asked_about(event: str, span: str) -> None:
    assert QUESTION_FLAGS & set(parse(event + span, issued=ISSUED, year=2025).flags)


@pytest.mark.parametrize(
    "words", ["周一6月30日前", "下周6月底前", "月底6月30日前", "2025年 月底前", "6月 日前", "  月  日前"]
)
def test_two_times_that_nothing_parts_are_asked_about(words: str) -> None:
    assert QUESTION_FLAGS & set(parse(words, issued=ISSUED, year=2025).flags)


KNOWN = [
    "6月30日前完成周边环境整治", "6月底前完成年度报告", "6月底前建成青年之家", "6月底前办好生日会",
    "拆除6月底前完成", "6月底前签约", "方案通过后6月底前实施", "6月底前提前完成", "公约6月底前修订",
    "住建局6月底前，财政局7月底前", "力争6月底前完成第一批改造",
]  # fmt: skip


@pytest.mark.parametrize("words", KNOWN)
def test_words_that_only_look_like_them_are_passed_over(words: str) -> None:
    assert not QUESTION_FLAGS & set(parse(words, issued=ISSUED, year=2025).flags)
