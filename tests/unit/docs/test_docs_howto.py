"""Every command of README*.md, docs/howto/ and the pages on mail and board is run, in an office at work."""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import tomli
from docx import Document
from PIL import Image, ImageDraw

from tests.support.commands import LEDGER, Ran, duban, empty_place, example_config
from tests.support.pages import ROOT, documents, fences, name_of, words_of
from tests.support.running import running
from tests.support.smtp import smtp_server

PAGES = sorted((ROOT / "docs" / "howto").glob("*.md"))
#: Pages about one door, and the first of all.
OTHERS = [ROOT / name for name in ("README.md", "README.zh-CN.md")]
OTHERS += sorted(path for name in ("board", "mail") for path in (ROOT / "docs").glob(f"{name}*.md"))
#: These have tests of their own: they play a year, and ask.
ELSEWHERE = {"demo", "init"}
NOW = ("--now", "2026-02-10T09:00+08:00")
#: Commands that may end with something left to do; none may be wrong.
FINE = {0, 1}


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office that has dispatched its ledger, and the documents that the pages speak of."""
    with pytest.MonkeyPatch.context() as patch:
        place = empty_place(tmp_path_factory.mktemp("office"), patch)
        example_config(place)
        shutil.copy(LEDGER, place / "分工方案.docx")
        rewritten(place / "分工方案（更正）.docx", {"10月31日": "11月15日"})
        rewritten(place / "分工方案2027.docx", {"2027": "2028", "2026": "2027", "2025": "2026"})
        page = Image.new("RGB", (800, 1100), "white")
        ImageDraw.Draw(page).text((80, 80), "No. 1   2026", fill="black")
        page.save(place / "扫描件.pdf")
        for words in (("import", "分工方案.docx"), ("dispatch", "分工方案", "--yes")):
            assert duban(patch, *words, *NOW).code in FINE
        yield place


def rewritten(path: Path, changes: dict[str, str]) -> None:
    """The example's document with other words."""
    made = Document(str(LEDGER))
    cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
    for paragraph in [*made.paragraphs, *(one for cell in cells for one in cell.paragraphs)]:
        for run in paragraph.runs:
            for old, new in changes.items():
                run.text = run.text.replace(old, new)
    made.save(str(path))


def lines(path: Path) -> list[str]:
    """What is typed, in its order."""
    code = [fence.code for fence in fences(words_of(path)) if fence.language == "sh"]
    return [line.strip() for block in code for line in block.splitlines() if line.strip()]


def typed(line: str, place: Path, patch: pytest.MonkeyPatch) -> Ran | None:
    words = shlex.split(line.replace("/run/secrets", str(place / "secrets")), comments=True)
    if words[0] == "export":
        patch.setenv(*words[1].split("=", 1))
        return None
    assert words[0] == "duban", line
    if words[1] == "dispatch":
        words.append("--yes")  # what a person answers
    return duban(patch, *words[1:], *NOW)


async def ends_at_once(*_given: object, **_named: object) -> None:
    """In place of what serves until it is stopped."""


@pytest.fixture
def typing(at_work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Ran | None]]:
    """A copy of that office with a mail server."""
    place = tmp_path / "office"
    shutil.copytree(at_work, place)
    empty_place(place, monkeypatch)
    monkeypatch.setenv("DUBAN_BOARD_URL", "https://duban.example.org")
    monkeypatch.setattr("bot.cli.run.serve", ends_at_once)
    (place / "secrets").mkdir()
    with running(smtp_server) as box:
        (place / "secrets" / "smtp").write_text(f"smtp://{box.server.host}:{box.server.port}?starttls=never")
        (place / "secrets" / "imap").write_text("imap://duban:x@127.0.0.1:9/INBOX")  # nobody listens there
        yield lambda line: typed(line, place, monkeypatch)


@pytest.mark.parametrize("path", [path for path in PAGES if not path.name.startswith("scan")], ids=name_of)
def test_what_a_page_says_to_type_works(path: Path, typing: Callable[[str], Ran | None]) -> None:
    for line in lines(path):
        ran = typing(line)
        assert ran is None or ran.code in FINE, f"{line}\n{ran.err}"


def first_commands(path: Path) -> list[str]:
    """Secrets and servers that a page names are nobody's: what it exports is left out."""
    return [line for line in lines(path) if line.startswith("duban ") and line.split()[1] not in ELSEWHERE]


@pytest.mark.parametrize("path", [path for path in OTHERS if first_commands(path)], ids=name_of)
def test_so_does_what_the_first_pages_say(path: Path, typing: Callable[[str], Ran | None]) -> None:
    if any("dispatch" in line for line in first_commands(path)):
        shutil.rmtree("var")  # nothing is at work before
    for line in first_commands(path):
        ran = typing(line)
        assert ran is not None
        assert ran.code in FINE, f"{line}\n{ran.err}"


@pytest.mark.parametrize("path", [path for path in PAGES if path.name.startswith("scan")], ids=name_of)
def test_a_scan_is_read_or_refused_with_the_way_to_read_it(path: Path, typing: Callable[[str], Ran | None]) -> None:
    for line in lines(path):
        ran = typing(line)
        assert ran is not None
        assert ran.code == 3  # no ledger is in it, if it is read at all
        assert find_spec("rapidocr") or "ocr" in ran.err


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_settings_that_a_page_shows_can_be_read(path: Path) -> None:
    for fence in fences(words_of(path)):
        if fence.language == "toml":
            assert tomli.loads(re.sub(r"^   (?=\S)", "", fence.code, flags=re.MULTILINE))


def test_the_pages_are_there() -> None:
    assert len(PAGES) == 16
    assert os.path.commonpath([str(path) for path in PAGES]) == str(ROOT / "docs" / "howto")
