"""The words after a command: whom and what they mean, and when they are asked back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.errors import BotError
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import people
from bot.work.answers.deeds import Deed
from bot.work.duties.days import read_day
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from bot.work.people.identity import Speaker, speaker
from bot.work.views.conversation import mine, own_page, standings, view
from tests.support.office import CLERK, at, dispatched, due, ledger, task
from tests.support.spoken import act

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


def dues(moved: Deed) -> list[tuple[str, date | None]]:
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


@pytest.fixture
def both_reported(office: Office) -> Office:
    dispatched(office, ledger(task("5", due("2021-06-30"), units=("区财政局", "区教育局", "区司法局"))))
    act(office, FINANCE, Verb.REPORTED, ["5", "已印发"], NOW)
    act(office, EDUCATION, Verb.REPORTED, ["5", "已印发"], NOW)
    return office


def states(office: Office) -> dict[str, str]:
    return {line.unit: line.state for line in view(office, CHIEF, ["5"], NOW).lines}


AS_REPORTED = {"区财政局": "reported", "区教育局": "reported", "区司法局": "dispatched"}


@pytest.mark.parametrize(
    "unit", ["火星局", "区火星委", "火星办", "火星镇", "火星街道", "火星站", "区人民政府", "某中心", "某处", "地税局"]
)
@pytest.mark.parametrize("verb", [Verb.CLOSED, Verb.SENT_BACK, Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED])
@pytest.mark.parametrize("words", ["{} 材料不全", "{}，材料不全", "区财政局、{} 材料不全"])
def test_a_unit_that_is_not_with_the_item_is_no_note(both_reported: Office, verb: Verb, unit: str, words: str) -> None:
    asked = ["5", *words.format(unit).split()]
    said = refusal(lambda: act(both_reported, CHIEF, verb, asked, NOW))
    assert f"“{unit}”" in said
    assert "区财政局、区教育局、区司法局" in said
    assert states(both_reported) == AS_REPORTED


def test_an_unknown_unit_is_refused_where_only_one_waits_for_a_decision(office: Office) -> None:
    dispatched(office, ledger(task("5", due("2021-06-30"), units=("区财政局", "区教育局"))))
    act(office, FINANCE, Verb.REPORTED, ["5", "已印发"], NOW)
    assert "“火星局”" in refusal(lambda: act(office, CHIEF, Verb.CLOSED, ["5", "火星局"], NOW))
    assert states(office) == {"区财政局": "reported", "区教育局": "dispatched"}
    assert dues(act(office, CHIEF, Verb.CLOSED, ["5", "已报区政府"], NOW)) == [("区财政局", date(2021, 6, 30))]


def test_a_close_out_is_for_those_that_reported(both_reported: Office) -> None:
    closed = act(both_reported, CHIEF, Verb.CLOSED, ["5", "同意"], NOW)
    assert [line.unit for line in closed.lines] == ["区财政局", "区教育局"]
    assert closed.left_open == 1
    assert states(both_reported) == {"区财政局": "closed", "区教育局": "closed", "区司法局": "dispatched"}


def test_an_end_that_fits_one_unit_names_it(both_reported: Office) -> None:
    act(both_reported, CHIEF, Verb.CLOSED, ["5", "教育局", "同意"], NOW)
    assert states(both_reported) == AS_REPORTED | {"区教育局": "closed"}


def test_all_units_are_those_that_reported(both_reported: Office) -> None:
    assert act(both_reported, CHIEF, Verb.CLOSED, ["5", "全部"], NOW).left_open == 1
    assert states(both_reported)["区司法局"] == "dispatched"


@pytest.mark.parametrize("words", ["财政局、区教育局，材料不全", "区财政局，区教育局 材料不全"])
def test_several_units_are_named_together(both_reported: Office, words: str) -> None:
    act(both_reported, CHIEF, Verb.SENT_BACK, ["5", *words.split()], NOW)
    assert states(both_reported) == {"区财政局": "sent-back", "区教育局": "sent-back", "区司法局": "dispatched"}
    assert {remark.note for remark in view(both_reported, CHIEF, ["5"], NOW).remarks[:2]} == {"材料不全"}


def test_a_second_unit_after_a_space_is_neither_skipped_nor_guessed(both_reported: Office) -> None:
    said = refusal(lambda: act(both_reported, CHIEF, Verb.SENT_BACK, ["5", "区财政局", "区教育局", "未会签"], NOW))
    assert "区财政局、区教育局" in said
    assert states(both_reported) == AS_REPORTED


def test_a_contact_does_not_report_in_the_name_of_another_unit(office: Office) -> None:
    dispatched(office, ledger(task("5", due("2021-06-30"), units=("区财政局", "区教育局"))))
    assert "“区教育局”" in refusal(lambda: act(office, FINANCE, Verb.REPORTED, ["5", "区教育局", "已完成"], NOW))
    act(office, FINANCE, Verb.REPORTED, ["5", "材料报区政府"], NOW)
    assert states(office) == {"区财政局": "reported", "区教育局": "dispatched"}


def test_an_extension_is_for_the_parts_that_end_before_it(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), due("2021-12-31"))))
    asked = act(office, FINANCE, Verb.EXTENSION_REQUESTED, ["1", "8月15日", "等批复"], NOW)
    assert dues(asked) == [("区财政局", date(2021, 6, 30))]
    assert [line.extension_until for line in asked.lines] == [date(2021, 8, 15)]
    assert [line.due for s in mine(office, CHIEF, NOW).standings for line in s.lines] == [date(2021, 6, 30)]
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
        return [line.number for s in standings(office, actor, wanted, NOW).standings for line in s.lines]

    assert asked("区财政局") == ["1"]
    assert asked("财政局") == ["1"]
    assert asked("第2项") == ["2"]
    assert asked("临期") == asked("soon") == asked("") == ["2"]
    assert asked("区司法局") == []
    assert asked("区财政局", EDUCATION) == []


def test_closed_work_is_not_ones_own_any_more(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-07-30"))))
    make_move(office, Move("1", Verb.CLOSED, also_unreported=True), CLERK, NOW)
    own = own_page(office, FINANCE, NOW, 0, 20)
    assert [line.number for s in own.ledgers for line in s.lines] == ["2"]
    assert [line.number for s in mine(office, CHIEF, NOW).standings for line in s.lines] == []


def test_a_group_is_never_a_coordinator(office: Office) -> None:
    with office.store.begin() as session:
        people.bind(session, -100, COORDINATOR, "区政府办公室", "群", NOW)
        people.bind(session, -200, CONTACT, "区财政局", "群", NOW)
        people.bind(session, 5, COORDINATOR, "区政府办公室", "文书", NOW)
        people.bind(session, 6, CONTACT, "区财政局", "联络员", NOW)
    assert speaker(office, -100, 7, "路人", NOW) == Speaker(None)
    assert speaker(office, -200, 7, "路人", NOW) == Speaker(None)
    assert speaker(office, -200, 6, "联络员", NOW) == Speaker(replace(FINANCE, name="联络员"))
    assert speaker(office, -200, 5, "文书", NOW) == Speaker(CHIEF, aside=True)


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
