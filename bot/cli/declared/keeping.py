"""Commands for whoever keeps the bot running: its settings, its state, its records."""

from pathlib import Path
from typing import Any

import click

from bot.cli.options import Day, json_option, ledger_option, now_option
from bot.texts import text


@click.group("policy", help=text("cli.policy_help"))
def policy() -> None:
    """Texts above."""


@policy.command("check", help=text("cli.policy_check_help"))
@click.argument("file", type=click.Path(path_type=Path), required=False)
def check_policy(**given: Any) -> None:
    from bot.cli.policy import check

    check(**given)


@policy.command("show", help=text("cli.policy_show_help"))
@click.argument("number", required=False)
@ledger_option
@click.option("--due", type=Day(), metavar="DATE", help=text("cli.policy_due"))
@click.option("--policy", "file", type=click.Path(exists=True, path_type=Path), help=text("cli.policy_file"))
@now_option
def show_policy(**given: Any) -> None:
    from bot.cli.policy import show

    show(**given)


@click.command("init", help=text("init.help"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option("--answers", "file", type=click.Path(path_type=Path), metavar="FILE.toml", help=text("init.answers"))
@click.option("--answer", "given", multiple=True, metavar="QUESTION=ANSWER", help=text("init.answer"))
@click.option("--replace", is_flag=True, help=text("init.replace_help"))
@click.option("--test", is_flag=True, help=text("init.test_help"))
@now_option
def init(**given: Any) -> None:
    from bot.cli.init import run

    run(**given)


@click.command("check", help=text("cli.check_help"))
@click.option("--send-to", "unit", metavar="UNIT", help=text("check.send_to"))
@click.option("--report", "file", type=click.Path(dir_okay=False, path_type=Path), help=text("check.report"))
@now_option
def check(**given: Any) -> None:
    from bot.cli.check import run

    run(**given)


@click.command("backup", help=text("operation.backup_help"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--into", "place", type=click.Path(file_okay=False, path_type=Path), help=text("operation.backup_into"))
@click.option("--replace", is_flag=True, help=text("operation.backup_replace"))
@now_option
def backup(**given: Any) -> None:
    from bot.cli.backup import run

    run(**given)


@click.command("restore", help=text("operation.restore_help"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=text("operation.restore_replace"))
@json_option
@now_option
def restore(**given: Any) -> None:
    from bot.cli.restore import run

    run(**given)


@click.command("move", help=text("operation.move_help"))
@click.option("--to", "url", required=True, metavar="URL", help=text("operation.move_to"))
@json_option
@now_option
def move(**given: Any) -> None:
    from bot.cli.move import run

    run(**given)


@click.command("forget", help=text("operation.forget_help"))
@click.argument("who", metavar="CONTACT")
@click.option("--yes", is_flag=True, help=text("operation.forget_yes"))
@json_option
@now_option
def forget(**given: Any) -> None:
    from bot.cli.forget import run

    run(**given)
