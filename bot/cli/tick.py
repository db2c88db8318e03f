"""`duban tick`: one wake-up and one delivery round."""

import asyncio
from dataclasses import asdict
from datetime import datetime

from bot.app.channels import build_channels, build_courier
from bot.cli.common import office_at
from bot.cli.terminal import err, print_json, say
from bot.courier.parts import Delivered
from bot.store import outbox
from bot.texts import text
from bot.work.duties.holiday_days import holiday_faults
from bot.work.letters.digest import about, reason
from bot.work.office import Office
from bot.work.outgoing.edits import post_edits
from bot.work.planning.tick import Planned, plan

SHOWN = 20


def run(console: bool, as_json: bool, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        planned, delivered = asyncio.run(_round(office, instant, console))
        if as_json:
            print_json({"now": instant.isoformat(), "planned": asdict(planned), "delivered": asdict(delivered)})
        say("cli.ticked", **asdict(planned), **{f"d_{k}": v for k, v in asdict(delivered).items()})
        if delivered.handed:
            say("cli.ticked_handed", n=delivered.handed)
        if delivered.waiting or delivered.unsent:
            _show_waiting(office)
        days = holiday_faults(office, instant)
        for fault in (*office.unit_faults, *days):
            err.print(fault, style="yellow", markup=False, soft_wrap=True)
    raise SystemExit(1 if delivered.waiting or delivered.unsent or office.unit_faults or days else 0)


async def _round(office: Office, now: datetime, console: bool) -> tuple[Planned, Delivered]:
    planned = plan(office, now)
    post_edits(office, now)
    channels = build_channels(office.settings, office.roster, office.delivery, console=console, clock=lambda: now)
    try:
        return planned, await build_courier(office, channels).round(now)
    finally:
        for channel in channels.values():
            await channel.close()


def _show_waiting(office: Office) -> None:
    """What has not gone, and why: nothing that was accepted is passed over in silence."""
    with office.store.begin() as session:
        rows = outbox.messages_in(session, outbox.WAITING, outbox.UNSENT)
    for row in rows[:SHOWN]:
        said = text("cli.waiting", to=row.to, subject=about(row), reason=reason(row, office))
        err.print(said, markup=False, soft_wrap=True)
    if len(rows) > SHOWN:
        say("cli.more", n=len(rows) - SHOWN)
    own = office.settings
    has_channel = own.smtp_url or own.mail_folder or own.telegram_token
    if not has_channel or any(row.error == outbox.NO_CHANNEL for row in rows):
        say("cli.no_channel_hint", style="yellow")
