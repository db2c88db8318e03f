"""Which duties are meant: a move touches those alone that it names, and its answer says which they were."""

import json

import pytest

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


@pytest.mark.parametrize("number", ["26", "２６", "第26项", "26@{ledger}"])
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
