"""`duban preview`: any letter as text, as a page in the browser, as it stands in a chat. Nothing is sent."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from bot.app.office import open_office
from bot.cli.example_office import FIRST, example_office
from bot.cli.terminal import out, say, writing
from bot.clock import instant_in
from bot.errors import UsageError
from bot.files import PRIVATE, make_private_folder, write_whole
from bot.model import Message, NoticeKind, Role, page_with_pictures
from bot.texts import set_language, speaking
from bot.work.office import Office
from bot.work.rehearsal.specimen import Wanted, has_duties, specimen

FOLDER = Path("var/preview")
#: As what a letter is shown → the channel that takes it so.
CHANNELS = {"text": "email", "html": "email", "chat": "telegram"}


def run(
    letter: str,
    unit: str | None,
    role: str | None,
    channel: str,
    language: str | None,
    to: Path | None,
    now: datetime | None,
    *,
    sample: bool,
    opens: bool,
) -> None:
    wanted = Wanted(NoticeKind(letter), Role(role) if role else None, unit)
    is_page = channel == "html" or opens or to is not None
    with _office(now, sample=sample) as (office, instant), speaking(language):
        shown = replace(office, can_chat=True) if channel == "chat" else office
        message = specimen(shown, wanted, CHANNELS[channel], instant)
        if not is_page:
            _show(message)
            return
    _write(message, to or FOLDER / f"{letter}.html", opens=opens)


@contextmanager
def _office(now: datetime | None, *, sample: bool) -> Iterator[tuple[Office, datetime]]:
    """The office itself where it has a ledger, else the invented district with the office's own words."""
    own = open_office(os.environ, makes=False)
    try:
        if not sample and has_duties(own):
            yield own, instant_in(now, own.rules.zone)
            return
    finally:
        own.store.close()
    with example_office() as example:
        set_language(own.settings.language, own.config)  # opening the example set its own
        say("preview.sample", style="yellow")
        yield replace(example, config=own.config), instant_in(now or example.rules.at(FIRST), example.rules.zone)


def _show(message: Message) -> None:
    out.print(message.subject, style="bold", markup=False, soft_wrap=True)
    out.print(message.text, markup=False, soft_wrap=True)
    for row in message.buttons:
        out.print("　".join(f"［{button.label}］" for button in row), markup=False, soft_wrap=True)
    if files := [one.name for one in message.attachments if not one.cid]:
        say("preview.files", names="、".join(files))


def _write(message: Message, path: Path, *, opens: bool) -> None:
    if message.html is None:
        raise UsageError("preview.no_page")
    with writing(path):
        make_private_folder(path.parent)
        write_whole(path, page_with_pictures(message.html, message.attachments).encode(), PRIVATE)
    say("preview.written", file=path)
    if opens:
        click.launch(path.absolute().as_uri())
