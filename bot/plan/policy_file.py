"""`policy.toml` read: over its preset, over the shipped policy; every fault with its line and key."""

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.errors import SettingsError, SettingsErrors
from bot.plan.policy import Policy
from bot.resources import find_config, shipped
from bot.setting_faults import read_toml, source_of, wanted_of
from bot.setting_kinds import causes
from bot.setting_place import written_in
from bot.toml_lines import column_of, line_of


def load_policy(path: Path, config: Path | None = None) -> Policy:
    """The policy of one file. What it does not say comes from its preset, then from the shipped policy.

    So a file without ladders does not silence anybody. Raises SettingsErrors with every fault.
    """
    try:
        own = read_toml(path)
        base = read_toml(shipped("config", "policy.toml"))
        preset = _preset(own, path, config)
    except SettingsError as error:
        raise SettingsErrors([error]) from error
    try:
        return Policy.model_validate({**base, **preset, **own})
    except ValidationError as error:
        raise SettingsErrors(_faults(path, error)) from error


def presets() -> tuple[str, ...]:
    """The names of the shipped presets."""
    return tuple(sorted(path.stem for path in shipped("config", "policies").glob("*.toml")))


def _preset(own: dict[str, Any], path: Path, config: Path | None) -> dict[str, Any]:
    name = own.get("preset")
    if name is None:
        return {}
    found = find_config(config, f"policies/{name}.toml")
    if not isinstance(name, str) or not re.fullmatch(r"[\w-]+", name) or not found.is_file():
        place = written_in(path, source_of(path), "preset")
        raise SettingsError("plan.no_preset", file=place, found=name, presets="、".join(presets()))
    return read_toml(found)


def _faults(path: Path, error: ValidationError) -> list[SettingsError]:
    source = source_of(path)
    return [_fault(path, source, fault) for fault in causes(error)]


def _fault(path: Path, source: str, fault: Any) -> SettingsError:
    place, line = fault["loc"], line_of(source, fault["loc"])
    return SettingsError(
        "plan.fault",
        file=path,
        line=line or "–",
        column=column_of(source, line, place[-1]) if line is not None else "–",
        key=_key(place),
        found=_brief(fault["input"]),
        wanted=wanted_of(fault),
    )


def _key(place: tuple[str | int, ...]) -> str:
    """Its tables counted from 1."""
    parts = [str(part + 1) if isinstance(part, int) else part for part in place if part != "[key]"]
    return ".".join(parts) or "–"


def _brief(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"
