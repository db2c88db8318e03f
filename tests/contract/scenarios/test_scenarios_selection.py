"""Which duties are meant: a move touches those alone that it names, and its answer says which they were."""

import json

import pytest

from tests.support.commands import Ran
from tests.support.office_day import OfficeDay, to

NAMES = tuple(f"区第{n}局" for n in "一二三四五")
UNITS = {name: [(f"{name}联络员", f"u{n}@example.org")] for n, name in enumerate(NAMES, 1)}
TITLE = "青榆区2021年公开工作要点"


def states(office: OfficeDay, ledger: str) -> dict[tuple[str, str, str], str]:
    """(number, unit, last day) → state, as `status --json` tells it."""
    found: dict[tuple[str, str, str], str] = {}
    for one in json.loads(office.do("status", "--json").out):
        if one["ledger"] == ledger:
            found |= {(duty["number"], duty["unit"], duty["due"]): duty["state"] for duty in one["items"]}
    return found


def told(ran: Ran) -> str:
    """All that was answered, whatever the terminal's width."""
    return (ran.out + ran.err).replace("\n", "")


@pytest.fixture
def ledger(office: OfficeDay) -> str:
    office.units(UNITS)
    rows = [
        ("26", "集中公开规章", "、".join(NAMES), "2021年9月30日前"),
        ("27", "公布收费目录", NAMES[0], "2021年9月30日前完成初稿，2021年12月31日前公布"),
    ]
    made = office.dispatched("a.html", TITLE, rows)
    office.tick("2021-06-01")
    return made


def test_closing_after_one_report_leaves_the_silent_units_open(office: OfficeDay, ledger: str) -> None:
    """It closed the 35 silent units and left the one that had reported open."""
    office.at = "2021-09-10T10:00+08:00"
    office.do("mark", "26", "reported", "--unit", NAMES[2], "--note", "已上网")
    done = office.do("mark", "26", "closed")
    closed = {unit for (number, unit, _), state in states(office, ledger).items() if state == "closed"}
    assert closed == {NAMES[2]}
    assert NAMES[2] in done.out + done.err
    assert "4" in done.out + done.err  # so many are still open


def test_closing_september_leaves_december_of_the_same_item_open(office: OfficeDay, ledger: str) -> None:
    office.at = "2021-09-10T10:00+08:00"
    office.do("mark", "27.1", "reported")
    office.do("mark", "27.1", "closed")
    found = {due: state for (number, _, due), state in states(office, ledger).items() if number == "27"}
    assert found["2021-09-30"] == "closed"
    assert found["2021-12-31"] not in {"closed", "reported"}


def test_a_number_with_two_deadlines_is_asked_about_and_nothing_moves(office: OfficeDay, ledger: str) -> None:
    before = states(office, ledger)
    asked = office.run("mark", "27", "closed", "--also-unreported", "--now", office.at)
    assert asked.code == 2
    assert "27.1（2021-09-30）" in asked.err
    assert "27.2（2021-12-31）" in asked.err
    assert states(office, ledger) == before


@pytest.mark.parametrize("number", ["26", "２６", "第26项", "26@{ledger}", "二十六", "第二十六项", "26-26@{ledger}"])
def test_a_number_is_read_as_people_write_it(office: OfficeDay, ledger: str, number: str) -> None:
    office.do("mark", number.format(ledger=ledger), "acknowledged", "--unit", "第二局")
    moved = {unit for (_, unit, _), state in states(office, ledger).items() if state == "acknowledged"}
    assert moved == {NAMES[1]}


def test_an_archived_ledger_is_urged_by_nobody(office: OfficeDay, ledger: str) -> None:
    """`urge 26 --ledger ARCHIVED` said 已催办, and nobody heard."""
    office.do("archive", ledger)
    office.tick("2021-10-11")
    refused = office.run("urge", "26", "--ledger", ledger, "--words", "请速报", "--now", office.at)
    assert refused.code == 2
    assert "已催办" not in refused.out + refused.err
    assert "请速报" not in to(office.tick("2021-10-12"), "u1@example.org")


def test_a_move_is_taken_back_whole(office: OfficeDay, ledger: str) -> None:
    before = states(office, ledger)
    office.do("mark", "26、27", "acknowledged", "--unit", NAMES[0])
    assert states(office, ledger) != before
    office.do("undo")
    assert states(office, ledger) == before


def test_taking_back_goes_on_with_the_move_before(office: OfficeDay, ledger: str) -> None:
    seen = [states(office, ledger)]
    for verb in ("acknowledged", "in-progress", "reported"):
        office.do("mark", "26", verb, "--unit", NAMES[0])
        seen.append(states(office, ledger))
    for before in reversed(seen[:-1]):
        office.do("undo")
        assert states(office, ledger) == before
    assert office.run("undo", "--now", office.at).code == 2
    office.do("mark", "26", "acknowledged", "--unit", NAMES[0])
    assert states(office, ledger) == seen[1]


