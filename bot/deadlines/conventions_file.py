"""`config/deadlines.toml` → Conventions."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any, Final

import tomli

from bot.calendars import OFFICIAL, Calendar
from bot.deadlines.conventions import Conventions
from bot.errors import SettingsError, SettingsErrors
from bot.setting_place import written_in


def load_deadlines(path: Path, calendar: Calendar = OFFICIAL) -> Conventions:
    """The settings of the file, with defaults for what it leaves out.

    Raises SettingsErrors with all faults of the file.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")  # Windows' editors begin a file with a mark
        data = tomli.loads(source)
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise SettingsErrors([SettingsError("deadlines.unreadable", file=path.name, reason=error)]) from error
    faults: list[SettingsError] = []
    values: dict[str, Any] = {}
    for key, value in data.items():
        field, check = FIELDS.get(key, ("", None))
        good = check(value) if check else None
        if good is None:
            wanted = f"deadlines.wanted-{key.replace('_', '-')}" if check else "deadlines.unknown-key"
            faults.append(SettingsError(wanted, file=written_in(path.name, source, key), key=key, value=value))
        else:
            values[field] = good
    if faults:
        raise SettingsErrors(faults)
    return Conventions(calendar=calendar, **values)


def _time(value: object) -> time | None:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    try:
        return time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _day(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 28 else None


def _before(value: object) -> str | None:
    return value if isinstance(value, str) and value in ("lenient", "strict") else None


FIELDS: Final[dict[str, tuple[str, Callable[[object], Any] | None]]] = {
    "closing_time": ("closing", _time),
    "month_start_day": ("month_start_day", _day),
    "month_middle_day": ("month_middle_day", _day),
    "before": ("before", _before),
}
