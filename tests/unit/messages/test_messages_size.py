"""A mail has a size as a chat message has: what does not fit is counted, and every count stays right."""

import sys
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from bot.messages import render_digest, render_letter
from bot.messages.channel_limits import MAIL_BYTES, USED, filling, fits_mail
from bot.messages.letter import DISPATCH, Letter, Part
from bot.model import Message
from tests.support.letters import FULL, LINES, letter


def long_letter(n: int, words: int = 200) -> Letter:
    line = LINES["two_dates"]
    lines = tuple(replace(line, number=str(k), title="长" * words) for k in range(1, n + 1))
    return letter("reminder", parts=(Part("x", "台账", None, lines),))


def size(message: Message) -> int:
    return len(message.text.encode()) + len((message.html or "").encode())


@pytest.mark.parametrize("n", [1, 50, 1500])
def test_no_mail_is_larger_than_its_limit_and_none_is_cut_without_need(n: int) -> None:
    long = long_letter(n)
    message = render_letter(long, "email", "m")
    assert size(message) <= MAIL_BYTES
    assert message.html is not None
    said = message.html
    shown = [k for k in range(1, n + 1) if f">{k}<" in said or f"第{k}项" in said or f"{k}." in message.text]
    if n <= 50:
        assert len(shown) == n
        assert "另有" not in message.text
    elif n >= 1000:
        assert "另有" in message.text
        assert "另有" in said
        assert size(message) > MAIL_BYTES // 3  # as much of it as there is room for


def test_the_subject_counts_all_that_the_letter_is_about() -> None:
    assert "1200" in render_letter(long_letter(1200, 20), "email", "m").subject


def test_a_digest_keeps_the_limit_too() -> None:
    many = replace(FULL, unbound=tuple(f"第{k}号单位" for k in range(20_000)))
    assert size(render_digest(many, "email", "m")) <= MAIL_BYTES


def test_the_limit_has_room_for_what_a_channel_adds() -> None:
    assert fits_mail("x" * (MAIL_BYTES - 1_000), None)
    assert not fits_mail("x" * (MAIL_BYTES - 1_000), "x")


def calls(n: int) -> int:
    """How many functions are called to put so many new tasks into words."""
    few = long_letter(n, 4).parts[0]
    new = tuple(replace(line, rung=DISPATCH) for line in few.lines)
    long = letter("dispatch", parts=(replace(few, lines=new),))
    called = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal called
        called += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        render_letter(long, "email", "m")
    finally:
        sys.setprofile(before)
    return called


def test_a_long_letter_costs_what_its_lines_cost() -> None:
    calls(160)  # what is kept of words once seen is kept
    assert calls(160) < 2.3 * calls(80)


@pytest.mark.parametrize("sizes", [[7] * 40, [1] * 20 + [50] * 20, [90] + [1] * 39, [1] * 39 + [90], [10] * 10])
def test_a_list_is_filled_to_four_fifths_or_to_the_last_line_that_fits(sizes: list[int]) -> None:
    tried: list[int] = []

    def write(n: int) -> int:
        tried.append(n)
        return n

    def share(n: int) -> float:
        return (3 + sum(sizes[:n])) / 100

    found = filling(write, len(sizes), share)
    assert found is not None
    assert share(found) <= 1
    assert share(found) >= USED or found == len(sizes) or share(found + 1) > 1
    assert len(tried) <= 9


def test_where_not_one_line_fits_nothing_is_found() -> None:
    assert filling(lambda n: n, 40, lambda n: 0.5 + n) is None


def test_of_what_no_mail_lists_a_line_costs_little() -> None:
    calls(3000)
    beyond = calls(3000) - calls(2000)
    assert beyond < 1000 * 40
