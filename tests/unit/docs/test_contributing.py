"""Each walk of CONTRIBUTING.md is walked on a copy of the program, and touches the files that it names and no other."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tomli

from tests.support.pages import ROOT, words_of

WALKS = sorted((ROOT / "tests" / "corpus" / "walks").glob("*.toml"))
PAGE = ROOT / "CONTRIBUTING.md"
_WALK = re.compile(r"^### (?P<title>.+?): (?P<n>\w+) files?\b.*?\n(?P<body>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


@dataclass(frozen=True)
class Walk:
    """One example: what is changed, and what shows that it works."""

    name: str
    said: dict[str, Any]

    @property
    def files(self) -> list[str]:
        changed = [one["file"] for one in (*self.said.get("edit", ()), *self.said.get("new", ()))]
        return sorted([*changed, *(f"{name}/" for name in self.said.get("copies", {}))])

    def walk(self, root: Path) -> None:
        for new, old in self.said.get("copies", {}).items():
            shutil.copytree(root / old, root / new)
        for one in self.said.get("edit", ()):
            path = root / one["file"]
            before = path.read_text(encoding="utf-8")
            assert one["find"] in before, one["file"]
            path.write_text(before.replace(one["find"], one["put"], 1), encoding="utf-8")
        for one in self.said.get("new", ()):
            path = root / one["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one["words"].replace("{latest}", latest(root)), encoding="utf-8")


def latest(root: Path) -> str:
    """The number of the last migration."""
    return max(path.name[:4] for path in (root / "bot/store/migrations/versions").glob("[0-9]*.py"))


def walk_of(path: Path) -> Walk:
    return Walk(path.stem, tomli.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_a_walk_leads_there(path: Path, tmp_path: Path) -> None:
    walk, root = walk_of(path), tmp_path / "copy"
    for folder in ("bot", "templates", "config", "examples"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    walk.walk(root)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    done = subprocess.run(
        [sys.executable, "-c", walk.said["check"]],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env={**environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.strip() == walk.said["prints"], done.stderr


def test_the_page_names_these_files_and_counts_them() -> None:
    told = {
        found["title"]: (found["n"], sorted(_FILE.findall(found["body"]))) for found in _WALK.finditer(words_of(PAGE))
    }
    walked = {walk.name: walk.files for walk in map(walk_of, WALKS)}
    titles = {title.lower().removeprefix("a ").replace(" of a ", "-").replace(" ", "-"): title for title in told}
    named = {"fact-duty": "duty-fact"}
    assert {named.get(name, name): told[title][1] for name, title in titles.items()} == walked
    assert {title: n for title, (n, _) in told.items()} == {
        title: _NUMBERS[len(files)] for title, (_, files) in told.items()
    }
