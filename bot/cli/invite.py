"""`duban invite`: a one-time code that binds a Telegram chat to a unit or a coordinator."""

import asyncio
from datetime import datetime

from bot.chat.identity import bot_name
from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import out, print_json, say
from bot.errors import UsageError
from bot.roster.roster import COORDINATOR
from bot.work.people.identity import invite


def run(unit: str | None, coordinator: str | None, role: str, as_json: bool, now: datetime | None) -> None:
    name = coordinator or unit
    if name is None or (unit and coordinator):
        raise UsageError("cli.invite_whom")
    with office_at(now) as (office, instant):
        code = invite(office, name, COORDINATOR if coordinator else role, instant, OPERATOR)
        bot = asyncio.run(bot_name(office.settings))
    link = f"https://t.me/{bot}?start={code}" if bot else None
    if as_json:
        print_json({"code": code, "link": link, "name": name})
        return
    out.print(f"/start {code}", markup=False)
    if link:
        out.print(link, markup=False)
    key = "cli.invited" if link else "cli.invited_no_bot" if office.can_chat else "cli.invited_no_token"
    say(key, name=name)
