"""`duban mail`: what came in by mail is read, and what a person should look at is listed."""

import asyncio
from collections import Counter
from dataclasses import asdict
from datetime import datetime

from bot.app.channels import build_channels, build_courier
from bot.app.mail import fetch_once
from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import print_json, say, table
from bot.texts import text
from bot.work.answers.incoming import FOR_PEOPLE, Outcome
from bot.work.answers.waiting import settle_mails, waiting_mails
from bot.work.office import Office

COLUMNS = ("id", "at", "sender", "why", "text")
WIDEST = 60


def fetch(console: bool, as_json: bool, now: datetime | None) -> None:
    """Ends with 1 where something waits for a person."""
    with office_at(now) as (office, instant):
        found = asyncio.run(_fetch(office, instant, console))
    if as_json:
        print_json({"now": instant.isoformat(), "mails": {str(outcome): n for outcome, n in sorted(found.items())}})
    elif not found:
        say("mailbox.nothing_new")
    for outcome, n in sorted(found.items()) if not as_json else ():
        say(f"mailbox.fetched_{outcome}", n=n)
    raise SystemExit(1 if FOR_PEOPLE.intersection(found) else 0)


async def _fetch(office: Office, now: datetime, console: bool) -> "Counter[Outcome]":
    found = await fetch_once(office, lambda: now)
    if any(outcome not in {Outcome.PASSED, Outcome.REPEATED} for outcome in found):
        channels = build_channels(office.settings, office.roster, office.delivery, console=console, clock=lambda: now)
        try:
            await build_courier(office, channels).round(now)
        finally:
            for channel in channels.values():
                await channel.close()
    return found


def list_waiting(as_json: bool) -> None:
    with office_at(None) as (office, now):
        found = waiting_mails(office)
    if as_json:
        for mail in found:
            print_json(asdict(mail))
    elif found:
        rows = [
            [m.id, f"{m.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}", m.sender, m.reason, m.text[:WIDEST]] for m in found
        ]
        table([text(f"mailbox.column_{name}") for name in COLUMNS], rows)
        say("mailbox.list_hint")
    else:
        say("mailbox.none_waiting")


def settle(ids: tuple[str, ...], now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        n = settle_mails(office, ids, OPERATOR, instant)
    say("mailbox.settled", n=n)
