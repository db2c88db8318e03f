"""What `kill -9` costs: 5,000 mails by real `duban run` processes, killed at random moments and started again.

SQLite with one worker; PostgreSQL with two, of which one never comes back. Lost must be 0; repeats at most the
concurrency (8) a kill, each with its first Message-ID.

Usage: python bench/kill9.py [--messages N] [--kills N] [--seed N]
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.courier.delivery import DEFAULT
from tests.support.killing import Outcome, kill_and_count
from tests.support.postgres import new_database, postgres_server


def show(name: str, found: Outcome) -> bool:
    allowed = found.kills * DEFAULT.concurrency
    print(
        f"{name:28}{found.messages:>9}{found.kills:>7}{found.lost:>6}{found.repeats:>9}{allowed:>9}"
        f"{found.most_of_one:>7}{statistics.median(found.first_s):>10.2f}{max(found.first_s):>8.2f}{found.took_s:>8.1f}"
    )
    return (
        not found.lost and not found.unknown and found.repeats <= allowed and found.states == {"sent": found.messages}
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=9)
    given = parser.parse_args()
    print(
        f"{'':28}{'messages':>9}{'kills':>7}{'lost':>6}{'repeats':>9}{'allowed':>9}{'a mail':>7}"
        f"{'first s':>10}{'max s':>8}{'all s':>8}"
    )
    kept = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        url = f"sqlite:///{place / 'duban.db'}"
        kept.append(show("SQLite, one worker", kill_and_count(url, place, given.messages, given.kills, given.seed)))
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server, new_database(server) as url:
        found = kill_and_count(url, Path(folder), given.messages, given.kills, given.seed, dead_worker=True)
        kept.append(show("PostgreSQL, two, one dies", found))
    print("first s: from a start to the next mail that arrives; most of it is the start of Python")
    raise SystemExit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
