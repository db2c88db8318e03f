"""The commands: one file each, imported when called, so that `parse` does not wait for Telegram and databases."""

from importlib import import_module

import click

from bot.texts import text

#: Command → module below `bot.cli`, in the order in which a newcomer needs them.
COMMANDS = {
    "demo": "demo",
    "import": "import_",
    "questions": "questions",
    "units": "units",
    "ledgers": "ledgers",
    "rehearse": "rehearse",
    "dispatch": "dispatch",
    "run": "run",
    "tick": "tick",
    "status": "status",
    "mark": "mark",
    "start": "start",
    "urge": "urge",
    "log": "log",
    "digest": "digest",
    "invite": "invite",
    "add": "add",
    "edit": "edit",
    "carry": "carry",
    "archive": "archive",
    "policy": "policy",
    "check": "check",
    "outbox": "outbox",
    "backup": "backup",
    "restore": "restore",
    "move": "move",
    "forget": "forget",
    "parse": "parse",
    "calendar": "calendar",
}


class _Lazy(click.Group):
    """A group that imports a command's module when the command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"bot.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(found, click.Command)
        return found

    def get_help(self, ctx: click.Context) -> str:
        self.help = text("cli.duban")
        return super().get_help(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list without importing a single command."""
        with formatter.section(text("cli.commands")):
            formatter.write_dl([(name, text(f"cli.{COMMANDS[name].strip('_')}")) for name in COMMANDS])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="duban", message="%(prog)s %(version)s")
def duban() -> None:
    """Set at help time, in the language of the settings."""
