"""Options and arguments that commands share. Loaded for every help text, so it stands on click alone."""

import re
from datetime import date, datetime, time
from typing import Any

import click

from bot.cli.actor import act_as
from bot.clock import system_clock
from bot.plan.lifecycle import Verb
from bot.texts import text

_ASSUMED = re.compile(r"closed=(\d{1,3})\s*[%％]?")


class Day(click.ParamType[date]):
    """A day: 2021-09-27, or as it is written anywhere in an office (9月27日, 明天, next Friday)."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
        from bot.deadlines import parse  # noqa: PLC0415 - help does not wait for the rules

        today = system_clock().astimezone().date()
        reading = parse(value, issued=today, year=today.year)
        days: list[date] = [o.last_day for o in reading.obligations if o.last_day]
        if len(days) != 1 or {"not-understood", "vague"} & set(reading.flags):
            self.fail(text("cli.bad_day", found=value), param, ctx)
        return days[0]


class Hour(click.ParamType[time]):
    """An hour of the day: 09:30."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        try:
            return time.fromisoformat(value)
        except ValueError:
            self.fail(text("cli.bad_hour", found=value), param, ctx)


class Instant(click.ParamType[datetime]):
    """An instant: 2021-09-27T09:00+08:00; without an offset it is in the office's zone, a bare day means 09:00."""

    name = "INSTANT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            if len(value) <= len("2021-09-27"):
                return datetime.combine(date.fromisoformat(value), datetime.min.time().replace(hour=9))
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(text("cli.bad_instant", found=value), param, ctx)


class VerbName(click.ParamType[str]):
    """What happened to a duty, by its Chinese or English name."""

    name = "VERB"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from bot.speech.verbs import NAMES, command_at  # noqa: PLC0415 - nor for the grammar of what people say

        found = command_at(str(value).strip())
        if found is None or found[2] < len(str(value).strip()) or not isinstance(found[0], Verb):
            names = "、".join(f"{NAMES[verb][0]} ({verb})" for verb in Verb)
            self.fail(text("cli.bad_verb", found=value, names=names), param, ctx)
        return str(found[0])


class Assumption(click.ParamType[int]):
    """`closed=70%`: so many percent, 0 to 100."""

    name = "closed=N%"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = _ASSUMED.fullmatch(str(value).strip())
        if found is None or int(found[1]) > 100:
            self.fail(text("rehearse.bad_assumption", found=value), param, ctx)
        return int(found[1])


AS = "as_name"


def as_option() -> click.Option:
    """`--as NAME`: for whom the account on the machine acts, as the trail names it."""

    def heard(_ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
        if value:
            act_as(value)

    return click.Option(["--as", AS], metavar="NAME", help=text("cli.as"), expose_value=False, callback=heard)


def idle_now_option() -> click.Option:
    """`--now` of a command to which the instant makes no difference, so that a script may give it to all alike."""
    return click.Option(["--now"], type=Instant(), metavar="INSTANT", expose_value=False, hidden=True)


now_option = click.option("--now", type=Instant(), metavar="INSTANT", help=text("cli.now"))
json_option = click.option("--json", "as_json", is_flag=True, help=text("cli.json"))
ledger_option = click.option("--ledger", help=text("cli.mark_ledger"))
unit_option = click.option("--unit", help=text("cli.mark_unit"))
console_option = click.option("--console", is_flag=True, help=text("cli.console"))
