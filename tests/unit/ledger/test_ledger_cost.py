"""What is read out of a document costs in proportion to it: thousands of units in a cell, hundreds of items, blanks."""

import gc
import time
from collections.abc import Callable

import pytest

from bot.ledger import confined, extract
from bot.reading.open_file import read_here
from bot.vocabulary.patterns import words

#: A small one, and one so many times as large.
TIMES = 8

#: What patterns look for, one after the other: each was or may be tried at every place in a text of nothing else.
_SAID_AGAIN = words("负责 配合 主办： 责任单位： 完成时限： （ “ 、 ， 12月底前 3日内 每月 1、 一、 已完成")
_MANY = confined.SMALL_TEXT // 3  # characters


def csv(rows: list[str]) -> bytes:
    return "\n".join(["序号,工作任务,责任单位,完成时限", *rows]).encode()


def units(n: int) -> bytes:
    names = "、".join(f"第{at}科技创新局" for at in range(n))
    return csv([f"1,完成重点工作,{names},2024年9月底前"])


def items(n: int) -> bytes:
    return csv([f"{at},完成第{at}项重点工作,第{at % 90}工作局,2024年9月底前" for at in range(1, n + 1)])


def blanks(n: int) -> bytes:
    return csv([f"1,完成{' ' * n}重点工作,市财政局{' ' * n}市教育局,2024年9月底前"])


@pytest.mark.parametrize(("make", "n", "allowed_s"), [(units, 5000, 5), (items, 500, 2), (blanks, 20_000, 2)])
def test_the_cost_of_reading_grows_with_the_document_alone(
    make: Callable[[int], bytes], n: int, allowed_s: float
) -> None:
    large = _cost(make(n))
    assert large < allowed_s
    assert large <= max(TIMES * 4 * _cost(make(n // TIMES)), 0.2)  # of the square it would be sixty-four times


@pytest.mark.parametrize("said", _SAID_AGAIN)
def test_words_said_again_and_again_cost_no_more_than_others(said: str) -> None:
    text = (said * _MANY)[:_MANY]
    head = "青溪县2025年任务\n1.推进工作（县水利局负责，6月底前）\n"
    long = "\n".join(text[at : at + 60] for at in range(0, len(text), 60))
    assert _cost(f"{head}{text}".encode(), "a.txt") < 1.5
    assert _cost(f"{head}{long}".encode(), "a.txt") < 1.5
    assert _cost(csv([f'1,"{text[: confined.SMALL_CELL]}",市财政局,6月底前'])) < 1


def _cost(content: bytes, name: str = "a.csv") -> float:
    """The least CPU seconds of two: what else runs on the machine only ever adds."""
    document, spent = read_here(content, name), []
    gc.disable()
    try:
        for _ in range(2):
            begun = time.process_time()
            assert extract(document).tasks
            spent.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(spent)
