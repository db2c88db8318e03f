"""Accuracy and speed of deadline reading beside other readers, all in one run on the same phrases.

    python bench/deadlines.py [--phrases FILE.jsonl] [--million]

Peers live in an environment of their own below `var/`, made on the first run. Each reader runs in its own process;
speed is phrases per CPU-second. Right means: the last day or the stricter one, or number and unit of a span, or that it
recurs; wrong and silent means an answer that is not right, given without a warning.
Writes docs/deadlines-bench.md and docs/deadlines-bench.svg.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PEERS_PYTHON = ROOT / "var" / "bench-deadlines" / "bin" / "python"
PACKAGES = (
    "jionlp==1.5.31", "gggdtparser==0.1.6", "pyunit-time==2024.7.3", "ChineseTimeNLP==3.0.1", "dateparser==1.5.0",
    "recognizers-text-suite==1.0.2a2", "emoji<2",
)  # fmt: skip
ISSUED = date(2021, 6, 30)
CPU_SECONDS = 2.0
Answer = dict[str, Any] | None
Read = Callable[[str, date, int], Answer]


def main() -> None:
    arguments = _arguments()
    if arguments.worker:
        print(json.dumps(_work(arguments.worker, json.loads(sys.stdin.read()))))
        return
    if arguments.million:
        _million()
        return
    phrases = _phrases(arguments.phrases)
    _count_spans(phrases)
    _prepare()
    rows = [_row(name, phrases) for name in READERS]
    _write(rows, len(phrases), arguments.phrases is None)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--phrases", type=Path, help="JSONL with phrase, issued, year, obligations; else our own corpus"
    )
    parser.add_argument("--million", action="store_true", help="read a million generated strings instead")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    return parser.parse_args()


def _prepare() -> None:
    if not PEERS_PYTHON.is_file():
        venv.create(PEERS_PYTHON.parents[1], with_pip=True)
        subprocess.run([str(PEERS_PYTHON), "-m", "pip", "install", "-q", *PACKAGES], check=True)


def _phrases(path: Path | None) -> list[dict[str, Any]]:
    if path is None:
        return _own_corpus()
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_case(one) for one in cases if one["obligations"] and one["obligations"][0]["kind"] in _WANTED]


def _case(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "phrase": one["phrase"],
        "issued": one["issued"] or f"{one['year'] or 2021}-06-30",
        "wanted": [_WANTED[each["kind"]](each) for each in one["obligations"] if each["kind"] in _WANTED],
    }


_WANTED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "due": lambda one: {"days": [one["date"], one.get("alt")]},
    "window": lambda one: {"days": [one["end"]]},
    "relative": lambda one: {"n": one["n"], "unit": one["unit"], "ends": []},
    "recurring": lambda _one: {"recurring": True},
}


def _own_corpus() -> list[dict[str, Any]]:
    """The phrases of our corpus that have one answer, as the peers give one.

    We wrote them, so our own accuracy on them says little.
    """
    lines = (ROOT / "tests/corpus/deadlines/valid/column.tsv").read_text(encoding="utf-8").splitlines()
    cases = []
    for phrase, answer in (line.split("\t") for line in lines):
        wanted = [found for part in answer.split(" | ")[0].split("; ") if (found := _from_brief(part.split()))]
        if len(wanted) == 1:
            cases.append({"phrase": phrase, "issued": ISSUED.isoformat(), "wanted": wanted})
    return cases


def _from_brief(words: list[str]) -> Answer:
    match words:
        case ["due", days, *_]:
            return {"days": days.split("/")}
        case ["window", days, *_]:
            return {"days": [days.split("..")[1]]}
        case ["relative", n, unit, *_]:
            return {"n": int(n), "unit": unit, "ends": []}
        case ["recurring", *_]:
            return {"recurring": True}
    return None


def _count_spans(phrases: list[dict[str, Any]]) -> None:
    """A peer that answers a span with the day it ends on, counted from the issue, is right as well."""
    sys.path.insert(0, str(ROOT))
    from bot.calendars import OFFICIAL, last_day

    for one in phrases:
        for wanted in one["wanted"]:
            if "n" in wanted:
                end = last_day(date.fromisoformat(one["issued"]), wanted["n"], wanted["unit"], OFFICIAL)
                wanted["ends"] = [end.isoformat()]


# ------------------------------------------------------------------ readers
def _duban() -> Read:
    sys.path.insert(0, str(ROOT))
    from bot.deadlines import parse

    questions = {"not-understood", "vague", "past", "conflict"}

    def read(phrase: str, issued: date, year: int) -> Answer:
        reading = parse(phrase, issued=issued, year=year)
        one = reading.obligations[-1]
        asked = not questions.isdisjoint(reading.flags)
        if one.kind in ("due", "window"):
            return {"day": str(one.last_day), "asked": asked}
        if one.kind == "relative":
            return {"n": one.n, "unit": one.unit, "asked": asked}
        return {"recurring": True, "asked": asked} if one.kind == "recurring" else None

    return read


def _jionlp() -> Read:
    import jionlp

    units = {"minute", "hour", "workday", "day", "week", "month", "year"}

    def read(phrase: str, issued: date, _year: int) -> Answer:
        found = jionlp.parse_time(phrase, time_base={"year": issued.year, "month": issued.month, "day": issued.day})
        if found["type"] == "time_period":
            return {"recurring": True}
        if found["type"] == "time_delta":
            (unit, n), *_ = found["time"].items() if isinstance(found["time"], dict) else found["time"][-1].items()
            return {"n": n, "unit": unit} if unit in units else None
        return {"day": found["time"][1][:10]}

    return read


def _gggdtparser() -> Read:
    import gggdtparser

    return lambda phrase, issued, _year: {"day": str(gggdtparser.parse(phrase, base_datetime=_midnight(issued)))[:10]}


def _pyunit() -> Read:
    from pyunit_time import Time

    def read(phrase: str, issued: date, _year: int) -> Answer:
        return {"day": Time(f"{issued} 00:00:00").parse(phrase)[-1]["keyDate"][:10]}

    return read


def _time_nlp() -> Read:
    import arrow
    from ChineseTimeNLP import TimeNormalizer

    reader = TimeNormalizer()

    def read(phrase: str, issued: date, _year: int) -> Answer:
        found = reader.parse(phrase, arrow.get(str(issued)))
        value = found.get("timestamp") or (found.get("timespan") or [None])[-1]
        return {"day": value[:10]} if value else None

    return read


def _recognizers() -> Read:
    from recognizers_date_time import Culture, recognize_datetime

    def read(phrase: str, issued: date, _year: int) -> Answer:
        value = recognize_datetime(phrase, Culture.Chinese, reference=_midnight(issued))[-1].resolution["values"][-1]
        if value["type"] == "set":
            return {"recurring": True}
        return {"day": value.get("value") or value.get("end") or value.get("start")}

    return read


def _dateparser() -> Read:
    import dateparser

    def read(phrase: str, issued: date, _year: int) -> Answer:
        settings = {"RELATIVE_BASE": _midnight(issued)}
        return {"day": str(dateparser.parse(phrase, languages=["zh"], settings=settings))[:10]}

    return read


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  the peers want it without a zone


READERS: dict[str, Callable[[], Read]] = {
    "Duban": _duban, "jionlp": _jionlp, "recognizers-text": _recognizers, "gggdtparser": _gggdtparser,
    "ChineseTimeNLP": _time_nlp, "pyunit-time": _pyunit, "dateparser": _dateparser,
}  # fmt: skip


# ------------------------------------------------------------------ measure
def _row(name: str, phrases: list[dict[str, Any]]) -> dict[str, Any]:
    python = sys.executable if name == "Duban" else str(PEERS_PYTHON)
    done = subprocess.run(
        [python, "-W", "ignore", __file__, "--worker", name],
        input=json.dumps(phrases),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return {"name": name, "failed": True}
    row = {"name": name, **json.loads(done.stdout.strip().splitlines()[-1])}
    print(row, file=sys.stderr)
    return row


def _work(name: str, phrases: list[dict[str, Any]]) -> dict[str, Any]:
    before_kb = _resident_kb()
    begun = time.process_time()
    read = READERS[name]()
    import_s = time.process_time() - begun
    grown_kb = _resident_kb() - before_kb
    cases = [(one, date.fromisoformat(one["issued"])) for one in phrases]
    right = wrong = 0
    for one, issued in cases:
        answer = _try(read, one["phrase"], issued)
        good = _is_right(answer, one["wanted"])
        right += good
        wrong += not good and answer is not None and not answer.get("asked")
    return {
        "right": right / len(cases), "wrong": wrong / len(cases), "per_s": _speed(read, cases),
        "import_s": import_s, "mb": grown_kb / 1024,
    }  # fmt: skip


def _resident_kb() -> float:
    """Memory in use; where /proc is missing, the most that was in use so far."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(float(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _try(read: Read, phrase: str, issued: date) -> Answer:
    try:
        answer = read(phrase, issued, issued.year)
    except Exception:  # noqa: BLE001  peers raise everything from IndexError to RecursionError
        return None
    return None if answer is None or answer.get("day") == "None" else answer


