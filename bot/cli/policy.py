"""`duban policy`: the ladder of any task on a time line, and whether the policy file is in order."""

import os
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from bot.app.setup import load_setup
from bot.cli.common import office_at
from bot.cli.terminal import out, say, table
from bot.clock import instant_in
from bot.errors import UsageError
from bot.folder import config_folder
from bot.messages.duty_words import task_words
from bot.model import Kind
from bot.plan.duty import Duty, State
from bot.plan.ladder import Rules, Step, steps
from bot.plan.policy_file import load_policy, presets
from bot.resources import find_config
from bot.store import duties
from bot.texts import text
from bot.work.office import Office

SHOWN = 16
#: Rungs that no policy names.
OWN_RUNGS = {"dispatch", "sign", "halfway", "start", "year-end"}
LINE_WIDTH = 64


def check(file: Path | None) -> None:
    """Raises SettingsErrors with every fault, each with its line and key."""
    config = config_folder(os.environ)
    path = file or find_config(config, "policy.toml")
    policy = load_policy(path, config)
    rungs = sum(len(ladder.rung) for ladder in policy.ladder)
    say("cli.policy_good", file=path, ladders=len(policy.ladder), rungs=rungs, presets="、".join(presets()))
    for ladder in policy.ladder:
        if ladder.falls_silent:
            last = ladder.after()
            say(
                "plan.silent_after" if last else "plan.silent",
                style="yellow",
                ladder=ladder.name,
                rung=last[-1].name if last else "",
            )


def show(number: str | None, ledger: str | None, due: date | None, file: Path | None, now: datetime | None) -> None:
    """A stored task's ladder, or that of a duty due on --due (default: in six weeks)."""
    config = config_folder(os.environ)
    if number is None:
        setup = load_setup(os.environ)
        rules = _with_policy(setup.rules, file, config)
        instant = instant_in(now, rules.zone)
        last = due or rules.today(instant) + timedelta(days=42)
        state = Duty(Kind.DUE, State.DISPATCHED, instant, due=last)
        _draw(text("cli.policy_sample", due=last), state, rules)
        return
    with office_at(now, makes=False) as (office, _):
        rules = _with_policy(office.rules, file, config)
        for title, state in _stored(office, number, ledger):
            _draw(title, state, rules)


def _with_policy(rules: Rules, file: Path | None, config: Path | None) -> Rules:
    return rules if file is None else Rules(load_policy(file, config), rules.calendar, rules.zone)


def _stored(office: Office, number: str, ledger: str | None) -> list[tuple[str, Duty]]:
    """One duty of each obligation of the task: its units share the ladder."""
    with office.store.begin() as session:
        rows = duties.duties(session, ledger_id=ledger, number=number)
        found = {(r.ledger_id, r.k, r.occurrence): r for r in reversed(rows)}
        states = [
            (
                text(
                    "cli.policy_task",
                    number=r.number,
                    title=task_words(r.title, r.label),
                    unit=r.unit,
                    due=r.due or "—",
                ),
                r,
            )
            for r in reversed(found.values())
        ]
    if not states:
        raise UsageError("work.no_task", number=number)
    return states


def _draw(title: str, state: Duty, rules: Rules) -> None:
    """The ladder as a line of time and as a table."""
    found = list(islice(steps(state, rules), SHOWN + 1))
    more, found = len(found) > SHOWN, found[:SHOWN]
    out.print(title, style="bold", markup=False)
    out.print(_line(found, state, rules), markup=False)
    columns = [text(f"cli.policy_{name}") for name in ("day", "rung", "kind", "to", "tone")]
    table(columns, [_row(step, rules) for step in found])
    if more:
        say("cli.policy_more", shown=SHOWN)


def _row(step: Step, rules: Rules) -> tuple[str, ...]:
    local = step.at.astimezone(rules.zone)
    day = f"{local:%Y-%m-%d %H:%M} {text(f'cli.weekday_{local.weekday()}')}"
    people = "、".join(text(f"cli.told_{who}") for who in step.to)
    rung = text(f"cli.rung_{step.rung}") if step.rung in OWN_RUNGS else step.rung
    return day, rung, text(f"cli.step_{step.kind}"), people, step.tone


def _line(found: list[Step], state: Duty, rules: Rules) -> str:
    """A line from the first step to the last: ● a step, ◆ the last on-time day, ◇ the strict one."""
    first, last = rules.today(found[0].at), rules.today(found[-1].at)
    last = max(last, state.due or last)
    span = max(1, (last - first).days)
    cells = ["─"] * (LINE_WIDTH + 1)
    for step in found:
        cells[(rules.today(step.at) - first).days * LINE_WIDTH // span] = "●"
    for day, sign in ((state.alt, "◇"), (state.due, "◆")):
        if day is not None and first <= day <= last:
            cells[(day - first).days * LINE_WIDTH // span] = sign
    return f"{first:%m-%d} {''.join(cells)} {last:%m-%d}"
