"""The list of mutants follows the code: each has its one place, and the tests that are to refuse it are there."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("mutants", ROOT / "bench" / "mutants.py")
assert _SPEC is not None
assert _SPEC.loader is not None
mutants = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(mutants)


@pytest.mark.parametrize("mutant", mutants.mutants(), ids=lambda one: one.name)
def test_a_mutant_has_one_place_and_its_tests(mutant: object) -> None:
    mutants.place_of(mutant, ROOT)
    named = [name.partition("::")[0] for name in mutant.tests]  # type: ignore[attr-defined]
    assert [name for name in named if not (ROOT / name).exists()] == []
