"""Which occurrence of a recurring duty is meant, and what follows for others."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model import Kind, Obligation
from bot.plan.duty import State
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.work.documents.items import Words, edit_item
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.views.status import figures
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick

MONTHLY = Obligation(Kind.RECURRING, phrase="每月底前", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", source="column")


@pytest.fixture
def two_open(office: Office) -> Office:
    """February's and March's occurrence are both open."""
    dispatched(office, ledger(task("1", MONTHLY)), "2021-02-01T09:00")
    tick(office, "2021-02-01T09:00")
    tick(office, "2021-03-01T09:00")
    return office


def states(office: Office) -> dict[date | None, tuple[str, date | None]]:
    with office.store.begin() as session:
        return {duty.original_due: (duty.state, duty.due) for duty in duties.duties(session)}


@pytest.mark.parametrize(
    ("until", "extended"),
    [
        (date(2021, 3, 15), date(2021, 2, 28)),
        (date(2021, 3, 31), date(2021, 2, 28)),
        (date(2021, 4, 1), date(2021, 3, 31)),
        (date(2021, 4, 20), date(2021, 3, 31)),
    ],
)
@pytest.mark.parametrize("verb", [Verb.EXTENSION_GRANTED, Verb.EXTENSION_REQUESTED])
def test_an_extension_is_of_the_occurrence_nearest_before_its_new_day(
    two_open: Office, verb: Verb, until: date, extended: date
) -> None:
    done = make_move(
        two_open, Move("1", verb, until=until, note="等数据", unit="区财政局"), CLERK, at("2021-03-02T10:00")
    )
    assert [duty.original_due for duty in done.duties] == [extended]


@pytest.mark.parametrize("verb", [Verb.SUSPENDED, Verb.WITHDRAWN])
def test_a_series_that_is_stopped_makes_none_however_many_are_open(two_open: Office, verb: Verb) -> None:
    make_move(two_open, Move("1", verb, note="暂停"), CLERK, at("2021-03-02T10:00"))
    tick(two_open, "2021-03-02T10:00")
    for day in ("2021-04-01", "2021-05-06", "2021-06-01"):
        tick(two_open, f"{day}T09:00")
    assert list(states(two_open)) == [date(2021, 2, 28), date(2021, 3, 31)]


def test_what_is_sent_back_to_a_lead_that_reports_for_all_is_sent_back_for_its_partners(office: Office) -> None:
    policy = office.rules.policy.model_copy(update={"lead_reports_for_all": True})
    office = replace(office, rules=replace(office.rules, policy=policy))
    dispatched(office, ledger(task("1", due("2021-06-30"), lead="区财政局", units=("区教育局",))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REPORTED, unit="区财政局", note="已办"), CLERK, at("2021-06-02T10:00"))
    make_move(office, Move("1", Verb.SENT_BACK, unit="区财政局", note="缺附件"), CLERK, at("2021-06-03T10:00"))
    with office.store.begin() as session:
        assert {duty.state for duty in duties.duties(session)} == {State.RETURNED}
    told = tick(office, "2021-06-03T10:00")[0]
    assert len(told) == 2
    assert all("已退回：缺附件" in message.text for message in told)


def test_a_duty_that_was_closed_late_stays_late_when_its_item_is_edited(office: Office) -> None:
    name = dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.CLOSED, unit="区财政局", on=date(2021, 7, 5)), CLERK, at("2021-07-05T10:00"))
    edit_item(office, name, "1", Words(deadline="2021年8月31日前"), at("2021-07-06T10:00"), CLERK)
    with office.store.begin() as session:
        found = {duty.unit: duty for duty in duties.duties(session)}
    ((_, counted),) = figures(office, at("2021-08-01T09:00"), CLERK, "unit")
    assert {figure.name: figure.late for figure in counted}["区财政局"] == 1
    assert found["区财政局"].due == date(2021, 6, 30)
    assert found["区教育局"].due == date(2021, 8, 31)


def test_how_often_a_period_asks_for_is_said(office: Office) -> None:
    twice = Obligation(Kind.RECURRING, phrase="每年召开两次", rrule="FREQ=YEARLY", at_least=2, source="column")
    dispatched(office, ledger(task("1", twice)))
    assert "本期至少 2 次" in tick(office, "2021-06-01T09:00")[0][0].text