def _is_right(answer: Answer, wanted: list[dict[str, Any]]) -> bool:
    """Lenient: the last of several answers is enough."""
    if answer is None:
        return False
    last = wanted[-1]
    if "days" in last:
        return answer.get("day") in [day for day in last["days"] if day]
    if "n" in last:
        return (answer.get("n"), answer.get("unit")) == (last["n"], last["unit"]) or answer.get("day") in last["ends"]
    return bool(answer.get("recurring"))


def _speed(read: Read, cases: list[tuple[dict[str, Any], date]]) -> float:
    """Phrases a CPU-second over several rounds; none of the readers remembers a phrase."""
    rounds, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < CPU_SECONDS:
        for one, issued in cases:
            _try(read, one["phrase"], issued)
        rounds += 1
    return rounds * len(cases) / spent


# -------------------------------------------------------------------- write
def _write(rows: list[dict[str, Any]], count: int, own: bool) -> None:
    good = [row for row in rows if not row.get("failed")]
    us = good[0]
    whose = "our own corpus" if own else "real phrases of many offices"
    lines = [
        "# Deadline reading beside other readers",
        "",
        f"{count} phrases, one run, {whose}, Python {sys.version.split()[0]}, one process each.",
        "Made by `bench/deadlines.py`.",
        "",
        "Right: the last day (or the stricter one), number and unit of a span, or that it recurs. Wrong in silence:",
        "another answer without a warning. The adapters around the peers are lenient to them.", "",
        "| reader | right | wrong in silence | phrases/s | ours is faster by | import s | MB |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    lines += [
        f"| {row['name']} | {row['right']:.1%} | {row['wrong']:.1%} | {row['per_s']:,.0f} "
        f"| {us['per_s'] / row['per_s']:.1f}× | {row['import_s']:.3f} | {row['mb']:.0f} |"
        for row in good
    ]
    failed = [row["name"] for row in rows if row.get("failed")]
    if failed:
        lines += ["", f"Did not start in this environment: {', '.join(failed)}."]
    lines += ["", "![accuracy against speed](deadlines-bench.svg)", ""]
    (ROOT / "docs" / "deadlines-bench.md").write_text("\n".join(lines), encoding="utf-8")
    (ROOT / "docs" / "deadlines-bench.svg").write_text(_chart(good), encoding="utf-8")


