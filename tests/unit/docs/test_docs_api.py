"""The examples of docs/api*.md give what they say, and are the same in both languages."""

import doctest
import shutil
from pathlib import Path

import pytest

from bot.texts import set_language
from tests.support.commands import LEDGER, empty_place, example_config
from tests.support.pages import ROOT, fences, words_of

PAGES = [ROOT / "docs" / "api.md", ROOT / "docs" / "api.zh-CN.md"]


def code(path: Path) -> str:
    return "\n".join(fence.code for fence in fences(words_of(path)) if fence.language == "python")


def test_the_examples_give_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example_config(empty_place(tmp_path, monkeypatch))
    shutil.copy(LEDGER, tmp_path / "分工方案.docx")
    set_language("zh-CN")
    examples = doctest.DocTestParser().get_doctest(code(PAGES[0]), {}, "api", None, None)
    said: list[str] = []
    found = doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert found.attempted > 20
    assert found.failed == 0, "\n".join(said)


def test_both_languages_show_the_same() -> None:
    first, second = map(code, PAGES)
    assert first == second
