"""Every command in a document is one of the program's, and so is every option that it is given."""

import re
from pathlib import Path

import click
import pytest

from bot.cli import duban
from tests.support.pages import commands, documents, name_of, pages_to_print, words_of

_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
COMMON = {"--as", "--now", "--help"}
#: What is called so is told of as gone or to come.
HISTORY = {"CHANGELOG.md"}


def fault(line: str) -> str | None:
    """What of the command there is not; None where all is known."""
    command: click.Command = duban
    for word in line.split():
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        if found is None:
            if command is duban:
                return f"no command: {word}"
            break
        command = found
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | COMMON
    unknown = [name for name in _OPTION.findall(line) if name not in known]
    return f"{command.name} has no {unknown[0]}" if unknown else None


@pytest.mark.parametrize(
    "path", [path for path in (*documents(), *pages_to_print()) if path.name not in HISTORY], ids=name_of
)
def test_every_command_is_one(path: Path) -> None:
    found = [(line, wrong) for line in commands(words_of(path)) if (wrong := fault(line)) is not None]
    assert found == []


@pytest.mark.parametrize("line", ["improt a.docx", "import a.docx --yaer 2021", "policy check --html x"])
def test_a_slip_is_found(line: str) -> None:
    assert fault(line)


def test_commands_are_found_in_all_kinds_of_code() -> None:
    words = "`duban check` x\n\n    duban tick  # once\n\n```sh\n. .venv/bin/activate && duban run --roles mail\n```\n"
    assert sorted(commands(words)) == ["check", "run --roles mail", "tick "]
