"""`duban digest`: the coordinators' picture of the week, sent to them now."""

import asyncio
from datetime import date, datetime

from bot.app.channels import build_channels, build_courier
from bot.cli.common import OPERATOR, office_at
from bot.cli.digest import WEEK, instant_of
from bot.cli.terminal import err, say
from bot.courier.parts import Delivered
from bot.texts import text
from bot.work.office import Office
from bot.work.planning.digests import post_digests


def run(day: date | None, console: bool, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, present):
        posted, delivered = asyncio.run(_send(office, instant_of(office, day, present), console))
    if not posted:
        say("cli.no_coordinator", style="yellow")
        raise SystemExit(1)
    say("cli.digest_sent", n=posted, sent=delivered.sent)
    if delivered.sent < posted:
        err.print(text("cli.no_channel_hint"), style="yellow")
        raise SystemExit(1)


async def _send(office: Office, now: datetime, console: bool) -> tuple[int, Delivered]:
    posted = post_digests(office, now, now - WEEK, OPERATOR)
    channels = build_channels(office.settings, office.roster, office.delivery, console=console, clock=lambda: now)
    try:
        return posted, await build_courier(office, channels).round(now)
    finally:
        for channel in channels.values():
            await channel.close()
