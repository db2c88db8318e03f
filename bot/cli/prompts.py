"""Questions to the person at the terminal, one at a time; an empty line takes the default, “?” leaves it open."""

from collections.abc import Iterable

import click

from bot.cli.terminal import err
from bot.model import Question
from bot.texts import text

LATER = "?"


def ask(questions: Iterable[Question]) -> dict[str, str]:
    """Question id → what was said; what was left open is not in it."""
    given: dict[str, str] = {}
    for question in questions:
        err.print(f"\n[{question.id}] {question.text}", markup=False, style="bold")
        for n, choice in enumerate(question.choices, 1):
            mark = "*" if choice.key == question.default else " "
            err.print(f"  {mark} {n}. {choice.label}", markup=False)
        said = click.prompt(text("cli.your_choice"), default="", show_default=False, err=True).strip()
        if said == LATER:
            continue
        given[question.id] = said or question.default
    return given
