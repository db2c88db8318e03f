"""Word documents: what a reader sees when all changes are accepted, and every cell where it stands."""

import pytest

from bot.errors import ReadingError
from bot.model import Document, Paragraph, Table
from bot.reading.open_file import read_here
from tests.support.documents import cell, docx, level, numbered, numbering, paragraph, row, run, table

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(*body: str, **parts: str) -> Document:
    return read_here(docx(*body, parts={f"{name}.xml": content for name, content in parts.items()}), "a.docx")


def only_table(*rows: str, **parts: str) -> Table:
    (block,) = read(table(*rows), **parts).blocks
    assert isinstance(block, Table)
    return block


def texts(block: Table) -> list[list[str]]:
    return [[one.text for one in line] for line in block.rows]


def origins(block: Table) -> list[list[tuple[int, int]]]:
    return [[one.origin for one in line] for line in block.rows]


def words(*body: str, **parts: str) -> list[str]:
    return [block.text for block in read(*body, **parts).blocks if isinstance(block, Paragraph)]


def labels(*body: str, **parts: str) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in read(*body, **parts).blocks if isinstance(block, Paragraph)]


# ------------------------------------------------------------------ tables
def test_a_merged_cell_stands_at_every_position() -> None:
    found = only_table(row(cell("甲", properties=RESTART), "1"), row(cell(properties=CONTINUE), "2"), row("乙", ""))
    assert texts(found) == [["甲", "1"], ["甲", "2"], ["乙", ""]]
    assert origins(found) == [[(0, 0), (0, 1)], [(0, 0), (1, 1)], [(2, 0), (2, 1)]]


def test_a_cell_over_columns() -> None:
    found = only_table(row(cell("一、总则", properties='<w:gridSpan w:val="3"/>')), row("a", "b", "c"))
    assert texts(found)[0] == ["一、总则"] * 3
    assert origins(found)[0] == [(0, 0)] * 3


def test_a_merge_over_rows_and_columns() -> None:
    span = '<w:gridSpan w:val="2"/>'
    found = only_table(
        row(cell("甲", properties=span + RESTART), "1"),
        row(cell(properties=span + CONTINUE), "2"),
    )
    assert origins(found) == [[(0, 0), (0, 0), (0, 2)], [(0, 0), (0, 0), (1, 2)]]


def test_a_continuation_below_nothing_is_a_cell_of_its_own() -> None:
    found = only_table(row("甲", "1"), row(cell("乙", properties=CONTINUE), "2"))
    assert texts(found) == [["甲", "1"], ["乙", "2"]]
    assert origins(found)[1] == [(1, 0), (1, 1)]


def test_a_continuation_of_another_width_is_a_cell_of_its_own() -> None:
    found = only_table(
        row(cell("甲", properties=RESTART), "1", "2"),
        row(cell("乙", properties=CONTINUE + '<w:gridSpan w:val="2"/>'), "3"),
    )
    assert texts(found)[1] == ["乙", "乙", "3"]


def test_a_merge_ends_where_a_row_does_not_continue_it() -> None:
    found = only_table(row(cell("甲", properties=RESTART), "1"), row("", "2"), row(cell(properties=CONTINUE), "3"))
    assert origins(found) == [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(2, 0), (2, 1)]]


