"""The digest: by item, worst first, what waits for a decision first, the same counted in subject and body."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.messages import render_digest
from bot.messages.digest import DigestLetter, Rest
from bot.messages.digest_words import MOST_ITEMS, MOST_ROWS, introduction, sections
from bot.messages.items import by_item, key_of, n_tasks
from bot.texts import set_language, speaking
from tests.support.letters import DIGESTS, FULL, LINES, PLAIN, QUIET

UNITS = tuple(f"区第{n}局" for n in range(36))


def of_units(line_name: str, number: str, n: int, **changes: object) -> tuple:  # type: ignore[type-arg]
    made = replace(LINES[line_name], number=number, **changes)  # type: ignore[arg-type]
    return tuple(replace(made, unit=unit) for unit in UNITS[:n])


LATE = (*of_units("late", "26", 12), *of_units("late_one_day", "27", 35), *of_units("late", "3", 1, days_over=40))
BIG = replace(
    QUIET,
    late=LATE,
    coming=of_units("plain", "9", 36),
    reported=of_units("reported", "23", 2),
    unfinished={key_of(LATE[0]): 35},
    unsigned=tuple((unit, 4) for unit in UNITS),
    rest=(Rest(QUIET.until + timedelta(days=30), 6, 216), Rest(None, 27, 900)),
)


def text_of(digest: DigestLetter) -> str:
    return render_digest(digest, "email", "id").text


def test_all_units_of_an_item_are_one_line_and_the_worst_stands_first() -> None:
    late = next(section for section in sections(BIG) if section.key == "late")
    assert [row.number for row in late.rows] == ["3", "26", "27"]
    assert "35 家未完成，其中逾期 12 家，最长 24 天" in text_of(BIG)
    assert "35 家未完成，均已逾期，最长 1 天" in text_of(BIG)


def test_what_waits_for_a_decision_comes_first_state_before_figures_and_cost_last() -> None:
    words = text_of(replace(FULL, unsigned=BIG.unsigned, rest=BIG.rest))
    order = [
        "待审核、待批复（",
        "逾期（2 项）",
        "两周内到期（",
        "未送达的消息（2 条）",
        "尚未签收（",
        "共 65 项次",
        "其余在办",
        "期间发出消息",
    ]
    assert all(a < b for a, b in pairwise(words.index(heading) for heading in order))


def test_subject_and_body_count_the_same_tasks() -> None:
    message = render_digest(BIG, "email", "id")
    assert "3 项任务逾期（涉及 35 个单位）" in message.subject
    for words in ("逾期（3 项）", "两周内到期（1 项）", "待审核、待批复（1 项）"):
        assert words in message.text
    assert n_tasks(BIG.late) == len(by_item(BIG.late)) == 3


def test_what_falls_due_today_is_said() -> None:
    today = replace(PLAIN, due=QUIET.today, day=QUIET.today)
    assert "今天到期" in text_of(replace(QUIET, coming=(today,)))
    assert "无到期" not in render_digest(replace(QUIET, coming=(today,)), "email", "id").subject


def test_a_hundred_items_are_cut_and_counted() -> None:
    many = tuple(line for n in range(100) for line in of_units("late", str(n), 5))
    words = text_of(replace(QUIET, late=many))
    assert "逾期（100 项）" in words
    assert f"另有 {100 - MOST_ITEMS} 项" in words
    assert len(words.splitlines()) < 30


def test_who_has_not_acknowledged_is_named() -> None:
    assert "尚未签收（36 个单位）：区第0局（4 项次）" in text_of(BIG)


def test_no_command_of_the_terminal_stands_in_a_mail() -> None:
    for language in ("zh-CN", "en"):
        set_language(language)
        for digest in DIGESTS.values():
            assert "duban " not in render_digest(digest, "email", "id").text


def test_with_several_ledgers_an_item_says_of_which_it_is() -> None:
    late = replace(LINES["late"], ledger=FULL.figures[1].ledger)
    assert "施情况〔关于印发《云汀区" in text_of(replace(FULL, late=(late,)))


@pytest.mark.parametrize("lengths", [(9, 9, 9), (0, 9, 9), (0, 0, 9), (1, 9, 9), (40, 0, 40), (3, 2, 1)])
def test_all_lists_together_leave_room_on_three_screens(lengths: tuple[int, int, int]) -> None:
    one = LINES["late"]
    lists = [tuple(replace(one, number=str(n)) for n in range(1, found + 1)) for found in lengths]
    made = sections(replace(QUIET, reported=lists[0], late=lists[1], coming=lists[2]))
    rows = [len(section.rows) for section in made]
    assert [len(section.rows) + section.left for section in made] == [n for n in lengths if n]
    assert sum(rows) <= MOST_ROWS
    assert sum(rows) == min(sum(lengths), MOST_ITEMS) or len(made) > 1


@pytest.mark.parametrize("name", ["full", "quiet"])
@pytest.mark.parametrize(("language", "said"), [("zh-CN", "2031年9月29日至"), ("en", "29 Sep 2031 to")])
def test_one_day_is_no_span(name: str, language: str, said: str) -> None:
    digest = DIGESTS[name]
    with speaking(language):
        words = introduction(replace(digest, since=digest.today))
    assert said not in words
    assert said.removesuffix("至").removesuffix(" to") in words
