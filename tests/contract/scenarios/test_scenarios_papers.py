"""Formal drafts: one letter a unit, a page each, with the ledger's title and number and the task in full."""

from pathlib import Path

import docx
import pytest

from tests.support.office_day import COORDINATOR, OfficeDay, drafts_of

A, B = "区教育局", "区民政局"
LONG = "编制并公开" + "各类规划文本、图件、说明书和政策解读材料，" * 12 + "接受社会监督"
ROWS = [("1", LONG, f"{A}、{B}", "2021年6月10日前"), ("2", "公布救助标准", B, "2021年6月10日前")]


@pytest.fixture
def late(office: OfficeDay) -> OfficeDay:
    """Both units are late, and were urged."""
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    page = office.ledger("a.html", "青榆区2021年工作要点", ROWS)
    numbered = page.read_text(encoding="utf-8").replace("<p>2021", "<p>青政办〔2021〕18号</p><p>2021", 1)
    page.write_text(numbered, encoding="utf-8")
    office.do("import", str(page))
    office.do("dispatch", *office.ids(), "--yes", "--on", "2021-06-01")
    for day in ("2021-06-01", "2021-06-11", "2021-06-15", "2021-06-18", "2021-06-21", "2021-06-25"):
        office.tick(day)
    return office


def test_each_unit_has_its_own_letter_on_a_page_of_its_own(late: OfficeDay) -> None:
    words = "".join(drafts_of(mail) for mail in late.server.mails if COORDINATOR[1] in mail.recipients)
    letters = words.split("（草稿）\n")[1:]
    assert len(letters) == 2
    for unit, letter in zip(sorted((A, B)), sorted(letters, key=lambda one: A not in one), strict=True):
        assert f"{unit}：" in letter
        assert "《青榆区2021年工作要点》" in letter
        assert "青政办〔2021〕18号" in letter
        assert LONG in letter.replace("\n", "")
        assert "…" not in letter


def test_the_drafts_of_a_folder_are_whole_too(late: OfficeDay, tmp_path: Path) -> None:
    (ledger,) = late.ids()
    late.do("papers", ledger, "--kind", "督办函", "--to", str(tmp_path / "papers"))
    files = sorted((tmp_path / "papers").glob("*.docx"))
    assert files
    words = "".join(paragraph.text for file in files for paragraph in docx.Document(str(file)).paragraphs)
    assert words.count(LONG) == 2
    assert "青政办〔2021〕18号" in words
    assert "…" not in words
