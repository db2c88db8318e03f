"""Every layout as a PDF and as an old document, made by LibreOffice: each says what stands beside it."""

import subprocess
from pathlib import Path

import pytest

import bot.reading
from bot.ledger import extract, to_json
from bot.reading.office import find_office
from tests.support.layouts import Layout, load, render
from tests.support.ledgers import flat

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "ledgers"
_LAYOUTS = [layout for path in sorted(CORPUS.glob("*.toml")) if "html" in (layout := load(path)).formats]
_OLD = [layout for layout in _LAYOUTS if not isinstance(layout.blocks[-1], str)][:4]  # each takes LibreOffice twice
_RULED = b'<table border="1" cellspacing="0" width="100%">'

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layouts as PDF, and some as .doc, in one run of LibreOffice each."""
    made = tmp_path_factory.mktemp("layouts")
    for layout in _LAYOUTS:
        page = render(layout, "html").replace(b"<table>", _RULED)
        (made / f"{layout.name}.html").write_bytes(page)
    _convert(made, _LAYOUTS, "pdf:writer_pdf_Export")
    _convert(made, _OLD, "doc:MS Word 97")
    return made


def _convert(folder: Path, layouts: list[Layout], kind: str) -> None:
    office = find_office() or ""
    files = [str(folder / f"{layout.name}.html") for layout in layouts]
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--infilter=HTML (StarWriter)"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(folder), *files],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("layout", _LAYOUTS, ids=[layout.name for layout in _LAYOUTS])
def test_a_layout_as_pdf(layout: Layout, folder: Path) -> None:
    _check(layout, folder / f"{layout.name}.pdf")


@pytest.mark.parametrize("layout", _OLD, ids=[layout.name for layout in _OLD])
def test_a_layout_as_an_old_document(layout: Layout, folder: Path) -> None:
    _check(layout, folder / f"{layout.name}.doc")


def _check(layout: Layout, path: Path) -> None:
    got = to_json(extract(bot.reading.read(path)))
    roles = ("lead_units", "responsible_units", "assisting_units")
    found = [[*("、".join(task[role]) for role in roles), flat(task["deadline_raw"])] for task in got["tasks"]]
    wanted = [[*("、".join(task[at].split()) for at in (1, 2, 3)), flat(task[4])] for task in layout.tasks]
    assert found == wanted
    assert [one["text"] for one in got["questions"] if one["flag"] == "unplaced"] == []
