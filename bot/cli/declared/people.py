"""Commands about chats that speak for people."""

from typing import Any

import click

from bot.cli.options import json_option, now_option
from bot.texts import text


@click.command("bindings", help=text("cli.bindings_help"))
@json_option
@now_option
def bindings(**given: Any) -> None:
    from bot.cli.bindings import run

    run(**given)


@click.command("unbind", help=text("cli.unbind_help"), context_settings={"ignore_unknown_options": True})
@click.argument("chat", metavar="CHAT")
@now_option
def unbind(**given: Any) -> None:
    from bot.cli.unbind import run

    run(**given)
