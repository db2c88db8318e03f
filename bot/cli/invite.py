"""`duban invite`: a one-time code that binds a Telegram chat to a unit or a coordinator."""

import asyncio
from datetime import datetime

from bot.chat.identity import bot_name
from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import out, print_json, say
from bot.errors import UsageError
from bot.roster.roster import COORDINATOR
from bot.work.people.footing import INVITATION_ALONE
from bot.work.people.invitation import invite


def run(
    unit: str | None, coordinator: str | None, role: str, person: str | None, as_json: bool, now: datetime | None
) -> None:
    name = coordinator or unit
    if name is None or (unit and coordinator):
        raise UsageError("cli.invite_whom")
    with office_at(now) as (office, instant):
        invited = invite(office, name, COORDINATOR if coordinator else role, instant, OPERATOR, person)
        bot = asyncio.run(bot_name(office.settings))
    link = f"https://t.me/{bot}?start={invited.code}" if bot else None
    if as_json:
        print_json({"code": invited.code, "link": link, "name": name, "entry": invited.entry or None})
        return
    out.print(f"/start {invited.code}", markup=False)
    if link:
        out.print(link, markup=False)
    key = "cli.invited" if link else "cli.invited_no_bot" if office.can_chat else "cli.invited_no_token"
    say(key, name=name)
    if invited.entry == INVITATION_ALONE:
        say("cli.invited_unlisted", style="yellow", name=name)
    if invited.number is not None:
        say("cli.invited_number", style="yellow", number=invited.number)
    if invited.entry not in {None, INVITATION_ALONE, name}:
        say("cli.invited_entry", entry=invited.entry)
