"""How messages go out, as data of `delivery.toml`, checked key by key."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.errors import SettingsError, SettingsErrors
from bot.settings import faults_of, named_secrets, read_toml


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pace(_Table):
    """Limits of one channel; 0 is no limit. `burst` messages may go at once; a group is a chat with a negative id.

    `each_alone`: every address is a robot of its own, so what one asks for does not stop the others.
    """

    per_second: float = Field(default=0, ge=0)
    burst: int = Field(default=1, ge=1)
    chat_per_second: float = Field(default=0, ge=0)
    chat_per_minute: float = Field(default=0, ge=0)
    group_per_minute: float = Field(default=0, ge=0)
    each_alone: bool = False


class Keep(_Table):
    """For how many days records are kept; 0 for ever."""

    messages_days: int = Field(default=1095, ge=0)
    evidence_days: int = Field(default=0, ge=0)


#: core.telegram.org/bots/faq: 30 a second, 1 a second in a chat, 20 a minute in a group. 28 with a burst of 2 keeps
#: any second at 30. developer.work.weixin.qq.com and open.dingtalk.com: 20 a minute for a robot.
PACE = {
    "telegram": Pace(per_second=28, burst=2, chat_per_second=1, group_per_minute=20),
    "email": Pace(),
    "robot": Pace(chat_per_minute=20, each_alone=True),
    "apprise": Pace(chat_per_second=1, each_alone=True),
}


#: What the services themselves allow; asking for more only makes them refuse.
MOST = {"telegram": {"per_second": 30.0, "group_per_minute": 20.0}, "robot": {"chat_per_minute": 20.0}}


class Delivery(_Table):
    """How many at once, how fast, how long kept. `pace` is by channel.

    `apprise` are the named addresses of other services; they hold tokens.
    """

    concurrency: int = Field(default=8, ge=1, le=256)
    pace: dict[str, Pace] = Field(default=PACE)
    keep: Keep = Keep()
    apprise: dict[str, SecretStr] = Field(default={})


#: As `config/delivery.toml` is shipped.
DEFAULT = Delivery()
#: No limits: for rehearsals, where nothing leaves the machine.
UNPACED = Delivery(pace={})


#: Addresses of services may come from the environment, as other secrets do.
APPRISE = "APPRISE_"


def load_delivery(path: Path, environ: Mapping[str, str] = MappingProxyType({})) -> Delivery:
    """The settings of `path`; the defaults where it is absent. Raises SettingsErrors.

    DUBAN_APPRISE_NAME or DUBAN_APPRISE_NAME_FILE in `environ` add to its table [apprise], and win over it.
    """
    try:
        values = read_toml(path)
        named = values.get("apprise", {})
        apprise = {**named, **named_secrets(environ, APPRISE)} if isinstance(named, dict) else named
        found = Delivery.model_validate({**values, "pace": _completed(values.get("pace", {})), "apprise": apprise})
    except ValidationError as error:
        raise SettingsErrors(faults_of(path, error)) from error
    if faults := list(_beyond(path, found.pace)):
        raise SettingsErrors(faults)
    return found


def _beyond(path: Path, pace: Mapping[str, Pace]) -> Iterator[SettingsError]:
    """Channels that there are not, and limits above what the service allows."""
    for name, given in pace.items():
        if name not in PACE:
            yield SettingsError("settings.no_pace", file=path, found=name, names="、".join(PACE))
        for key, most in MOST.get(name, {}).items():
            if (found := getattr(given, key)) > most:
                yield SettingsError("settings.pace_above", file=path, name=name, key=key, found=found, most=most)


def _completed(given: Any) -> Any:
    """What is left out of a channel's table is as shipped, so that one changed limit does not lift the others."""
    if not isinstance(given, dict):
        return given
    found: dict[str, Any] = {name: pace.model_dump() for name, pace in PACE.items()}
    for name, table in given.items():
        found[name] = {**found.get(name, {}), **table} if isinstance(table, dict) else table
    return found
