"""Moves, absences, groups and policies: what changes while a ledger is being worked."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from bot.errors import MoveError, UsageError
from bot.model import Kind, Obligation
from bot.plan.duty import Duty, State
from bot.plan.lifecycle import Verb
from bot.plan.policy import Ladder, Rung
from bot.roster.roster import CONTACT, Roster
from bot.store import duties
from bot.work.documents.intake import take_in
from bot.work.duties.clock_start import start_clock
from bot.work.duties.moves import Move, make_move
from bot.work.letters.urging import urge
from bot.work.office import Actor, Office
from bot.work.views.trail import trail
from tests.support.office import CLERK, ROSTER, at, dispatched, due, ledger, task, tick, with_roster

TEACHER = Actor("教育联络员", CONTACT, "telegram", ("区教育局",))


def with_policy(office: Office, **values: object) -> Office:
    return replace(office, rules=replace(office.rules, policy=office.rules.policy.model_copy(update=values)))


def rows(office: Office) -> list[Duty]:
    with office.store.begin() as session:
        return duties.duties(session)


def test_a_report_stops_the_ladder_and_a_return_lets_it_go_on(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区教育局",))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REPORTED, note="已公开"), TEACHER, at("2021-06-20T10:00"))
    assert tick(office, "2021-06-29T09:00")[0] == []
    make_move(office, Move("1", Verb.SENT_BACK, note="缺附件"), CLERK, at("2021-06-29T10:00"))
    assert len(tick(office, "2021-06-30T09:00")[0]) == 1


def test_a_contact_moves_only_its_own_duties_and_does_not_close(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区教育局", "区财政局"))))
    make_move(office, Move("1", Verb.ACKNOWLEDGED), TEACHER, at("2021-06-01T10:00"))
    assert {r.unit: r.state for r in rows(office)} == {"区教育局": "acknowledged", "区财政局": "dispatched"}
    with pytest.raises(MoveError):
        make_move(office, Move("1", Verb.CLOSED), TEACHER, at("2021-06-01T10:00"))
    with pytest.raises(UsageError):
        make_move(office, Move("1", Verb.REPORTED, unit="区财政局"), TEACHER, at("2021-06-01T10:00"))


def test_a_report_closes_where_no_approval_is_needed(office: Office) -> None:
    office = with_policy(office, closing_needs_approval=False)
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区教育局",))))
    make_move(office, Move("1", Verb.REPORTED), TEACHER, at("2021-06-02T10:00"))
    assert rows(office)[0].state == State.CLOSED


@pytest.mark.parametrize(("for_all", "others"), [(False, "dispatched"), (True, "closed")])
def test_whether_the_leads_close_out_serves_for_all_is_policy(office: Office, for_all: bool, others: str) -> None:
    office = with_policy(office, lead_reports_for_all=for_all)
    dispatched(office, ledger(task("1", due("2021-06-30"), lead="区财政局", units=("区教育局",))))
    make_move(office, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-02T10:00"))
    assert {r.unit: r.state for r in rows(office)} == {"区财政局": "closed", "区教育局": others}


def test_not_ours_is_handed_back_in_time_and_reassigned_with_its_history(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区教育局",))))
    with pytest.raises(MoveError):
        make_move(office, Move("1", Verb.HANDED_BACK, note="非本单位职责"), TEACHER, at("2021-06-07T10:00"))
    make_move(office, Move("1", Verb.HANDED_BACK, note="非本单位职责"), TEACHER, at("2021-06-04T10:00"))
    make_move(office, Move("1", Verb.REASSIGNED, unit="区教育局", to_unit="财政局"), CLERK, at("2021-06-07T09:00"))
    assert {r.unit: r.state for r in rows(office)} == {"区教育局": "withdrawn", "区财政局": "dispatched"}
    assert [m.subject[:4] for m in tick(office, "2021-06-07T09:05")[0]] == ["【交办】"]
    assert [entry.verb for entry in trail(office, number="1")] == ["handed-back", "reassigned"]


def test_a_relative_deadline_runs_from_the_day_its_event_is_told(office: Office) -> None:
    span = Obligation(Kind.RELATIVE, phrase="5个工作日内", n=5, unit="workday", anchor="event", source="column")
    dispatched(office, ledger(task("1", span)))
    tick(office, "2021-06-01T09:00")
    started = start_clock(office, "1", "区财政局", date(2021, 9, 27), at("2021-09-27T10:00"), CLERK)
    assert [row.due for row in started] == [date(2021, 9, 27)] or rows(office)[0].due == date(2021, 10, 9)
    sent, _ = tick(office, "2021-10-09T09:00")
    assert "今天到期" in sent[0].text
    start_clock(office, "1", "区财政局", date(2021, 11, 1), at("2021-11-01T10:00"), CLERK)
    assert [row.due for row in rows(office)] == [date(2021, 10, 9), date(2021, 11, 8)]


def test_a_member_who_joins_is_dispatched_then_and_one_who_leaves_is_withdrawn(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区直各单位",))))
    tick(office, "2021-06-01T09:00")
    units = [unit for unit in ROSTER.unit if unit.name != "区教育局"]
    joined = Roster.model_validate(
        {"name": "区民政局", "groups": ["区直各单位"]}
        and {
            "unit": [*(u.model_dump(by_alias=True) for u in units), {"name": "区民政局", "groups": ["区直各单位"]}],
            "coordinator": [c.model_dump() for c in ROSTER.coordinator],
        }
    )
    tick(with_roster(office, joined), "2021-06-10T09:00")
    assert {r.unit: r.state for r in rows(office)} == {
        "区财政局": "dispatched",
        "区教育局": "withdrawn",
        "区司法局": "dispatched",
        "区民政局": "dispatched",
    }


def test_messages_go_to_who_is_there(office: Office) -> None:
    unit = {
        "name": "区教育局",
        "contact": [
            {"name": "甲", "email": "a@example.org", "away": [{"from": "2021-06-01", "to": "2021-06-10"}]},
            {"name": "乙", "email": "b@example.org"},
        ],
    }
    office = with_roster(office, Roster.model_validate({"unit": [unit]}))
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区教育局",))))
    from bot.channels.memory import MemoryChannel

    memory = MemoryChannel("email")
    tick(office, "2021-06-01T09:00", {"email": memory})
    tick(office, "2021-06-16T09:00", {"email": memory})
    assert [address for _, address in memory.sent] == ["b@example.org", "a@example.org"]


def test_a_changed_policy_brings_neither_a_burst_nor_a_gap(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-06-22T10:00")
    rungs = (Rung(name="T-8", days=-8), Rung(name="T-2", days=-2))
    other = with_policy(office, ladder=(Ladder(name="other", rung=rungs),))
    assert tick(other, "2021-06-22T10:01")[0] == []  # T-8 would have been on 18 June: settled
    assert len(tick(other, "2021-06-28T09:00")[0]) == 1


def test_urging_by_hand_says_the_coordinators_own_words(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-07-01T09:00")
    with pytest.raises(UsageError):
        urge(office, "77", "请抓紧", at("2021-07-02T10:00"), CLERK)
    assert urge(office, "1", "请于本周五前报送", at("2021-07-02T10:00"), CLERK).items == (("1", ("区财政局",)),)
    sent, _ = tick(office, "2021-07-02T10:01")
    assert "请于本周五前报送" in sent[0].text


def test_words_by_hand_that_wait_for_the_morning_go_with_that_days_rung(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-07-01T09:00")
    urge(office, "1", "请于本周五前报送", at("2021-07-07T22:00"), CLERK)
    assert tick(office, "2021-07-07T22:01")[0] == []
    sent, _ = tick(office, "2021-07-08T09:00")
    assert [m.text.count("请于本周五前报送") for m in sent if m.text.startswith("区财政局：")] == [1]
    assert not [m for m in tick(office, "2021-07-09T09:00")[0] if m.text.startswith("区财政局：")]


def test_urging_by_hand_is_one_message_a_person_and_waiting_words_are_all_said(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), due("2021-06-29"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-07-01T09:00")
    urge(office, "1", "请于本周五前报送", at("2021-07-02T21:00"), CLERK)
    urge(office, "1", "并附佐证材料", at("2021-07-02T21:10"), CLERK)
    sent, _ = tick(office, "2021-07-05T09:00")
    assert len(sent) == 1
    assert "请于本周五前报送" in sent[0].text
    assert "并附佐证材料" in sent[0].text
    assert rows(office)[0].urgings == 2


def test_an_item_that_is_not_there_is_not_said_to_be_in_time(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    with pytest.raises(UsageError) as refused:
        urge(office, "77", "请抓紧", at("2021-07-02T10:00"), CLERK)
    assert refused.value.key == "work.no_task"


@pytest.mark.parametrize("verb", [Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED])
@pytest.mark.parametrize("until", [date(2021, 6, 30), date(2021, 6, 1)])
def test_an_extension_is_later_than_the_day_that_it_extends(office: Office, verb: Verb, until: date) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    with pytest.raises(UsageError) as refused:
        make_move(office, Move("1", verb, until=until, note="人手不足"), CLERK, at("2021-06-02T10:00"))
    assert refused.value.key == "chat.until_early"
    assert [(row.due, row.extension_until) for row in rows(office)] == [(date(2021, 6, 30), None)]


def test_what_ends_leaves_no_extension_to_decide_on(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    make_move(
        office,
        Move("1", Verb.EXTENSION_REQUESTED, until=date(2021, 7, 30), note="等批复"),
        CLERK,
        at("2021-06-02T10:00"),
    )
    make_move(office, Move("1", Verb.CLOSED, also_unreported=True), CLERK, at("2021-06-03T10:00"))
    assert rows(office)[0].extension_until is None


def test_a_refusal_names_the_item_and_the_unit(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    with pytest.raises(MoveError, match="第 1 项（区财政局）"):
        make_move(office, Move("1", Verb.SENT_BACK, note="缺附件"), CLERK, at("2021-06-02T10:00"))


def test_the_lead_is_told_when_its_partners_are_late(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), lead="区财政局", units=("区教育局",))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-02T10:00"))
    sent, _ = tick(office, "2021-07-01T09:00")
    to_lead = [m for m in sent if m.text.startswith("区财政局")]
    assert len(to_lead) == 1
    assert "区教育局" in to_lead[0].text


def test_the_lead_reads_of_all_late_partners_in_one_line_and_the_subject_counts_tasks(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), lead="区财政局", units=("区教育局", "区司法局"))))
    tick(office, "2021-06-01T09:00")
    sent, _ = tick(office, "2021-07-01T09:00")
    [message] = [m for m in sent if m.text.startswith("区财政局：")]
    assert message.subject == "【催办】区财政局 1 项任务已逾期"
    assert message.text.count("请你单位作为牵头单位协调督促") == 1
    assert "此项由区教育局、区司法局承办" in message.text
    sent, _ = tick(office, "2021-07-08T09:00")
    [again] = [m for m in sent if m.text.startswith("区财政局：")]
    assert "此项由" not in again.text  # it knows


def test_a_lead_that_is_done_is_told_of_its_partners_alone(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), lead="区财政局", units=("区教育局", "区司法局"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-29T10:00"))
    sent, _ = tick(office, "2021-07-01T09:00")
    assert "【催办】区财政局牵头的 1 项任务有单位逾期" in [m.subject for m in sent]


def test_a_coordinators_subject_counts_tasks_not_units(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区教育局", "区司法局"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-07-01T09:00")
    sent, _ = tick(office, "2021-07-08T09:00")
    assert "【拟督办】1 项任务逾期未办结" in [m.subject for m in sent]


def test_the_year_end_asks_for_the_year(office: Office) -> None:
    dispatched(office, ledger(task("1", Obligation(Kind.STANDING, phrase="长期工作", source="column"))))
    tick(office, "2021-06-01T09:00")
    [message] = tick(office, "2021-12-31T09:00")[0]
    assert message.subject == "【反馈】区财政局 1 项长期工作请报全年总结"
    assert "请反馈以下长期工作的全年工作总结。" in message.text


def test_an_approved_report_on_standing_work_is_that_cycles_and_the_year_end_still_asks(office: Office) -> None:
    dispatched(office, ledger(task("1", Obligation(Kind.STANDING, phrase="长期工作", source="column"))))
    tick(office, "2021-06-01T09:00")
    assert len(tick(office, "2021-09-30T09:00")[0]) == 1
    make_move(office, Move("1", Verb.REPORTED, note="三季度进展"), CLERK, at("2021-10-08T10:00"))
    make_move(office, Move("1", Verb.CLOSED, also_unreported=True), CLERK, at("2021-10-08T11:00"))
    assert rows(office)[0].state == State.IN_PROGRESS
    [accepted], _ = tick(office, "2021-10-08T11:15")
    assert "本期反馈已核准，工作继续" in accepted.text
    assert [m.subject for m in tick(office, "2021-12-31T09:00")[0]] == ["【反馈】区财政局 1 项长期工作请报全年总结"]
    make_move(office, Move("1", Verb.REPORTED, note="全年总结"), CLERK, at("2022-01-05T10:00"))
    make_move(office, Move("1", Verb.CLOSED, also_unreported=True), CLERK, at("2022-01-05T11:00"))
    assert rows(office)[0].state == State.CLOSED


def test_standing_work_that_nobody_reported_on_is_closed_for_good(office: Office) -> None:
    dispatched(office, ledger(task("1", Obligation(Kind.STANDING, phrase="长期工作", source="column"))))
    make_move(office, Move("1", Verb.CLOSED, also_unreported=True), CLERK, at("2021-10-08T11:00"))
    assert rows(office)[0].state == State.CLOSED


def test_a_leads_close_out_serves_for_those_its_report_served_for(office: Office) -> None:
    office = with_policy(office, lead_reports_for_all=True)
    dispatched(office, ledger(task("1", due("2021-06-30"), lead="区财政局", units=("区教育局",))))
    make_move(office, Move("1", Verb.REPORTED, unit="区财政局"), CLERK, at("2021-06-02T10:00"))
    make_move(office, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-02T11:00"))
    assert {row.state for row in rows(office)} == {State.CLOSED}


def test_the_digest_lists_what_waits_for_a_decision(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-12-30")), task("2", due("2021-12-30")), task("3", due("2021-12-30"))))
    tick(office, "2021-06-01T09:00")
    until = date(2022, 1, 30)
    make_move(office, Move("1", Verb.EXTENSION_REQUESTED, until=until, note="等批复"), CLERK, at("2021-06-02T10:00"))
    make_move(office, Move("2", Verb.HANDED_BACK, note="非本单位职责"), CLERK, at("2021-06-02T10:00"))
    [digest] = tick(office, "2021-06-07T08:30", subject="【周报】")[0]
    assert "待审核、待批复（2 项）" in digest.text
    assert "已申请延期至2022年1月30日，待批复" in digest.text
    assert "已退回（非本单位职责）" in digest.text
    make_move(office, Move("1", Verb.EXTENSION_REFUSED), CLERK, at("2021-06-08T10:00"))
    make_move(office, Move("2", Verb.RESUMED), CLERK, at("2021-06-08T10:00"))
    assert "待批复" not in tick(office, "2021-06-15T08:30", subject="【周报】")[0][0].text.replace(
        "无待审核、待批复", ""
    )


def test_a_clock_set_back_does_not_silence_the_digest(office: Office) -> None:
    tick(office, "2021-11-01T09:00")
    tick(office, "2021-06-01T09:00")
    assert len(tick(office, "2021-06-07T08:30", subject="【周报】")[0]) == 1
    assert tick(office, "2021-06-07T08:20", subject="【周报】")[0] == []
    assert tick(office, "2021-06-07T08:31", subject="【周报】")[0] == []


def test_a_task_that_only_changed_its_number_keeps_what_was_done(office: Office) -> None:
    first = ledger(
        replace(task("1", due("2021-06-30")), text="公开规划"), replace(task("2", due("2021-06-30")), text="公开预算")
    )
    dispatched(office, first)
    make_move(office, Move("1", Verb.CLOSED, also_unreported=True), CLERK, at("2021-06-02T10:00"))
    second = ledger(
        replace(task("1", due("2021-06-30")), text="公开预算"),
        replace(task("2", due("2021-06-30")), text="公开规划"),
        sha256="3" * 64,
    )
    take_in(office, second, "a.docx", at("2021-06-03T10:00"), CLERK)
    assert {r.number: r.state for r in rows(office)} == {"2": "closed", "1": "dispatched"}


def test_the_coordinator_gets_drafts_of_formal_documents_and_sends_them_itself(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    for day in ("2021-06-01", "2021-07-01", "2021-07-08"):
        sent, _ = tick(office, f"{day}T09:00")
    draft = [m for m in sent if m.attachments]
    assert [a.name for m in draft for a in m.attachments] == ["督办函（草稿）2021-07-08.docx"]
    words = [p.text for p in Document(BytesIO(draft[0].attachments[0].content)).paragraphs]
    assert "区财政局：" in words
    assert "请于收到本函后 5 个工作日内办结，并书面说明逾期原因和整改措施。" in words
    assert "可以修改" in words[1]  # the term is the policy's, and the coordinator's to change
    sent, _ = tick(office, "2021-07-15T09:00")
    assert [a.name[:2] for m in sent for a in m.attachments] == ["通报"]


def test_the_term_that_a_draft_sets_is_the_policys(office: Office) -> None:
    office = with_policy(office, escalation_workdays=3)
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    for day in ("2021-06-01", "2021-07-01", "2021-07-08"):
        sent, _ = tick(office, f"{day}T09:00")
    [draft] = [a for m in sent for a in m.attachments]
    assert any("收到本函后 3 个工作日内" in p.text for p in Document(BytesIO(draft.content)).paragraphs)


def test_a_recurrence_goes_on_when_its_unit_reports_on_a_day_off(office: Office) -> None:
    weekly = Obligation(Kind.RECURRING, phrase="每周五", rrule="FREQ=WEEKLY;BYDAY=FR", source="column")
    dispatched(office, ledger(task("1", weekly)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REPORTED), CLERK, at("2021-06-05T10:00"))
    tick(office, "2021-06-07T09:00")
    assert [(r.due, r.state) for r in rows(office)] == [
        (date(2021, 6, 4), "reported"),
        (date(2021, 6, 11), "dispatched"),
    ]


def test_reassigning_to_a_unit_that_has_the_duty_makes_no_second_one(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    with pytest.raises(UsageError):
        make_move(
            office, Move("1", Verb.REASSIGNED, unit="区教育局", to_unit="区教育局"), CLERK, at("2021-06-02T10:00")
        )
    make_move(office, Move("1", Verb.REASSIGNED, unit="区教育局", to_unit="区财政局"), CLERK, at("2021-06-02T10:00"))
    assert {r.unit: r.state for r in rows(office)} == {"区财政局": "dispatched", "区教育局": "withdrawn"}
    make_move(office, Move("1", Verb.REASSIGNED, unit="区财政局", to_unit="区教育局"), CLERK, at("2021-06-03T10:00"))
    assert {r.unit: r.state for r in rows(office)} == {"区财政局": "withdrawn", "区教育局": "dispatched"}


def test_what_joins_tomorrows_message_does_not_go_out_today(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30")), task("3", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REASSIGNED, to_unit="区教育局"), CLERK, at("2021-06-01T10:00"))
    tick(office, "2021-06-01T10:00")
    for number, when in (("2", "2021-06-01T11:00"), ("3", "2021-06-01T12:00")):
        make_move(office, Move(number, Verb.REASSIGNED, to_unit="区教育局"), CLERK, at(when))
        told = [m.subject for m in tick(office, when)[0]]
        assert told == ["【变动】区财政局 1 项任务有变动"]
    assert [m.subject[:8] for m in tick(office, "2021-06-02T09:00")[0]] == ["【交办】区教育局"]


def test_what_waited_for_a_channel_does_not_go_out_at_night(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00", {})
    assert tick(office, "2021-06-01T22:00")[0] == []
    assert len(tick(office, "2021-06-02T09:00")[0]) == 1


@pytest.mark.parametrize("verbs", [(Verb.REPORTED,), (Verb.REPORTED, Verb.CLOSED)])
def test_a_part_that_is_done_is_not_mixed_up_with_another_units(office: Office, verbs: tuple[Verb, ...]) -> None:
    """The other's closing became 已交办 without a word, or the part handed on vanished into its report."""
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    for verb in verbs:
        make_move(office, Move("1", verb, unit="区教育局"), CLERK, at("2021-06-02T10:00"))
    before = _states(office)
    with pytest.raises(UsageError) as caught:
        make_move(
            office, Move("1", Verb.REASSIGNED, unit="区财政局", to_unit="区教育局"), CLERK, at("2021-06-03T10:00")
        )
    assert "区教育局" in str(caught.value)
    assert _states(office) == before


def _states(office: Office) -> dict[str, str]:
    with office.store.begin() as session:
        return {duty.unit: str(duty.state) for duty in duties.duties(session)}