def test_what_a_unit_says_is_not_said_for_all_by_one_word(office: OfficeDay, ledger: str) -> None:
    before = states(office, ledger)
    for verb in ("acknowledged", "reported", "handed-back"):
        asked = office.run("mark", "全部", verb, "--note", "已商有关单位", "--now", office.at)
        assert asked.code == 2
        assert "5 个单位" in asked.err
    assert states(office, ledger) == before


def test_numbers_of_several_ledgers_are_listed_with_theirs(office: OfficeDay, ledger: str) -> None:
    other = office.dispatched("b.html", "青榆区2021年防汛工作要点", [("26", "巡查河道", NAMES[0], "2021年9月30日前")])
    done = office.do("mark", f"26@{ledger}、26@{other}", "acknowledged", "--unit", NAMES[0])
    assert states(office, ledger)["26", NAMES[0], "2021-09-30"] == "acknowledged"
    assert states(office, other)["26", NAMES[0], "2021-09-30"] == "acknowledged"
    assert f"26@{ledger}" in done.out + done.err
    assert f"26@{other}" in done.out + done.err


def test_a_start_is_ones_last_step_and_is_taken_back_whole(office: OfficeDay) -> None:
    """It took back an older move of another item, and the start could not be taken back at all."""
    office.units(UNITS)
    rows = [
        ("1", "公布收费目录", NAMES[0], "2021年9月30日前"),
        ("2", "答复来信", NAMES[0], "收到来信后5个工作日内"),
    ]
    ledger = office.dispatched("a.html", TITLE, rows)
    office.tick("2021-06-01")
    office.at = "2021-06-02T10:00+08:00"
    office.do("mark", "1", "reported")
    before = states(office, ledger)
    for day in ("2021-06-01", "2021-06-02"):  # the second is a clock of its own
        office.do("start", "2", "--on", day)
    for _ in range(2):
        assert "开始计时" in told(office.do("undo"))
    found = states(office, ledger)
    assert {key: found[key] for key in before} == before
    assert {state for key, state in found.items() if key not in before} <= {"withdrawn"}
    assert "反馈" in told(office.do("undo"))


def test_after_another_step_an_earlier_one_is_taken_back_by_its_number_alone(office: OfficeDay, ledger: str) -> None:
    office.do("mark", "26", "acknowledged", "--unit", NAMES[0])
    office.do("edit", ledger, "27", "--text", "公布收费目录清单")
    before = states(office, ledger)
    refused = office.run("undo", "--now", office.at)
    assert (refused.code, states(office, ledger)) == (2, before)
    assert all(words in refused.err for words in ("修改", "签收", "26"))
    office.do("undo", "26")
    assert states(office, ledger)["26", NAMES[0], "2021-09-30"] == "dispatched"


def test_of_several_deadlines_the_one_that_was_moved_is_named(office: OfficeDay, ledger: str) -> None:
    for k in ("27.1", "27.2"):
        assert f"第 {k} 项" in told(office.do("mark", k, "reported"))
        assert f"第 {k} 项" in told(office.do("mark", k, "closed"))
    assert "第 27.2 项" in told(office.do("undo"))


def test_a_unit_without_a_part_is_said_to_have_none(office: OfficeDay, ledger: str) -> None:
    done = office.do("mark", "26、27", "acknowledged", "--unit", NAMES[1])
    assert f"第 27 项没有交给{NAMES[1]}" in told(done)
    assert {key[0] for key, state in states(office, ledger).items() if state == "acknowledged"} == {"26"}


def test_numbers_that_are_not_there_are_told_in_one_line(office: OfficeDay, ledger: str) -> None:
    done = told(office.do("mark", "20-60", "acknowledged", "--unit", NAMES[0]))
    assert "20—25、28—60" in done
    assert done.count("第 ") < 6


def test_an_urging_names_what_was_urged_and_what_was_not(office: OfficeDay, ledger: str) -> None:
    office.tick("2021-10-12")
    office.at = "2021-10-12T10:00+08:00"
    office.do("mark", "26", "reported", "--unit", NAMES[0])
    done = told(office.do("urge", "26、27.2", "--words", "请速报"))
    assert f"第 26 项已催办：{'、'.join(NAMES[1:])}" in done
    assert "第 27 项没有逾期的单位，未催办" in done
    every = told(office.do("urge", "全部", "--words", "请速报"))
    assert "全部" not in every
    assert "第 27 项已催办" in every


def test_all_of_one_ledger_and_a_range_of_it(office: OfficeDay, ledger: str) -> None:
    other = office.dispatched("b.html", "青榆区2021年督查事项", [("26", "报送督查情况", NAMES[0], "2021年9月30日前")])
    office.do("mark", f"26-27@{ledger}", "acknowledged", "--unit", NAMES[0])
    assert set(states(office, other).values()) == {"dispatched"}
    office.do("mark", f"全部@{other}", "acknowledged")
    assert set(states(office, other).values()) == {"acknowledged"}
    assert {s for (n, u, _), s in states(office, ledger).items() if u != NAMES[0]} == {"dispatched"}
