"""`duban check`: whether everything is in order, a line a part, and what to do where it is not."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import datetime

from bot.app.checks import Finding, Mark, examine, send_test, worse
from bot.cli.common import office_at
from bot.cli.terminal import out
from bot.clock import Clock, system_clock

SIGNS = {Mark.GOOD: ("✓", "green"), Mark.OPEN: ("!", "yellow"), Mark.DOWN: ("✗", "red"), Mark.BAD: ("✗", "red")}


def run(unit: str | None, now: datetime | None) -> None:
    clock: Clock = system_clock if now is None else lambda: now if now.tzinfo else now.astimezone()
    worst = asyncio.run(_show(examine(os.environ, clock)))
    if unit is not None and worst is not Mark.BAD:
        with office_at(now) as (office, _):
            worst = worse(worst, asyncio.run(_show(send_test(office, unit, clock))))
    raise SystemExit(worst.exit_code)


async def _show(findings: AsyncIterator[Finding]) -> Mark:
    """Prints each finding as it comes; gives the worst mark."""
    worst = Mark.GOOD
    async for finding in findings:
        sign, style = SIGNS[finding.mark]
        out.print(f"{sign} {finding.words}", style=style, markup=False, soft_wrap=True)
        worst = worse(worst, finding.mark)
    return worst
