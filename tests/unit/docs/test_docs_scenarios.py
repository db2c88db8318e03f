"""The table of what scenarios promise names tests that exist, and every file of scenarios."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
PAGE = TESTS / "contract" / "scenarios" / "README.md"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 50
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not re.search(rf"^(?:async )?def {test}\(", _source(file), re.MULTILINE)
    ]
    assert missing == []


def test_no_file_of_scenarios_is_left_out() -> None:
    named = {file for file, _ in NAMED.findall(PAGE.read_text(encoding="utf-8"))}
    files = [path for folder in ("scenarios", "rhythm") for path in (TESTS / "contract" / folder).glob("test_*.py")]
    assert {str(path.relative_to(TESTS)) for path in files} <= named


def _source(file: str) -> str:
    path = TESTS / file
    return path.read_text(encoding="utf-8") if path.is_file() else ""