def _chart(rows: list[dict[str, Any]]) -> str:
    """Two bars a reader: accuracy and speed."""
    top, step, width = 64, 46, 720
    fastest = max(row["per_s"] for row in rows)
    height = top + step * len(rows) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"',
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        '<text x="16" y="24" font-size="16">Deadline phrases: accuracy and speed</text>',
        '<rect x="16" y="36" width="12" height="12" fill="#2b6cb0"/><text x="34" y="47">right, %</text>',
        '<rect x="120" y="36" width="12" height="12" fill="#dd8b2c"/>',
        '<text x="138" y="47">phrases per CPU-second</text>',
    ]
    for index, row in enumerate(rows):
        y = top + index * step
        weight = ' font-weight="bold"' if index == 0 else ""
        right, speed = 430 * row["right"], max(1, 430 * row["per_s"] / fastest)
        parts += [
            f'<text x="140" y="{y + 20}" text-anchor="end"{weight}>{row["name"]}</text>',
            f'<rect x="150" y="{y}" width="{right:.0f}" height="16" fill="#2b6cb0"/>',
            f'<text x="{156 + right:.0f}" y="{y + 13}">{row["right"]:.1%}</text>',
            f'<rect x="150" y="{y + 18}" width="{speed:.0f}" height="16" fill="#dd8b2c"/>',
            f'<text x="{156 + speed:.0f}" y="{y + 31}">{row["per_s"]:,.0f}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])


# ------------------------------------------------------------------ million
def _million() -> None:
    """A million generated strings: no error but our own, no date outside 1900–2100 without a flag."""
    sys.path.insert(0, str(ROOT))
    from bot.deadlines import parse
    from tests.support.phrases import ISSUES, NOISE, WORDS, YEARS, is_sane

    words = [*WORDS, *NOISE]
    chance = random.Random(20210630)
    begun = time.process_time()
    for _ in range(1_000_000):
        phrase = "".join(chance.choice(words) for _ in range(chance.randint(1, 9)))
        reading = parse(phrase, issued=chance.choice(ISSUES), year=chance.choice(YEARS))
        assert is_sane(reading), phrase
    print(f"1,000,000 strings, {time.process_time() - begun:.0f} CPU-seconds, no error")


if __name__ == "__main__":
    main()
