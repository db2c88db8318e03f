"""Answers, what waits for them, the JSON form and comparisons."""

import json
from dataclasses import replace

import pytest

from bot.errors import UsageError
from bot.ledger import (
    apply_answers,
    check_answer,
    compare,
    defaults,
    extract,
    find_amended,
    from_json,
    held,
    to_json,
    to_record,
)
from bot.model import Cell, Document, Ledger, Paragraph, Place, Table

_ROWS = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "清理规章，2024年底前集中公开。", "市司法局", "2024年9月前"),
    ("2", "公开预算。", "市财政局、市审计局等部门", "2024年6月底前"),
    ("3", "公开决算。", "市财政局", ""),
    ("4", "加强培训。", "", "12月32日前"),
)


def ledger(*rows: tuple[str, ...], title: str = "云溪市2024年政务公开工作台账", before: str = "") -> Ledger:
    place = Place("a.docx", table=1)
    cells = tuple(tuple(Cell(text, place, (r, c)) for c, text in enumerate(row)) for r, row in enumerate(rows))
    paragraphs = tuple(Paragraph(text, Place("a.docx")) for text in (title, before) if text)
    return extract(Document("a.docx", "docx", (*paragraphs, Table(cells, place))))


def question(of: Ledger, flag: str) -> str:
    return next(one.id for one in of.questions if one.flag == flag)


def days(of: Ledger, number: str) -> list[str]:
    (task,) = [task for task in of.tasks if task.number == number]
    return [str(one.date) for one in task.obligations]


def test_the_questions_are_numbered_and_few() -> None:
    read = ledger(*_ROWS)
    assert [(one.id, one.flag, one.task) for one in read.questions] == [
        ("q1", "conflict", "1"),
        ("q2", "missing", "3"),
        ("q3", "not-understood", "4"),
        ("q4", "open-list", "2"),
        ("q5", "no-unit", "4"),
        ("q6", "ambiguous", None),
    ]


def test_what_is_asked_is_held_until_it_is_answered() -> None:
    read = ledger(*_ROWS)
    assert held(read, {}) == {("1", 0), ("1", 1), ("2", 0), ("3", 0), ("4", 0)}
    assert held(read, {"q1": "both"}) == {("2", 0), ("3", 0), ("4", 0)}
    assert held(read, defaults(read)) == set()


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("both", ["2024-09-30", "2024-12-31"]),
        ("column", ["2024-09-30"]),
        ("text", ["2024-12-31"]),
        ("2024年10月15日前", ["2024-10-15"]),
    ],
)
def test_a_conflict_is_settled(answer: str, wanted: list[str]) -> None:
    read = ledger(*_ROWS)
    assert days(apply_answers(read, {"q1": answer}), "1") == wanted
    assert days(read, "1") == ["2024-09-30", "2024-12-31"]


@pytest.mark.parametrize(("answer", "wanted"), [("none", []), ("above", ["2024-06-30"]), ("11月底前", ["2024-11-30"])])
def test_a_blank_is_filled(answer: str, wanted: list[str]) -> None:
    assert days(apply_answers(ledger(*_ROWS), {"q2": answer}), "3") == wanted


def test_the_strict_reading_holds_for_the_whole_ledger() -> None:
    effective = apply_answers(ledger(*_ROWS), {"q6": "strict"})
    assert days(effective, "1")[0] == "2024-08-31"
    assert all(one.alt is None for task in effective.tasks for one in task.obligations)


def test_units_are_added_in_words() -> None:
    effective = apply_answers(ledger(*_ROWS), {"q4": "市教育局配合", "q5": "市人社局牵头"})
    assert effective.tasks[1].assisting_units == ("市教育局",)
    assert effective.tasks[3].lead_units == ("市人社局",)


@pytest.mark.parametrize("answers", [{"q9": "none"}, {"q1": "also"}, {"q6": "perhaps"}, {"q2": "适时"}])
def test_an_answer_that_is_none_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        apply_answers(ledger(*_ROWS), answers)


def test_an_answer_can_be_checked_alone() -> None:
    read = ledger(*_ROWS)
    check_answer(read.questions[0], "column", read)
    with pytest.raises(UsageError):
        check_answer(read.questions[0], "anything", read)


def test_a_year_that_is_missing_everywhere_is_asked_once() -> None:
    rows = (("任务", "责任单位", "完成时限"), ("公开预算", "市财政局", "6月底前"), ("公开决算", "市财政局", "9月底前"))
    read = ledger(*rows, title="任务清单")
    (one,) = read.questions
    assert (one.flag, one.tasks) == ("not-understood", ("1", "2"))
    effective = apply_answers(read, {one.id: "2024"})
    assert [days(effective, number) for number in ("1", "2")] == [["2024-06-30"], ["2024-09-30"]]


