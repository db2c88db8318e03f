"""Trying the rules one by one and the pattern of all of them come to the same rule."""

import pytest

from bot.deadlines import row
from bot.deadlines.canonical import Canonical
from bot.deadlines.row import Table
from bot.deadlines.scanner import ROWS

EXAMPLES = [phrase for one in ROWS for phrase in (*(example for example, _ in one.examples), *one.refuses)]


def test_the_same_rule_is_first_before_and_after_it_pays_to_compile_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = Table(ROWS)
    monkeypatch.setattr(row, "WORTH", 1)
    at_once = Table(ROWS)
    texts = [Canonical(phrase).text for phrase in EXAMPLES]
    places = [(text, at) for text in texts for at in range(len(text)) if text[at] in one_by_one.signs]
    assert len(places) > len(texts) > 0
    for text, at in places:
        at_once[text[at]].first(text, at)  # the first try is still by hand
        slow, fast = (table[text[at]].first(text, at) for table in (one_by_one, at_once))
        assert (slow and slow.lastindex) == (fast and fast.lastindex), text
