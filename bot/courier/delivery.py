"""How messages go out, as data of `delivery.toml`, checked key by key."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.channel_kinds import kind_of, kinds
from bot.errors import SettingsError, SettingsErrors
from bot.secret_values import named_secrets
from bot.setting_faults import fault_in, faults_of, read_toml, source_of
from bot.setting_kinds import Number, Whole, YesNo
from bot.setting_place import written_in
from bot.texts import text


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pace(_Table):
    """Limits of one channel; 0 is no limit. `burst` messages may go at once; a group is a chat with a negative id.

    `each_alone`: every address is a robot of its own, so what one asks for does not stop the others.
    """

    per_second: Number = Field(default=0, ge=0)
    burst: Whole = Field(default=1, ge=1, le=1000)
    chat_per_second: Number = Field(default=0, ge=0)
    chat_per_minute: Number = Field(default=0, ge=0)
    group_per_minute: Number = Field(default=0, ge=0)
    each_alone: YesNo = False


class Keep(_Table):
    """For how many days records are kept; 0 for ever."""

    messages_days: Whole = Field(default=1095, ge=0, le=36500)
    evidence_days: Whole = Field(default=0, ge=0, le=36500)


#: The limits as shipped, by channel.
PACE = {kind.name: Pace.model_validate(kind.pace) for kind in kinds().values() if kind.has_addresses}


class Delivery(_Table):
    """How many at once, how fast, how long kept. `pace` and `tables`, which hold the settings of one channel each and
    may hold secrets, are by channel.
    """

    concurrency: Whole = Field(default=8, ge=1, le=256)
    pace: dict[str, Pace] = Field(default=PACE)
    keep: Keep = Keep()
    tables: dict[str, Any] = Field(default={}, repr=False)


#: As `config/delivery.toml` is shipped.
DEFAULT = Delivery()
#: No limits: for rehearsals, where nothing leaves the machine.
UNPACED = Delivery(pace={})


def prefix(name: str) -> str:
    """DUBAN_<prefix>… in the environment adds to a channel's own table, and wins over it."""
    return f"{name.upper()}_"


def load_delivery(path: Path, environ: Mapping[str, str] = MappingProxyType({})) -> Delivery:
    """The settings of `path`; the defaults where it is absent. Raises SettingsErrors.

    DUBAN_APPRISE_NAME or DUBAN_APPRISE_NAME_FILE in `environ` add to its table [apprise], and so for every channel
    that has one.
    """
    faults: list[SettingsError] = []
    try:
        values = read_toml(path)
        if "tables" in values:  # by which this program calls the channels' own tables
            raise fault_in(path, source_of(path), ("tables",), repr(values["tables"]), text("settings.wanted_extra"))
        given = {kind.name: values.pop(kind.name, {}) for kind in kinds().values() if kind.table is not None}
        tables = {name: _own_table(path, name, own, environ, faults) for name, own in given.items()}
        found = Delivery.model_validate({**values, "pace": _completed(values.get("pace", {}))})
    except ValidationError as error:
        raise SettingsErrors([*faults, *faults_of(path, error)]) from error
    if faults := [*faults, *_beyond(path, found.pace)]:
        raise SettingsErrors(faults)
    return found.model_copy(update={"tables": {name: own for name, own in tables.items() if own is not None}})


def _own_table(path: Path, name: str, own: Any, environ: Mapping[str, str], faults: list[SettingsError]) -> Any:
    """What the channel's module makes of its table; None where nothing is given, so that the module is not loaded."""
    named = named_secrets(environ, prefix(name))
    if own in ({}, None) and not named:
        return None
    kind = kind_of(name)
    checked = getattr(import_module(kind.module), str(kind.table))
    try:
        return checked.model_validate({**own, **named} if isinstance(own, dict) else own)
    except ValidationError as error:
        faults += faults_of(path, error, within=(name,))
        return None


def _beyond(path: Path, pace: Mapping[str, Pace]) -> Iterator[SettingsError]:
    """Channels that there are not, and limits above what the service allows."""
    source = source_of(path)
    for name, given in pace.items():
        if name not in PACE:
            yield SettingsError(
                "settings.no_pace", file=written_in(path, source, "pace", name), found=name, names="、".join(PACE)
            )
        for key, most in kind_of(name).most.items():
            if (found := getattr(given, key)) > most:
                place = written_in(path, source, "pace", name, key)
                yield SettingsError("settings.pace_above", file=place, name=name, key=key, found=found, most=most)


def _completed(given: Any) -> Any:
    """What is left out of a channel's table is as shipped, so that one changed limit does not lift the others."""
    if not isinstance(given, dict):
        return given
    found: dict[str, Any] = {name: pace.model_dump() for name, pace in PACE.items()}
    for name, table in given.items():
        found[name] = {**found.get(name, {}), **table} if isinstance(table, dict) else table
    return found
