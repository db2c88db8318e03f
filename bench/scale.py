"""A large office through the real commands: seconds and peak memory of each, in a process of its own.

Usage: python bench/scale.py [--duties N] [--ledgers N] [--units N] [--only NAME …] [--postgresql] [--no-ticks]

A store of N duties is made by bulk SQL from one ledger that is taken in and dispatched as any other. Then the commands
run one after the other as an office runs them (`python -m bot …`, mail kept as files), each a process whose seconds
and peak memory the system tells:

- first tick: every unit is told of all that it has; mid-year tick: half a year later, a third of it done
- status, status overdue, status UNIT, status NUMBER, digest --show, check
- the board's pages: today, a ledger, a unit, each asked three times, the slowest stated (memory: of all of them)

A large city: --duties 400000 --ledgers 200 --units 40. A ledger for a hundred counties: --duties 50000 --ledgers 1
--units 100 --each 100; there making is taking it in and dispatching it, and the first tick its first messages.
Everything stands in a temporary folder that is removed at the end. Judged in processor time, which neighbours disturb
less. Exits with 1 where a figure is beyond what we state: 200 MB and 2 s more than a command that does nothing for
what is looked at, whatever is stored; for a tick 60 s and 300 MB.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import text  # noqa: E402 - the path comes first

from bot.model import Kind, Ledger, Obligation, Task  # noqa: E402
from bot.store.store import Store  # noqa: E402
from bot.store.tables import DUTY, LedgerRow  # noqa: E402

FIRST, MID_YEAR = "2026-01-15T09:00", "2026-07-01T09:00"
LIMIT_S, LIMIT_MB, TICK_S, TICK_MB = 2.0, 200.0, 60.0, 300.0
TOLD = 500_000


@dataclass(frozen=True)
class Size:
    """How large the office is."""

    duties: int
    ledgers: int
    units: int
    each: int = 4  # units of an item

    @property
    def tasks(self) -> int:
        """Items of each ledger."""
        return max(1, self.duties // self.ledgers // self.each)


@dataclass(frozen=True)
class Figure:
    """What one command cost."""

    name: str
    seconds: float
    cpu_s: float
    mb: float
    limit_s: float = LIMIT_S
    limit_mb: float = LIMIT_MB

    def __str__(self) -> str:
        return f"{self.name:16}{self.cpu_s:9.2f} s processor{self.seconds:9.2f} s wall{self.mb:7.0f} MB"

    @property
    def is_beyond(self) -> bool:
        """Whether it took more than we state."""
        return self.cpu_s > self.limit_s or self.mb > self.limit_mb


# ------------------------------------------------------------------ the office
def unit(n: int) -> str:
    """The n-th unit."""
    return f"市第{n + 1:03}局"


def write_config(folder: Path, units: int) -> None:
    """Units with a contact and a leader each, and a coordinator."""
    lines = []
    for n in range(units):
        lines += ["[[unit]]", f'name = "{unit(n)}"']
        for role, box in (("contact", "lxr"), ("leader", "fg")):
            lines += ["[[unit.contact]]", f'role = "{role}"', f'name = "{box}{n}"', f'email = "{box}{n}@example.org"']
    lines += ["[[coordinator]]", 'name = "市政府办公室"', 'email = "dcs@example.org"']
    folder.mkdir(parents=True)
    (folder / "units.toml").write_text("\n".join(lines), encoding="utf-8")


def ledger_of(size: Size, name: str) -> Ledger:
    """Items of some units each, their last days over the year."""
    return Ledger(
        title=f"市政府{name}重点工作台账", year=2026, issued=date(2026, 1, 10), sha256=f"{name:0>64}"[-64:],
        tasks=tuple(_task(n, size) for n in range(size.tasks)),
    )  # fmt: skip


def _task(n: int, size: Size) -> Task:
    day = date(2026, 2, 1) + timedelta(days=n * 7 % 330)
    standing = n % 20 == 19
    found = Obligation(Kind.STANDING, phrase="长期坚持") if standing else Obligation(
        Kind.DUE, phrase=f"{day}前", date=day, source="column"
    )  # fmt: skip
    owners = [unit((n * size.each + k) % size.units) for k in range(size.each)]
    return Task(
        number=str(n + 1), text=f"第{n + 1}项：完善有关制度，公开办理结果，按季度报送进展情况。", title="",
        section=(f"第{n % 12 + 1}部分",), lead_units=(owners[0],), responsible_units=tuple(owners[1:]),
        deadline_raw=f"{day}前", obligations=(found,),
    )  # fmt: skip


def fill(url: str, config: Path, size: Size) -> None:
    """The first ledger as any other; the others are its copies, made by one statement."""
    from bot.app.office import open_office
    from bot.clock import instant_in
    from bot.roster.roster import COORDINATOR
    from bot.work.documents.dispatch import dispatch
    from bot.work.documents.intake import take_in
    from bot.work.office import Actor

    clerk = Actor("文书", COORDINATOR, "cli")
    office = open_office({"DUBAN_CONFIG": str(config), "DUBAN_DATABASE_URL": url})
    at = instant_in(_instant("2026-01-15T08:00"), office.rules.zone)
    taken = take_in(office, ledger_of(size, "第0号"), "l0.docx", at, clerk)
    dispatch(office, taken.ledger_id, at, at, clerk, defaults=True)
    multiply(office.store, taken.ledger_id, size.ledgers)
    office.store.close()


def multiply(store: Store, first: str, ledgers: int) -> None:
    """Copies of a ledger and its duties under other names."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
    heads = ", ".join(c.name for c in LedgerRow.__table__.columns if c.name not in {"id", "title"})
    rest = ", ".join(c.name for c in DUTY.columns if c.name not in {"id", "ledger_id"})
    names = {"last": ledgers - 1, "first": first}
    if ledgers < 2:
        return
    with store.engine.begin() as connection:
        connection.execute(
            text(f"INSERT INTO ledger (id, title, {heads}) {numbers} SELECT id || '-' || i, title || i, {heads} "
                 "FROM ledger, n WHERE id = :first"), names,
        )  # fmt: skip
        connection.execute(
            text(f"INSERT INTO duty (ledger_id, {rest}) {numbers} SELECT ledger_id || '-' || i, {rest} "
                 "FROM n, duty WHERE ledger_id = :first ORDER BY i, duty.id"), names,
        )  # fmt: skip
    _tidy(store)


