"""`duban check`: whether everything is in order, a line a part, and what to do where it is not."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app.checks import Finding, Mark, examine, send_test, worse
from bot.cli.common import office_at
from bot.cli.terminal import out
from bot.clock import Clock, instant_in, system_clock
from bot.errors import BotError
from bot.folder import config_folder
from bot.settings import Settings, load_settings

SIGNS = {Mark.GOOD: ("✓", "green"), Mark.OPEN: ("!", "yellow"), Mark.DOWN: ("✗", "red"), Mark.BAD: ("✗", "red")}


def run(unit: str | None, now: datetime | None) -> None:
    clock = _clock(now)
    worst = asyncio.run(show(examine(os.environ, clock)))
    if unit is not None and worst is not Mark.BAD:
        with office_at(now) as (office, _):
            worst = worse(worst, asyncio.run(show(send_test(office, unit, clock))))
    raise SystemExit(worst.exit_code)


def _clock(now: datetime | None) -> Clock:
    """One that stands still at `now`, in the office's zone if it names none."""
    if now is None:
        return system_clock
    at = instant_in(now, _zone())
    return lambda: at


def _zone() -> ZoneInfo:
    """The office's zone; the usual one where the settings are at fault, which is a finding of its own."""
    try:
        return load_settings(os.environ, config_folder(os.environ)).zone
    except BotError:
        return Settings().zone


async def show(findings: AsyncIterator[Finding]) -> Mark:
    """Prints each finding as it comes; gives the worst mark."""
    worst = Mark.GOOD
    async for finding in findings:
        sign, style = SIGNS[finding.mark]
        out.print(f"{sign} {finding.words}", style=style, markup=False, soft_wrap=True)
        worst = worse(worst, finding.mark)
    return worst
