"""From a stored ledger to messages and back: dispatch, ticks, marks, digests, rehearsal."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.channels.memory import MemoryChannel
from bot.errors import BotError, ChannelError, UsageError
from bot.model import Choice, Kind, Message, Obligation, Question, as_said
from bot.plan.lifecycle import Verb
from bot.plan.lights import Light
from bot.store import duties, outbox
from bot.store.tables import EventRow, OutboxRow
from bot.work.documents.dispatch import dispatch, preview
from bot.work.documents.intake import answer, take_in
from bot.work.duties.evidence import Evidence
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.rehearsal.rehearse import rehearse
from bot.work.views.status import status
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick


def marks(messages: list[Message]) -> list[str]:
    """The kinds by their subjects' marks; the wording is the golden files' business."""
    return sorted(m.subject[:4] for m in messages)


def test_nothing_is_sent_before_dispatch(office: Office) -> None:
    take_in(office, ledger(task("1", due("2021-06-30"))), "a.docx", at("2021-06-01T09:00"), CLERK)
    sent, _ = tick(office, "2021-06-29T09:00")
    assert sent == []


def test_dispatch_reminder_urging_and_no_second_time(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    assert marks(tick(office, "2021-06-01T09:00")[0]) == ["【交办】"]
    assert tick(office, "2021-06-01T09:00")[0] == []
    assert marks(tick(office, "2021-06-25T09:00")[0]) == ["【提醒】"]
    assert tick(office, "2021-06-25T09:01")[0] == []
    late, _ = tick(office, "2021-07-01T09:00")
    assert marks(late) == ["【催办】", "【抄送】"]
    assert "已逾期 1 天，第 1 次催办" in late[0].text


def test_of_what_was_closed_between_planning_and_sending_only_that_is_told(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    _, waiting = tick(office, "2021-06-29T09:00", channels={})
    assert waiting.waiting == 2  # the letter, and the digest that fell due meanwhile
    make_move(office, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-29T10:00"))
    [closed], _ = tick(office, "2021-06-29T11:00")
    assert closed.subject == "【销号】区财政局 1 项任务已核准销号"
    assert tick(office, "2021-07-08T09:00")[0] == []


def test_all_messages_to_one_contact_on_one_day_are_one(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30")), task("3", due("2021-07-01"))))
    assert len(tick(office, "2021-06-01T09:00")[0]) == 1
    second = replace(ledger(task("9", due("2021-06-30"))), title="第二份台账", sha256="1" * 64)
    dispatched(office, second, "2021-06-01T10:00")
    assert tick(office, "2021-06-01T10:00")[0] == []
    assert len(tick(office, "2021-06-02T09:00")[0]) == 1


def test_a_notice_joins_the_message_that_still_waits(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-07-07"))))
    tick(office, "2021-06-01T09:00", channels={})
    tick(office, "2021-06-30T09:00", channels={})
    sent, _ = tick(office, "2021-06-30T09:05")
    assert len(sent) == 1
    assert sent[0].text.count("第1项工作") == 1
    assert "今天到期" in sent[0].text


def test_one_duty_per_task_unit_and_day_in_the_strongest_role(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), lead="区财政局", units=("区直各单位",))))
    with office.store.begin() as session:
        rows = sorted(duties.duties(session), key=lambda duty: str(duty.unit))
    assert sorted((row.unit, row.role) for row in rows) == [
        ("区司法局", "responsible"),
        ("区教育局", "responsible"),
        ("区财政局", "lead"),
    ]


def test_an_unreachable_unit_waits_and_is_told_to_the_coordinator(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区司法局",))))
    _, counts = tick(office, "2021-06-01T09:00")
    assert counts.waiting == 1
    sent, _ = tick(office, "2021-06-07T08:30", subject="【周报】")
    assert len(sent) == 1
    assert "没有联系方式" in sent[0].text
    assert "区司法局" in sent[0].text


def test_a_quiet_week_says_so(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-12-31"))))
    tick(office, "2021-06-01T09:00")
    sent, _ = tick(office, "2021-06-07T08:30", subject="【周报】")
    assert len(sent) == 1
    assert "无逾期" in sent[0].subject


def test_the_digest_says_what_the_reminding_costs(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-10"), units=("区财政局", "区教育局"))))
    for when in ("2021-06-01T09:00", "2021-06-03T09:00"):
        tick(office, when)
    (digest,) = [m for m in tick(office, "2021-06-07T08:30", subject="【周报】")[0] if "周报" in m.subject]
    assert "发给 2 人，人均 2.0 条" in digest.text


def test_nothing_goes_out_at_night_or_on_a_day_off(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))), "2021-06-05T22:00")
    assert tick(office, "2021-06-05T22:00")[0] == []
    assert tick(office, "2021-06-06T12:00")[0] == []
    assert len(tick(office, "2021-06-07T09:00")[0]) == 1


def test_an_open_question_holds_its_item_back_until_it_is_answered(office: Office) -> None:
    question = Question(
        "q1",
        "past",
        as_said("?"),
        (Choice("keep", as_said("照原文")), Choice("none", as_said("不计时限"))),
        "keep",
        task="1",
        obligation=0,
    )
    content = ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30")), questions=(question,))
    taken = take_in(office, content, "a.docx", at("2021-06-01T09:00"), CLERK)
    assert preview(office, taken.ledger_id, at("2021-06-01T09:00"), defaults=False).duties == 1
    dispatch(office, taken.ledger_id, at("2021-06-01T09:00"), at("2021-06-01T09:00"), CLERK, defaults=False)
    sent, _ = tick(office, "2021-06-01T09:00")
    assert "第2项" in sent[0].text
    assert "第1项" not in sent[0].text
    assert answer(office, taken.ledger_id, {"q1": "1"}, at("2021-06-02T08:00"), CLERK) == 1
    sent, _ = tick(office, "2021-06-02T09:00")
    assert "第1项" in sent[0].text


def test_an_answer_that_is_none_is_refused(office: Office) -> None:
    question = Question(
        "q1", "past", as_said("?"), (Choice("keep", as_said("照原文")),), "keep", task="1", obligation=0
    )
    content = ledger(task("1", due("2021-06-30")), questions=(question,))
    taken = take_in(office, content, "a.docx", at("2021-06-01T09:00"), CLERK)
    with pytest.raises(BotError):
        answer(office, taken.ledger_id, {"q1": "12月32日前"}, at("2021-06-01T09:00"), CLERK)
    with pytest.raises(UsageError):
        answer(office, taken.ledger_id, {"q7": "keep"}, at("2021-06-01T09:00"), CLERK)


def test_each_occurrence_is_a_duty_and_none_is_lost_while_stopped(office: Office) -> None:
    monthly = Obligation(Kind.RECURRING, phrase="每月底前", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", source="column")
    dispatched(office, ledger(task("1", monthly)))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-10-11T09:00")
    with office.store.begin() as session:
        rows = sorted(duties.duties(session), key=lambda duty: str(duty.due))
    assert [row.due for row in rows] == [
        date(2021, 6, 30),
        date(2021, 7, 31),
        date(2021, 8, 31),
        date(2021, 9, 30),
        date(2021, 10, 31),
    ]


def test_the_second_import_of_the_same_file_changes_nothing(office: Office) -> None:
    content = ledger(task("1", due("2021-06-30")))
    first = take_in(office, content, "a.docx", at("2021-06-01T09:00"), CLERK)
    second = take_in(office, content, "b.docx", at("2021-06-01T10:00"), CLERK)
    assert (second.ledger_id, second.outcome) == (first.ledger_id, "same")


def test_a_corrected_file_moves_the_date_and_keeps_what_was_closed(office: Office) -> None:
    name = dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("2", Verb.CLOSED, also_unreported=True), CLERK, at("2021-06-02T09:00"))
    corrected = ledger(task("1", due("2021-07-30")), task("2", due("2021-07-30")), sha256="2" * 64)
    taken = take_in(office, corrected, "a.docx", at("2021-06-03T09:00"), CLERK)
    assert (taken.ledger_id, taken.outcome) == (name, "changed")
    (told,) = tick(office, "2021-06-03T09:00")[0]
    assert "时限由2021年6月30日改为2021年7月30日" in told.text
    assert tick(office, "2021-06-29T09:00")[0] == []
    lines = status(office, at("2021-06-29T09:00"))[0].lines
    assert {line.number: (line.due, line.light) for line in lines} == {
        "1": (date(2021, 7, 30), Light.OPEN),
        "2": (date(2021, 6, 30), Light.CLOSED),  # what was closed in time stays so
    }


def test_a_move_is_in_the_audit_trail(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    move = Move("1", Verb.CLOSED, unit="区财政局", note="已公开", evidence=Evidence("https://example.org"))
    make_move(office, move, CLERK, at("2021-06-02T09:00"))
    with office.store.begin() as session:
        event = session.scalars(select(EventRow).where(EventRow.verb == "closed")).one()
    assert (event.who, event.before, event.after, event.note) == ("文书", "dispatched", "closed", "已公开")


@pytest.mark.parametrize(
    ("move", "key"),
    [
        (Move("77", Verb.CLOSED), "work.no_task"),
        (Move("1", Verb.CLOSED, unit="区教育局"), "work.not_in_task"),
        (Move("1.4", Verb.CLOSED), "work.no_part"),
        (Move("1", Verb.EXTENSION_GRANTED), "work.needs_until"),
        (Move("1", Verb.SENT_BACK, note="缺附件"), "plan.illegal"),
    ],
)
def test_a_move_that_cannot_be_says_why(office: Office, move: Move, key: str) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    with pytest.raises(BotError) as caught:
        make_move(office, move, CLERK, at("2021-06-02T09:00"))
    assert caught.value.key == key
    assert str(caught.value)


def test_an_extension_moves_the_ladder_and_keeps_the_original_date(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.EXTENSION_GRANTED, until=date(2021, 7, 30)), CLERK, at("2021-06-28T09:30"))
    assert [m.subject[:4] for m in tick(office, "2021-06-28T09:31")[0]] == ["【答复】"]
    assert tick(office, "2021-07-01T09:00")[0] == []
    sent, _ = tick(office, "2021-07-29T09:00")
    assert "延期" in sent[0].text
    assert "6月30日" in sent[0].text


def test_a_refused_way_falls_back_and_a_message_nobody_took_is_listed(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    broken = MemoryChannel("email")
    broken.faults.append(ChannelError("channels.bad_address", permanent=True, channel="email"))
    _, counts = tick(office, "2021-06-01T09:00", {"email": broken})
    assert counts.unsent == 1
    with office.store.begin() as session:
        row = session.scalars(select(OutboxRow)).one()
    assert row.state == outbox.UNSENT


def test_rehearsing_equals_ticking_and_changes_nothing(office: Office) -> None:
    monthly = Obligation(Kind.RECURRING, phrase="每月底前", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", source="column")
    standing = Obligation(Kind.STANDING, phrase="长期工作", source="column")
    content = ledger(
        task("1", due("2021-06-30", alt=date(2021, 5, 31))),
        task("2", monthly, units=("区教育局",)),
        task("3", standing, units=("区直各单位",)),
    )
    take_in(office, content, "a-2021.docx", at("2021-05-20T09:00"), CLERK)
    shown = list(rehearse(office, date(2021, 5, 20), date(2021, 8, 31)))
    with office.store.begin() as session:
        assert duties.duties(session) == []
    dispatch(office, "a-2021", at("2021-05-20T09:00"), at("2021-05-20T09:00"), CLERK, defaults=True)
    ticked = []
    day = date(2021, 5, 20)
    while day <= date(2021, 8, 31):
        for hour in ("08:30", "09:00", "13:00"):
            sent, _ = tick(office, f"{day}T{hour}")
            ticked += [(f"{day}T{hour}", m.subject, m.text) for m in sent]
        day = date.fromordinal(day.toordinal() + 1)
    reached = [m for m in shown if m.channel == "email" and m.kind != "digest"]
    assert sorted((m.at.strftime("%Y-%m-%dT%H:%M"), m.subject) for m in reached) == sorted((a, s) for a, s, _ in ticked)
