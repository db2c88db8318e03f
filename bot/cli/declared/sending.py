"""Commands by which something goes out, or is shown as it would."""

from pathlib import Path
from typing import Any

import click

from bot.cli.options import Assumption, Day, console_option, json_option, now_option
from bot.texts import text


@click.command("rehearse", help=text("cli.rehearse_help"))
@click.argument("ledger", required=False)
@click.option("--from", "first", type=Day(), required=True, metavar="DATE", help=text("cli.rehearse_from"))
@click.option("--to", "last", type=Day(), required=True, metavar="DATE", help=text("cli.rehearse_to"))
@click.option("--by", type=click.Choice(["day", "contact"]), default="day", help=text("rehearse.by"))
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=text("rehearse.html"))
@click.option(
    "--policy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=text("rehearse.policy"),
)
@click.option("--assume", type=Assumption(), default=0, metavar="closed=N%", help=text("rehearse.assume"))
@click.option("--full", is_flag=True, help=text("cli.rehearse_full"))
@json_option
@now_option
def rehearse(**given: Any) -> None:
    from bot.cli.rehearse import run

    run(**given)


@click.command("dispatch", help=text("cli.dispatch_help"))
@click.argument("ledger")
@click.option("--on", "--date", "on", type=Day(), metavar="DATE", help=text("cli.on"))
@click.option("--yes", is_flag=True, help=text("cli.dispatch_yes"))
@now_option
def dispatch(**given: Any) -> None:
    from bot.cli.dispatch_ledger import run

    run(**given)


@click.command("run", help=text("cli.run_help"))
@console_option
@click.option("--roles", metavar="ROLE,…", help=text("run.roles"))
@now_option
def run(**given: Any) -> None:
    from bot.cli.run import run

    run(**given)


@click.command("tick", help=text("cli.tick_help"))
@console_option
@json_option
@now_option
def tick(**given: Any) -> None:
    from bot.cli.tick import run

    run(**given)


@click.command("digest", help=text("cli.digest_help"))
@click.option("--date", "--on", "day", type=Day(), metavar="DATE", help=text("cli.digest_date"))
@click.option("--show", is_flag=True, help=text("cli.digest_show"))
@console_option
@now_option
def digest(*, show: bool, console: bool, **given: Any) -> None:
    if show:
        from bot.cli.digest import run

        run(**given)
    else:
        from bot.cli.digest_post import run as post

        post(console=console, **given)


@click.command("invite", help=text("cli.invite_help"))
@click.argument("unit", required=False)
@click.option("--coordinator", metavar="NAME", help=text("cli.invite_coordinator"))
@click.option("--role", type=click.Choice(["contact", "leader"]), default="contact", help=text("cli.invite_role"))
@click.option("--person", metavar="NAME", help=text("cli.invite_person"))
@json_option
@now_option
def invite(**given: Any) -> None:
    from bot.cli.invite import run

    run(**given)


@click.group("outbox", help=text("outbox.help"), invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help=text("outbox.all"))
@json_option
@click.pass_context
def outbox(ctx: click.Context, /, **given: Any) -> None:
    if ctx.invoked_subcommand is None:
        from bot.cli.outbox import run

        run(**given)


@outbox.command("retry", help=text("outbox.retry_help"))
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@now_option
def retry(**given: Any) -> None:
    from bot.cli.outbox import send_again

    send_again(**given)


@outbox.command("drop", help=text("outbox.drop_help"))
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--note", required=True, metavar="REASON", help=text("outbox.note"))
@now_option
def drop(**given: Any) -> None:
    from bot.cli.outbox import take_away

    take_away(**given)
