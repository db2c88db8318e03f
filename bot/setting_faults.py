"""Faults of settings files in words: file, line and key as the office wrote them, what stands there, what is wanted."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from bot.channel_kinds import kinds
from bot.errors import SettingsError
from bot.setting_kinds import causes
from bot.texts import text
from bot.toml_lines import line_of

SECRETS = {"telegram_token", "telegram_webhook_secret", "smtp_url", "imap_url", "database_url"}
SECRETS |= {"board_wall", "hook_url", "hook_secret"}
#: So are addresses of these channels, and all of their own tables.
SECRETS |= {kind.name for kind in kinds().values() if kind.is_secret or kind.table is not None}

Place = tuple[str | int, ...]


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of one settings file; {} where it is absent. Raises SettingsError with line and column."""
    try:
        source = path.read_text(encoding="utf-8-sig")  # Windows' editors begin a file with a mark
        values = tomli.loads(source)
    except FileNotFoundError:
        return {}
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError("settings.unreadable", file=path, reason=error) from error
    for place in _unseen(values, ()):
        raise fault_in(path, source, place, "…", text("settings.wanted_seen"))
    return values


def _unseen(value: object, place: Place) -> Iterator[Place]:
    """Where a character stands that nobody sees, and that no database or file name takes."""
    if isinstance(value, str):
        if any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in value):
            yield place
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _unseen(one, (*place, key))
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from _unseen(one, (*place, n))


def faults_of(
    path: Path | str, error: ValidationError, source: str | None = None, within: tuple[str, ...] = ()
) -> list[SettingsError]:
    """One SettingsError a fault that pydantic found in the values of `path`. Values of secrets are not shown.

    `source`: what the file says, to name the line; None: as it can be read. `within`: the table that was checked.
    """
    source = source_of(path) if source is None else source
    return [
        fault_in(path, source, place, shown(fault, place), wanted_of(fault))
        for fault in causes(error)
        for place in [(*within, *fault["loc"])]
    ]


def source_of(path: Path | str) -> str:
    """What the file says; nothing where it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""


def fault_in(path: Path | str, source: str, place: Place, found: str, wanted: str) -> SettingsError:
    """The fault of what stands at `place`."""
    line = line_of(source, place)
    key = _key_words(source, tuple(part for part in place if part != "[key]")) or "-"
    name = "settings.fault" if line is None else "settings.fault_at"
    return SettingsError(name, file=path, line=line, key=key, found=found, wanted=wanted)


def _key_words(source: str, place: Place) -> str:
    """Where it stands: unit“区教育局”.contact“王芳”.email; an entry without a name by its number, from 1."""
    try:
        value: Any = tomli.loads(source)
    except tomli.TOMLDecodeError:
        value = None
    words: list[str] = []
    for part in place:
        value = _within(value, part)
        if isinstance(part, int) and words:
            name = value.get("name") if isinstance(value, dict) else None
            is_named = isinstance(name, str) and bool(name.strip())
            words[-1] += text("settings.entry", name=name) if is_named else text("settings.entry_number", n=part + 1)
        else:
            words.append(str(part))
    return ".".join(words)


def _within(value: object, part: str | int) -> object:
    if isinstance(value, list) and isinstance(part, int):
        return value[part] if part < len(value) else None
    return value.get(part) if isinstance(value, Mapping) else None


def shown(fault: Any, place: Sequence[str | int]) -> str:
    """The value at fault; of a secret, and of a whole table that may hold one, nothing."""
    if not place:
        return "…"
    return "***" if SECRETS.intersection((place[0], place[-1])) else repr(fault["input"])


#: What stands between the values that pydantic lists: 'a', 'b' or 'c'.
_BETWEEN = re.compile("(?<=')(?:, | or )(?=')")
#: What pydantic calls a fault → our sentence for it. Others keep the library's words.
_WANTED = {
    "extra_forbidden": "extra",
    "missing": "missing",
    "literal_error": "one_of",
    "string_type": "words",
    "bool_type": "yes_no",
    "bool_parsing": "yes_no",
    "int_type": "number",
    "int_parsing": "number",
    "int_from_float": "number",
    "float_type": "any_number",
    "float_parsing": "any_number",
    "finite_number": "any_number",
    "path_type": "folder",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "greater_than": "more_than",
    "less_than": "less_than",
    "too_short": "not_empty",
    "string_too_short": "not_empty",
    "string_pattern_mismatch": "form",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "date_parsing": "date",
    "date_type": "date",
    "model_type": "table",
    "dict_type": "table",
    "tuple_type": "list",
    "time_parsing": "hour",
    "time_type": "hour",
}


def wanted_of(fault: Any) -> str:
    """What a fault's value should be, as a sentence in the language set."""
    if (name := _WANTED.get(fault["type"])) is not None:
        found = {"expected": "", "ge": "", "le": "", "gt": "", "lt": "", **fault.get("ctx", {})}
        found["expected"] = _BETWEEN.sub(text("settings.between"), str(found["expected"]))
        return text(f"settings.wanted_{name}", **found)
    return str(fault["msg"]).removeprefix("Value error, ")
