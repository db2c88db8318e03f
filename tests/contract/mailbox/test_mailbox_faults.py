"""What goes wrong with answers by mail: two people say the same, clocks differ, a password runs out."""

from dataclasses import replace

import pytest

from bot.errors import ChannelError
from bot.plan.duty import State
from bot.plan.policy import Digest
from bot.roster.roster import Roster
from bot.store import duties, events
from bot.work.answers.incoming import Outcome
from bot.work.office import Office
from tests.support.correspondence import Correspondence
from tests.support.office import dispatched, due, ledger, task, with_roster

BOTH, FIRST, SECOND = "a@example.org, b@example.org", "a@example.org", "b@example.org"
ROSTER = Roster.model_validate(
    {
        "unit": [{"name": "区财政局", "contact": [{"name": "办公室", "email": BOTH}]}],
        "coordinator": [{"name": "区政府办公室", "email": "gk@example.org"}],
    }
)


@pytest.fixture
def post(office: Office) -> Correspondence:
    """Two people read the mail of one unit."""
    policy = office.rules.policy.model_copy(update={"digest": Digest(units=True)})
    office = replace(with_roster(office, ROSTER), rules=replace(office.rules, policy=policy))
    dispatched(office, ledger(task("26", due("2021-09-30")), task("27", due("2021-10-31"))))
    found = Correspondence(office)
    found.tick("2021-06-01T09:00")
    return found


def state(post: Correspondence, number: str = "26") -> str:
    with post.office.store.begin() as session:
        (duty,) = duties.duties(session, number=number)
    return str(duty.state)


def test_the_same_answer_from_two_people_counts_once_and_both_are_told(post: Correspondence) -> None:
    for sender in (FIRST, SECOND):
        post.answer(sender, "已办结 26 已上线", post.to(BOTH))
    found = post.fetch("2021-06-07T10:00")
    assert state(post) == State.REPORTED
    assert found[Outcome.ACTED] >= 1
    assert sorted(where for _, where in post.sent[-2:]) == [FIRST, SECOND]
    with post.office.store.begin() as session:
        (duty,) = duties.duties(session, number="26")
        verbs = [event.verb for event in events.of_duties(session, [duty.id])[duty.id]]
    assert verbs.count("reported") == 1


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 +0000", "Fri, 01 Jan 2100 00:00:00 +0800", "yesterday"])
def test_the_clock_of_a_sender_is_not_believed(post: Correspondence, date: str) -> None:
    post.answer(FIRST, "已办结 26 已上线", post.to(BOTH), Date=date)
    assert post.fetch("2021-06-07T10:00") == {Outcome.ACTED: 1}
    with post.office.store.begin() as session:
        (duty,) = duties.duties(session, number="26")
        event = next(one for one in events.of_duties(session, [duty.id])[duty.id] if one.verb == "reported")
    assert str(event.at.date()) == "2021-06-07"


def test_after_a_password_that_ran_out_nothing_is_lost(post: Correspondence) -> None:
    post.answer(FIRST, "已办结 26 已上线", post.to(BOTH))
    post.box.fault = ChannelError("mailbox.login", permanent=False, settings=True, server="mx.example.org", answer="-")
    with pytest.raises(ChannelError):
        post.fetch("2021-06-07T10:00")
    assert state(post) == State.DISPATCHED
    assert post.fetch("2021-06-07T11:00") == {Outcome.ACTED: 1}
    assert state(post) == State.REPORTED


def test_a_units_own_digest_is_answered(post: Correspondence) -> None:
    post.tick("2021-06-07T08:30")
    digests = [one for one, where in post.tick("2021-06-15T08:30") if where == BOTH]
    assert "区财政局" in digests[0].subject
    post.answer(FIRST, "反馈 27 已上线", digests[0])
    assert post.fetch("2021-06-15T10:00") == {Outcome.ACTED: 1}
    assert (state(post, "27"), state(post)) == (State.REPORTED, State.DISPATCHED)
