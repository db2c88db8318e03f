"""The real ledgers as .doc and .rtf, made by LibreOffice and read by way of it: each says what its .docx says."""

import shutil
import subprocess
from pathlib import Path

import pytest

import bot.reading
from bot.ledger import extract, to_json
from bot.reading.office import find_office
from tests.support.ledgers import SHARED, WHY_NOT, differences, load

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(not SHARED.is_dir(), reason=WHY_NOT),
]
_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}
_FILES = [
    ("chengzihe-2021.docx", "doc"),
    ("chengzihe-2021-5col.docx", "doc"),
    ("licheng-2020.docx", "doc"),
    ("quanzhou-2018.docx", "doc"),
    ("zhanjiang-2021.docx", "doc"),
    ("quangang-2021.html", "doc"),
    ("zhanjiang-2021.docx", "rtf"),
]


def _convert(source: Path, folder: Path, kind: str) -> Path:
    """`source` as an old document in `folder`, by the LibreOffice at hand."""
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    profile = (folder / "profile").as_uri()
    writer = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    command = [office, f"-env:UserInstallation={profile}", "--headless", *writer, "--convert-to", _FILTERS[kind]]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{kind}"


@pytest.mark.parametrize(("file", "kind"), _FILES, ids=[f"{Path(file).stem}.{kind}" for file, kind in _FILES])
def test_an_old_document_says_what_was_checked_by_hand(file: str, kind: str, tmp_path: Path) -> None:
    source = SHARED / "office" / file
    got = to_json(extract(bot.reading.read(_convert(source, tmp_path, kind))))
    want = load(SHARED / f"{source.stem.removesuffix('-5col')}.json")
    assert differences(got, want, web=source.suffix == ".html") == []


def test_the_old_document_of_the_office_itself() -> None:
    got = to_json(extract(bot.reading.read(SHARED / "office" / "zhanjiang-2021.doc")))
    assert differences(got, load(SHARED / "zhanjiang-2021.json")) == []
