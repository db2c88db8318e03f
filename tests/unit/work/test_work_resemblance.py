"""Whether a document is a ledger that is stored, and what follows the duties of its notice."""

from dataclasses import replace
from datetime import date

import pytest

from bot.ledger import compare
from bot.model import Kind, Ledger, NoticeDuty, Obligation
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.work.documents.intake import CHANGED, NEW, take_in
from bot.work.documents.resemblance import UncertainLedgerError
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task

NOW = at("2021-06-10T10:00")
TEXTS = ("公开部门预算并接受监督", "新建实验小学一所", "完成农村公路养护二十公里", "建成口袋公园三处")
TASKS = tuple(replace(task(str(n), due("2021-06-30")), text=words) for n, words in enumerate(TEXTS, 1))


def corrected(**facts: object) -> Ledger:
    """Three of the four tasks, in another file."""
    return ledger(*TASKS[:3], sha256="1" * 64, **facts)


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ({}, {}, CHANGED),
        ({"issuer": "甲区政府"}, {"issuer": "甲区政府"}, CHANGED),
        ({"issuer": "甲区政府"}, {}, CHANGED),
        ({"issuer": "甲区政府"}, {"issuer": "乙区政府"}, NEW),
        ({"issuer": "甲区政府"}, {"issuer": "乙区政府", "document_number": "〔2021〕1号"}, NEW),
        ({}, {"year": 2022}, NEW),
        ({}, {"year": None}, None),
        ({"year": None}, {}, None),
        ({"year": None}, {"year": None}, CHANGED),
        ({}, {"title": "测试区 2021年 工作要点"}, CHANGED),
        ({}, {"title": "《测试区2021年工作要点》"}, CHANGED),
        ({}, {"title": "测试区2021年工作清单"}, NEW),
        (
            {"document_number": "〔2021〕1号"},
            {"title": "更正", "document_number": "[2021]1号"},
            CHANGED,
        ),
        ({"document_number": "〔2021〕1号"}, {"document_number": "〔2021〕2号"}, None),
        ({"document_number": "〔2021〕1号"}, {}, CHANGED),
    ],
)
def test_a_ledger_is_its_issuer_number_year_and_title(
    office: Office, before: dict[str, object], after: dict[str, object], outcome: str | None
) -> None:
    take_in(office, ledger(*TASKS, **before), "a.docx", NOW, CLERK)
    if outcome is None:
        with pytest.raises(UncertainLedgerError):
            take_in(office, corrected(**after), "b.docx", NOW, CLERK)
        return
    assert take_in(office, corrected(**after), "b.docx", NOW, CLERK).outcome == outcome


@pytest.mark.parametrize("alike", [0, 1, 2, 3, 4])
def test_the_same_title_under_another_number_is_never_taken_in_silence(office: Office, alike: int) -> None:
    """A question where anything is alike; else it is another, and the one of its name is told."""
    before = take_in(office, ledger(*TASKS, document_number="〔2021〕1号"), "a.docx", NOW, CLERK)
    others = ("甲乙丙丁戊", "子丑寅卯辰", "春夏秋冬日", "金木水火土")
    rows = [*TASKS[:alike], *(replace(TASKS[n], text=others[n]) for n in range(alike, 4))]
    after = ledger(*rows, document_number="〔2021〕2号", sha256="1" * 64)
    if alike:
        with pytest.raises(UncertainLedgerError):
            take_in(office, after, "b.docx", NOW, CLERK)
    else:
        taken = take_in(office, after, "b.docx", NOW, CLERK)
        assert (taken.outcome, taken.namesakes) == (NEW, (before.ledger_id,))
    assert take_in(office, after, "b.docx", NOW, CLERK, as_new=True).namesakes == ()


def test_of_two_of_one_name_the_one_that_is_alike_is_meant(office: Office) -> None:
    others = tuple(
        replace(one, text=words) for one, words in zip(TASKS, ("甲乙丙丁戊", "子丑寅卯辰", "春夏秋冬日"), strict=False)
    )
    first = take_in(office, ledger(*TASKS), "a.docx", NOW, CLERK).ledger_id
    second = take_in(office, ledger(*others, sha256="2" * 64), "b.docx", NOW, CLERK, as_new=True).ledger_id
    assert take_in(office, corrected(), "c.docx", NOW, CLERK).ledger_id == first
    again = ledger(*others[:2], sha256="3" * 64)
    assert take_in(office, again, "d.docx", NOW, CLERK).ledger_id == second


def notice(name: str, words: str, day: str) -> NoticeDuty:
    obligation = Obligation(Kind.DUE, phrase=day, date=date.fromisoformat(day), source="text")
    return NoticeDuty(name, words, who=("区财政局",), what=words, deadline_phrase=day, obligations=(obligation,))


def test_a_notices_duties_keep_their_state_under_another_id_and_another_day(office: Office) -> None:
    report = notice("n1", "请于规定时间前报送实施方案", "2021-06-25")
    name = dispatched(office, ledger(*TASKS, duties=(report,)))
    make_move(office, Move("n1", Verb.REPORTED, unit="区财政局"), CLERK, NOW)
    moved = replace(report, id="n2", obligations=notice("", "", "2021-06-28").obligations)
    first = notice("n1", "各单位确定一名联络员", "2021-06-20")
    take_in(office, ledger(*TASKS, duties=(first, moved), sha256="1" * 64), "b.docx", NOW, CLERK)
    with office.store.begin() as session:
        rows = [d for d in duties.duties(session, ledger_id=name) if d.number.startswith("n")]
        assert {(row.number, str(row.due), str(row.state)) for row in rows} == {
            ("n1", "2021-06-20", "dispatched"),
            ("n2", "2021-06-28", "reported"),
        }


def test_what_is_the_same_in_two_readings_is_named_whatever_changed() -> None:
    changes = compare(ledger(*TASKS), ledger(replace(TASKS[2], number="1"), replace(TASKS[0], number="2")))
    assert changes.same == {"3": "1", "1": "2"}
    assert {one.number for one in changes.removed} == {"2", "4"}
