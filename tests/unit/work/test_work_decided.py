"""What a coordinator decides is told to the unit at once, with the note, in the office's hours and within the cap."""

from datetime import date

import pytest

from bot.errors import MoveError
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import outbox
from bot.texts import set_language
from bot.work.duties.moves import Move, make_move
from bot.work.letters.urging import urge
from bot.work.office import Actor, Office
from bot.work.views.trail import trail
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick
from tests.support.spoken import act

FINANCE = Actor("财政小李", CONTACT, "telegram", ("区财政局",))
CHIEF = Actor("文书", COORDINATOR, "telegram")
AUGUST = date(2021, 8, 16)


@pytest.fixture
def asked(office: Office) -> Office:
    """Item 1 is reported, for item 2 an extension is asked for; the day's messages have gone long ago."""
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REPORTED, note="已印发"), FINANCE, at("2021-06-02T10:00"))
    request = Move("2", Verb.EXTENSION_REQUESTED, until=AUGUST, note="等批复")
    make_move(office, request, FINANCE, at("2021-06-02T10:00"))
    return office


def send_back(office: Office, when: str, note: str = "缺少公开链接", number: str = "1") -> None:
    make_move(office, Move(number, Verb.SENT_BACK, note=note), CLERK, at(when))


def texts(office: Office, when: str) -> list[str]:
    return [message.text for message in tick(office, when)[0]]


def test_a_report_sent_back_is_told_at_once_with_why(asked: Office) -> None:
    send_back(asked, "2021-06-03T10:00")
    [message] = tick(asked, "2021-06-03T10:00")[0]
    assert message.subject == "【答复】区财政局 1 项任务的反馈退回修改"
    assert "已退回：缺少公开链接\n" in message.text
    assert texts(asked, "2021-06-03T10:01") == []


@pytest.mark.parametrize(
    ("verb", "said"),
    [(Verb.EXTENSION_GRANTED, "1 项任务同意延期"), (Verb.EXTENSION_REFUSED, "1 项任务未同意延期，仍按原时限")],
)
def test_the_subject_says_what_was_decided(asked: Office, verb: Verb, said: str) -> None:
    make_move(asked, Move("2", verb), CLERK, at("2021-06-03T10:00"))
    [message] = tick(asked, "2021-06-03T10:00")[0]
    assert message.subject == f"【答复】区财政局 {said}"


def test_of_several_decisions_the_subject_names_none(asked: Office) -> None:
    send_back(asked, "2021-06-03T10:00")
    make_move(asked, Move("2", Verb.EXTENSION_GRANTED), CLERK, at("2021-06-03T10:00"))
    [message] = tick(asked, "2021-06-03T10:00")[0]
    assert message.subject == "【答复】区财政局 2 项任务的反馈或延期"


def test_of_a_part_that_is_approved_the_task_is_not_said_to_be_closed(office: Office) -> None:
    parts = (due("2021-06-30", label="选址"), due("2021-09-30", label="开工"))
    dispatched(office, ledger(task("1", *parts)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1.1", Verb.REPORTED, note="已选定"), FINANCE, at("2021-06-02T10:00"))
    make_move(office, Move("1.1", Verb.CLOSED), CLERK, at("2021-06-03T10:00"))
    told = [one for hour in ("03T10:00", "03T18:00", "04T09:00") for one in tick(office, f"2021-06-{hour}")[0]]
    [message] = [one for one in told if one.subject.startswith("【销号】")]
    assert message.subject == "【销号】区财政局 1 项任务的有关部分已核准销号"
    assert "所列的部分已核准销号，这些部分不再提醒" in message.text
    shown = [one.item for one in trail(office, number="1") if one.verb == "closed"]
    assert shown == ["1.1"]


def test_whoever_loses_an_item_to_another_unit_reads_that_it_is_no_more_theirs(asked: Office) -> None:
    make_move(asked, Move("1", Verb.REASSIGNED, to_unit="区教育局"), CLERK, at("2021-06-03T10:00"))
    told = next(one for one in tick(asked, "2021-06-03T10:00")[0] if "改派" in one.text)
    assert "不再办理" in told.text
    assert "撤销" not in told.text


@pytest.mark.parametrize(
    ("verb", "until", "note", "said"),
    [
        (Verb.EXTENSION_GRANTED, AUGUST, None, "延期已批准，时限改为2021年8月16日　"),
        (Verb.EXTENSION_GRANTED, AUGUST, "请抓紧。", "延期已批准，时限改为2021年8月16日：请抓紧　"),
        (Verb.EXTENSION_REFUSED, None, None, "延期申请未批准\n"),
        (Verb.EXTENSION_REFUSED, None, "时间已足够", "延期申请未批准：时间已足够\n"),
    ],
)
def test_what_became_of_an_extension_is_told(
    asked: Office, verb: Verb, until: date | None, note: str | None, said: str
) -> None:
    make_move(asked, Move("2", verb, until=until, note=note), CLERK, at("2021-06-03T10:00"))
    [told] = texts(asked, "2021-06-03T10:00")
    assert said in told


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "已退回：缺少公开链接"), ("en", "Sent back: 缺少公开链接.")])
def test_the_chats_decisions_are_told_too_in_the_language_set(asked: Office, language: str, said: str) -> None:
    set_language(language)
    act(asked, CHIEF, Verb.SENT_BACK, ["1", "缺少公开链接"], at("2021-06-03T10:00"))
    act(asked, CHIEF, Verb.EXTENSION_GRANTED, ["2"], at("2021-06-03T10:00"))
    [told] = texts(asked, "2021-06-03T10:00")
    assert said in told
    assert ("时限改为2021年8月16日" if language == "zh-CN" else "now due 16 Aug 2021") in told


