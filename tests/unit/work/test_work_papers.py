"""Papers say what the ledger says now, in the standard's layout; a template's fault is named and never in the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bot.errors import UsageError
from bot.messages.fonts import known_font
from bot.messages.papers.filling import shipped_template
from bot.messages.papers.lines import PaperLine, Rank, paper_lines
from bot.plan.lifecycle import Verb
from bot.texts import LANGUAGES, set_language, text
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.papers import charts
from bot.work.papers.papers import KINDS, Paper, kind_of, papers, sample
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task, tick

NOW = at("2021-08-20T10:00")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = replace(office_in(), config=tmp_path)
    both = ("区财政局", "区教育局")
    dispatched(made, ledger(task("1", due("2021-06-30"), units=both), task("2", due("2021-12-31"), units=both)))
    for when in ("2021-07-01T09:00", "2021-07-02T09:00", "2021-07-08T09:00"):
        tick(made, when)
    make_move(made, Move("1", Verb.CLOSED, unit="区教育局"), CLERK, at("2021-07-09T10:00"))
    make_move(
        made, Move("2", Verb.EXTENSION_GRANTED, unit="区教育局", until=date(2022, 1, 20)), CLERK, at("2021-07-09T11:00")
    )
    yield made
    made.store.close()


def words_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def made(office: Office, *kinds: str) -> list[Paper]:
    return list(papers(office, "test-2021", NOW, kinds=kinds or KINDS))


def test_each_kind_is_for_those_whom_it_concerns(office: Office) -> None:
    names = {paper.name.rsplit("_", 2)[0] for paper in made(office)}
    assert names == {
        *(f"交办单_{unit}" for unit in ("区财政局", "区教育局")),
        "催办函_区财政局",
        "督办函_区财政局",
        "延期批复_区教育局",
        "办结报告_区教育局",
        "销号单_区教育局",
        "情况通报",
        "年度总结",
    }


def test_counts_and_shares_are_those_of_the_ledger_each_with_its_list(office: Office) -> None:
    (circular,) = made(office, "circular")
    said = words_of(circular.content)
    assert "共 4 项次，已销号 1 项次（25.0%），逾期未办结 1 项次（25.0%），其余 2 项次" in said
    assert "区财政局：第 1 项“第1项工作”，时限2021年6月30日，已逾期 51 天。" in said
    (year,) = made(office, "year")
    assert "区教育局：第 1 项“第1项工作”，销号日期2021年7月9日。" in words_of(year.content)


def test_an_extension_names_the_day_before_and_after(office: Office) -> None:
    (paper,) = made(office, "extension")
    assert "原时限2021年12月31日，同意延期至2022年1月20日" in words_of(paper.content)


def test_the_layout_is_that_of_the_standard(office: Office) -> None:
    document = Document(BytesIO(made(office, "escalation")[0].content))
    section = document.sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.cm, 1) for edge in edges if edge is not None] == [3.7, 3.5, 2.8, 2.6]
    grid: Any = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert document.settings.odd_and_even_pages_header_footer
    last = document.paragraphs[-1]
    assert (last.text, last.paragraph_format.right_indent) == ("2021年8月20日", Pt(64))
    assert document.paragraphs[0].text == "〔　　〕　　号"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_template_can_be_filled_in(kind: str, language: str) -> None:
    set_language(language)
    assert not sample(kind, None).fault
    assert kind_of(text(f"papers.{kind}")) == kind


@pytest.mark.parametrize(
    ("written", "wanted"), [("{{ untit }}", "untit"), ("{{ unit | }}", "expected token"), ("{{ n + }}", "unexpected")]
)
def test_a_fault_of_an_offices_own_template_is_named_and_the_shipped_one_used(
    office: Office, written: str, wanted: str
) -> None:
    own = template(office, "closeout", "本局公文", "再看：" + written)
    (paper,) = made(office, "closeout")
    assert "第 2 段" in paper.fault
    assert "closeout.docx" in paper.fault
    assert wanted in paper.fault.lower()
    assert "予以销号" in words_of(paper.content)
    own.write_bytes(b"no Word file")
    assert "closeout.docx" in made(office, "closeout")[0].fault


def test_an_offices_own_template_is_used(office: Office) -> None:
    template(office, "closeout", "销号：{{ unit }}，{{ n }} 项")
    (paper,) = made(office, "closeout")
    assert (words_of(paper.content), paper.fault) == ("销号：区教育局，1 项", "")


def test_words_of_a_task_are_no_template_and_no_markup(tmp_path: Path) -> None:
    here = replace(office_in(), config=tmp_path)
    dispatched(here, ledger(replace(task("9", due("2021-06-30")), text="<b>{{ unit }}&</b>")))
    said = "".join(words_of(paper.content) for paper in papers(here, "test-2021", NOW, kinds=("urging",)))
    assert "<b>{{ unit }}&</b>" in said
    here.store.close()


def template(office: Office, kind: str, *lines: str) -> Path:
    assert office.config is not None
    path = office.config / "templates" / "papers" / f"{kind}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_the_first_sign_of_a_line_is_its_rank() -> None:
    signs = {rank: rank.value for rank in Rank if rank not in {Rank.ROW, Rank.BODY, Rank.END}}
    assert [paper_lines(f"{sign} 一") for sign in signs.values()] == [[PaperLine(rank, "一")] for rank in signs]
    assert paper_lines("| 一 | 二")[0].cells == ("一", "二")
    assert paper_lines("一\n\n")[0].rank is Rank.BODY


def test_what_is_no_kind_is_said() -> None:
    with pytest.raises(UsageError, match="督办函"):
        kind_of("公函")
    assert shipped_template("urging", None).startswith(b"PK")


def drafts_on(office: Office, when: str) -> list[tuple[str, bytes]]:
    """The Word files that go to the coordinators at `when`."""
    return [(one.name, one.content) for mail in tick(office, when)[0] for one in mail.attachments]


def own_template(office: Office, kind: str, *words: str) -> None:
    folder = (office.config or Path()) / "templates" / "papers"
    folder.mkdir(parents=True)
    document = Document()
    for line in words:
        document.add_paragraph(line)
    document.save(str(folder / f"{kind}.docx"))


def test_a_draft_that_comes_with_an_escalation_is_written_by_the_offices_template(tmp_path: Path) -> None:
    office = replace(office_in(), config=tmp_path)
    both = ("区财政局", "区教育局")
    dispatched(office, ledger(task("1", due("2021-06-30"), units=both), task("2", due("2021-12-31"), units=both)))
    own_template(
        office, "escalation", "本区函：{{ unit }}", "{%p for item in items %}", "{{ item.number }}", "{%p endfor %}"
    )
    drafts_on(office, "2021-06-01T09:00")
    drafts_on(office, "2021-07-01T09:00")
    found = drafts_on(office, "2021-07-08T09:00")
    assert [words_of(content).split() for _, content in found] == [[f"本区函：{unit}", "1"] for unit in both]
    office.store.close()


def test_a_template_with_a_fault_is_told_to_the_coordinator(tmp_path: Path) -> None:
    office = replace(office_in(), config=tmp_path)
    dispatched(office, ledger(task("1", due("2021-12-31"))))
    own_template(office, "circular", "通报", "{{ nobody }}")
    tick(office, "2021-06-01T09:00")
    [digest] = tick(office, "2021-06-07T08:30", subject="【周报】")[0]
    assert "circular.docx" in digest.text
    assert "第 2 段" in digest.text
    assert digest.text.count("circular.docx") == 1
    office.store.close()


def pictures_of(content: bytes) -> list[Any]:
    return list(Document(BytesIO(content)).inline_shapes)


@pytest.mark.skipif(known_font() is None, reason="no font with Chinese characters")
@pytest.mark.parametrize(("units", "pictures"), [(2, 1), (16, 1), (17, 2), (40, 3)])
def test_the_report_of_the_year_shows_the_units_as_pictures(tmp_path: Path, units: int, pictures: int) -> None:
    office = replace(office_in(), config=tmp_path)
    names = tuple(f"第{n}局" for n in range(units))
    dispatched(office, ledger(task("1", due("2021-06-30"), units=names)))
    make_move(office, Move("1", Verb.CLOSED, unit=names[0]), CLERK, at("2021-06-09T10:00"))
    (year,) = made(office, "year")
    shown = pictures_of(year.content)
    assert len(shown) == pictures
    assert {round(one.width / Cm(1), 1) for one in shown} == {15.6}
    spacing = [p.paragraph_format.line_spacing for p in Document(BytesIO(year.content)).paragraphs if has_picture(p)]
    assert spacing == [1.0] * pictures  # a line of fixed height would cut them
    office.store.close()


def has_picture(paragraph: Any) -> bool:
    return paragraph._element.find(f".//{qn('w:drawing')}") is not None


def test_without_a_font_the_figures_are_enough(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "known_font", lambda: None)
    (year,) = made(office, "year")
    assert pictures_of(year.content) == []
    assert "25.0%" in words_of(year.content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["dispatch", "closeout"])
def test_a_day_fits_its_column(language: str, kind: str) -> None:
    """Twelve characters of a day, of which eight are narrow, and a little for other fonts."""
    set_language(language)
    head = Document(BytesIO(shipped_template(kind, None))).tables[0].rows[0].cells
    assert all(cell.width >= Cm(4.2) for cell in head[2:])
