"""`duban digest`: the coordinators' picture of the week, shown or sent."""

import asyncio
from datetime import date, datetime, timedelta

from bot.app.channels import build_channels, build_courier
from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import err, out, say
from bot.courier.parts import Delivered
from bot.messages import render_digest
from bot.texts import text
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.planning.digests import post_digests

WEEK = timedelta(days=7)


def run(day: date | None, show: bool, console: bool, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, present):
        instant = present
        if day is not None:
            instant = datetime.combine(day, office.rules.policy.digest.at, office.rules.zone)
        if show:
            since = office.today(instant) - WEEK
            with office.store.begin() as session:
                letter = digest_letter(session, office, office.name, since, instant)
            message = render_digest(letter, "console", "", office.config)
            out.print(message.subject, style="bold", markup=False)
            out.print(message.text, markup=False)
            return
        posted, delivered = asyncio.run(_send(office, instant, console))
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
