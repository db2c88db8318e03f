"""What is read out of a document costs in proportion to it: thousands of units in a cell, hundreds of items, blanks."""

import gc
import time
from collections.abc import Callable

import pytest

from bot.ledger import extract
from bot.reading.open_file import read_here

#: A small one, and one so many times as large.
TIMES = 8


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


def _cost(content: bytes) -> float:
    """The least CPU seconds of two: what else runs on the machine only ever adds."""
    document, spent = read_here(content, "a.csv"), []
    gc.disable()
    try:
        for _ in range(2):
            begun = time.process_time()
            assert extract(document).tasks
            spent.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(spent)
