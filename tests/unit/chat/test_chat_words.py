"""The words after a command: whom and what they mean, and when they are asked back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.errors import BotError
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import people
from bot.work.chatting import Moved, act, mine, read_day, speaker, standings, view
from bot.work.office import Actor, Office
from bot.work.report import Move, make_move
from tests.support.office import CLERK, at, dispatched, due, ledger, task

NOW = at("2021-06-10T10:00")
FINANCE = Actor("财政小李", CONTACT, "telegram", ("区财政局",))
EDUCATION = Actor("教育小王", CONTACT, "telegram", ("区教育局",))
CHIEF = Actor("文书", COORDINATOR, "telegram")


@pytest.fixture
def two_ledgers(office: Office) -> tuple[Office, str, str]:
    first = dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    other = ledger(
        task("1", due("2021-07-30"), units=("区财政局",)),
        task("2.1", due("2021-08-31")),
        title="另一份",
        sha256="1" * 64,
    )
    return office, first, dispatched(office, other)


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(BotError) as caught:
        call()
    return str(caught.value)


def dues(moved: Moved) -> list[tuple[str, date | None]]:
    return [(line.unit, line.due) for line in moved.lines]


def test_a_number_in_two_ledgers_is_asked_back_only_where_it_is_not_clear(two_ledgers: tuple[Office, str, str]) -> None:
    office, first, second = two_ledgers
    said = refusal(lambda: act(office, FINANCE, Verb.REPORTED, ["1", "好"], NOW))
    assert f"1@{first}" in said
    assert f"1@{second}" in said
    chosen = act(office, FINANCE, Verb.REPORTED, [f"1@{second}", "好"], NOW)
    assert dues(chosen) == [("区财政局", date(2021, 7, 30))]
    # Only one of the two concerns the education office.
    assert dues(act(office, EDUCATION, Verb.REPORTED, ["1"], NOW)) == [("区教育局", date(2021, 6, 30))]
    assert "没有编号为“无”" in refusal(lambda: view(office, FINANCE, ["1@无"], NOW))


@pytest.mark.parametrize("written", ["2.1", "２．１", "第2.1项", "#2.1", "2.1、"])
def test_a_number_with_a_point_is_itself_before_it_is_a_part(
    two_ledgers: tuple[Office, str, str], written: str
) -> None:
    office, _, second = two_ledgers
    assert (view(office, FINANCE, [written], NOW).ledger_id, view(office, FINANCE, [written], NOW).number) == (
        second,
        "2.1",
    )


def test_a_move_is_made_for_all_or_none(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    assert "区财政局、区教育局" in refusal(lambda: act(office, CHIEF, Verb.CLOSED, ["1"], NOW))
    assert "请按此格式" in refusal(lambda: act(office, CHIEF, Verb.SENT_BACK, ["1", "区财政局"], NOW))
    assert "已交办" in refusal(lambda: act(office, CHIEF, Verb.SENT_BACK, ["1", "区财政局", "缺附件"], NOW))
    assert dues(act(office, CHIEF, Verb.REPORTED, ["1", "财政局", "已核"], NOW)) == [("区财政局", date(2021, 6, 30))]
    assert {line.state for line in view(office, CHIEF, ["1"], NOW).lines} == {"closed", "dispatched"}


def test_an_extension_is_for_the_parts_that_end_before_it(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), due("2021-12-31"))))
    asked = act(office, FINANCE, Verb.EXTENSION_REQUESTED, ["1", "8月15日", "等批复"], NOW)
    assert dues(asked) == [("区财政局", date(2021, 6, 30))]
    assert [line.extension_until for line in asked.lines] == [date(2021, 8, 15)]
    assert [line.due for s in mine(office, CHIEF, NOW) for line in s.lines] == [date(2021, 6, 30)]
    granted = act(office, CHIEF, Verb.EXTENSION_GRANTED, ["1"], NOW)
    assert dues(granted) == [("区财政局", date(2021, 8, 15))]
    assert granted.lines[0].original_due == date(2021, 6, 30)


def test_what_somebody_noted_is_shown_with_the_task(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    act(office, FINANCE, Verb.REPORTED, ["1", "已印发", "并公开"], NOW)
    (remark,) = view(office, CHIEF, ["1"], NOW).remarks
    assert (remark.who, remark.verb, remark.note, remark.on) == ("财政小李", "反馈", "已印发 并公开", date(2021, 6, 10))


def test_status_by_unit_light_and_number(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-11"), units=("区教育局",))))

    def asked(wanted: str, actor: Actor = CHIEF) -> list[str]:
        return [line.number for s in standings(office, actor, wanted, NOW) for line in s.lines]

    assert asked("区财政局") == ["1"]
    assert asked("财政局") == ["1"]
    assert asked("第2项") == ["2"]
    assert asked("临期") == asked("soon") == asked("") == ["2"]
    assert asked("区司法局") == []
    assert asked("区财政局", EDUCATION) == []


def test_closed_work_is_not_ones_own_any_more(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-07-30"))))
    make_move(office, Move("1", Verb.CLOSED), CLERK, NOW)
    assert [line.number for s in mine(office, FINANCE, NOW) for line in s.lines] == ["2"]
    assert [line.number for s in mine(office, CHIEF, NOW) for line in s.lines] == []


def test_a_group_is_never_a_coordinator(office: Office) -> None:
    with office.store.begin() as session:
        people.bind(session, -100, COORDINATOR, "区政府办公室", "群", NOW)
        people.bind(session, -200, CONTACT, "区财政局", "群", NOW)
        people.bind(session, 5, COORDINATOR, "区政府办公室", "文书", NOW)
    assert speaker(office, -100, 7, "路人") is None
    assert speaker(office, -200, 7, "路人") == replace(FINANCE, name="路人")
    assert speaker(office, -200, 5, "文书") == CHIEF


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("2021-10-31", date(2021, 10, 31)),
        ("10月31日", date(2021, 10, 31)),
        ("2021年10月底前", date(2021, 10, 31)),
        ("明天", date(2021, 6, 11)),
        ("尽快", None),
        ("2021年9月前", None),  # two honest readings
        ("每月底", None),
        ("10", None),
        ("2021-13-01", None),
    ],
)
def test_a_day_is_taken_only_where_it_is_certain(office: Office, word: str, day: date | None) -> None:
    assert read_day(office, word, date(2021, 6, 10)) == day
