"""All that the settings files say, read and checked together. It opens nothing, so it does not load the store."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import SecretStr

from bot.app.units import kept_file, units_in_force
from bot.calendars import Calendar, load_calendar
from bot.channels.smtp_url import read_smtp_url
from bot.courier.delivery import Delivery, load_delivery
from bot.deadlines import Conventions
from bot.deadlines.conventions_file import load_deadlines
from bot.errors import SettingsError, SettingsErrors
from bot.folder import config_folder
from bot.mailbox.imap_url import read_imap_url
from bot.plan.ladder import Rules
from bot.plan.policy import Policy
from bot.plan.policy_file import load_policy
from bot.resources import find_config
from bot.roster.roster_file import Units, units_path
from bot.settings import Settings, load_settings, origin_of
from bot.texts import set_language


@dataclass(frozen=True, slots=True)
class Setup:
    """All that the settings files say, checked."""

    settings: Settings
    rules: Rules
    reading: Conventions
    units: Units
    delivery: Delivery
    config: Path | None


def load_setup(environ: Mapping[str, str]) -> Setup:
    """Reads every settings file. Raises SettingsErrors with every fault of every file in one report."""
    config = config_folder(environ)
    faults: list[SettingsError] = []
    loaded: dict[str, object] = {}
    readers: dict[str, Callable[[], object]] = {
        "settings": lambda: load_settings(environ, config),
        "policy": lambda: load_policy(find_config(config, "policy.toml"), config),
        "calendar": lambda: load_calendar(find_config(config, "calendar.toml")),
        "deadlines": lambda: load_deadlines(find_config(config, "deadlines.toml")),
        "delivery": lambda: load_delivery(find_config(config, "delivery.toml"), environ),
    }
    for name, read in readers.items():
        try:
            loaded[name] = read()
        except SettingsErrors as error:
            faults += error.faults
        except SettingsError as error:
            faults.append(error)
    settings = loaded.get("settings", Settings())
    assert isinstance(settings, Settings)
    are_known = "settings" in loaded
    if are_known:
        faults += _bad_addresses(environ, config, settings)
    units = _units(config, settings, faults, are_known=are_known)
    if faults or units is None:
        raise SettingsErrors([*faults, *(units.faults if units is not None else ())])
    policy = loaded["policy"]
    calendar, reading, delivery = loaded["calendar"], loaded["deadlines"], loaded["delivery"]
    assert isinstance(policy, Policy)
    assert isinstance(calendar, Calendar)
    assert isinstance(reading, Conventions)
    assert isinstance(delivery, Delivery)
    set_language(settings.language, config)
    return Setup(
        settings, Rules(policy, calendar, settings.zone), replace(reading, calendar=calendar), units, delivery, config
    )


#: How the addresses of mail are read.
_ADDRESSES: dict[str, Callable[[str], object]] = {"smtp_url": read_smtp_url, "imap_url": read_imap_url}


def _bad_addresses(environ: Mapping[str, str], config: Path | None, settings: Settings) -> Iterator[SettingsError]:
    """Addresses of mail that cannot be taken apart, each under the name by which the office wrote it."""
    for name, read in _ADDRESSES.items():
        value: SecretStr | None = getattr(settings, name)
        try:
            if value is not None:
                read(value.get_secret_value())
        except SettingsError as fault:
            yield SettingsError("settings.at", place=origin_of(environ, config, name), fault=fault)


def _units(config: Path | None, settings: Settings, faults: list[SettingsError], *, are_known: bool) -> Units | None:
    """The units, whose faults stop nothing else; None where there are none to work with, which `faults` tells then."""
    # Where the settings are at fault nobody knows which store the last good units are beside.
    kept = kept_file(settings) if are_known else Path(os.devnull)
    try:
        return units_in_force(units_file(config), kept)
    except SettingsErrors as error:
        faults += error.faults
        return None


def units_file(config: Path | None) -> Path:
    """Where the office's units stand, or will."""
    return units_path(config)
