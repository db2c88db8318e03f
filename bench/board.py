"""The board beside bare Starlette: a ledger of 5,000 duties, a unit's page, both beside a million others, under mail.

Usage: python bench/board.py [--requests N] [--million] [--mails N]

- ledger: the page of 5,000 duties, filtered and sorted: milliseconds at the median, and kilobytes on the wire
  (gzip). Limits: 150 ms, 60 KB.
- unit: requests a second of a unit's page, and of a bare Starlette handler that makes one query and renders the same
  template with the same values, in turn in the same run. Limit: 60 %.
- million (with --million): both beside the same pages of a store that also holds 1,000,000 duties of other ledgers,
  in turn. Limit: 20 % slower.
- mail: while N mails go out of the same store, the slowest page. Limit: 0.5 s.

Requests are made within the process (ASGI), one after the other, and judged in processor time (all threads), which
neighbours on the machine disturb less; the page under mail by the wall clock. Exits with 1 where a limit is not held.
"""

import argparse
import asyncio
import gzip
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.board import home
from bot.board.call import page
from bot.board.site import build_site
from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.delivery import UNPACED
from bot.ledger import to_json
from bot.messages.templates import render
from bot.model import Kind, Ledger, UnitRole
from bot.plan.duty import Duty, State
from bot.store import duties, ledgers, outbox
from bot.store.tables import DUTY
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from tests.support.office import CLERK, ROSTER, at, office_in

NOW = at("2021-06-02T10:00")
LEDGER, UNIT = "big", "区财政局"
N, UNITS, OWN = 5000, 100, 60
LIMIT_MS, LIMIT_KB, LIMIT_SHARE, LIMIT_SLOWER, LIMIT_PAGE_S = 150.0, 60.0, 0.60, 1.20, 0.5


def duty(n: int, ledger: str, unit: str) -> Duty:
    """The n-th of a ledger, its last day somewhere in the year."""
    day = date(2021, 1, 15) + timedelta(days=n * 7 % 340)
    state = (State.DISPATCHED, State.ACKNOWLEDGED, State.REPORTED, State.CLOSED)[n % 4]
    return Duty(
        Kind.DUE, state, NOW, due=day, original_due=day, ledger_id=ledger, number=str(n + 1), unit=unit,
        role=UnitRole.RESPONSIBLE, section=f"第{n % 12 + 1}部分", title=f"第{n + 1}项工作：完善制度、公开信息并报送",
        phrase=f"{day}前",
    )  # fmt: skip


def fill(office: Office, ledger: str, made: list[Duty]) -> None:
    """A ledger at work with these duties."""
    content = to_json(Ledger(title=f"测试台账{ledger}"))
    with office.store.begin() as session:
        row = ledgers.add_ledger(session, ledger, content, f"{ledger:0>64}", NOW)
        row.state = ledgers.DISPATCHED
        session.flush()
        for start in range(0, len(made), 10_000):
            duties.add(session, made[start : start + 10_000])


