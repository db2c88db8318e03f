"""The light that the store counts by is the light that people read, whatever a duty's facts are."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.model import Kind
from bot.plan.duty import Duty, State
from bot.plan.ladder import Rules
from bot.store import duties, ledgers
from bot.store.tables import DUTY
from bot.work.letters.stored_lights import plain_lights, shown_lights
from tests.support.office import ZONE, office_in

TODAY = date(2021, 10, 8)  # the first working day after a long holiday
DAYS = st.dates(TODAY - timedelta(days=25), TODAY + timedelta(days=25))
INSTANTS = st.builds(
    lambda day, hour: datetime.combine(day, time(hour), ZONE), DAYS, st.sampled_from((0, 8, 9, 17, 23))
)


def _duty(**facts: Any) -> Duty:
    """All other facts keep their defaults."""
    return Duty(**facts)


DUTIES = st.builds(
    _duty,
    kind=st.sampled_from(Kind),
    state=st.sampled_from(State),
    dispatched_at=INSTANTS,
    due=st.none() | DAYS,
    alt=st.none() | DAYS,
    missed=st.sampled_from((0, 0, 0, 2)),
    told_at=st.none() | INSTANTS,
    had_since=st.none() | DAYS,
)


OFFICE = office_in()


@settings(max_examples=25)
@given(found=st.lists(DUTIES, min_size=20, max_size=40), near=st.integers(0, 9), term=st.integers(0, 6))
def test_the_store_sees_the_light_that_people_read(found: list[Duty], near: int, term: int) -> None:
    policy = OFFICE.rules.policy.model_copy(update={"near_workdays": near, "immediate_workdays": term})
    office = replace(OFFICE, rules=Rules(policy, OFFICE.rules.calendar, ZONE))
    with office.store.look() as session:
        row = ledgers.add_ledger(session, "l", {}, "0" * 64, datetime(2021, 6, 1, tzinfo=ZONE))
        row.state = ledgers.DISPATCHED
        session.flush()
        duties.add(session, [duty._replace(ledger_id="l", number=str(n)) for n, duty in enumerate(found)])
        stored = {duty.id: duty for duty in duties.duties(session, ledger_id="l")}
        shown = shown_lights(session, office, TODAY)
        plain = plain_lights(office, TODAY)
        for name, as_read, as_is in session.execute(select(DUTY.c.id, shown, plain)):
            assert as_read == office.shown_light(stored[name], TODAY), stored[name]
            assert as_is == office.light(stored[name], TODAY), stored[name]
        session.rollback()
