"""What became of duties, counted: by the original date, ties shared, nothing ranked unless the policy says so."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model import Kind, Obligation
from bot.plan.lifecycle import Verb
from bot.work.duties.figures import Figure, messages_cost, ranked
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.views.status import status
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick

STANDING = Obligation(Kind.STANDING, phrase="长期工作", source="column")


def figures_of(office: Office, when: str, by: str, wanted: str | None = None) -> dict[str, Figure]:
    return {f.name: f for s in status(office, at(when), wanted, by=by) for f in s.figures}


def close(office: Office, number: str, unit: str, when: str) -> None:
    make_move(office, Move(number, Verb.CLOSED, unit=unit), CLERK, at(when))


def test_in_time_and_late_are_judged_by_the_original_date(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30")), task("3", due("2021-06-30"))))
    extended = Move("2", Verb.EXTENSION_GRANTED, until=date(2021, 7, 30))
    make_move(office, extended, CLERK, at("2021-06-20T10:00"))
    close(office, "1", "区财政局", "2021-06-30T17:00")
    close(office, "2", "区财政局", "2021-07-01T09:00")
    found = figures_of(office, "2021-07-02T09:00", "unit")["区财政局"]
    assert (found.total, found.in_time, found.late, found.overdue) == (3, 1, 1, 1)
    assert found.share == pytest.approx(1 / 3)


def test_every_light_is_counted_once(office: Office) -> None:
    open_, near, told = due("2021-12-31"), due("2021-07-02"), due("2021-07-30")
    dispatched(office, ledger(task("1", open_), task("2", near), task("3", told), task("4", STANDING)))
    make_move(office, Move("3", Verb.REPORTED), CLERK, at("2021-06-29T10:00"))
    found = figures_of(office, "2021-06-30T09:00", "unit")["区财政局"]
    assert (found.total, found.open, found.near, found.reported, found.standing) == (4, 1, 1, 1, 1)
    assert found.share is None


def test_a_standing_duty_counts_as_answered_once_it_was_reported_on(office: Office) -> None:
    dispatched(office, ledger(task("1", STANDING, units=("区财政局", "区教育局"))))
    make_move(office, Move("1", Verb.REPORTED, unit="区教育局"), CLERK, at("2021-06-29T10:00"))
    make_move(office, Move("1", Verb.SENT_BACK, unit="区教育局", note="继续"), CLERK, at("2021-06-30T10:00"))
    found = figures_of(office, "2021-07-02T09:00", "unit")
    assert {name: (f.standing, f.answered) for name, f in found.items()} == {"区财政局": (1, 0), "区教育局": (1, 1)}


def test_the_withdrawn_do_not_count(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30"))))
    make_move(office, Move("1", Verb.WITHDRAWN), CLERK, at("2021-06-02T10:00"))
    assert figures_of(office, "2021-06-02T11:00", "unit")["区财政局"].total == 1


def test_by_section_and_ledger_and_only_what_was_asked_for(office: Office) -> None:
    first = replace(task("1", due("2021-06-30")), section=("一、公开",))
    second = replace(task("2", due("2021-06-30"), units=("区教育局",)), section=("二、培训",))
    dispatched(office, ledger(first, second))
    assert {n: f.total for n, f in figures_of(office, "2021-06-02T09:00", "section").items()} == {
        "一、公开": 1,
        "二、培训": 1,
    }
    assert [f.total for f in figures_of(office, "2021-06-02T09:00", "ledger").values()] == [2]
    assert [f.total for f in figures_of(office, "2021-06-02T09:00", "ledger", "区教育局").values()] == [1]


def test_equal_shares_share_a_rank_and_who_cannot_be_judged_has_none() -> None:
    given = [
        Figure("甲", in_time=1, overdue=1),
        Figure("乙", open=3),
        Figure("丙", in_time=2),
        Figure("丁", in_time=2, late=2),
        Figure("戊", overdue=1),
    ]
    assert [(f.name, f.rank) for f in ranked(given)] == [("丙", 1), ("甲", 2), ("丁", 2), ("戊", 4), ("乙", None)]


@pytest.mark.parametrize(("ranking", "ranks"), [(False, [None, None]), (True, [1, 2])])
def test_nothing_is_ranked_unless_the_policy_says_so(office: Office, ranking: bool, ranks: list[int | None]) -> None:
    policy = office.rules.policy.model_copy(update={"ranking": ranking})
    office = replace(office, rules=replace(office.rules, policy=policy))
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    close(office, "1", "区教育局", "2021-06-02T10:00")
    found = figures_of(office, "2021-07-02T09:00", "unit")
    assert [f.rank for f in found.values()] == ranks
    assert next(iter(found)) == ("区教育局" if ranking else "区财政局")


def test_the_cost_counts_what_went_out_to_whom_without_digests(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    for when in ("2021-06-01T09:00", "2021-06-07T08:30", "2021-06-16T09:00", "2021-06-23T09:00"):
        tick(office, when)
    with office.store.begin() as session:
        cost = messages_cost(session, at("2021-06-01T00:00"), at("2021-06-20T00:00"))
        none = messages_cost(session, at("2020-01-01T00:00"), at("2020-06-20T00:00"))
    assert (cost.messages, cost.people, cost.average) == (4, 2, 2.0)
    assert none.average == 0
