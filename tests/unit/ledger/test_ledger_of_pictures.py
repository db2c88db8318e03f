"""What was recognised and may be wrong is asked about, a page at a time, and corrected in place."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import UsageError
from bot.ledger import apply_answers, check_answer, extract, from_json, held, to_record
from bot.model import Cell, Document, Doubt, Ledger, Paragraph, Place, Question, Table

ROWS = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "建成城市书房三处并开放", "市财政局", "2026年6月底前"),
    ("2", "完成河道清理并组织验收", "市财攻局", "2026年9月底前"),
    ("3", "公布第二批办事事项清单", "市财政局", "2026年12月底前"),
    ("4", "改造提升乡镇卫生院五处", "市财政局", "2026年12月底前"),
)


def at(row: int, column: int, page: int = 1) -> Place:
    return Place("扫描件.pdf", page, table=1, row=row, column=column)


def doubt(row: int, column: int, *reasons: str, score: float = 0.9, rows: int = 1, page: int = 1) -> Doubt:
    return Doubt(at(row, column, page), ROWS[row - 1][column - 1], reasons or ("score",), score, b"", rows)


def document(*doubts: Doubt, rows: tuple[tuple[str, ...], ...] = ROWS, recognised: bool = True) -> Document:
    cells = tuple(
        tuple(Cell(text, at(r, c), (r - 1, c - 1)) for c, text in enumerate(row, 1)) for r, row in enumerate(rows, 1)
    )
    title = Paragraph("某市2026年重点工作任务分解表", Place("扫描件.pdf", 1, line=1))
    remarks = (("reading.note-recognised", Place("扫描件.pdf", 1)),) if recognised else ()
    table = Table(cells, Place("扫描件.pdf", 1, table=1))
    return Document("扫描件.pdf", "pdf", (title, table), remarks=remarks, doubts=doubts)


def asked(read: Ledger) -> list[Question]:
    return [question for question in read.questions if question.flag == "recognition"]


PLAIN = tuple(tuple(text.replace("财攻", "财政") for text in row) for row in ROWS)


def test_nothing_in_doubt_asks_nothing() -> None:
    assert asked(extract(document(rows=PLAIN))) == []


@pytest.mark.parametrize(
    ("column", "sure", "unsure"), [(4, 0.98, 0.96), (3, 0.96, 0.94), (2, 0.85, 0.75)], ids=["date", "unit", "text"]
)
def test_how_sure_is_sure_depends_on_what_the_words_are(column: int, sure: float, unsure: float) -> None:
    assert not asked(extract(document(doubt(2, column, score=sure), rows=PLAIN)))
    (question,) = asked(extract(document(doubt(2, column, score=unsure), rows=PLAIN)))
    assert question.tasks == ("1",)


@pytest.mark.parametrize("reason", ["ink", "colour"])
def test_ink_and_seals_are_asked_about_however_sure(reason: str) -> None:
    assert asked(extract(document(doubt(2, 2, reason, score=1.0), rows=PLAIN)))


def test_one_question_a_page_dates_first() -> None:
    found = asked(extract(document(doubt(2, 2, "ink"), doubt(3, 4), doubt(4, 3), doubt(5, 4, page=2), rows=PLAIN)))
    assert [[one.part for one in question.doubtful] for question in found] == [
        ["deadline", "unit", "text"],
        ["deadline"],
    ]
    assert found[0].tasks == ("2", "3", "1")
    assert "2026年9月底前" in found[0].text


def test_a_merged_cell_is_asked_for_all_its_items_and_they_wait() -> None:
    read = extract(document(doubt(2, 4, rows=3), rows=PLAIN))
    (question,) = asked(read)
    assert question.tasks == ("1", "2", "3")
    assert {number for number, _ in held(read, {})} >= {"1", "2", "3"}
    assert not held(read, {q.id: q.default for q in read.questions})


def test_a_name_that_is_all_but_another_is_asked_about_on_recognised_pages_alone() -> None:
    (question,) = asked(extract(document()))
    assert [(one.text, one.tasks) for one in question.doubtful] == [("市财攻局", ("2",))]
    assert asked(extract(document(recognised=False))) == []


def test_answers_correct_dates_units_and_texts_in_place() -> None:
    read = extract(document(doubt(2, 4), doubt(2, 3), doubt(2, 2, score=0.5), rows=PLAIN))
    (question,) = asked(read)
    after = apply_answers(read, {question.id: "1=2026年5月底前；2=市教育局\n3=建成城市书房五处并开放"})
    task = after.tasks[0]
    assert task.deadline_raw == "2026年5月底前"
    assert [one.date for one in task.obligations] == [date(2026, 5, 31)]
    assert task.responsible_units == ("市教育局",)
    assert task.text == "建成城市书房五处并开放"
    assert after.tasks[1:] == read.tasks[1:]


def test_a_wrong_name_is_put_right_and_right_leaves_all_as_it_is() -> None:
    read = extract(document())
    (question,) = asked(read)
    assert apply_answers(read, {question.id: "1=市财政局"}).tasks[1].responsible_units == ("市财政局",)
    assert apply_answers(read, {question.id: "right"}).tasks == read.tasks


@pytest.mark.parametrize("answer", ["", "不对", "9=市财政局", "0=甲"])
def test_an_answer_that_names_no_place_is_refused(answer: str) -> None:
    read = extract(document())
    with pytest.raises(UsageError):
        apply_answers(read, {asked(read)[0].id: answer})


def answered(read: Ledger, answer: str) -> Ledger:
    (question,) = asked(read)
    check_answer(question, answer, read)
    return apply_answers(read, {question.id: answer})


def with_row(at: int, *cells: str) -> tuple[tuple[str, ...], ...]:
    return tuple(cells if number == at else row for number, row in enumerate(PLAIN, 1))


def test_a_wrong_number_is_put_right_beside_other_corrections_of_its_item() -> None:
    rows = with_row(4, "8", *PLAIN[3][1:])
    read = extract(document(Doubt(at(4, 1), "8", ("score",), 0.5), doubt(4, 4), rows=rows))
    after = answered(read, "1=2026年11月底前；2=3")
    assert [task.number for task in after.tasks] == ["1", "2", "3", "4"]
    assert after.tasks[2].obligations[0].date == date(2026, 11, 30)
    assert asked(after)[0].tasks == ("3",)
    assert ("8", 0) in held(read, {})
    assert ("3", 0) in held(after, {})
    assert not [key for key in held(after, {asked(after)[0].id: "x"}) if key[0] == "8"]


def test_a_number_that_was_lost_is_written_and_one_that_another_has_is_refused() -> None:
    rows = with_row(3, "", *PLAIN[2][1:])
    read = extract(document(Doubt(at(3, 1), "", ("ink",), 0.0), rows=rows))
    (question,) = asked(read)
    assert [one.part for one in question.doubtful] == ["number"]
    with pytest.raises(UsageError) as caught:
        check_answer(question, "1=4", read)
    assert caught.value.key == "ledger.number_taken"
    assert "2" in {task.number for task in answered(read, "1=2").tasks}


def test_a_deadline_and_a_unit_that_were_lost_are_written() -> None:
    rows = with_row(3, "2", PLAIN[2][1], "", "")
    lost = [Doubt(at(3, column), "", ("ink",), 0.0) for column in (3, 4)]
    after = answered(extract(document(*lost, rows=rows)), "1=2026年9月底前；2=市教育局")
    task = after.tasks[1]
    assert (task.responsible_units, task.units_raw, task.deadline_raw) == (("市教育局",), "市教育局", "2026年9月底前")
    assert [one.date for one in task.obligations] == [date(2026, 9, 30)]


def test_a_heading_and_the_title_are_put_right() -> None:
    heading = ("一、民主保障",) * 4
    rows = (PLAIN[0], heading, *PLAIN[1:])
    title = Doubt(Place("扫描件.pdf", 1, line=1), "某市2026年重点工作任务分解表", ("score",), 0.5)
    read = extract(document(Doubt(at(2, 1), heading[0], ("score",), 0.5), title, rows=rows))
    assert [one.part for one in asked(read)[0].doubtful] == ["section", "title"]
    after = answered(read, "1=一、民生保障；2=某市2026年重点任务表")
    assert {task.section for task in after.tasks} == {("一、民生保障",)}
    assert after.title == "某市2026年重点任务表"


def test_the_column_of_a_header_that_is_put_right_is_read_as_what_it_is() -> None:
    rows = (("序号", "工作任务", "责任单位", "元戌时很"), *PLAIN[1:])
    read = extract(document(Doubt(at(1, 4), "元戌时很", ("score",), 0.1), rows=rows))
    (question,) = asked(read)
    assert [one.part for one in question.doubtful] == ["header"]
    after = answered(read, "1=完成时限")
    assert [task.deadline_raw for task in after.tasks] == [row[3] for row in PLAIN[1:]]
    assert after.tasks[0].obligations[0].date == date(2026, 6, 30)
    assert from_json(to_record(read)) == read


def test_what_belongs_to_no_item_is_shown_and_is_corrected_in_the_document() -> None:
    read = extract(document(Doubt(Place("扫描件.pdf", 1, line=9), "抄送：某某", ("score",), 0.1), rows=PLAIN))
    (question,) = asked(read)
    assert question.tasks == ()
    with pytest.raises(UsageError) as caught:
        apply_answers(read, {question.id: "1=抄报：某某"})
    assert caught.value.key == "ledger.correct_elsewhere"


def test_a_question_about_a_page_survives_its_json() -> None:
    read = extract(replace(document(doubt(2, 4))))
    assert from_json(to_record(read)) == read
