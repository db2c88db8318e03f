"""A preset chosen for the office: written into its own policy.toml, whose comments stay."""

from datetime import datetime
from pathlib import Path

import tomlkit

from bot.errors import UsageError
from bot.plan.policy import Policy
from bot.plan.policy_file import load_policy, presets
from bot.resources import shipped
from bot.store.store import record
from bot.work.office import Actor, Office
from bot.work.own_file import read_unchanged, state_of, write_over


def preset_policy(office: Office, name: str) -> Policy:
    """The policy that a preset alone makes."""
    return load_policy(shipped("config", "policies", f"{name}.toml"), office.config)


def policy_state(office: Office) -> str:
    """What the office's file is now, as a short name: another one when anything in it is different."""
    return state_of(_path(office))


def choose_preset(office: Office, name: str, state: str, actor: Actor, now: datetime) -> None:
    """Writes the preset's name. Raises UsageError for no preset, or where the file was changed meanwhile."""
    if name not in presets():
        raise UsageError("plan.no_preset", file="policy.toml", found=name, presets="、".join(presets()))
    path = _path(office)
    source = read_unchanged(path, state)
    document = tomlkit.parse(source)
    if "preset" in document:
        document["preset"] = name
        text = tomlkit.dumps(document)
    else:
        text = f'preset = "{name}"\n{source}'  # keys of the whole file stand before its first table
    write_over(path, text)
    with office.store.begin() as session:
        record(session, actor, now, "policy-chosen", note=name)


def _path(office: Office) -> Path:
    return (office.config or Path("config")) / "policy.toml"
