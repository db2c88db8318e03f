"""`duban init`: asks what a new office needs, writes its settings, and shows what `duban check` finds of them."""

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.app.checks import Mark, examine, send_test, worse
from bot.app.office import open_office
from bot.cli.check import show
from bot.cli.terminal import err, is_talking, say
from bot.clock import Clock, instant_in, system_clock
from bot.errors import SettingsError, UsageError
from bot.folder import config_folder
from bot.operation.setup_files import office_files, standing, write_office
from bot.operation.setup_questions import QUESTIONS, Question, settle
from bot.resources import is_installed
from bot.setting_faults import read_toml
from bot.texts import set_language, text
from bot.toml_lines import line_of


def run(
    folder: Path | None, file: Path | None, given: Iterable[str], replace: bool, test: bool, now: datetime | None
) -> None:
    folder = folder or Path(os.environ.get("DUBAN_CONFIG") or "config")
    said = {**(_from_file(file) if file is not None else {}), **dict(map(_pair, given))}
    answers = _answers(said, is_silent=file is not None)
    files = office_files(answers, folder)
    there = standing(folder, files)
    if there and not replace and not _agreed("init.replace", names="、".join(map(str, there))):
        raise UsageError("init.standing", names="、".join(map(str, there)))
    written, kept = write_office(folder, files, now or system_clock())
    for path in written:
        say("init.written", file=path)
    for path in kept:
        say("operation.settings_kept", file=path)
    environ = {**os.environ, "DUBAN_CONFIG": str(folder)}
    worst = asyncio.run(_examined(environ, answers, test=test, now=now))
    if config_folder(os.environ) != folder:
        say("init.set_config", style="yellow", folder=folder.absolute())
    say("init.next", style="bold", run="duban run" if is_installed() else "make run")
    raise SystemExit(0 if worst in {Mark.GOOD, Mark.OPEN} else worst.exit_code)


def _from_file(file: Path) -> dict[str, str]:
    """The answers of a file `question = "answer"`. Raises SettingsError."""
    if not file.is_file():
        raise UsageError("init.no_answers", file=file)
    values = read_toml(file)
    keys = {question.key for question in QUESTIONS}
    for key, value in values.items():
        if key not in keys or isinstance(value, bool) or not isinstance(value, (str, int)):
            line = line_of(file.read_text(encoding="utf-8-sig"), (key,))
            raise SettingsError("init.no_question", file=file, line=line, key=key, keys="、".join(sorted(keys)))
    return {key: str(value) for key, value in values.items()}


def _pair(words: str) -> tuple[str, str]:
    key, equals, value = words.partition("=")
    if not equals or key not in {question.key for question in QUESTIONS}:
        raise UsageError("init.no_pair", found=key, keys="、".join(question.key for question in QUESTIONS))
    return key, value


def _answers(said: Mapping[str, str], *, is_silent: bool) -> dict[str, str]:
    """An answer to every question that applies, in the language chosen. Raises UsageError for one that does not fit."""
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        if not question.applies(answers):
            continue
        if question.key in said or is_silent:
            answers[question.key] = settle(question, said.get(question.key, ""), answers)
        else:
            answers[question.key] = _asked(question, answers)
        if question.key == "language":
            set_language(answers["language"])
            if not is_silent:
                say("init.welcome", style="bold")
    return answers


def _asked(question: Question, before: Mapping[str, str]) -> str:
    """What the person answers, asked again until it fits; of a script whatever the next line is."""
    default = question.default(before)
    while True:
        shown = f" [{default}]" if default else ""
        err.print(f"{text(f'init.ask_{question.key}')}{shown}", markup=False, soft_wrap=True)
        line = _line(question)
        try:
            return settle(question, line, before)
        except UsageError as error:
            if not is_talking(False):
                raise
            err.print(str(error), markup=False, style="yellow", soft_wrap=True)


def _line(question: Question) -> str:
    """One line of the answer; past the end of a script's lines it is empty."""
    if not is_talking(False):
        return sys.stdin.readline().rstrip("\r\n")
    found: Any = click.prompt(
        ">", default="", show_default=False, hide_input=question.is_secret, prompt_suffix=" ", err=True
    )
    return str(found)


def _agreed(key: str, **parts: object) -> bool:
    return is_talking(False) and click.confirm(text(key, **parts), default=False, err=True)


async def _examined(
    environ: Mapping[str, str], answers: Mapping[str, str], *, test: bool, now: datetime | None
) -> Mark:
    """Makes the store, shows what `check` finds, and sends the test message where one is wanted; gives the worst."""
    office = open_office(environ)
    clock = _clock(now, office.rules.zone)
    try:
        worst = await show(examine(environ, clock))
        whom = answers["office"]
        can_send = bool(answers.get("coordinator_email") and answers.get("mail_server"))
        if worst is not Mark.BAD and can_send and (test or _agreed("init.test", name=whom)):
            worst = worse(worst, await show(send_test(office, whom, clock)))
    finally:
        office.store.close()
    return worst


def _clock(now: datetime | None, zone: Any) -> Clock:
    at = instant_in(now, zone)
    return system_clock if now is None else lambda: at
