"""What stands in a task table and is no item is read with its neighbour, noted, or asked about."""

from typing import Any

import pytest

from bot.ledger import apply_answers, extract, to_json
from bot.reading.open_file import read_here

HEAD = "序号\t工作任务\t责任单位\n"


def read(text: str, name: str = "a.txt") -> dict[str, Any]:
    return to_json(extract(read_here(text.encode(), name)))


def asked(ledger: dict[str, Any]) -> list[str]:
    return [one["text"] for one in ledger["questions"] if one["flag"] == "unplaced"]


def test_lines_below_a_row_go_on_with_its_last_cell() -> None:
    got = read(HEAD + "1\t开展普查\t县统计局\n县民政局\n各乡镇\n2\t公开信息\t县政府办公室\n附注\n")
    assert got["tasks"][0]["responsible_units"] == ["县统计局", "县民政局", "各乡镇"]
    assert asked(got) == []


def test_a_deadline_below_a_row_is_the_row_s() -> None:
    got = read(
        "序号\t工作任务\t责任单位\t完成时限\n1\t开展普查\t县统计局\t2024年6月底前，\n12月底前\n2\t公开\t县民政局\t长期\n"
    )
    assert got["tasks"][0]["deadline_raw"] == "2024年6月底前，12月底前"


def test_a_line_within_the_table_that_is_nothing_known_is_asked_about() -> None:
    got = read(HEAD + "1\t开展普查\t县统计局\n另有一项尚未明确的安排\n2\t公开信息\t县政府办公室\n")
    (question,) = asked(got)
    assert "第3行“另有一项尚未明确的安排”" in question


def test_remarks_page_marks_and_running_heads_are_not_asked_about() -> None:
    text = (
        HEAD
        + "1\t开展普查\t县统计局\n某县任务清单\n- 2 -\n2\t公开信息\t县民政局\n某县任务清单\n"
        + "注：按月报送\n3\t评议\t县统计局\n"
    )
    assert asked(read(text)) == []


@pytest.mark.parametrize("kind", ["html", "csv"])
def test_a_row_of_units_without_a_task(kind: str) -> None:
    rows = [("工作任务", "责任单位"), ("开展普查。", "县统计局"), ("", "县民政局"), ("公开信息。", "县财政局")]
    if kind == "csv":  # whose rows may be cut, as nothing tells merged cells
        got = read("\n".join(",".join(row) for row in rows), "a.csv")
        assert got["tasks"][0]["responsible_units"] == ["县统计局", "县民政局"]
    else:
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        (question,) = asked(read(f"<table>{cells}</table>", "a.html"))
        assert "县民政局" in question
    assert kind == "html" or asked(got) == []


def test_a_table_without_a_header_after_the_ledger_is_asked_about_or_noted() -> None:
    one = "<table><tr><td>工作任务</td><td>责任单位</td></tr><tr><td>开展普查</td><td>县统计局</td></tr></table>"
    more = "<table><tr><td>2</td><td>推进信息公开工作</td><td>县民政局</td></tr></table>"
    people = "<table><tr><td>姓名</td><td>电话</td></tr><tr><td>某某</td><td>12345678</td></tr></table>"
    (question,) = asked(read(one + more, "a.html"))
    assert "推进信息公开工作" in question
    got = read(one + "<p>说明</p>" + people.replace("</td></tr><tr>", "</td><td>处</td></tr><tr>"), "a.html")
    assert asked(got) == []
    assert any("姓名" in note for note in got["notes"])


def test_an_unnumbered_row_among_numbered_items_is_an_item_of_its_own() -> None:
    rows = [
        ("工作任务", "责任单位"),
        ("1.开展普查。", "县统计局"),
        ("推进公开。", "县民政局"),
        ("2.评议。", "县财政局"),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    got = read(f"<table>{cells}</table>", "a.html")
    assert [task["text"] for task in got["tasks"]] == ["开展普查。", "推进公开。", "评议。"]


def test_words_before_the_first_number_of_a_cell_are_its_section() -> None:
    rows = [
        ("工作任务", "责任单位"),
        ("推进公开：<br>1.开展普查。<br>2.公布结果。", "县统计局"),
        ("强化监督：<br>3.评议。", "县财政局"),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    got = read(f"<table>{cells}</table>", "a.html")
    assert [(task["section"], task["text"]) for task in got["tasks"]] == [
        (["推进公开"], "开展普查。"),
        (["推进公开"], "公布结果。"),
        (["强化监督"], "评议。"),
    ]


def test_the_answer_leaves_the_ledger_as_it_is() -> None:
    ledger = extract(read_here((HEAD + "1\t开展普查\t县统计局\n另有安排\n2\t公开\t县民政局\n").encode(), "a.txt"))
    (question,) = (one for one in ledger.questions if one.flag == "unplaced")
    assert apply_answers(ledger, {question.id: "leave"}) == ledger


def test_numbered_paragraphs_that_are_no_task_are_noted() -> None:
    text = (
        "某县工作方案\n一、主要任务\n（一）开展普查。（责任单位：县统计局）\n（二）公开信息。（责任单位：县民政局）\n"
        "二、有关要求\n（一）加强领导。各单位要高度重视，落实责任。\n"
    )
    got = read(text)
    assert len(got["tasks"]) == 2
    assert any("加强领导" in note for note in got["notes"])


def test_cells_are_told_by_their_order_where_borders_moved() -> None:
    """The second table's cells begin elsewhere; a page without rulers shows both as one grid."""
    one = "<tr><td colspan=2>工作任务</td><td colspan=2>牵头单位</td><td>责任单位</td><td>时限</td></tr>"
    two = "<tr><td>开展普查</td><td colspan=2>县统计局</td><td colspan=2>县民政局</td><td>6月底前</td></tr>"
    further = "<tr><td>信息公开</td><td>县财政局</td><td>县审计局</td><td>8月底前</td></tr>"
    got = read(f"<table>{one}{two}</table><p></p><table>{further}</table>", "a.html")
    assert [(task["lead_units"], task["responsible_units"], task["deadline_raw"]) for task in got["tasks"]] == [
        (["县统计局"], ["县民政局"], "6月底前"),
        (["县财政局"], ["县审计局"], "8月底前"),
    ]
