"""What is not said: more than a day's messages, and anything of a ledger that was archived."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.store import duties
from bot.store.tables import OutboxRow
from bot.work.documents.archive import archive
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.office import Office
from bot.work.planning.tick import plan
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick


@pytest.mark.parametrize(("cap", "later"), [(1, "2021-06-02T09:00"), (2, "2021-06-01T10:00")])
def test_the_message_beyond_the_days_last_waits_for_tomorrow(office: Office, cap: int, later: str) -> None:
    policy = office.rules.policy.model_copy(update={"messages_a_day": cap})
    office = replace(office, rules=replace(office.rules, policy=policy))
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    now = at("2021-06-01T10:00")
    other = take_in(
        office, ledger(task("1", due("2021-06-30")), title="另一台账", sha256="1" * 64), "b.docx", now, CLERK
    )
    dispatch(office, other.ledger_id, now, now, CLERK, defaults=True)
    plan(office, now)
    with office.store.begin() as session:
        waiting = session.scalars(select(OutboxRow).where(OutboxRow.state == "waiting", OutboxRow.kind != "digest"))
        assert [row.next_try_at for row in waiting] == [at(later)]


def test_an_archived_ledger_is_not_looked_at_again(office: Office) -> None:
    name = dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-09-30"))))
    tick(office, "2021-06-01T09:00")
    with office.store.begin() as session:
        assert None not in [duty.next_at for duty in duties.duties(session)]
    archive(office, name, at("2021-06-02T09:00"), CLERK)
    with office.store.begin() as session:
        assert {duty.next_at for duty in duties.duties(session)} == {None}
    assert tick(office, "2021-06-30T09:00")[0] == []
