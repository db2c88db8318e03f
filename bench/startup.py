"""What `duban` costs to start, beside bare Python: every command's help, `duban parse`, the demo. Whole processes.

Usage: python bench/startup.py [--runs N]

Seconds by the wall clock and of the processor (user and system, children included). Judged in processor time, which
neighbours on the machine disturb less: help ≤ 0.35 s and parse ≤ 0.25 s over bare Python; and by the wall clock: the
demo's first line ≤ 3 s, the whole demo ≤ 30 s. Exits with 1 where a limit is not held.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
DUBAN = [sys.executable, "-m", "bot"]
BARE = [sys.executable, "-c", "pass"]
PARSE = {
    "parse": [*DUBAN, "parse", "2021年9月15日前", "--issued", "2021-06-30"],
    "parse --jsonl": [*DUBAN, "parse", "--jsonl"],
}
UNWANTED = ("telegram", "sqlalchemy", "pydantic", "lxml", "pdfplumber", "python_calamine", "apscheduler", "httpx")
LINES = '{"phrase": "2021年9月15日前"}\n'.encode()
HELP_S, PARSE_S, FIRST_LINE_S, DEMO_S = 0.35, 0.25, 3.0, 30.0
#: Modules are compiled once on a machine, not in every run.
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRON["PYTHONPATH"] = str(ROOT)


@dataclass(frozen=True)
class Cost:
    """Seconds by the wall clock and of the processor."""

    seconds: float
    processor: float


def timed(command: list[str]) -> Cost:
    """One run of a command."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRON
    ) as process:
        assert process.stdin is not None
        process.stdin.write(LINES)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)


def median(command: list[str], runs: int) -> Cost:
    found = [timed(command) for _ in range(runs + 1)][1:]  # the first one warms up
    return Cost(statistics.median(one.seconds for one in found), statistics.median(one.processor for one in found))


def imported() -> list[str]:
    """Which of the heavy libraries `parse` loads."""
    code = (
        "import sys, runpy\nsys.argv = ['duban', 'parse', '2021']\n"
        "try:\n    runpy.run_module('bot', run_name='__main__')\nexcept SystemExit:\n    pass\n"
        f"print(*[n for n in {UNWANTED!r} if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRON)
    return done.stderr.splitlines()[-1].split()


def demo() -> tuple[float, float, float]:
    """Seconds to the first line of the demo and to its end, and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with subprocess.Popen(
            [*DUBAN, "demo"], cwd=folder, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            first = time.perf_counter() - start
            process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"the demo ended with {process.returncode}")
        return first, time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def verdict(what: str, found: float, allowed: float) -> bool:
    held = found <= allowed
    print(f"  {'held' if held else 'NOT HELD'}: {what} {found:.3f} s, allowed {allowed:.2f} s")
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    helps = {"--help": [*DUBAN, "--help"], **{f"{name} --help": [*DUBAN, name, "--help"] for name in COMMANDS}}
    bare = median(BARE, runs)
    print(f"{'':22}{'wall s':>10}{'processor s':>13}{'over bare s':>13}")
    print(f"{'bare python':22}{bare.seconds:10.3f}{bare.processor:13.3f}{0:13.3f}")
    held = True
    over: dict[str, float] = {}
    for name, command in {**PARSE, **helps}.items():
        found = median(command, runs if name in PARSE else 1)
        over[name] = found.processor - bare.processor
        print(f"{name:22}{found.seconds:10.3f}{found.processor:13.3f}{over[name]:13.3f}")
    first, whole, processor = demo()
    print(f"{'demo':22}{whole:10.3f}{processor:13.3f}{processor - bare.processor:13.3f}\n")
    for name in PARSE:
        held &= verdict(f"{name}, over bare Python", over[name], PARSE_S)
    worst = max(helps, key=lambda name: over[name])
    held &= verdict(f"slowest help ({worst}), over bare Python", over[worst], HELP_S)
    held &= verdict("first line of the demo", first, FIRST_LINE_S)
    held &= verdict("the whole demo", whole, DEMO_S)
    heavy = imported()
    print("  parse loads none of the heavy libraries" if not heavy else f"  NOT HELD: parse loads {' '.join(heavy)}")
    raise SystemExit(0 if held and not heavy else 1)


if __name__ == "__main__":
    main()
