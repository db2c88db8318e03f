"""Do the tests notice when a rule is broken? Each mutant is one small change of `bot/`, which some test must refuse.

Usage: python bench/mutants.py [--quick] [--only WORDS]

The mutants stand in `bench/mutants.toml`: the room in which the words to change stand, the words, what takes their
place, and the tests that have to fail. Each is made in a copy of the tree, so nothing here is changed. Words that are
not found in their room, or found twice, are an error: the code has moved, and the row has to follow it.
Exits with 1 where a mutant survives, with 2 where a row fits nothing or the tests fail without any change.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROWS = Path(__file__).with_suffix(".toml")
COPIED = ("bot", "tests", "templates", "config", "examples", "pyproject.toml")
TIMEOUT_S = 300


@dataclass(frozen=True)
class Mutant:
    """One change. `room` is a folder or file below `bot/`; `tests` are what pytest is called with."""

    name: str
    room: str
    words: str
    put: str
    tests: tuple[str, ...]
    quick: bool = False


class MisfitError(Exception):
    """A row that fits nothing."""


def mutants() -> list[Mutant]:
    """The rows of the file."""
    rows = tomllib.loads(ROWS.read_text(encoding="utf-8"))["mutant"]
    return [Mutant(**{**row, "tests": tuple(row["tests"])}) for row in rows]


def place_of(mutant: Mutant, tree: Path) -> Path:
    """The one file of the room that holds the words, once. Raises MisfitError."""
    room = tree / "bot" / mutant.room
    files = [room] if room.is_file() else sorted(room.rglob("*.py"))
    found = [(path, path.read_text(encoding="utf-8").count(mutant.words)) for path in files]
    places = [(path, count) for path, count in found if count]
    if len(places) != 1 or places[0][1] != 1:
        total = sum(count for _, count in places)
        raise MisfitError(f"{mutant.name}: bot/{mutant.room} holds its words {total} times, not once: {mutant.words!r}")
    return places[0][0]


def copy_tree(to: Path) -> None:
    """What the tests need, without what earlier runs left."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, to / name)


def is_refused(tree: Path, tests: tuple[str, ...]) -> bool:
    """Whether one of the tests fails in `tree`. Raises MisfitError where there is no such test."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not peer", *tests]
    environ = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=tree, env=environ, capture_output=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return True  # a change that makes it go on for ever is noticed too
    if done.returncode not in {0, 1, 2}:
        raise MisfitError(f"pytest {' '.join(tests)}: {done.stdout.decode(errors='replace')[-300:]}")
    return done.returncode != 0


def survives(mutant: Mutant, tree: Path) -> bool:
    """Whether no test refuses it; the tree is as it was afterwards."""
    path = place_of(mutant, tree)
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace(mutant.words, mutant.put), encoding="utf-8")
    try:
        return not is_refused(tree, mutant.tests)
    finally:
        path.write_text(kept, encoding="utf-8")


def check_unchanged(rows: list[Mutant], tree: Path) -> None:
    """Every row has its place, and the tests pass as things stand. Raises MisfitError."""
    faults = []
    for mutant in rows:
        try:
            place_of(mutant, tree)
        except MisfitError as fault:
            faults.append(str(fault))
    if faults:
        raise MisfitError("\n".join(faults))
    every = tuple(dict.fromkeys(test for mutant in rows for test in mutant.tests))
    if is_refused(tree, every):
        raise MisfitError("the tests fail without any change")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only the rules on which most depends")
    parser.add_argument("--only", default="", metavar="WORDS", help="only the mutants whose name holds these words")
    given = parser.parse_args()
    rows = [one for one in mutants() if given.only in one.name and (one.quick or not given.quick)]
    if not rows:
        parser.error(f"no mutant is called {given.only}")
    alive = []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copy_tree(tree)
        try:
            check_unchanged(rows, tree)
            for mutant in rows:
                start = time.perf_counter()
                lives = survives(mutant, tree)
                alive += [mutant.name] if lives else []
                print(
                    f"  {'SURVIVES' if lives else 'refused':<9}{time.perf_counter() - start:6.1f} s  {mutant.name}",
                    flush=True,
                )
        except MisfitError as fault:
            print(fault, file=sys.stderr)
            return 2
    print(f"{len(rows) - len(alive)} of {len(rows)} mutants refused")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
