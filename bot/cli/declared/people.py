"""Commands about chats and links by which people come in."""

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


@click.command("link", help=text("cli.link_help"))
@click.option("--coordinator", metavar="NAME", help=text("cli.link_coordinator"))
@click.option("--unit", metavar="UNIT", help=text("cli.link_unit"))
@click.option("--role", type=click.Choice(["contact", "leader"]), default="contact", help=text("cli.link_role"))
@click.option("--person", metavar="NAME", help=text("cli.link_person"))
@json_option
@now_option
def link(**given: Any) -> None:
    from bot.cli.link import run

    run(**given)
