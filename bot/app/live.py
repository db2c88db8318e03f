"""The office while it runs: units, policy, calendar and deadline settings are read again when their files change."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.app.setup import load_setup, units_file
from bot.app.units import keep_units, kept_file
from bot.errors import BotError
from bot.messages import templates
from bot.resources import find_config
from bot.work.office import Office

log = logging.getLogger(__name__)

FILES = ("duban.toml", "delivery.toml", "policy.toml", "calendar.toml", "deadlines.toml")

#: Of every settings file that exists, its name, the instant of its last change in nanoseconds, and its size.
State = tuple[tuple[str, int, int], ...]


class LiveOffice:
    """Gives the office as its files now are; faulty files leave it as it was, and that is logged once."""

    def __init__(self, office: Office, environ: Mapping[str, str]) -> None:
        self._office, self._environ = office, environ
        self._seen: State | None = self._state()

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment by which the settings are read."""
        return self._environ

    def now(self) -> Office:
        """The office, read again if a file has changed since the last call."""
        state = self._state()
        if state != self._seen:
            self._seen = state
            self._read_again()
        return self._office

    def read_again(self) -> None:
        """At the next call of `now` every file is read again, changed or not."""
        self._seen = None
        log.info("told to read the settings again")

    def _read_again(self) -> None:
        templates.read_again()
        try:
            setup = load_setup(self._environ)
        except BotError as error:
            log.error("changed settings are faulty, the former ones stay in force: %s", error)  # noqa: TRY400 - told in full by itself
            return
        if (setup.settings, setup.delivery) != (self._office.settings, self._office.delivery):
            log.warning("channels, pace, zone and database take effect after a restart")
        rules = replace(setup.rules, zone=self._office.rules.zone)
        faults = tuple(map(str, setup.units.faults))
        self._office = replace(
            self._office, roster=setup.units.roster, unit_faults=faults, rules=rules, reading=setup.reading
        )
        keep_units(units_file(setup.config), kept_file(setup.settings), setup.units)
        for fault in faults:
            log.error("%s", fault)
        log.info("changed settings are in force")

    def _state(self) -> State:
        config = self._office.config
        paths = [units_file(config), *(find_config(config, name) for name in FILES), *templates.own_files(config)]
        return tuple(found for path in paths if (found := _stamp(path)) is not None)


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return str(path), stat.st_mtime_ns, stat.st_size
