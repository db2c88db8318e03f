"""Notes that speak of the items' deadlines: applied where they are plain, asked about where they are not."""

import pytest

from bot.ledger import apply_answers, extract, held
from bot.model import Cell, Document, Ledger, Paragraph, Place, Table

_ROWS = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "清理规章制度并公开。", "市司法局", "2024年9月10日前"),
    ("2", "公开部门预算。", "市财政局", ""),
    ("3", "分两批公开决算。", "市审计局", "2024年6月底前；2024年8月底前"),
)


def ledger(note: str) -> Ledger:
    place = Place("a.docx", table=1)
    cells = tuple(tuple(Cell(text, place, (r, c)) for c, text in enumerate(row)) for r, row in enumerate(_ROWS))
    blocks = (
        Paragraph("云溪市2024年重点工作台账", Place("a.docx")),
        Table(cells, place),
        Paragraph(note, Place("a.docx")),
    )
    return extract(Document("a.docx", "docx", blocks))


def days(of: Ledger, number: str) -> list[str]:
    return [str(one.last_day) for task in of.tasks if task.number == number for one in task.obligations]


def flags(of: Ledger) -> list[str]:
    return [question.flag for question in of.questions]


@pytest.mark.parametrize(
    "note",
    [
        "注：未注明完成时限的，均须于2024年12月20日前完成。",
        "说明：1.没写时间的，一律2024年12月20日前办结。2.各单位要高度重视。",
        "备注：未明确时限的任务，原则上于2024年12月20日前完成。",
    ],
)
def test_a_default_is_applied_and_waits_for_its_question(note: str) -> None:
    read = ledger(note)
    assert days(read, "2") == ["2024-12-20"]
    assert flags(read) == ["by-note"]
    assert read.duties == ()
    assert held(read, {}) == {("2", 0)}
    assert days(apply_answers(read, {"q1": "keep"}), "2") == ["2024-12-20"]
    assert days(apply_answers(read, {"q1": "none"}), "2") == []
    assert days(apply_answers(read, {"q1": "2024年11月5日前"}), "2") == ["2024-11-05"]


@pytest.mark.parametrize("note", ["未注明时限的，随专项工作同步推进。", "未注明时限的，另行通知。"])
def test_a_default_without_a_day_gives_none(note: str) -> None:
    assert days(ledger(note), "2") == []


@pytest.mark.parametrize(
    "words",
    ["第1项延期至2024年10月8日。", "注：第1项完成时限调整为2024年10月8日前。", "1项原时限顺延到2024年10月8日。"],
)
def test_the_later_day_of_one_item_holds_alone(words: str) -> None:
    read = ledger(words)
    assert days(read, "1") == ["2024-10-08"]
    assert flags(read) == ["missing"]


def test_an_item_of_several_days_that_is_put_off_is_asked_about() -> None:
    read = ledger("第3项延期至2024年10月8日。")
    assert days(read, "3") == ["2024-06-30", "2024-08-31"]
    assert flags(read) == ["missing", "put-off"]
    assert ("3", 0) in held(read, {})
    assert days(apply_answers(read, {"q2": "2024年10月8日"}), "3") == ["2024-10-08"]


def test_what_no_item_takes_over_is_asked_about() -> None:
    assert "passed" in flags(ledger("第9项延期至2024年10月8日。"))
    assert "passed" in flags(ledger("第三阶段未明确的，于年底前完成。"))