def test_a_decision_waits_for_the_morning_and_says_what_counts_then(asked: Office) -> None:
    send_back(asked, "2021-06-03T21:00")
    make_move(asked, Move("2", Verb.EXTENSION_GRANTED, until=AUGUST), CLERK, at("2021-06-03T21:00"))
    make_move(asked, Move("2", Verb.EXTENSION_GRANTED, until=date(2021, 9, 1)), CLERK, at("2021-06-03T21:10"))
    assert texts(asked, "2021-06-03T21:10") == []
    [told] = texts(asked, "2021-06-04T09:00")
    assert "已退回：缺少公开链接" in told
    assert "时限改为2021年9月1日" in told
    assert "8月16日" not in told


def test_a_decision_is_told_at_once_though_the_days_messages_have_gone(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    assert len(texts(office, "2021-06-01T09:00")) == 1
    make_move(office, Move("1", Verb.REPORTED, note="已印发"), FINANCE, at("2021-06-01T10:00"))
    send_back(office, "2021-06-01T11:00")
    [told] = texts(office, "2021-06-01T11:00")
    assert "已退回：缺少公开链接" in told
    assert texts(office, "2021-06-02T09:00") == []


def test_a_decision_that_waits_goes_with_what_comes_and_with_words_by_hand(asked: Office) -> None:
    make_move(asked, Move("2", Verb.CLOSED, also_unreported=True), CLERK, at("2021-06-03T10:00"))
    send_back(asked, "2021-07-07T21:00")
    urge(asked, "1", "请于本周五前报送", at("2021-07-07T21:10"), CLERK)
    mine = [told for told in texts(asked, "2021-07-08T09:00") if told.startswith("区财政局：")]
    assert [("已退回：缺少公开链接" in told, "请于本周五前报送" in told) for told in mine] == [(True, True)]


def test_a_decision_goes_with_that_mornings_rung(asked: Office) -> None:
    make_move(asked, Move("2", Verb.CLOSED, also_unreported=True), CLERK, at("2021-06-03T10:00"))
    send_back(asked, "2021-06-15T21:00")
    [told] = texts(asked, "2021-06-16T09:00")  # T-10
    assert "已退回：缺少公开链接" in told
    assert texts(asked, "2021-06-16T09:01") == []


def test_of_what_ended_or_was_reported_again_nothing_is_told(asked: Office) -> None:
    send_back(asked, "2021-06-03T21:00")
    make_move(asked, Move("1", Verb.REPORTED, note="已补"), FINANCE, at("2021-06-03T21:30"))
    make_move(asked, Move("2", Verb.EXTENSION_REFUSED), CLERK, at("2021-06-03T21:00"))
    make_move(asked, Move("2", Verb.CLOSED, also_unreported=True), CLERK, at("2021-06-03T21:30"))
    [told] = texts(asked, "2021-06-04T09:00")
    assert "缺少公开链接" not in told
    assert "已核准销号" in told


def test_a_move_that_fails_tells_nobody(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REPORTED), FINANCE, at("2021-06-02T10:00"))
    with pytest.raises(MoveError):
        make_move(office, Move("1", Verb.SENT_BACK, unit="区教育局", note="缺附件"), CLERK, at("2021-06-03T10:00"))
    with office.store.begin() as session:
        assert {row.role for row in outbox.messages_in(session, outbox.WAITING)} == {COORDINATOR}


def test_both_deadlines_of_an_item_are_one_message(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), due("2021-07-30"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1.1、1.2", Verb.REPORTED), FINANCE, at("2021-06-02T10:00"))
    send_back(office, "2021-06-03T10:00", number="1.1、1.2")
    [told] = texts(office, "2021-06-03T10:00")
    assert told.count("已退回：缺少公开链接") == 2