def test_a_reporting_duty_is_offered_for_tasks_without_a_day() -> None:
    rows = (("工作任务", "责任单位"), ("公开预算", "市财政局"), ("公开决算", "市财政局"))
    read = ledger(*rows, before="各单位要于2024年11月5日前将落实情况书面报市政府办公室。")
    (one,) = read.questions
    assert (one.flag, one.tasks, one.default) == ("missing", ("1", "2"), "none")  # by default they are only listed
    assert held(read, {}) == {("1", 0), ("2", 0)}
    assert days(apply_answers(read, defaults(read)), "2") == []
    assert days(apply_answers(read, {one.id: "n1"}), "2") == ["2024-11-05"]


def test_two_names_for_one_body_are_only_proposed() -> None:
    rows = (("任务", "责任单位"), ("公开预算", "市发展改革委"), ("公开决算", "市发展改革局"))
    read = ledger(*rows)
    name = question(read, "alias")
    assert read.tasks[1].responsible_units == ("市发展改革局",)
    assert apply_answers(read, {name: "different"}).tasks == read.tasks
    assert apply_answers(read, {name: "same"}).tasks[1].responsible_units == ("市发展改革委",)


def test_a_date_before_the_issue_is_asked_about() -> None:
    rows = (("任务", "责任单位", "完成时限"), ("公开预算", "市财政局", "2024年5月10日前"))
    place = Place("a.docx", table=1)
    cells = tuple(tuple(Cell(text, place, (r, c)) for c, text in enumerate(row)) for r, row in enumerate(rows))
    head = ("云溪市财政局关于公开预算的通知", "各单位：", "云溪市财政局", "2024年6月1日")
    blocks = tuple(Paragraph(text, Place("a.docx")) for text in head)
    read = extract(Document("a.docx", "docx", (*blocks, Table(cells, place))))
    (one,) = read.questions
    assert (one.flag, one.task, one.obligation) == ("past", "1", 0)
    assert days(apply_answers(read, {one.id: "next-year"}), "1") == ["2025-05-10"]
    assert days(apply_answers(read, {one.id: "none"}), "1") == []
    assert days(apply_answers(read, {one.id: "2024年7月1日前"}), "1") == ["2024-07-01"]


# ----------------------------------------------------------------- JSON, changes
def test_a_ledger_survives_its_json() -> None:
    read = ledger(*_ROWS, before="各单位要于2024年11月5日17时前将落实情况书面报市政府办公室。")
    assert from_json(json.loads(json.dumps(to_record(read)))) == read
    assert from_json(json.loads(json.dumps(to_json(read)))).questions == read.questions


def test_the_same_document_changes_nothing() -> None:
    changes = compare(ledger(*_ROWS), ledger(*_ROWS))
    assert changes.is_empty
    assert changes.kept == (("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"))


def test_a_corrected_document_is_matched_by_number_and_text() -> None:
    new = (
        _ROWS[0],
        ("1", "公开预算。", "市财政局、市审计局等部门", "2024年7月底前"),
        ("2", "清理规章，2024年底前集中公开。", "市司法局", "2024年9月前"),
        ("3", "公开部门决算。", "市财政局", ""),
        ("4", "建立督查制度，逐月通报。", "市政府督查室", "2024年8月底前"),
    )
    changes = compare(ledger(*_ROWS), ledger(*new))
    assert [(one.old.number, one.new.number, one.fields) for one in changes.changed] == [
        ("2", "1", ("number", "obligations")),
        ("1", "2", ("number",)),
        ("3", "3", ("text",)),
    ]
    assert [task.number for task in changes.added] == ["4"]
    assert [task.number for task in changes.removed] == ["4"]


def test_an_amendment_names_the_ledger_that_it_changes() -> None:
    stored = [ledger(*_ROWS, title="云溪市2024年安全生产任务清单"), ledger(*_ROWS)]
    notice = replace(ledger(*_ROWS), title="关于调整云溪市2024年政务公开工作台账部分任务的通知", sha256="other")
    found = find_amended(notice, stored)
    assert found is not None
    assert (found.of, found.word) == (1, "调整")
    assert find_amended(stored[0], stored) is None
    assert find_amended(replace(notice, title="关于调整防汛值班安排的通知"), stored) is None
