"""A preset chosen for the office: written into its own policy.toml, whose comments stay."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import tomlkit

from bot.errors import UsageError
from bot.files import write_whole
from bot.plan.policy import Policy
from bot.plan.policy_file import load_policy, presets
from bot.resources import shipped
from bot.store.store import record
from bot.work.office import Actor, Office


def preset_policy(office: Office, name: str) -> Policy:
    """The policy that a preset alone makes."""
    return load_policy(shipped("config", "policies", f"{name}.toml"), office.config)


def policy_state(office: Office) -> str:
    """What the office's file is now, as a short name: another one when anything in it is different."""
    return sha256(_source(_path(office)).encode()).hexdigest()[:16]


def choose_preset(office: Office, name: str, state: str, actor: Actor, now: datetime) -> None:
    """Writes the preset's name. Raises UsageError for no preset, or where the file was changed meanwhile."""
    if name not in presets():
        raise UsageError("plan.no_preset", file="policy.toml", found=name, presets="、".join(presets()))
    path = _path(office)
    source = _source(path)
    if sha256(source.encode()).hexdigest()[:16] != state:
        raise UsageError("board.changed_meanwhile")
    document = tomlkit.parse(source)
    if "preset" in document:
        document["preset"] = name
        text = tomlkit.dumps(document)
    else:
        text = f'preset = "{name}"\n{source}'  # keys of the whole file stand before its first table
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise UsageError("board.not_written", file=path.name, reason=error.strerror) from error
    with office.store.begin() as session:
        record(session, actor, now, "policy-chosen", note=name)


def _path(office: Office) -> Path:
    return (office.config or Path("config")) / "policy.toml"


def _source(path: Path) -> str:
    """An office without a file of its own has nothing of its own to say."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("board.not_read", file=path.name) from error
