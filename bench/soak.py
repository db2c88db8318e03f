"""Ten minutes under faults: real `duban run` processes, mail and chat servers that fail 5 % of the time.

Faults of mail: 451 and 452 for now, hung connections, resets, a server that dies after it took the mail. Faults of
chat: 429, 502, lost answers, resets. Now and then a process is killed with `kill -9`. New messages come all the time.
Afterwards the faults end, and everything must have arrived: lost 0.

Usage: python bench/soak.py [--seconds N] [--seed N] [--database sqlite|postgresql]
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.postgres import new_database, postgres_server
from tests.support.soaking import Soak, soak


def show(found: Soak) -> bool:
    print(f"messages {found.messages}, by mail {found.mails}, by chat {found.chats}; processes killed {found.kills}")
    print(f"faults shown {sum(found.faults.values())}: {dict(Counter(found.faults).most_common())}")
    print(f"lost {found.lost}; arrived more than once {found.repeats} (lost answers, kills); states {found.states}")
    return not found.lost and set(found.states) == {"sent"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="postgresql")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'duban.db'}"
        if given.database == "postgresql":
            url = stack.enter_context(new_database(stack.enter_context(postgres_server())))
        begun = time.monotonic()
        found = soak(url, folder, given.seconds, random.Random(given.seed))
        print(f"took {time.monotonic() - begun:.0f} s on {given.database}")
        kept = show(found)
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