def test_rows_that_begin_late_or_end_early_are_filled_with_blank_cells() -> None:
    found = only_table(
        row("a", "b", "c"),
        row("x", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        row("y"),
    )
    assert texts(found) == [["a", "b", "c"], ["", "x", ""], ["y", "", ""]]
    assert all(origin == (r, c) for r, line in enumerate(origins(found)) for c, origin in enumerate(line))


def test_every_cell_knows_its_place() -> None:
    found = only_table(row("a", "b"), row("c", "d"))
    place = found.rows[1][0].place
    assert (place.file, place.table, place.row, place.column) == ("a.docx", 1, 2, 1)


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert texts(only_table(row(cell("甲局", "", "乙局"), "x")))[0][0] == "甲局\n乙局"


def test_a_table_within_a_cell_is_a_line_a_row() -> None:
    inner = table(row("阶段", "时限"), row("初稿", "5月底"))
    assert texts(only_table(row(cell("附：", inner, "<w:p/>"), "x")))[0][0] == "附：\n阶段\t时限\n初稿\t5月底"


def test_a_frame_around_a_table_is_no_table() -> None:
    assert texts(only_table(row(cell("<w:p/>", table(row("a", "b")), "<w:p/>")))) == [["a", "b"]]


def test_rows_and_cells_in_content_controls() -> None:
    inside = row("<w:sdt><w:sdtPr/><w:sdtContent>" + cell("甲") + "</w:sdtContent></w:sdt>", "1")
    assert texts(only_table(f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>")) == [["甲", "1"]]


# --------------------------------------------------------- tracked changes
def test_insertions_are_in_and_deletions_out() -> None:
    changed = paragraph(
        "2021年",
        '<w:del w:id="1"><w:r><w:delText>6月</w:delText></w:r></w:del>',
        '<w:ins w:id="2">' + run("9月") + "</w:ins>",
        "底前",
    )
    assert words(changed) == ["2021年9月底前"]


def test_moved_text_stands_where_it_went() -> None:
    assert words(
        paragraph("甲", f"<w:moveFrom>{run('丙')}</w:moveFrom>"), paragraph(f"<w:moveTo>{run('丙')}</w:moveTo>", "乙")
    ) == ["甲", "丙乙"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert words(paragraph("市财", properties="<w:rPr><w:del/></w:rPr>"), "政局") == ["市财政局"]


def test_deleted_rows_and_cells_are_out() -> None:
    found = only_table(
        row("a", "b"),
        row("x", "y", properties="<w:del/>"),
        row("c", cell("没有了", properties="<w:cellDel/>"), "d"),
        row("e", "f", properties="<w:ins/>"),
    )
    assert texts(found) == [["a", "b"], ["c", "d"], ["e", "f"]]


# ------------------------------------------------------------------- words
def test_what_stands_within_a_line() -> None:
    link = '<w:hyperlink w:anchor="x">' + run("《方案》") + "</w:hyperlink>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("9月") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert words(paragraph("见", link, field, "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>")) == [
        "见《方案》9月a\tb\nc"
    ]


def test_hidden_text_prompts_and_notes_are_out() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处") + "</w:sdtContent></w:sdt>"
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    shown = run("见", '<w:vanish w:val="0"/>')
    assert words(paragraph("甲", run("密", "<w:vanish/>"), prompt, note, shown)) == ["甲见"]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    content = f"<w:txbxContent>{paragraph('请于7月31日前报送。')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{content}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert words(paragraph("甲", shape), "乙") == ["甲", "请于7月31日前报送。", "乙"]


def test_headings_by_style_name_outline_and_base_style() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="公文"/><w:basedOn w:val="2"/></w:style></w:styles>'
    )
    document = read(
        paragraph("甲", properties='<w:pStyle w:val="X"/>'),
        paragraph("乙", properties='<w:outlineLvl w:val="0"/>'),
        "丙",
        styles=styles,
    )
    assert [block.heading for block in document.blocks if isinstance(block, Paragraph)] == [2, 1, None]


# --------------------------------------------------------------- numbering
CHAPTERS = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")


def test_numbers_are_spelled_and_start_again_below_a_new_chapter() -> None:
    lines = [(0, "总则"), (1, "甲"), (1, "乙"), (0, "任务"), (1, "丙"), (2, "丁"), (2, "戊")]
    found = labels(*(paragraph(t, properties=numbered(1, d)) for d, t in lines), numbering=numbering(CHAPTERS))
    assert [label for label, _ in found] == ["一、", "（一）", "（二）", "二、", "（一）", "1.", "2."]


def test_a_number_in_a_cell_stands_before_its_words() -> None:
    part = numbering(level(0, "decimal", "%1."))
    found = only_table(
        row(cell(paragraph(properties=numbered(1))), cell(paragraph("做好公开", properties=numbered(1)))),
        numbering=part,
    )
    assert texts(found) == [["1.", "2.做好公开"]]


def test_a_number_without_a_mark_is_kept_off_the_words() -> None:
    found = only_table(
        row(cell(paragraph("2021年", properties=numbered(1))), "x"), numbering=numbering(level(0, "decimal", "%1"))
    )
    assert texts(found)[0][0] == "1 2021年"


def test_a_list_with_its_own_start() -> None:
    second = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    part = numbering(level(0, "decimal", "%1."), second)
    found = labels(*(paragraph("甲", properties=numbered(n)) for n in (1, 1, 2, 2)), numbering=part)
    assert [label for label, _ in found] == ["1.", "2.", "7.", "8."]


def test_a_number_made_of_several_levels() -> None:
    part = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"))
    found = labels(*(paragraph("甲", properties=numbered(1, d)) for d in (0, 1, 1, 0, 1)), numbering=part)
    assert [label for label, _ in found] == ["1.", "1.1", "1.2", "2.", "2.1"]


@pytest.mark.parametrize(
    ("properties", "part"),
    [
        (numbered(0), numbering(level(0, "decimal", "%1."))),
        (numbered(9), numbering(level(0, "decimal", "%1."))),
        (numbered(1), numbering(level(0, "bullet", "·"))),
    ],
)
def test_no_number_where_there_is_none(properties: str, part: str) -> None:
    assert labels(paragraph("甲", properties=properties), numbering=part) == [("", "甲")]


def test_a_list_that_comes_with_the_style() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:style w:type="paragraph" w:styleId="L"><w:pPr>{numbered(1)}</w:pPr></w:style></w:styles>'
    )
    part = numbering(level(0, "decimal", "%1."))
    found = labels(paragraph("甲", properties='<w:pStyle w:val="L"/>'), styles=styles, numbering=part)
    assert found == [("1.", "甲")]


@pytest.mark.parametrize("value", ["", "-1", "abc", "²", "１", "99999999999"])
def test_attributes_that_hold_no_number_are_no_fault(value: str) -> None:
    odd = f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{value}"/>'
    part = numbering(level(0, "decimal", "%1.").replace('w:val="1"', f'w:val="{value}"'))
    assert words(paragraph("甲", properties=odd), numbering=part) == ["甲"]


# ----------------------------------------------------------------- refusals
def refused(data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read_here(data, "a.docx")
    assert "a.docx" in str(caught.value)
    return caught.value.key


@pytest.mark.parametrize("head", ['<!DOCTYPE w [<!ENTITY a "b">]>', "<!DOCTYPE w>"])
def test_a_document_with_a_dtd_is_refused(head: str) -> None:
    assert refused(docx("甲", head=head)) == "reading.entities"


def test_a_dtd_in_another_encoding_is_refused_too() -> None:
    body = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "b">]><w/>'
    data = docx("甲", parts={"numbering.xml": body.encode("utf-16")})
    assert refused(data) == "reading.entities"


def test_broken_xml_is_damaged() -> None:
    assert refused(docx("甲", parts={"styles.xml": "<w:styles>"})) == "reading.damaged-xml"


def test_a_document_without_words() -> None:
    assert refused(docx("<w:p/>")) == "reading.no-text"


def test_a_scan_pasted_into_a_document() -> None:
    assert refused(docx(paragraph("<w:r><w:drawing><a:blip/></w:drawing></w:r>"))) == "reading.pictures"
