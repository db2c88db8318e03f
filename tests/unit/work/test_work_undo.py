"""A move taken back, while nothing else has happened to the duty; and what a fact of a duty costs."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT
from bot.store import duties
from bot.work.duties.moves import Move, make_move
from bot.work.duties.undo import undo
from bot.work.office import Actor, Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick

TEACHER = Actor("教育小王", CONTACT, "telegram", ("区教育局",))
BOT = Path(__file__).parents[3] / "bot"


def standing(office: Office) -> dict[str, tuple[str, date | None]]:
    with office.store.begin() as session:
        return {f"{d.number} {d.unit}": (str(d.state), d.due) for d in duties.duties(session)}


@pytest.fixture
def told(office: Office) -> Office:
    units = ("区财政局", "区教育局")
    dispatched(office, ledger(task("1", due("2021-06-30"), units=units), task("2", due("2021-06-30"), units=units)))
    tick(office, "2021-06-01T09:00")
    return office


@pytest.mark.parametrize("verb", [v for v in Verb if v not in {Verb.SENT_BACK, Verb.RESUMED, Verb.REOPENED}])
def test_every_move_can_be_taken_back_and_leaves_all_as_it_was(told: Office, verb: Verb) -> None:
    before = standing(told)
    move = Move("1", verb, unit="区教育局", until=date(2021, 7, 30), note="说明", to_unit="区司法局")
    if verb is Verb.EXTENSION_REFUSED:
        make_move(
            told,
            Move("1", Verb.EXTENSION_REQUESTED, until=date(2021, 7, 30), note="说明"),
            TEACHER,
            at("2021-06-02T09:30"),
        )
        before = standing(told)
    make_move(told, move, CLERK, at("2021-06-02T10:00"))
    undo(told, CLERK, at("2021-06-02T11:00"))
    after = standing(told)
    assert {name: after[name] for name in before} == before
    assert {state for name, (state, _) in after.items() if name not in before} <= {"withdrawn"}


def test_one_move_of_several_items_is_taken_back_as_one(told: Office) -> None:
    done = make_move(told, Move("1、2", Verb.ACKNOWLEDGED), TEACHER, at("2021-06-02T10:00"))
    assert [duty.number for duty in done.duties] == ["1", "2"]
    assert len(undo(told, TEACHER, at("2021-06-02T11:00")).duties) == 2
    assert set(standing(told).values()) == {("dispatched", date(2021, 6, 30))}


def test_what_has_moved_on_since_stays(told: Office) -> None:
    make_move(told, Move("1", Verb.REPORTED, note="已印发"), TEACHER, at("2021-06-02T10:00"))
    make_move(told, Move("1", Verb.CLOSED), CLERK, at("2021-06-02T10:30"))
    with pytest.raises(UsageError) as caught:
        undo(told, TEACHER, at("2021-06-02T11:00"))
    assert caught.value.key == "work.undo_later"
    assert standing(told)["1 区教育局"][0] == "closed"


def test_a_unit_takes_back_nothing_of_others(told: Office) -> None:
    make_move(told, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-02T10:00"))
    for numbers in (None, "1"):
        with pytest.raises(UsageError):
            undo(told, TEACHER, at("2021-06-02T11:00"), numbers)
    assert standing(told)["1 区财政局"][0] == "closed"


def test_nothing_is_taken_back_twice(told: Office) -> None:
    make_move(told, Move("1", Verb.REPORTED, note="已印发"), TEACHER, at("2021-06-02T10:00"))
    undo(told, TEACHER, at("2021-06-02T11:00"))
    with pytest.raises(UsageError):
        undo(told, TEACHER, at("2021-06-02T11:01"))


def test_a_close_out_taken_back_is_reminded_of_again(told: Office) -> None:
    make_move(told, Move("1、2", Verb.CLOSED, unit="区教育局"), CLERK, at("2021-06-02T10:00"))
    undo(told, CLERK, at("2021-06-17T10:00"), "1")
    sent = [m for when in ("2021-06-17T10:00", "2021-06-18T09:00") for m in tick(told, when)[0]]
    assert [m.subject[:4] for m in sent if "区教育局" in m.subject]


def test_the_day_of_the_evidence_is_kept_apart_from_the_day_of_the_report(told: Office) -> None:
    make_move(told, Move("1", Verb.REPORTED, note="已印发", dated=date(2021, 5, 28)), TEACHER, at("2021-06-02T10:00"))
    with told.store.begin() as session:
        (duty,) = duties.duties(session, number="1", unit="区教育局")
    assert duty.evidence_on == date(2021, 5, 28)


def test_a_fact_of_a_duty_stands_in_three_files() -> None:
    naming = [path for path in BOT.rglob("*.py") if "evidence_on" in path.read_text(encoding="utf-8")]
    assert len(naming) == 3  # the value, its transitions, the migration


def test_whoever_takes_back_his_own_report_is_as_late_as_he_was(told: Office) -> None:
    """Who takes back an approval gives the work back, and with it a term; the unit itself never parted from it."""
    late, later = at("2021-07-05T10:00"), at("2021-07-05T11:00")
    make_move(told, Move("1", Verb.REPORTED, note="已办"), TEACHER, late)
    [own] = undo(told, TEACHER, later).duties
    assert told.rules.days_over(own, told.today(later)) == 5
    make_move(told, Move("2", Verb.REPORTED, note="已办"), TEACHER, late)
    make_move(told, Move("2", Verb.CLOSED), CLERK, late)
    [given_back] = undo(told, CLERK, later).duties
    assert given_back.had_since is None or told.rules.days_over(given_back, told.today(later)) == 0
