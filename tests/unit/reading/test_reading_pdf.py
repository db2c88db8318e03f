"""PDF files: paragraphs joined again, tables over pages, pages that are pictures."""

import pytest

from bot.errors import ReadingError
from bot.model import Document, Paragraph, Table
from bot.reading.open_file import read_here
from tests.support.documents import box, pdf, text_at

COLUMNS = ((50, 60), (110, 150), (260, 90))  # x and width


def ruled(top: float, *rows: tuple[str, ...], height: float = 30) -> bytes:
    """A ruled table from `top` downwards; the lines of a cell are parted by |."""
    out = b""
    for at, cells in enumerate(rows):
        y = top - (at + 1) * height
        for (x, width), text in zip(COLUMNS, cells, strict=True):
            out += box(x, y, width, height)
            for line, words in enumerate(text.split("|") if text else ()):
                out += text_at(x + 3, y + height - 11 - 12 * line, words)
    return out


def read(*pages: bytes) -> Document:
    return read_here(pdf(*pages), "a.pdf")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


HEADER = ("No", "Task", "Unit")


def test_a_ruled_table_between_paragraphs() -> None:
    page = text_at(50, 450, "Before") + ruled(400, HEADER, ("1", "Publish", "Finance")) + text_at(50, 200, "After")
    document = read(page)
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert texts(tables(document)[0]) == [["No", "Task", "Unit"], ["1", "Publish", "Finance"]]
    assert tables(document)[0].rows[1][1].place.page == 1


def test_a_table_over_two_pages_is_one_and_its_header_stands_once() -> None:
    first = ruled(400, HEADER, ("1", "Publish", "Finance"))
    second = ruled(450, HEADER, ("2", "Audit", "Justice"))
    (found,) = tables(read(first, second))
    assert texts(found) == [list(HEADER), ["1", "Publish", "Finance"], ["2", "Audit", "Justice"]]
    assert [row[0].place.page for row in found.rows] == [1, 1, 2]


def test_a_row_cut_by_a_page_is_one_row() -> None:
    full = "Publish the plans of all the"
    first = ruled(400, HEADER, ("1", "Check the list", "Justice"), ("2", f"{full}|{full}", "Finance"))
    (found,) = tables(read(first, ruled(450, HEADER, ("", "districts", ""), ("3", "Audit", "Justice"))))
    assert texts(found)[2] == ["2", f"{full} {full} districts", "Finance"]
    assert [row[0] for row in texts(found)] == ["No", "1", "2", "3"]


def test_a_row_that_only_begins_a_page_is_a_row() -> None:
    first = ruled(400, HEADER, ("1", "Publish", "Finance"), ("2", "Check", "Justice"))
    (found,) = tables(read(first, ruled(450, HEADER, ("3", "Audit", ""))))
    assert texts(found)[3] == ["3", "Audit", ""]


def test_a_numbered_row_below_a_full_line_is_a_row() -> None:
    full = "Publish the plans of all the"
    first = ruled(400, HEADER, ("1", "Check the list", "Justice"), ("2", full, "Finance"))
    (found,) = tables(read(first, ruled(450, HEADER, ("3.", "districts", "Justice"))))
    assert [row[0] for row in texts(found)] == ["No", "1", "2", "3."]


def test_a_cut_name_is_known_from_the_other_rows() -> None:
    """Neither half of the unit stands anywhere by itself, so the new row is the rest of the last."""
    first = ruled(400, HEADER, ("1.", "Check", "Office of|Finance"), ("II", "Group of tasks", "Office of"))
    second = ruled(450, HEADER, ("", "3.Publish", "Finance"), ("4.", "Audit", "Office of|Finance"))
    (found,) = tables(read(first, second))
    assert texts(found)[2] == ["II", "Group of tasks\n3.Publish", "Office of\nFinance"]


def rule(x: float, y: float, to_x: float, to_y: float) -> bytes:
    return f"{x} {y} m {to_x} {to_y} l S\n".encode()


def test_a_table_without_its_outer_lines_keeps_its_outer_columns() -> None:
    page = b"".join(rule(50, y, 350, y) for y in (400, 370, 340)) + rule(110, 400, 110, 340) + rule(260, 400, 260, 340)
    for y, cells in ((380, HEADER), (350, ("1", "Publish", "Finance"))):
        page += b"".join(text_at(x + 3, y, text) for (x, _), text in zip(COLUMNS, cells, strict=True))
    (found,) = tables(read(page))
    assert texts(found) == [list(HEADER), ["1", "Publish", "Finance"]]


def test_rules_between_paragraphs_are_no_table() -> None:
    page = b"".join(rule(50, y, 350, y) + text_at(53, y - 20, "Paragraph") for y in (400, 370, 340))
    assert tables(read(page)) == []


def test_a_table_within_a_cell_is_part_of_its_words() -> None:
    inner = box(120, 345, 60, 20) + box(180, 345, 60, 20) + text_at(125, 350, "Draft") + text_at(185, 350, "May")
    outer = box(50, 340, 60, 60) + box(110, 340, 150, 60) + box(50, 310, 60, 30) + box(110, 310, 150, 30)
    page = outer + inner + text_at(55, 380, "1") + text_at(115, 380, "Publish") + text_at(55, 320, "2")
    (found,) = tables(read(page))
    assert texts(found) == [["1", "Publish\nDraft May"], ["2", ""]]


def test_other_columns_begin_another_table() -> None:
    second = box(50, 400, 150, 30) + box(200, 400, 150, 30) + text_at(55, 410, "Name") + text_at(205, 410, "Phone")
    assert len(tables(read(ruled(400, HEADER, ("1", "Publish", "Finance")), second))) == 2


def test_a_merged_cell_of_a_ruled_table() -> None:
    page = box(50, 340, 60, 60) + box(110, 370, 150, 30) + box(110, 340, 150, 30)
    page += text_at(55, 365, "1") + text_at(115, 380, "Publish") + text_at(115, 350, "Audit")
    (found,) = tables(read(page))
    assert texts(found) == [["1", "Publish"], ["1", "Audit"]]
    assert found.rows[1][0].origin == (0, 0)


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        text_at(50, 480, "Office of the district")
        + text_at(50, 250, f"Sentence {name}.")
        + text_at(190, 20, f"- {n} -")
        for n, name in enumerate(("one", "two", "three", "four"), start=1)
    ]
    document = read(*pages)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "Sentence one.",
        "Sentence two.",
        "Sentence three.",
        "Sentence four.",
    ]


def test_progress_counts_pages() -> None:
    seen: list[float] = []
    read_here(pdf(text_at(50, 400, "words on one"), text_at(50, 400, "words on two")), "a.pdf", seen.append)
    assert seen == [0.5, 1.0]


def test_a_blank_page_is_no_document() -> None:
    with pytest.raises(ReadingError) as caught:
        read(b" ")
    assert caught.value.key == "reading.no-text"
