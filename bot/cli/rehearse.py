"""`duban rehearse`: what would be sent, day by day, on a copy; nothing is sent."""

from collections import Counter
from datetime import date, datetime, timedelta

import click

from bot.cli.calendar_view import month_of_counts
from bot.cli.common import Day, json_option, now_option, office_at, out, print_json, progress, say
from bot.errors import UsageError
from bot.texts import text
from bot.work.office import Office
from bot.work.rehearse import Rehearsed, rehearse


@click.command("rehearse", help=text("cli.rehearse_help"))
@click.argument("ledger", required=False)
@click.option("--from", "first", type=Day(), required=True, metavar="DATE", help=text("cli.rehearse_from"))
@click.option("--to", "last", type=Day(), required=True, metavar="DATE", help=text("cli.rehearse_to"))
@click.option("--full", is_flag=True, help=text("cli.rehearse_full"))
@json_option
@now_option
def command(ledger: str | None, first: date, last: date, full: bool, as_json: bool, now: datetime | None) -> None:
    """Texts above."""
    if last < first:
        raise UsageError("cli.dates_turned", first=first, last=last)
    with office_at(now) as (office, _):
        messages = _rehearse(office, ledger, first, last)
    if as_json:
        for message in messages:
            print_json(as_object(message))
        return
    if not messages:
        say("cli.rehearse_nothing", first=first, last=last)
        return
    _show(messages, first, last, full)


def _rehearse(office: Office, ledger: str | None, first: date, last: date) -> list[Rehearsed]:
    with progress() as bar:
        task = bar.add_task(text("cli.rehearsing"), total=(last - first).days + 1)
        return list(rehearse(office, first, last, ledger, lambda day: bar.update(task, completed=(day - first).days)))


def as_object(message: Rehearsed) -> dict[str, object]:
    """One message as the JSON that others rely on."""
    return {
        "at": message.at.isoformat(),
        "to": message.to,
        "contact": message.contact,
        "role": message.role,
        "channel": message.channel,
        "kind": message.kind,
        "items": list(message.items),
        "subject": message.subject,
        "text": message.text,
    }


def _show(messages: list[Rehearsed], first: date, last: date, full: bool) -> None:
    """A calendar of counts first, then the messages day by day."""
    counts = Counter(message.at.date() for message in messages)
    month = first.replace(day=1)
    while month <= last:
        if any(day.replace(day=1) == month for day in counts):
            out.print(month_of_counts(month, counts))
        month = (month + timedelta(days=32)).replace(day=1)
    people = {(message.to, message.role) for message in messages}
    busiest = max(counts, key=lambda day: counts[day])
    out.print(text("cli.rehearse_sum", n=len(messages), people=len(people), day=busiest, most=counts[busiest]))
    day = None
    for message in messages:
        if message.at.date() != day:
            day = message.at.date()
            out.rule(f"{day} {text(f'cli.weekday_{day.weekday()}')}", align="left")
        channel = message.channel or text("cli.unreached")
        out.print(f"{message.at:%H:%M} {message.to} [{channel}] {message.subject}", markup=False)
        if full:
            out.print(message.text, markup=False, style="dim")
    if not full:
        say("cli.rehearse_more")
