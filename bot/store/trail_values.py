"""What a move changed of a duty, as the trail keeps it, and the duty as it was before."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints

from bot.plan.duty import Duty

_TYPES = {
    name: next(t for t in get_args(hint) or (hint,) if t is not NoneType) for name, hint in get_type_hints(Duty).items()
}


def changes_to_json(changes: Mapping[str, tuple[object, object]]) -> dict[str, list[Any]]:
    """Field → what it was and what it became."""
    return {name: [_plain(old), _plain(new)] for name, (old, new) in changes.items()}


def taken_back(duty: Duty, changes: Mapping[str, list[Any]]) -> Duty:
    """The duty with the values that the changed fields had before."""
    return duty._replace(**{name: _value(name, old) for name, (old, _) in changes.items()})


def _plain(value: object) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _value(name: str, written: Any) -> Any:
    kind = _TYPES[name]
    if written is None:
        return None
    if kind in {date, datetime}:
        return kind.fromisoformat(written)
    return kind(written) if issubclass(kind, StrEnum) else written
