"""The state of things by item, then by unit; the words that people ask with; nothing found is good news."""

import pytest

from bot.messages.item_words import standing_of_item
from bot.plan.lifecycle import Verb
from bot.plan.lights import Light
from bot.texts import set_language, text
from bot.work.duties.moves import Move, make_move
from bot.work.views.status import ASKED_LIGHTS, asked_light, status
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task

UNITS = ("区财政局", "区教育局", "区司法局")
TASKS = tuple(task(str(n), due("2021-06-30"), units=UNITS) for n in range(1, 10))


def test_a_long_list_is_told_by_item_with_counts() -> None:
    office = office_in()
    dispatched(office, ledger(*TASKS))
    make_move(office, Move("3", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-20T10:00"))
    (found,) = status(office, at("2021-07-02T10:00"))
    assert len(found.items) == len(TASKS)
    words = {item.first.number: standing_of_item(item) for item in found.items}
    assert words["1"] == "3 家未完成，均已逾期，最长 2 天"
    assert words["3"] == "2 家未完成，均已逾期，最长 2 天"


@pytest.mark.parametrize("wanted", ["区财政局", "3"])
def test_one_unit_and_one_item_are_told_line_by_line(wanted: str) -> None:
    office = office_in()
    dispatched(office, ledger(*TASKS))
    (found,) = status(office, at("2021-06-02T10:00"), wanted)
    assert found.items == ()
    assert found.lines


@pytest.mark.parametrize(
    ("words", "light"),
    [("逾期", "overdue"), ("逾期事项", "overdue"), ("临期", "soon"), ("未销号", "open"), ("Overdue", "overdue"),
     ("待审核", "reported"), ("已销号", "closed"), ("区财政局", None), ("26", None), ("", None)],
)  # fmt: skip
def test_words_that_ask_by_light(words: str, light: str | None) -> None:
    assert asked_light(words) == light


def test_nothing_found_is_said_as_good_news() -> None:
    for language in ("zh-CN", "en"):
        set_language(language)
        for light in ASKED_LIGHTS:
            assert text(f"cli.none_{light}") == text(f"chat.none_{light}")


def test_what_is_asked_by_light_is_found_by_light() -> None:
    office = office_in()
    dispatched(office, ledger(*TASKS))
    for name, lights in ASKED_LIGHTS.items():
        (found,) = status(office, at("2021-07-02T10:00"), name)
        assert {Light(line.light) for line in found.lines} <= lights
