"""A day's work by mail alone: what units and coordinators say, what it does, and what they are answered."""

import asyncio
from dataclasses import replace

import pytest

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.plan.duty import State
from bot.roster.roster import Roster
from bot.store import duties, mails, outbox
from bot.work.answers.incoming import Outcome
from bot.work.answers.waiting import settle_mails, waiting_mails
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.views.trail import trail
from tests.support.correspondence import Correspondence
from tests.support.office import CLERK, at, dispatched, due, ledger, task, with_roster

FINANCE, SCHOOLS, CLERKS, LEADER = "cz@example.org", "jy@example.org", "gk@example.org", "czl@example.org"
MONDAY = "2021-06-07T10:00"


@pytest.fixture
def post(office: Office) -> Correspondence:
    """The ledger of three items is dispatched; each unit has its mail."""
    tasks = (
        task("26", due("2021-09-30"), units=("区财政局", "区教育局")),
        task("27", due("2021-10-31"), units=("区财政局",)),
        task("28", due("2021-11-30"), units=("区教育局",)),
    )
    dispatched(office, ledger(*tasks))
    found = Correspondence(office)
    found.tick("2021-06-01T09:00")
    return found


def states(post: Correspondence) -> dict[tuple[str, str], State]:
    with post.office.store.begin() as session:
        return {(duty.number, duty.unit): State(duty.state) for duty in duties.duties(session)}


def say(post: Correspondence, sender: str, text: str, when: str = MONDAY, **more: object) -> Outcome:
    """Somebody answers the last mail that he got; gives what became of it."""
    post.answer(sender, text, post.to(sender), **more)  # type: ignore[arg-type]
    (outcome,) = post.fetch(when)
    return outcome


def reply(post: Correspondence) -> str:
    return post.sent[-1][0].text


def test_all_that_the_mail_asked_for(post: Correspondence) -> None:
    assert say(post, FINANCE, "签收") is Outcome.ACTED
    found = states(post)
    assert found["26", "区财政局"] == found["27", "区财政局"] == State.ACKNOWLEDGED
    assert found["26", "区教育局"] == State.DISPATCHED
    assert "撤回 26、27" in reply(post)
    assert post.sent[-1][1] == FINANCE


def test_how_it_stands_now_is_said_once(post: Correspondence) -> None:
    assert say(post, FINANCE, "已办结 27 已上线") is Outcome.ACTED
    assert reply(post).count("已反馈，待审核") == 1


def test_bound_by_the_subject_alone(post: Correspondence) -> None:
    assert say(post, FINANCE, "已办结 27 已上线", by_subject=True) is Outcome.ACTED
    assert states(post)["27", "区财政局"] == State.REPORTED


def test_the_reply_stands_in_the_same_thread(post: Correspondence) -> None:
    asked = post.to(FINANCE)
    say(post, FINANCE, "签收 26")
    message = post.sent[-1][0]
    assert message.subject == f"回复：{asked.subject} 〔{asked.reference}〕"
    assert message.answers == ("m1@mail.example.org", f"{asked.id}@example.org")


def test_several_commands_and_further_words(post: Correspondence) -> None:
    assert say(post, FINANCE, "签收 26\n申请延期 27 至2021年12月20日 等待批复\n另行报告") is Outcome.ACTED
    with post.office.store.begin() as session:
        (duty,) = duties.duties(session, number="27")
    assert str(duty.extension_until) == "2021-12-20"
    assert states(post)["26", "区财政局"] == State.ACKNOWLEDGED


def test_of_several_commands_all_or_none(post: Correspondence) -> None:
    assert say(post, FINANCE, "签收 26\n已办结 99 已上线") is Outcome.REFUSED
    assert states(post)["26", "区财政局"] == State.DISPATCHED
    assert "99" in reply(post)


def test_taken_back_by_answering_the_reply(post: Correspondence) -> None:
    say(post, FINANCE, "已办结 26 已上线")
    assert states(post)["26", "区财政局"] == State.REPORTED
    assert say(post, FINANCE, "撤回 26") is Outcome.ACTED
    assert states(post)["26", "区财政局"] == State.DISPATCHED


def test_the_trail_names_whom_the_units_file_names(post: Correspondence) -> None:
    post.answer(f"局长 <{FINANCE}>", "签收 26", post.to(FINANCE))
    post.fetch(MONDAY)
    entries = [(entry.who, entry.channel) for entry in trail(post.office, number="26") if entry.verb == "acknowledged"]
    assert entries == [("财政联络员", "email")]


def test_a_file_is_kept_as_evidence(post: Correspondence) -> None:
    files = [("方案.txt", "已印发".encode()), ("程序.exe", b"MZ\x00\x01")]
    assert say(post, FINANCE, "已办结 26", files=files) is Outcome.ACTED
    assert "方案.txt" in reply(post)
    assert "程序.exe" in reply(post)
    with post.office.store.begin() as session:
        (duty,) = [d for d in duties.duties(session, number="26") if d.unit == "区财政局"]
        (event,) = duties.remarks(session, [duty.id], 5)
    assert event.evidence is not None
    assert event.evidence.startswith("sha256:")


