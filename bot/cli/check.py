"""`duban check`: whether everything is in order, a line a part, and what to do where it is not."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app.checks import Finding, Mark, examine, send_test, worse
from bot.app.office import open_office
from bot.cli.common import office_at
from bot.cli.terminal import out, say
from bot.clock import Clock, instant_in, system_clock
from bot.errors import BotError, UsageError
from bot.files import PRIVATE, write_whole
from bot.folder import config_folder
from bot.operation.support_report import support_report
from bot.settings import Settings, load_settings

SIGNS = {Mark.GOOD: ("✓", "green"), Mark.OPEN: ("!", "yellow"), Mark.DOWN: ("✗", "red"), Mark.BAD: ("✗", "red")}


def run(unit: str | None, file: Path | None, now: datetime | None) -> None:
    if file is not None and file.exists():
        raise UsageError("check.report_exists", file=file)
    clock = _clock(now)
    found: list[Finding] = []
    worst = asyncio.run(show(kept(examine(os.environ, clock), found)))
    if file is not None:
        _report(file, found, clock())
    if unit is not None and worst is not Mark.BAD:
        with office_at(now) as (office, _):
            worst = worse(worst, asyncio.run(show(send_test(office, unit, clock))))
    raise SystemExit(worst.exit_code)


def _report(file: Path, found: list[Finding], now: datetime) -> None:
    """Writes what helps somebody else to find the fault, for this account alone until it is sent on."""
    office, fault = None, None
    try:
        office = open_office(os.environ, makes=False)
    except BotError as error:
        fault = error
    try:
        told = support_report([(one.mark.name.lower(), one.key) for one in found], office, fault, now)
    finally:
        if office is not None:
            office.store.close()
    write_whole(file, json.dumps(told, indent=1, default=str).encode(), PRIVATE)
    say("check.reported", file=file)


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


async def kept(findings: AsyncIterator[Finding], found: list[Finding]) -> AsyncIterator[Finding]:
    """The same findings, each put into the list."""
    async for finding in findings:
        found.append(finding)
        yield finding


async def show(findings: AsyncIterator[Finding]) -> Mark:
    """Prints each finding as it comes; gives the worst mark."""
    worst = Mark.GOOD
    async for finding in findings:
        sign, style = SIGNS[finding.mark]
        out.print(f"{sign} {finding.words}", style=style, markup=False, soft_wrap=True)
        worst = worse(worst, finding.mark)
    return worst