def half_done(url: str, *, told: bool) -> None:
    """What units have done by mid-year: two thirds of what was due closed, a fifth of the rest reported.

    `told`: every duty as if the ticks had been, without the messages.
    """
    store = Store.open(url)
    with store.engine.begin() as connection:
        if told:
            waits = "planned_through = dispatched_at, next_at = '2026-12-31 01:00:00.000000'"
            connection.execute(text(f"UPDATE duty SET told_at = dispatched_at, {waits}"))
        for state, fits in (("acknowledged", "id % 10 <> 9"), ("closed", "due < '2026-07-01' AND id % 3 > 0"),
                            ("reported", "due < '2026-07-15' AND state = 'acknowledged' AND id % 5 = 0")):  # fmt: skip
            connection.execute(text(f"UPDATE duty SET state = '{state}' WHERE kind = 'due' AND {fits}"))
        connection.execute(text("UPDATE duty SET next_at = NULL, ended_on = due WHERE state = 'closed'"))
        found = connection.execute(text("SELECT count(*) FROM duty WHERE state = 'closed'")).scalar()
        assert found, "a store of which nothing is closed is none of mid-year"
    _tidy(store)
    store.close()


def _tidy(store: Store) -> None:
    """Outside of any transaction, as a night's housekeeping leaves it."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE" if store.has_jobs else "PRAGMA optimize")


def _instant(words: str) -> datetime:
    return datetime.fromisoformat(words)


# ------------------------------------------------------------------ what is measured
def cost(
    name: str, command: Sequence[str], environ: dict[str, str], *, tick_of: int = 0, start_s: float = 0.0
) -> Figure:
    """Runs a command to its end; its seconds and the most memory that it held."""
    start = time.perf_counter()
    child = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = child.stdout.read() if child.stdout else b""
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code not in {0, 1}:
        raise SystemExit(f"{name}: exit {code}\n{said.decode()[-3000:]}")
    mb = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    cpu_s = used.ru_utime + used.ru_stime
    if tick_of:
        return Figure(name, seconds, cpu_s, mb, TICK_S * max(1, tick_of / TOLD), TICK_MB)
    return Figure(name, seconds, cpu_s, mb, LIMIT_S + start_s, LIMIT_MB if name != "made" else float("inf"))


def run(size: Size, url: str, folder: Path, only: Sequence[str], *, ticks: bool) -> Iterator[Figure]:
    """All figures, each as it comes."""
    environ = {**os.environ, "DUBAN_CONFIG": str(folder / "config"), "DUBAN_DATABASE_URL": url,
               "DUBAN_MAIL_FOLDER": str(folder / "mails"), "DUBAN_MAIL_FROM": "dcs@example.org",
               "PYTHONPATH": str(ROOT)}  # fmt: skip

    def bot(name: str, *arguments: str, now: str = MID_YEAR, tick_of: int = 0) -> Iterator[Figure]:
        if not only or any(part in name for part in only) or tick_of:
            command = [sys.executable, "-m", "bot", *arguments, "--now", now]
            yield cost(name, command, environ, tick_of=tick_of, start_s=start.cpu_s)

    start = cost("start (bindings)", [sys.executable, "-m", "bot", "bindings"], environ)
    yield start
    if ticks:
        yield from bot("first tick", "tick", now=FIRST, tick_of=size.duties)
    half_done(url, told=not ticks)
    if ticks:
        yield from bot("mid-year tick", "tick", tick_of=size.duties)
    yield from bot("status", "status")
    yield from bot("status overdue", "status", "overdue")
    yield from bot("status UNIT", "status", unit(3))
    yield from bot("status NUMBER", "status", "7")
    yield from bot("digest", "digest", "--show")
    yield from bot("check", "check")
    for page in ("today", "ledgers", "ledger", "unit"):
        if not only or any(part in f"page {page}" for part in only):
            yield page_cost(page, environ)


def page_cost(name: str, environ: dict[str, str]) -> Figure:
    """A page of the board in a process of its own: the slowest of three, the memory of all."""
    made = subprocess.run([sys.executable, __file__, "--page", name], env=environ, capture_output=True, text=True)  # noqa: PLW1510
    if made.returncode:
        raise SystemExit(made.stderr)
    found = json.loads(made.stdout.splitlines()[-1])
    return Figure(f"page {name}", found["seconds"], found["cpu_s"], found["mb"])


def page(name: str) -> None:
    """The child: signs in as the coordinator and asks for the page."""
    import resource

    import httpx

    from bot.app.office import open_office
    from bot.board.site import build_site
    from bot.clock import instant_in
    from bot.roster.roster import CONTACT, COORDINATOR
    from bot.work.office import Actor
    from bot.work.people.links import make_link
    from bot.work.people.person import Claim

    office = open_office(os.environ)
    now = instant_in(_instant(MID_YEAR), office.rules.zone)
    site = build_site(lambda: office, lambda: now)
    clerk = Actor("文书", COORDINATOR, "cli")
    claim = Claim(COORDINATOR, office.roster.coordinator[0].name, None)
    claim = Claim(CONTACT, unit(3), "lxr3") if name == "unit" else claim
    token = make_link(office, claim, now, clerk)
    path = {"today": "/", "ledgers": "/ledgers", "ledger": "/ledger/l0", "unit": "/"}[name]

    async def ask() -> tuple[float, float]:
        transport = httpx.ASGITransport(app=site)
        async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
            assert (await client.post(f"/in/{token}")).status_code == 303
            slowest = (0.0, 0.0)
            for _ in range(3):
                start, began = time.process_time(), time.perf_counter()
                answer = await client.get(path)
                slowest = max(slowest, (time.process_time() - start, time.perf_counter() - began))
                assert answer.status_code == 200, answer.text
            return slowest

    cpu_s, seconds = asyncio.run(ask())
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    office.store.close()
    print(json.dumps({"seconds": seconds, "cpu_s": cpu_s, "mb": mb}))


@contextmanager
def database(folder: Path, *, postgresql: bool) -> Iterator[str]:
    """The URL of an empty database."""
    if not postgresql:
        yield f"sqlite:///{folder}/duban.db"
        return
    from tests.support.postgres import new_database, postgres_server

    with postgres_server() as server, new_database(server) as url:
        yield url


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--duties", type=int, default=2_000)
    parser.add_argument("--ledgers", type=int)
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--each", type=int, default=4, metavar="N", help="units of an item")
    parser.add_argument("--only", nargs="*", default=[], help="names of commands; ticks are always run")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--no-ticks", action="store_true", help="what is looked at alone: at any size within minutes")
    parser.add_argument("--page", help=argparse.SUPPRESS)
    parser.add_argument("--fill", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.page:
        page(given.page)
        return
    size = Size(given.duties, given.ledgers or max(1, given.duties // 2000), given.units, given.each)
    if given.fill:
        fill(given.fill[0], Path(given.fill[1]), size)
        return
    found = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duban-bench-")))
        url = stack.enter_context(database(folder, postgresql=given.postgresql))
        write_config(folder / "config", size.units)
        # In a process of its own: what a process holds when it starts another counts as that one's memory, too.
        made = cost("made", [sys.executable, __file__, "--fill", url, str(folder / "config"), *sys.argv[1:]],
                    {**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
        print(f"{size.duties:,} duties of {size.ledgers} ledgers, {size.units} units\n{made}", flush=True)
        for figure in run(size, url, folder, given.only, ticks=not given.no_ticks):
            found.append(figure)
            print(figure, flush=True)
    beyond = [f"{one.name}: {one.cpu_s:.1f} s, {one.mb:.0f} MB" for one in found if one.is_beyond]
    print(*beyond, sep="\n", file=sys.stderr)
    sys.exit(bool(beyond))


if __name__ == "__main__":
    main()