class Client:
    """One person who asks one page after the other. `loop` lives as long as the run."""

    def __init__(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://board")

    def enter(self, office: Office, claim: Claim) -> "Client":
        path = f"/in/{make_link(office, claim, NOW, CLERK)}"
        answer = self.loop.run_until_complete(self.client.post(path))
        assert answer.status_code == 303
        return self

    def get(self, path: str) -> httpx.Response:
        return self.loop.run_until_complete(self.ask(path))

    async def ask(self, path: str) -> httpx.Response:
        answer = await self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer


def seconds(client: Client, path: str, n: int) -> list[float]:
    """How long the processor was at each of n requests; nothing is waited for in between.

    All are asked within one task, as a server's are: the threads of handlers end with the task that they began in.
    """

    async def ask() -> list[float]:
        found = []
        await client.ask(path)
        for _ in range(n):
            start = time.process_time()
            await client.ask(path)
            found.append(time.process_time() - start)
        return found

    return client.loop.run_until_complete(ask())


def bare(office: Office, values: dict[str, Any]) -> Starlette:
    """A handler that makes one query and renders the template of a unit's page with the same values."""
    query = select(DUTY).where(DUTY.c.unit == UNIT)

    def handler(_: Request) -> Response:
        with office.store.engine.connect() as connection:
            assert connection.execute(query).fetchall()
        return HTMLResponse(render("board/unit.html", None, **values))

    return Starlette(routes=[Route("/", handler)])


def values_of(site_client: Client) -> dict[str, Any]:
    """What the unit's own handler gives its template, caught on the way."""
    caught: dict[str, Any] = {}
    plain = page

    def catching(call: Any, name: str, /, status: int = 200, **values: Any) -> Response:
        caught.update(values, call=call, person=call.visit.person)
        return plain(call, name, status, **values)

    home.page = catching  # type: ignore[attr-defined]
    try:
        site_client.get("/")
    finally:
        home.page = plain  # type: ignore[attr-defined]
    return caught


def share(contact: Client, other: Client, n: int) -> tuple[float, float, float]:
    """Requests a second of both, in turn, and the median share of the five rounds."""
    rates = []
    for _ in range(5):
        ours, theirs = (sum(seconds(one, "/", n // 5)) for one in (contact, other))
        rates.append((n // 5 / ours, n // 5 / theirs))
    ratio = statistics.median(one / two for one, two in rates)
    return statistics.median(one for one, _ in rates), statistics.median(two for _, two in rates), ratio


def under_mail(office: Office, get: Callable[[], object], mails: int) -> float:
    """The slowest page, seconds, while `mails` messages go out."""
    with office.store.begin() as session:
        stored = duties.duties(session, unit=UNIT)
        rows = [_message(n, stored[n % len(stored)].id) for n in range(mails)]
        outbox.add(session, rows)
    courier = Courier(office.store, {"email": MemoryChannel("email")}, Composer(office, digest_letter), UNPACED)
    over = threading.Event()

    def deliver() -> None:
        try:
            asyncio.run(courier.round(NOW + timedelta(minutes=1)))
        finally:
            over.set()

    thread = threading.Thread(target=deliver)
    thread.start()
    worst = 0.0
    while not over.is_set():
        start = time.perf_counter()
        get()
        worst = max(worst, time.perf_counter() - start)
    thread.join()
    return worst


def _message(n: int, duty_id: int) -> dict[str, Any]:
    from bot.model import Item, NoticeKind

    return {
        "id": f"{n:08x}-0000-4000-8000-000000000000", "at": NOW, "person": f"email:p{n}@example.org", "to": UNIT,
        "role": "contact", "contact": "财政联络员", "kind": "reminder",
        "items": (Item(duty_id, UNIT, "T-3", NoticeKind.REMINDER),), "next_try_at": NOW, "tried": [],
        "state": outbox.WAITING, "attempts": 0, "uncertain": False,
    }  # fmt: skip


def judged(name: str, found: float, limit: float, unit: str, *, at_least: bool = False) -> bool:
    good = found >= limit if at_least else found <= limit
    side = "at least" if at_least else "at most"
    print(f"{name}: {found:.3g} {unit} ({side} {limit:g}) {'ok' if good else 'NOT HELD'}")
    return good


#: The ledger's page: plain, filtered by light, searched.
PATHS = (f"/ledger/{LEDGER}", f"/ledger/{LEDGER}?light=overdue&sort=due", f"/ledger/{LEDGER}?text=第4&sort=light")


def readers(office: Office, loop: asyncio.AbstractEventLoop) -> tuple[Client, Client]:
    """A coordinator and a contact, signed in."""
    site = build_site(lambda: office, lambda: NOW)
    keeper = Client(site, loop).enter(office, Claim("coordinator", "区政府办公室"))
    return keeper, Client(site, loop).enter(office, Claim("contact", UNIT))


def measure(office: Office, loop: asyncio.AbstractEventLoop, n: int) -> list[bool]:
    """The pages by themselves and beside bare Starlette: what was held."""
    keeper, contact = readers(office, loop)
    keeper.get(PATHS[0])
    median_ms = max(statistics.median(seconds(keeper, path, max(9, n // 20))) for path in PATHS) * 1000
    size_kb = max(len(gzip.compress(keeper.get(path).content, 5)) for path in PATHS) / 1024
    held = [judged("ledger page of 5,000", median_ms, LIMIT_MS, "ms"), judged("on the wire", size_kb, LIMIT_KB, "KB")]
    other = Client(bare(office, values_of(contact)), loop)
    other.client.cookies.update(contact.client.cookies)  # a browser sends one to either
    other.get("/")
    ours, theirs, ratio = share(contact, other, n)
    print(f"unit page: {ours:.0f} requests a second, bare Starlette {theirs:.0f}")
    return [*held, judged("share of bare Starlette", ratio, LIMIT_SHARE, "", at_least=True)]


def beside_a_million(office: Office, folder: str, loop: asyncio.AbstractEventLoop, n: int) -> list[bool]:
    """The same pages from two stores in turn, the other of which holds a million duties more: what was held."""
    large = office_in(f"sqlite:///{folder}/large.db", ROSTER)
    fill(large, LEDGER, own_duties())
    for k in range(100):
        fill(large, f"other{k}", [duty(n, f"other{k}", f"他区第{n % 300}局") for n in range(10_000)])
    held = []
    for name, few, many, path in zip(
        ("ledger", "unit"), readers(office, loop), readers(large, loop), (PATHS[0], "/"), strict=True
    ):
        rounds = [(sum(seconds(few, path, 5)), sum(seconds(many, path, 5))) for _ in range(max(9, n // 10))]
        times = statistics.median(two / one for one, two in rounds[1:])
        held.append(judged(f"{name} page beside a million", times, LIMIT_SLOWER, "times"))
    large.store.close()
    return held


def own_duties() -> list[Duty]:
    """The ledger of 5,000 duties: sixty of one unit, the others of a hundred."""
    units = [UNIT if n % (N // OWN) == 0 else f"第{n % UNITS}局" for n in range(N)]
    return [duty(n, LEDGER, unit) for n, unit in enumerate(units)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--mails", type=int, default=1000)
    given = parser.parse_args()
    loop = asyncio.new_event_loop()
    with tempfile.TemporaryDirectory() as folder:
        office = office_in(f"sqlite:///{folder}/duban.db", ROSTER)
        fill(office, LEDGER, own_duties())
        held = measure(office, loop, given.requests)
        if given.million:
            held += beside_a_million(office, folder, loop, given.requests)
        _, contact = readers(office, loop)
        worst = under_mail(office, lambda: contact.get("/"), given.mails)
        held.append(judged(f"slowest page while {given.mails} mails go out", worst, LIMIT_PAGE_S, "s"))
        office.store.close()
    raise SystemExit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
