"""The commands. `declared` says what they are called and take; the work of each is a module here, loaded when it runs.

So help waits for nothing, and `parse` does not wait for Telegram and databases.
"""

from types import ModuleType

import click

from bot.cli.click_words import ours, speak
from bot.cli.options import as_option, idle_now_option
from bot.texts import text

#: Command → module below `bot.cli.declared`, in the order in which a newcomer needs them.
COMMANDS = {
    "demo": "ledgers",
    "init": "keeping",
    "import": "ledgers",
    "questions": "ledgers",
    "units": "ledgers",
    "ledgers": "ledgers",
    "rehearse": "sending",
    "dispatch": "sending",
    "run": "sending",
    "tick": "sending",
    "status": "duties",
    "mark": "duties",
    "undo": "duties",
    "start": "duties",
    "urge": "duties",
    "log": "duties",
    "digest": "sending",
    "invite": "sending",
    "link": "people",
    "bindings": "people",
    "unbind": "people",
    "add": "ledgers",
    "edit": "ledgers",
    "carry": "ledgers",
    "export": "ledgers",
    "papers": "ledgers",
    "archive": "ledgers",
    "policy": "keeping",
    "texts": "sentences",
    "preview": "sentences",
    "check": "keeping",
    "outbox": "sending",
    "mail": "mail",
    "backup": "keeping",
    "restore": "keeping",
    "move": "keeping",
    "forget": "keeping",
    "parse": "phrases",
    "calendar": "phrases",
}


speak()


def _declared(room: str) -> ModuleType:
    """The module of `bot.cli.declared` called `room`; each is loaded when a command of it is wanted."""
    if room == "ledgers":
        from bot.cli.declared import ledgers

        return ledgers
    if room == "duties":
        from bot.cli.declared import duties

        return duties
    if room == "sending":
        from bot.cli.declared import sending

        return sending
    if room == "keeping":
        from bot.cli.declared import keeping

        return keeping
    if room == "mail":
        from bot.cli.declared import mail

        return mail
    if room == "people":
        from bot.cli.declared import people

        return people
    if room == "sentences":
        from bot.cli.declared import sentences

        return sentences
    from bot.cli.declared import phrases

    return phrases


def _take_common(command: click.Command) -> None:
    """Gives the command, and those below it, what every command takes: who acts, and an instant in place of now."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    for one in (command, *below):
        names = {option.name for option in one.params}
        one.params += [option for option in (as_option(), idle_now_option()) if option.name not in names]


class _Lazy(click.Group):
    """A group that loads a command's declaration when the command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        name = "import_" if cmd_name == "import" else cmd_name  # a word of the language
        found = getattr(_declared(COMMANDS[cmd_name]), name)
        assert isinstance(found, click.Command)
        _take_common(found)
        return found

    def get_help(self, ctx: click.Context) -> str:
        self.help = text("cli.duban")
        for option in self.params:
            if option.name == "version" and isinstance(option, click.Option):
                option.help = ours("Show the version and exit.")
        return super().get_help(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list without importing a single command."""
        with formatter.section(text("cli.commands")):
            formatter.write_dl([(name, text(f"cli.{name}")) for name in COMMANDS])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="duban", message="%(prog)s %(version)s")
def duban() -> None:
    """Set at help time, in the language of the settings."""
