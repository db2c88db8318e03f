"""`duban forget CONTACT`: a person's data taken out, the trail kept."""

from datetime import datetime

import click

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import err, is_talking, say
from bot.errors import UsageError
from bot.operation.forget import forget
from bot.texts import text


def run(who: str, yes: bool, as_json: bool, now: datetime | None) -> None:
    if not yes:
        if not is_talking(as_json):
            raise UsageError("operation.forget_needs_yes")
        click.confirm(text("operation.forget_ask", who=who), abort=True, err=True)
    with office_at(now) as (office, instant):
        found = forget(office, who, OPERATOR, instant)
    say("operation.forgotten", bindings=found.bindings, messages=found.messages)
    if found.still_in_file:
        err.print(text("operation.still_in_file", units="、".join(found.still_in_file)), style="yellow", markup=False)
        raise SystemExit(1)
