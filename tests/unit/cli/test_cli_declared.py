"""What commands are declared to take is what their work takes, and help does not wait for that work."""

import ast
import importlib
import inspect
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import pytest

from bot.cli import duban
from bot.cli.declared import duties
from bot.resources import shipped
from bot.work.duties.figures import BY

ROOT = Path(__file__).resolve().parents[3]

#: What only work needs. A calendar or a phrase is read without any of them.
HEAVY = ("sqlalchemy", "alembic", "pydantic", "jinja2", "rich", "docx", "lxml", "telegram", "httpx", "asyncio")


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield f"{path}{name}", found
        if isinstance(found, click.Group):
            yield from commands(found, f"{path}{name} ")


ALL = dict(commands(duban))


def loaded(code: str, folder: Path = ROOT, names: Sequence[str] = HEAVY) -> set[str]:
    """Which of `names` a fresh interpreter has loaded after `code`, run in `folder`."""
    shown = f"{code}\nimport sys; print(*[n for n in {names!r} if n in sys.modules], file=sys.stderr)"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    done = subprocess.run(
        [sys.executable, "-c", shown],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={**environ, "PYTHONPATH": str(ROOT)},
    )
    return set(done.stderr.splitlines()[-1].split())


def running(*words: str) -> str:
    """A command, whatever it ends with."""
    return f"from bot.cli import duban\ntry:\n    duban({list(words)!r})\nexcept SystemExit:\n    pass"


def works_of(callback: Callable[..., object]) -> list[tuple[str, str]]:
    """Module and function of the work that a declared command imports when it is run."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(callback))))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [(str(node.module), node.names[0].name) for node in found]


@pytest.mark.parametrize("value", [None, True])
@pytest.mark.parametrize("name", sorted(ALL))
def test_work_takes_what_its_command_is_given(name: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ALL[name]
    done: list[str] = []
    assert command.callback is not None
    for module, function in works_of(command.callback):
        signature = inspect.signature(getattr(importlib.import_module(module), function))

        def heard(signature: inspect.Signature = signature, **given: object) -> None:
            signature.bind(**given)
            done.append(name)

        monkeypatch.setattr(f"{module}.{function}", heard)
    with click.Context(command):
        command.callback(**{one.name: value for one in command.params if one.name and one.expose_value})
    holds_others = isinstance(command, click.Group) and not command.invoke_without_command
    assert done == ([] if holds_others else [name])


def test_figures_are_by_what_there_is() -> None:
    assert duties.BY == BY


def test_help_waits_for_nothing() -> None:
    code = (
        "from bot.cli import COMMANDS, duban\n"
        "for words in (['--help'], *([name, '--help'] for name in COMMANDS)):\n"
        "    duban(words, standalone_mode=False)\n"
    )
    assert loaded(code) == set()


def test_a_phrase_is_read_without_libraries() -> None:
    assert loaded(running("parse", "--jsonl", "2021年9月前")) == set()


def test_a_dry_run_opens_no_database(tmp_path: Path) -> None:
    ledger = shipped("examples", "qingyu", "ledger.docx")
    assert loaded(running("import", "--dry-run", "--json", str(ledger)), tmp_path) == {"rich"}
    assert not list(tmp_path.iterdir())


def test_a_look_waits_for_no_rules_of_reading(tmp_path: Path) -> None:
    rules = ("bot.speech", "bot.deadlines.parsing", "bot.ledger", "bot.roster.unit_words", "bot.speech.grammar")
    assert loaded(running("status"), tmp_path, rules) == set()
