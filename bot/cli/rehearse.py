"""`duban rehearse`: what would be sent, day by day, on a copy; nothing is sent."""

import errno
import gc
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from bot.cli.calendar_view import heat_map
from bot.cli.common import office_at
from bot.cli.terminal import err, out, print_json, progress, say, table
from bot.errors import UsageError
from bot.folder import config_folder
from bot.messages.duty_words import listed_years
from bot.messages.page import Page, Share, render_page
from bot.plan.policy_file import load_policy
from bot.texts import text
from bot.work.office import Office
from bot.work.rehearsal.comparison import shares
from bot.work.rehearsal.loads import loads, shown, threads
from bot.work.rehearsal.rehearse import Rehearsed, WhatIf, rehearse
from bot.work.views.ledger_list import listed

ITEM = ("ledger", "task", "unit", "rung", "due", "alt")


def run(
    ledger: str | None,
    first: date,
    last: date,
    by: str,
    html: Path | None,
    policy: Path | None,
    assume: int,
    full: bool,
    as_json: bool,
    now: datetime | None,
) -> None:
    if last < first:
        raise UsageError("cli.dates_turned", first=first, last=last)
    if html is not None and not html.parent.is_dir():  # said before the long work, not after it
        raise UsageError("rehearse.not_written", file=html, reason=os.strerror(errno.ENOENT))
    config = config_folder(os.environ)
    what_if = WhatIf(load_policy(policy, config) if policy else None, assume)
    with office_at(now, makes=False) as (office, _), _seldom_collected():
        messages = _rehearse(office, ledger, first, last, what_if)
        if html is not None:
            beside = _beside(office, ledger, first, last, what_if, messages)
            _write(html, office, ledger, first, last, messages, _notes(office, policy, assume, first, last), beside)
        if as_json:
            for message in messages:
                print_json(as_object(message))
            return
    for note in _notes(office, policy, assume, first, last):
        err.print(note, style="dim", markup=False)
    if not messages:
        say("cli.rehearse_nothing", first=first, last=last)
    elif html is None:
        _show(messages, first, last, by, full)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Nearly all that a rehearsal makes is kept to its end: looking for what is not would take a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _rehearse(office: Office, ledger: str | None, first: date, last: date, what_if: WhatIf) -> list[Rehearsed]:
    with progress() as bar:
        task = bar.add_task(text("cli.rehearsing"), total=(last - first).days + 1)
        at_day = lambda day: bar.update(task, completed=(day - first).days)  # noqa: E731 - a callback of one call
        return list(rehearse(office, first, last, ledger, at_day, what_if))


def _beside(
    office: Office, ledger: str | None, first: date, last: date, what_if: WhatIf, messages: list[Rehearsed]
) -> list[Share]:
    with progress() as bar:
        task = bar.add_task(text("cli.rehearsing"), total=(last - first).days + 1)
        at_day = lambda day: bar.update(task, completed=(day - first).days)  # noqa: E731 - a callback of one call
        return shares(office, (first, last), ledger, what_if, messages, at_day)


def as_object(message: Rehearsed) -> dict[str, object]:
    """One message as the JSON that others rely on."""
    return {
        "at": message.at.isoformat(),
        "to": message.to,
        "contact": message.contact,
        "role": message.role,
        "channel": message.channel,
        "kind": message.kind,
        "items": [{name: dict(item)[name] for name in ITEM} for item in message.items],
        "subject": message.subject,
        "text": message.text,
    }


def _notes(office: Office, policy: Path | None, assume: int, first: date, last: date) -> list[str]:
    """Under what circumstances: whoever gets the page was not there when it was made."""
    years = office.rules.calendar.unannounced(first, last)
    return [
        *([text("rehearse.with_policy", file=policy.name)] if policy else []),
        text("rehearse.with_closed", percent=assume) if assume else text("rehearse.none_closed"),
        *([text("rehearse.unannounced", years=listed_years(years))] if years else []),
    ]


def _write(
    file: Path,
    office: Office,
    ledger: str | None,
    first: date,
    last: date,
    messages: list[Rehearsed],
    notes: list[str],
    beside: list[Share],
) -> None:
    titles = [one.title for one in listed(office) if ledger in {None, one.id} and one.state != "archived"]
    title = titles[0] if len(titles) == 1 else text("rehearse.ledgers", n=len(titles))
    page = Page(title, first, last, [shown(m) for m in messages], threads(messages), loads(messages), notes, beside)
    try:
        file.write_text(render_page(page, office.config), encoding="utf-8")
    except OSError as error:
        raise UsageError("rehearse.not_written", file=file, reason=error.strerror) from error
    say("rehearse.written", file=file, n=len(messages))


def _show(messages: list[Rehearsed], first: date, last: date, by: str, full: bool) -> None:
    """A calendar of counts first; then by contact the loads, by day the messages."""
    counts = Counter(message.at.date() for message in messages)
    out.print(heat_map(first, last, counts, out.width))
    people = {message.person for message in messages}
    busiest = max(counts, key=lambda day: counts[day])
    out.print(text("cli.rehearse_sum", n=len(messages), people=len(people), day=busiest, most=counts[busiest]))
    if by == "contact":
        _show_loads(messages)
    else:
        _show_days(messages, full)


def _show_loads(messages: list[Rehearsed]) -> None:
    rows = [
        (
            load.name,
            text(f"rehearse.role_{load.role}"),
            load.channel or text("cli.unreached"),
            load.messages,
            load.most,
            load.week,
        )
        for load in loads(messages)
    ]
    table([text(f"rehearse.column_{name}") for name in ("to", "role", "channel", "messages", "most", "week")], rows)


def _show_days(messages: list[Rehearsed], full: bool) -> None:
    for day, group in groupby(messages, lambda message: message.at.date()):
        out.rule(f"{day} {text(f'cli.weekday_{day.weekday()}')}", align="left")
        if not full:
            out.print("\n".join(_line(message) for message in group), markup=False, soft_wrap=True)
            continue
        for message in group:
            out.print(_line(message), markup=False, soft_wrap=True)
            out.print(message.text, markup=False, style="dim", soft_wrap=True)
    if not full:
        say("cli.rehearse_more")


def _line(message: Rehearsed) -> str:
    return f"{message.at:%H:%M} {message.to} [{message.channel or text('cli.unreached')}] {message.subject}"
