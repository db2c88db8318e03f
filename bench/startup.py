"""What `duban parse` costs to start, beside bare Python, as whole processes in one run.

Usage: python bench/startup.py [--runs N]
"""

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "bare python": [sys.executable, "-c", "pass"],
    "duban parse": [sys.executable, "-m", "bot", "parse", "2021年9月前"],
    "duban parse --jsonl": [sys.executable, "-m", "bot", "parse", "--jsonl"],
}
UNWANTED = ("telegram", "sqlalchemy", "lxml", "pdfplumber", "python_calamine", "apscheduler", "httpx")


def timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, input=b'{"phrase": "2021\\u5e749\\u6708\\u524d"}\n', stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def imported() -> list[str]:
    """Which of the heavy libraries `parse` loads."""
    code = (
        "import sys, runpy\nsys.argv = ['duban', 'parse', '2021']\n"
        "try:\n    runpy.run_module('bot', run_name='__main__')\nexcept SystemExit:\n    pass\n"
        f"print([n for n in {UNWANTED!r} if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [done.stderr.strip().splitlines()[-1]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):  # in turn, so that a drift of the machine meets all alike; the first round warms up
        for name, command in COMMANDS.items():
            times[name].append(timed(command))
    bare = statistics.median(times["bare python"][1:])
    print(f"{'':22}{'median s':>10}{'min s':>10}{'over bare s':>13}{'ratio':>8}")
    for name, values in times.items():
        median = statistics.median(values[1:])
        print(f"{name:22}{median:10.3f}{min(values[1:]):10.3f}{median - bare:13.3f}{median / bare:8.1f}")
    print("allowed over bare: 0.250 s; heavy libraries loaded by parse:", *imported())


if __name__ == "__main__":
    main()
