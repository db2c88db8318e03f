"""Real phrases of many offices, on which two readers agreed: at least 99 % exact, and no silent error."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr

from bot.deadlines import find, parse
from bot.model import QUESTION_FLAGS, Obligation, Reading

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared phrases are not beside this checkout")
LATEST = "due", "window"


def _phrases(name: str) -> list[dict[str, Any]]:
    path = SHARED / "phrases" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def _read(case: Mapping[str, Any]) -> Reading:
    issued = date.fromisoformat(case["issued"]) if case["issued"] else None
    return parse(case["phrase"], issued=issued, year=case["year"], where=case["where"], context=case["context"])


def _days(rrule: str) -> list[datetime]:
    first, last = datetime(2020, 1, 1), datetime(2022, 12, 31)  # noqa: DTZ001  wall dates have no zone
    return rrulestr(rrule, dtstart=first).between(first, last, inc=True)


def _key(one: Mapping[str, Any]) -> tuple[Any, ...]:
    match one["kind"]:
        case "due":
            return "due", one["date"], one.get("alt")
        case "window":
            return "window", one["start"], one["end"]
        case "recurring":
            return "recurring", tuple(_days(one["rrule"]))
        case "relative":
            return "relative", one["n"], one["unit"], one["anchor"]
    return (one["kind"],)


def _as_map(one: Obligation) -> dict[str, Any]:
    found = {name: getattr(one, name) for name in ("date", "alt", "start", "end", "rrule", "n", "unit", "anchor")}
    days = {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
    return {"kind": str(one.kind), **days}


def _is_exact(case: Mapping[str, Any], reading: Reading) -> bool:
    wanted = [_key(one) for one in case["obligations"] if one["kind"] != "none"]
    return wanted == [_key(_as_map(one)) for one in reading.obligations if one.kind != "none"]


READ = ["dev.jsonl", "column.jsonl", "dev2.jsonl", "adversarial.jsonl"]


@pytest.mark.parametrize("name", READ)
def test_real_phrases_are_read_exactly_and_never_wrongly_in_silence(name: str) -> None:
    cases = [(case, _read(case)) for case in _phrases(name)]
    missed = [(case["phrase"], reading) for case, reading in cases if not _is_exact(case, reading)]
    assert len(missed) <= len(cases) * 0.01, missed
    assert [phrase for phrase, reading in missed if not QUESTION_FLAGS & set(reading.flags)] == []


@pytest.mark.parametrize("name", READ)
def test_hardly_any_phrase_with_an_answer_is_asked_about(name: str) -> None:
    answered = [case for case in _phrases(name) if any(one["kind"] != "none" for one in case["obligations"])]
    asked = [case["phrase"] for case in answered if _asks(case, _read(case))]
    assert len(asked) <= len(answered) * 0.05, asked


def _asks(case: Mapping[str, Any], reading: Reading) -> bool:
    notes = {"vague"} if case["where"] == "prose" else set()
    return bool((QUESTION_FLAGS - notes) & set(reading.flags))


def test_what_was_once_misread_in_silence_is_right_or_asked() -> None:
    cases = [(case, _read(case)) for case in _phrases("probes.jsonl")]
    silent = [case["phrase"] for case, reading in cases if not _is_exact(case, reading) and not _asks(case, reading)]
    assert silent == []


@pytest.mark.parametrize(("name", "least"), [("dev.jsonl", 0.96), ("dev2.jsonl", 0.97), ("adversarial.jsonl", 0.97)])
def test_in_its_context_a_phrase_is_found_and_one_that_binds_nobody_is_not(name: str, least: float) -> None:
    hits = [(case, _finds(case)) for case in _phrases(name) if case["context"]]
    wanted = [(case, found) for case, found in hits if _answers(case)]
    right = [case for case, found in wanted if _answers(case) == [_key(_as_map(one)) for one in found]]
    assert len(right) >= len(wanted) * least
    assert [case["phrase"] for case, found in hits if found and not _answers(case)] == []


def _answers(case: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [_key(one) for one in case["obligations"] if one["kind"] != "none"]


def _finds(case: Mapping[str, Any]) -> list[Obligation]:
    """What is found in the context at the place of the phrase."""
    text, issued = case["context"], date.fromisoformat(case["issued"]) if case["issued"] else None
    begin = text.find(case["phrase"])
    end = begin + len(case["phrase"])
    here = [one for one in find(text, issued, case["year"]) if begin >= 0 and one.start < end and one.end > begin]
    return [obligation for one in here for obligation in one.obligations]


def test_cases_of_another_reader_that_fit_our_obligations() -> None:
    cases = _phrases("jionlp.jsonl")
    right = sum(_is_right(case, _read(case)) for case in cases)
    assert right == len(cases)


def _is_right(case: Mapping[str, Any], reading: Reading) -> bool:
    pairs = list(zip(case["obligations"], reading.obligations, strict=False))
    return len(case["obligations"]) == len(reading.obligations) and all(_fits(*pair) for pair in pairs)


def _fits(wanted: Mapping[str, Any], one: Obligation) -> bool:
    if wanted["kind"] in LATEST:
        last = wanted.get("date") or wanted.get("end")
        return one.kind in LATEST and last in [str(day) for day in (one.date, one.alt, one.end) if day]
    return _key(wanted) == _key(_as_map(one))


LEDGERS = [*SHARED.glob("ledgers/*-20*.json"), *SHARED.glob("ledgers/more/*.json")]


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_every_mention_in_a_ledger_is_found_in_its_text(path: Path) -> None:
    ledger = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / ledger.get("file", f"{path.stem}.txt")).read_text(encoding="utf-8")
    issued = date.fromisoformat(ledger["issued"]) if ledger.get("issued") else None
    found = ["".join(one.phrase.split()) for one in find(text, issued, ledger.get("year"))]
    wanted = [mention for task in ledger["tasks"] for mention in task.get("deadline_mentions") or []]
    wanted += [duty["deadline_phrase"] for duty in ledger.get("duties", [])]
    missed = [words for words in wanted if not any("".join(words.split()) in one for one in found)]
    assert missed == []


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_every_deadline_column_of_a_ledger_is_read_as_checked_by_hand(path: Path) -> None:
    ledger = json.loads(path.read_text(encoding="utf-8"))
    issued = date.fromisoformat(ledger["issued"]) if ledger.get("issued") else None
    for task in ledger["tasks"]:
        wanted = [_key(one) for one in task.get("obligations", []) if one.get("source") == "column"]
        if task.get("deadline_raw"):
            reading = parse(task["deadline_raw"], issued=issued, year=ledger.get("year"))
            assert "not-understood" not in reading.flags
            assert not wanted or wanted == [_key(_as_map(one)) for one in reading.obligations]
