"""Every command of docs/start*.md is run, in its order, and its pictures are what the commands print.

`UPDATE_GOLDEN=1 pytest tests/unit/docs/test_docs_start.py` draws them anew.
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.resources import shipped
from bot.texts import set_language
from tests.support.commands import LEDGER, duban, empty_place
from tests.support.pages import ROOT, words_of
from tests.support.terminal_picture import picture

PAGES = {"zh-CN": ROOT / "docs" / "start.zh-CN.md", "en": ROOT / "docs" / "start.md"}
NOW = ("--now", "2026-02-10T09:00+08:00")
_STEP = re.compile(r"^```sh\n(?P<code>.*?)^```|!\[[^\]]*\]\((?P<drawn>start/\S+?)\)", re.MULTILINE | re.DOTALL)
#: What a picture would be drawn anew for: each new table of the store has another.
_REVISION = re.compile(r"(版本|revision) \d+")


@dataclass
class Walk:
    """The page walked through: what the last command printed."""

    place: Path
    patch: pytest.MonkeyPatch
    ran: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def step(self, line: str) -> None:
        words = shlex.split(line, comments=True)
        if words[0] == "export":
            self.patch.setenv(*words[1].split("=", 1))
            return
        assert words[0] == "duban"
        if words[1] == "check":  # the reader has filled in who is who
            shutil.copy(shipped("examples", "qingyu", "config", "units.toml"), self.place / "config" / "units.toml")
        done = duban(self.patch, *words[1:], *NOW)
        assert done.code in {0, 1}, done.err
        self.ran.append(line)
        said = _REVISION.sub(r"\1 …", (done.out + done.err).replace(f"{self.place}/", ""))
        self.printed = [part.rstrip() for part in said.splitlines()]


def steps(words: str) -> Iterator[tuple[str, str]]:
    """(command, "") and ("", picture), in the order of the page."""
    for found in _STEP.finditer(words):
        if found["drawn"]:
            yield "", found["drawn"]
        else:
            yield from ((line, "") for line in found["code"].splitlines() if line.strip())


@pytest.mark.parametrize("language", PAGES)
def test_the_page_can_be_followed(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk(empty_place(tmp_path, monkeypatch), monkeypatch)
    monkeypatch.setenv("DUBAN_LANGUAGE", language)
    set_language(language)
    shutil.copy(LEDGER, tmp_path / "分工方案.docx")
    served: list[object] = []

    async def serve(*given: object, **_named: object) -> None:
        served.append(given)

    monkeypatch.setattr("bot.cli.run.serve", serve)  # it would serve until stopped
    pictures = []
    for line, drawn in steps(words_of(PAGES[language])):
        if line:
            walk.step(line)
            continue
        pictures.append(drawn)
        path, made = ROOT / "docs" / drawn, picture(walk.ran[-1], walk.printed)
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(made, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == made, "UPDATE_GOLDEN=1 draws it anew"
    assert len(served) == 1
    assert len(pictures) == 4
    assert list((tmp_path / "var" / "mail").glob("*.eml"))
