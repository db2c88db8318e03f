"""`duban papers` as typed: Word files in a folder, an office's own template, its fault; nothing is sent."""

from pathlib import Path

import pytest
from docx import Document

from tests.support.commands import LEDGER, Run, duban, example_config

NOW = ("--now", "2026-10-20T10:00")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, place: Path) -> Run:
    made: Run = lambda *words: duban(monkeypatch, *words)  # noqa: E731 - typed
    example_config(place)
    made("import", str(LEDGER))
    made("dispatch", "ledger", "--yes", "--on", "2026-09-28")
    return made


def test_papers_are_written_and_nothing_is_sent(run: Run, place: Path) -> None:
    before = run("outbox").out
    done = run("papers", "ledger", "--to", "papers", *NOW)
    assert done.code == 0
    assert {path.name.split("_")[0] for path in (place / "papers").iterdir()} >= {"交办单", "年度总结"}
    assert run("outbox").out == before


def test_of_one_kind_for_one_unit(run: Run, place: Path) -> None:
    assert run("papers", "ledger", "--to", "one", "--kind", "交办单", "--unit", "财政局", *NOW).code == 0
    (found,) = (place / "one").iterdir()
    assert "财政局" in found.name


def test_an_edited_template_is_used_and_a_faulty_one_named(run: Run, place: Path) -> None:
    assert run("papers", "ledger", "--to", "config/templates/papers", "--templates").code == 0
    assert run("papers", "ledger", "--to", "fine", "--kind", "dispatch", *NOW).code == 0
    path = place / "config" / "templates" / "papers" / "dispatch.docx"
    document = Document(str(path))
    document.add_paragraph("{{ unti }}")
    document.save(str(path))
    done = run("papers", "ledger", "--to", "faulty", "--kind", "dispatch", *NOW)
    assert done.code == 1
    assert "dispatch.docx" in done.err
    assert "unti" in done.err
    assert list((place / "faulty").iterdir())
    assert "dispatch.docx" in run("check", *NOW).out


def test_what_is_no_kind_and_no_unit_is_said(run: Run) -> None:
    assert run("papers", "ledger", "--to", "x", "--kind", "公函").code == 2
    assert run("papers", "ledger", "--to", "x", "--unit", "海外局").code == 2