def test_a_mail_that_is_too_large_is_answered_and_not_read(post: Correspondence) -> None:
    post.post = replace(post.post, file_mb=0)
    assert say(post, FINANCE, "签收") is Outcome.REFUSED
    assert "过大" in reply(post)
    assert set(states(post).values()) == {State.DISPATCHED}


def test_what_is_not_understood_is_answered_and_listed(post: Correspondence) -> None:
    assert say(post, FINANCE, "26、27已上线") is Outcome.UNCLEAR
    assert "已办结 26、27 已上线" in reply(post)
    assert "非本单位职责 26 " in reply(post)  # shown by the mail's own numbers
    assert set(states(post).values()) == {State.DISPATCHED}
    (waiting,) = waiting_mails(post.office)
    assert (waiting.sender, waiting.text) == (FINANCE, "26、27已上线")
    post.tick("2021-06-14T09:00")
    assert "有 1 封来信" in post.to(CLERKS).text
    settle_mails(post.office, [waiting.id], CLERK, at(MONDAY))
    assert waiting_mails(post.office) == []


def test_somebody_whom_the_mail_was_not_for(post: Correspondence) -> None:
    post.answer("stranger@example.net", "签收", post.to(FINANCE))
    post.answer(SCHOOLS, "签收 27", post.to(FINANCE))
    sent = len(post.sent)
    assert post.fetch(MONDAY) == {Outcome.STRANGER: 2}
    assert set(states(post).values()) == {State.DISPATCHED}
    assert [where for _, where in post.sent[sent:]] == [SCHOOLS]
    assert len(waiting_mails(post.office)) == 2


def test_a_sender_whom_ones_own_server_does_not_vouch_for(post: Correspondence) -> None:
    failed = "mx.example.org; dmarc=fail header.from=example.org"
    assert say(post, FINANCE, "签收", Authentication_Results=failed) is Outcome.FORGED
    assert set(states(post).values()) == {State.DISPATCHED}


def test_in_answer_to_nothing(post: Correspondence) -> None:
    post.fetch("2021-06-01T09:10")
    post.answer(FINANCE, "签收 26", None)
    assert post.fetch(MONDAY) == {Outcome.UNBOUND: 1}
    assert set(states(post).values()) == {State.DISPATCHED}
    post.answer("shop@example.net", "全场五折", None)
    assert post.fetch(MONDAY) == {Outcome.PASSED: 1}


def test_what_programs_send_is_no_answer(post: Correspondence) -> None:
    assert say(post, FINANCE, "签收", Auto_Submitted="auto-replied") is Outcome.PASSED
    assert set(states(post).values()) == {State.DISPATCHED}
    assert waiting_mails(post.office) == []


def test_the_same_mail_twice_acts_once(post: Correspondence) -> None:
    raw = post.answer(FINANCE, "已办结 26", post.to(FINANCE))
    post.box.put(raw)
    sent = len(post.sent)
    assert post.fetch(MONDAY) == {Outcome.ACTED: 1, Outcome.REPEATED: 1}
    assert len(post.sent) == sent + 1
    post.box.renumber()
    assert post.fetch(MONDAY) == {Outcome.REPEATED: 2}


def test_a_leader_may_look(post: Correspondence) -> None:
    with post.office.store.begin() as session:
        (row,) = [row for row in outbox.messages_in(session, outbox.SENT) if row.to == "区财政局"]
    post.answer(LEADER, "签收", replace(post.to(FINANCE), id=row.id))
    assert post.fetch(MONDAY) == {Outcome.REFUSED: 1}
    assert set(states(post).values()) == {State.DISPATCHED}


def test_a_coordinators_digest_is_answered(post: Correspondence) -> None:
    say(post, FINANCE, "已办结 26 已上线")
    post.tick("2021-06-14T09:00")
    assert say(post, CLERKS, "核准 26", "2021-06-14T10:00") is Outcome.ACTED
    found = states(post)
    assert found["26", "区财政局"] == State.CLOSED
    assert found["26", "区教育局"] == State.DISPATCHED
    assert "区教育局" not in reply(post) or "另有" in reply(post)


def test_a_coordinator_sends_back_and_decides_on_more_time(post: Correspondence) -> None:
    say(post, FINANCE, "已办结 26 已上线\n")
    say(post, FINANCE, "申请延期 27 至2021年12月20日 等待批复")
    post.tick("2021-06-14T09:00")
    assert say(post, CLERKS, "退回 26 区财政局 缺少公开链接", "2021-06-14T10:00") is Outcome.ACTED
    assert say(post, CLERKS, "同意延期 27", "2021-06-14T10:01") is Outcome.ACTED
    assert states(post)["26", "区财政局"] == State.RETURNED
    with post.office.store.begin() as session:
        (duty,) = duties.duties(session, number="27")
    assert str(duty.due) == "2021-12-20"


