"""What the store counts as late is what has the light of it: digests are asked for by the one and show the other."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.model import Kind, Obligation
from bot.plan.duty import RUNNING, State
from bot.plan.lights import Light
from bot.store import duties, duty_summaries
from bot.work.office import Office
from tests.support.office import dispatched, due, ledger, task

TODAY = date(2021, 6, 10)
DAYS = ("2021-05-31", "2021-06-09", "2021-06-10", "2021-06-11", "2021-06-30")
UNITS = ("区财政局", "区教育局", "区司法局")


def filled(office: Office) -> None:
    """Duties of every kind, day, state, count of urgings and of missed reports."""
    standing = Obligation(Kind.STANDING, phrase="长期", source="column")
    tasks = [task(str(n), due(day), units=(UNITS[n % 3],)) for n, day in enumerate(DAYS, 1)]
    tasks += [task("8", due("2021-06-20", alt=date(2021, 6, 5))), task("9", standing, units=UNITS)]
    dispatched(office, ledger(*tasks))
    with office.store.begin() as session:
        for n, duty in enumerate(duties.duties(session)):
            for k, state in enumerate(State):
                changed = duty._replace(state=state, urgings=(n + k) % 2, missed=(n + k) % 3, occurrence=str(state))
                duties.add_one(session, changed)


@pytest.mark.parametrize("back", [0, 1, 5, 30])
def test_the_store_and_the_light_agree(office: Office, back: int) -> None:
    filled(office)
    since = TODAY - timedelta(days=back)
    with office.store.begin() as session:
        found, working = duties.duties(session), _working(session)
        late = [duty for duty in found if office.light(duty, TODAY) is Light.OVERDUE]
        urged = {duty.unit for duty in late if duty.urgings}
        assert set(duty_summaries.units_urged_late(session, working, TODAY)) == urged
        new = [duty for duty in late if duty.due is not None and since <= duty.due < TODAY]
        assert duty_summaries.became_late(session, working, since, TODAY) == bool(new)
        at_work = {duty.unit for duty in found if duty.state in RUNNING}
        assert set(duty_summaries.units_at_work(session, working)) == at_work
        assert duty_summaries.units_at_work(session, []) == []


def test_nothing_is_late_before_its_day(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    with office.store.begin() as session:
        assert not duty_summaries.became_late(session, _working(session), TODAY, date(2021, 6, 30))
        assert duty_summaries.became_late(session, _working(session), TODAY, date(2021, 7, 1))


def _working(session: Session) -> list[str]:
    return list({duty.ledger_id for duty in duties.duties(session)})
