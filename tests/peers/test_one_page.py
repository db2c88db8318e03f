"""The pages to print are one sheet of A4 each."""

import subprocess
from pathlib import Path

import pdfplumber
import pytest

from tests.support.browser import find_browser
from tests.support.pages import ROOT

PAGES = sorted((ROOT / "docs").glob("onepage-*.html"))
#: ISO 216, in points.
A4 = (595, 842)

pytestmark = [pytest.mark.peer, pytest.mark.skipif(find_browser() is None, reason="no Chromium: make peers")]


def test_each_role_has_its_page_in_both_languages() -> None:
    assert len(PAGES) == 4


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_it_prints_on_one_sheet(path: Path, tmp_path: Path) -> None:
    made = tmp_path / "page.pdf"
    command = [find_browser() or "", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={made}", path.as_uri()], check=True, capture_output=True, timeout=120)
    with pdfplumber.open(made) as printed:
        assert len(printed.pages) == 1
        assert (round(printed.pages[0].width), round(printed.pages[0].height)) == A4
