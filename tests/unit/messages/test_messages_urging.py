"""How often was urged is said once in a letter, and the same in its head and in its lines."""

from dataclasses import replace

import pytest

from bot.messages import render_letter
from tests.support.letters import LETTERS


@pytest.mark.parametrize("times", [2, 3, 4, 7])
def test_head_and_lines_name_the_same_count(times: int) -> None:
    letter = LETTERS["urging"]
    lines = [replace(line, urgings=times) if line.is_late else line for line in letter.lines]
    told = render_letter(replace(letter, parts=(replace(letter.parts[0], lines=tuple(lines)),)), "email", "m1").text
    assert f"第 {times} 次催办" in told
    others = {n for n in range(2, 9) if n != times}
    assert not any(f"第 {n} 次催办" in told or f"已催办 {n} 次" in told for n in others)
    assert ("不再逐项催办" in told) == (times == letter.urgings_at_most)