def test_more_time_by_a_span_is_counted_from_each_items_own_day_and_said(post: Correspondence) -> None:
    assert say(post, FINANCE, "延期两周，材料未齐") is Outcome.ACTED
    assert "2021年10月14日" in reply(post)  # of 26
    assert "2021年11月14日" in reply(post)  # of 27
    assert "撤回 26、27" in reply(post)
    post.tick("2021-06-14T09:00")
    assert say(post, CLERKS, "同意财政局26延期；不同意财政局的27延期", "2021-06-14T10:00") is Outcome.ACTED
    with post.office.store.begin() as session:
        found = {(duty.number, duty.unit): str(duty.due) for duty in duties.duties(session)}
    assert found["26", "区财政局"] == "2021-10-14"
    assert found["26", "区教育局"] == "2021-09-30"
    assert found["27", "区财政局"] == "2021-10-31"


@pytest.mark.parametrize(
    "said", ["退回财政局的26：缺少公开链接", "26退回财政局，缺少公开链接", "26 财政局 退回 缺少公开链接"]
)
def test_a_coordinator_names_the_unit_anywhere(post: Correspondence, said: str) -> None:
    say(post, FINANCE, "已办结 26 已上线")
    post.tick("2021-06-14T09:00")
    assert say(post, CLERKS, said, "2021-06-14T10:00") is Outcome.ACTED
    assert {part for part, state in states(post).items() if state is State.RETURNED} == {("26", "区财政局")}


def test_a_unit_may_not_do_a_coordinators_work(post: Correspondence) -> None:
    say(post, FINANCE, "已办结 26 已上线")
    assert say(post, FINANCE, "核准 26") is Outcome.REFUSED
    assert states(post)["26", "区财政局"] == State.REPORTED


def test_a_program_that_answers_every_reply_is_answered_a_few_times(post: Correspondence) -> None:
    sent = len(post.sent)
    for _ in range(12):
        post.answer(FINANCE, "您的来信已收悉", post.to(FINANCE))
        post.fetch(MONDAY)
    assert len(post.sent) - sent <= 5


BOUNCE = """Return-Path: <>
From: MAILER-DAEMON@mx.example.org
To: duban@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {who}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user
--b
Content-Type: text/rfc822-headers

Message-ID: <{id}@example.org>
--b--
"""


def test_a_mail_that_came_back_is_said(post: Correspondence) -> None:
    asked = post.to(FINANCE)
    post.box.put(BOUNCE.format(who=FINANCE, id=asked.id).encode())
    assert post.fetch(MONDAY) == {Outcome.BOUNCED: 1}
    with post.office.store.begin() as session:
        row = outbox.find(session, asked.id)
    assert row is not None
    assert row.state != outbox.SENT
    assert "550 no such user" in str(row.error)


def test_a_mail_that_came_back_goes_the_next_way(post: Correspondence) -> None:
    asked = post.to(FINANCE)
    held = post.office.roster.model_dump()
    held["unit"][0]["contact"][0]["telegram"] = 42
    held["unit"][0]["contact"][0]["channels"] = ["email", "telegram"]
    post.office = with_roster(post.office, Roster.model_validate(held))
    post.box.put(BOUNCE.format(who=FINANCE, id=asked.id).encode())
    post.fetch(MONDAY)
    chat, mail = MemoryChannel("telegram"), MemoryChannel("email")
    courier = Courier(post.office.store, {"email": mail, "telegram": chat}, Composer(post.office, digest_letter))
    asyncio.run(courier.round(at("2021-06-07T10:05")))
    assert [(message.id, where) for message, where in chat.sent] == [(asked.id, "42")]
    assert mail.sent == []


def test_a_bounce_of_one_of_several_recipients_is_only_said(post: Correspondence) -> None:
    asked = post.to(FINANCE)
    with post.office.store.begin() as session:
        row = outbox.find(session, asked.id)
        assert row is not None
        row.address = f"{FINANCE}; deputy@example.org"
    post.box.put(BOUNCE.format(who="deputy@example.org", id=asked.id).encode())
    post.fetch(MONDAY)
    with post.office.store.begin() as session:
        row = outbox.find(session, asked.id)
        (aside,) = outbox.messages_in(session, outbox.UNSENT)
    assert row is not None
    assert row.state == outbox.SENT
    assert (aside.only, "550" in str(aside.error)) == ("deputy@example.org", True)
    assert [entry.verb for entry in trail(post.office) if entry.verb == "bounced"] == ["bounced"]


def test_a_bounce_of_somebody_elses_mail_is_nothing(post: Correspondence) -> None:
    post.box.put(BOUNCE.format(who="x@example.net", id="0a1b2c3d-4e00-4000-8000-000000000001").encode())
    assert post.fetch(MONDAY) == {Outcome.BOUNCED: 1}
    with post.office.store.begin() as session:
        assert mails.waiting(session) == []
