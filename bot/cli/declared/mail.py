"""The commands about mail that comes in."""

from typing import Any

import click

from bot.cli.options import console_option, json_option, now_option
from bot.texts import text


@click.group("mail", help=text("mailbox.help"))
def mail() -> None:
    """Answers by mail."""


@mail.command("fetch", help=text("mailbox.fetch_help"))
@console_option
@json_option
@now_option
def fetch(**given: Any) -> None:
    from bot.cli.mail import fetch as work

    work(**given)


@mail.command("list", help=text("mailbox.list_help"))
@json_option
def list_(**given: Any) -> None:
    from bot.cli.mail import list_waiting

    list_waiting(**given)


@mail.command("settle", help=text("mailbox.settle_help"))
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@now_option
def settle(**given: Any) -> None:
    from bot.cli.mail import settle as work

    work(**given)
