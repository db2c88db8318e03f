"""The ladder of any duty under any policy: nothing twice, nothing lost, nothing at a forbidden hour."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise, takewhile

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.calendars import OFFICIAL
from bot.model import Kind
from bot.plan.duty import PAUSED, RUNNING, Duty, State
from bot.plan.ladder import Advance, Rules, Step, advance, steps
from bot.plan.policy_file import load_policy, presets
from bot.resources import shipped
from tests.support.ladders import DAYS, INSTANTS, all_rules, duty_states, is_dated
from tests.support.office import ZONE, at

END = at("2021-09-30T00:00")
Told = list[tuple[datetime, dict[str, Step]]]


def life(duty: Duty, rules: Rules, start: datetime, end: datetime = END) -> Iterator[tuple[datetime, Advance]]:
    """Every look at a duty, from `start` at each planned instant."""
    now: datetime | None = rules.opens(start)
    while now is not None and now < end:
        look = advance(duty, now, rules)
        yield now, look
        assert look.next_at is None or look.next_at > now
        duty = duty._replace(planned_through=now, renewed=duty.renewed or look.renew)
        now = look.next_at


def known(duty: Duty, rules: Rules, end: datetime = END) -> list[Step]:
    """All steps up to `end`."""
    return list(takewhile(lambda step: step.at < end, steps(duty, rules)))


@given(duty_states(), all_rules())
def test_steps_come_in_the_order_of_time(duty: Duty, rules: Rules) -> None:
    found = known(duty, rules)
    assert all(one.at <= two.at for one, two in pairwise(found))
    for one, two in pairwise(found):
        assert one.at < two.at or not set(one.to) <= set(two.to) or one.kind == "urging"


@given(duty_states(), all_rules())
def test_every_look_and_so_every_notice_is_at_an_allowed_hour(duty: Duty, rules: Rules) -> None:
    for now, _ in life(duty, rules, duty.dispatched_at):
        assert rules.opens(now) == now
        assert rules.policy.quiet_until <= now.time() < rules.policy.quiet_from
        assert rules.calendar.is_workday(now.date()) or not rules.policy.working_days_only


@given(duty_states(), all_rules())
def test_no_rung_twice_and_none_lost(duty: Duty, rules: Rules) -> None:
    told = [(now, look.told) for now, look in life(duty, rules, duty.dispatched_at)]
    for audience in ("contact", "lead", "leader", "coordinator"):
        heard = [step for _, steps_told in told for to, step in steps_told.items() if to == audience]
        assert all(one.at < two.at for one, two in pairwise(heard))
        looks = [now for now, _ in told]
        for step in known(duty, rules):
            look = next((now for now in looks if now >= step.at), None)
            if audience not in step.to or look is None:
                continue
            # Told at the first look from its instant on, or a later step to the same people took its place there.
            said = dict(told)[look][audience]
            assert said.at >= step.at


@given(duty_states(), all_rules(tail=True))
def test_a_dated_duty_has_a_plan_until_it_was_urged_as_often_as_the_policy_wants(duty: Duty, rules: Rules) -> None:
    assume(is_dated(duty))
    urged = 0
    for now, look in life(duty, rules, duty.dispatched_at):
        urged = sum(step.kind == "urging" for step in known(duty, rules, now + timedelta(microseconds=1)))
        assert look.next_at is not None or urged == rules.policy.urgings_at_most
    assert urged <= rules.policy.urgings_at_most


@given(duty_states(), st.sampled_from(presets()))
def test_every_shipped_policy_urges_three_times(duty: Duty, preset: str) -> None:
    assume(is_dated(duty))
    rules = Rules(load_policy(shipped("config", f"policies/{preset}.toml")), OFFICIAL, ZONE)
    end = END + timedelta(days=60)
    assert sum(step.kind == "urging" for step in known(duty, rules, end)) == rules.policy.urgings_at_most


@given(duty_states(), all_rules())
def test_nobody_is_urged_before_the_lenient_day_has_passed(duty: Duty, rules: Rules) -> None:
    assume(duty.due is not None)
    assert duty.due is not None
    for now, look in life(duty, rules, duty.dispatched_at):
        kinds = {step.kind for step in look.told.values()}
        assert not kinds & {"urging", "escalation", "circular"} or now.date() > duty.due


@given(duty_states(), all_rules(), INSTANTS)
def test_planning_again_changes_nothing(duty: Duty, rules: Rules, now: datetime) -> None:
    look = advance(duty, now, rules)
    assert advance(duty, now, rules) == look
    again = advance(duty._replace(planned_through=now, renewed=look.renew), now, rules)
    assert again.told == {}
    if not look.renew:
        assert again == Advance({}, look.next_at)


@given(duty_states(), all_rules(), INSTANTS)
def test_however_late_the_first_look_is_the_dispatch_alone_is_told(duty: Duty, rules: Rules, now: datetime) -> None:
    assume(duty.planned_through is None and not duty.renewal and rules.told_at(duty) <= now)
    told = advance(duty, now, rules).told
    assert {audience: step.kind for audience, step in told.items()} == {"contact": "dispatch"}


@given(duty_states(), all_rules(), st.lists(INSTANTS, min_size=1, max_size=6))
def test_whoever_looks_late_hears_the_last_step_and_ends_at_the_same_plan(
    duty: Duty, rules: Rules, looks: list[datetime]
) -> None:
    last: datetime | None = None
    for now in sorted(looks):
        look = advance(duty._replace(planned_through=last), now, rules)
        missed = [s for s in known(duty, rules, now + timedelta(microseconds=1)) if last is None or s.at > last]
        first = [s for s in missed if s.kind == "dispatch"]  # what was never told comes alone
        assert look.told == {to: step for step in first or missed for to in step.to}
        assert look.next_at == advance(duty._replace(planned_through=now), now, rules).next_at
        last = now


@given(duty_states(), all_rules(), INSTANTS, INSTANTS)
def test_a_clock_set_back_repeats_nothing(duty: Duty, rules: Rules, one: datetime, other: datetime) -> None:
    back, ahead = sorted([one, other])
    assert advance(duty._replace(planned_through=ahead), back, rules).told == {}


@given(duty_states(), all_rules(), INSTANTS, st.sampled_from(sorted(set(State) - RUNNING)))
def test_nothing_is_told_of_what_does_not_run(duty: Duty, rules: Rules, now: datetime, state: State) -> None:
    look = advance(duty._replace(state=state), now, rules)
    assert look.told == {}
    recurs = duty.kind is Kind.RECURRING and state not in PAUSED
    assert (look.next_at is None) == (not recurs or look.renew)


@given(duty_states(), all_rules(tail=True), INSTANTS, DAYS)
def test_a_date_moved_midway_repeats_no_instant(duty: Duty, rules: Rules, moved_at: datetime, due: date) -> None:
    assume(is_dated(duty))
    before = [s for _, look in life(duty, rules, duty.dispatched_at, moved_at) for s in look.told.values()]
    other = duty._replace(due=due, alt=None, planned_through=max(moved_at, duty.dispatched_at))
    after = [s for _, look in life(other, rules, moved_at) for s in look.told.values()]
    assert all(step.at > one.at for one in before for step in after)


@given(duty_states(), all_rules())
@example(
    Duty(Kind.DUE, State.ACKNOWLEDGED, at("2021-03-01T09:00"), at("2021-03-26T00:00").date()),
    Rules(load_policy(shipped("config", "policy.toml")), OFFICIAL, ZONE),
)
def test_looking_every_half_hour_finds_what_the_planned_instants_find(duty: Duty, rules: Rules) -> None:
    """Every hour of a random policy is a full or a half one: it opens for half an hour at least."""
    every = timedelta(minutes=30)
    start = duty.dispatched_at
    end = start + timedelta(days=12)
    planned = [(now, look.told) for now, look in life(duty, rules, start, end) if look.told]
    found: Told = []
    state, now = duty, start
    due_at: datetime | None = rules.opens(start)
    while now < end:
        # The tick's own rule: a duty is looked at when its instant has come and notices may go out.
        if due_at is not None and due_at <= now and rules.opens(now) <= now:
            look = advance(state, now, rules)
            found += [(due_at, look.told)] if look.told else []
            state = state._replace(planned_through=now, renewed=state.renewed or look.renew)
            due_at = look.next_at
        now += every
    assert found == planned[: len(found)]
    assert all(end - at_ <= every for at_, _ in planned[len(found) :])
