"""Every link of a document leads somewhere, and who uses the program finds each page in both languages."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support.pages import ROOT, anchors, documents, links, name_of, words_of

#: For those who work on the program: in English, as the code is.
IN_ENGLISH = {"CHANGELOG.md", "CONTRIBUTING.md", "docs/structure.md", "docs/dependencies.md", "docs/deadlines-bench.md"}
IN_ENGLISH |= {"docs/scale.md"}


def faults(path: Path) -> list[str]:
    """Links that lead nowhere."""
    found = []
    for link in links(words_of(path)):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists():
            found.append(link)
        elif anchor and anchor not in anchors(words_of(target)):
            found.append(f"{link}: no such heading")
    return found


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert faults(path) == []


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("[a](b.md) ![c](c.png) [d](#e) [f](#g)\n\n# g\n\n`[h](i.md)`\n", encoding="utf-8")
    assert faults(page) == ["b.md", "c.png", "#e: no such heading"]


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_every_page_is_there_in_both_languages(path: Path) -> None:
    name = name_of(path)
    if name in IN_ENGLISH or name.startswith("docs/decisions/"):
        return
    other = name.replace(".zh-CN.md", ".md") if ".zh-CN" in name else name.replace(".md", ".zh-CN.md")
    assert (ROOT / other).exists()
    assert Path(other).name in words_of(path) or name.startswith("docs/reference/")
