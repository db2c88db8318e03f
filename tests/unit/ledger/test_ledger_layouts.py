"""Every layout that offices use, each as a small invented document beside what it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import LedgerError
from bot.ledger import extract
from bot.model import Cell, Document, Paragraph, Place, Table
from tests.support.ledgers import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "ledger"
_DOCUMENTS = sorted(path for path in CORPUS.iterdir() if path.suffix != ".json")
_HEAD = ("title", "issuer", "document_number", "issued", "year", "recipients", "contacts")


@pytest.mark.parametrize("path", _DOCUMENTS, ids=[path.name for path in _DOCUMENTS])
def test_a_layout_says_what_stands_beside_it(path: Path) -> None:
    want = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    got = read_file(path)
    assert {name: got[name] for name in _HEAD} == {name: want[name] for name in _HEAD}
    assert [_part(task, want["tasks"]) for task in got["tasks"]] == want["tasks"]
    assert [_duty(duty) for duty in got["duties"]] == want["duties"]
    assert [[one["flag"], one["task"], one["tasks"]] for one in got["questions"]] == want["questions"]


def _part(task: dict[str, Any], wanted: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: task[name] for name in (wanted[0] if wanted else ())}


def _duty(duty: dict[str, Any]) -> dict[str, Any]:
    dates = [one.get("date") or one.get("rrule") for one in duty["obligations"]]
    return {**{name: duty[name] for name in ("id", "who", "to", "binds", "refines")}, "dates": dates}


def document(*rows: tuple[str, ...], kind: str = "docx", above: str = "") -> Document:
    """A document of one table, after one paragraph."""
    place = Place("a.docx", table=1)
    cells = tuple(tuple(Cell(text, place, (r, c)) for c, text in enumerate(row)) for r, row in enumerate(rows))
    paragraph = (Paragraph(above, Place("a.docx")),) if above else ()
    return Document("a.docx", kind, (*paragraph, Table(cells, place)))


def test_a_table_without_a_header_shows_its_first_row() -> None:
    with pytest.raises(LedgerError) as caught:
        extract(document(("甲", "乙", "丙"), ("1", "做好工作", "区财政局")))
    assert caught.value.exit_code == 3
    assert "甲 | 乙 | 丙" in str(caught.value)
    assert "责任单位" in str(caught.value)


def test_a_header_alone_is_said_to_be_empty() -> None:
    with pytest.raises(LedgerError) as caught:
        extract(document(("工作任务", "责任单位")))
    assert caught.value.key == "ledger.empty"


def test_text_without_anything_dated_is_refused() -> None:
    with pytest.raises(LedgerError) as caught:
        extract(Document("a.txt", "txt", (Paragraph("今天天气很好。", Place("a.txt")),)))
    assert caught.value.key == "ledger.nothing"


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_blank_cells_inherit_only_where_merges_are_unknown(kind: str) -> None:
    rows = (
        ("工作任务", "责任单位", "完成时限"),
        ("1.公开规划。", "市发改委", "2024年6月底前"),
        ("2.公开预算。", "", ""),
    )
    second = extract(document(*rows, kind=kind)).tasks[1]
    if kind == "txt":
        assert (second.deadline_raw, second.deadline_inherited) == ("2024年6月底前", True)
        assert second.responsible_units == ("市发改委",)
    else:
        assert (second.deadline_raw, second.responsible_units) == (None, ())


def test_a_row_that_a_page_cut_goes_on() -> None:
    rows = (
        ("工作任务", "责任单位", "完成时限"),
        ("1.完善平台建设，构建全市一", "市大数据", "2024年6月底前"),
        ("工作任务", "责任单位", "完成时限"),
        ("体化服务体系。2.公开预算。", "局", ""),
    )
    first, second = extract(document(*rows, kind="txt")).tasks
    assert first.text == "完善平台建设，构建全市一体化服务体系。"
    assert second.text == "公开预算。"


def test_the_date_given_stands_in_for_the_document_s() -> None:
    ledger = extract(document(("工作任务", "责任单位", "完成时限"), ("公开预算", "市财政局", "6月底前")), year=2024)
    (one,) = ledger.tasks[0].obligations
    assert one.date is not None
    assert one.date.isoformat() == "2024-06-30"


def test_every_question_tells_its_place() -> None:
    ledger = extract(
        document(
            ("工作任务", "责任单位", "完成时限"),
            ("公开预算", "市财政局", "2024年6月底前"),
            ("公开决算", "市财政局", ""),
        )
    )
    (question,) = ledger.questions
    assert (question.flag, question.task, question.default) == ("missing", "2", "none")
    assert question.source.table == 1
    assert "（表1）" in question.text
