"""Builds the channels that are set up, and the courier over them."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from bot.channel_kinds import ChannelKind, kinds
from bot.channels import Channel
from bot.channels.base import Setup
from bot.channels.console import ConsoleChannel
from bot.clock import Clock, system_clock
from bot.courier.courier import Courier
from bot.courier.delivery import DEFAULT, Delivery
from bot.meters import Meters
from bot.roster.roster import Roster
from bot.settings import Settings
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office


def build_channels(
    settings: Settings,
    roster: Roster,
    delivery: Delivery = DEFAULT,
    *,
    console: bool = False,
    clock: Clock = system_clock,
) -> dict[str, Channel]:
    """The channels that are set up, by kind; the terminal only when asked for."""
    found = ((kind.name, build_channel(kind, settings, roster, delivery, clock)) for kind in kinds().values())
    channels = {name: channel for name, channel in found if channel is not None}
    return {**channels, "console": ConsoleChannel()} if console else channels


def build_channel(
    kind: ChannelKind, settings: Settings, roster: Roster, delivery: Delivery, clock: Clock
) -> Channel | None:
    """One channel; None where it is not set up. Modules of others are not loaded."""
    if kind.set_by:
        is_set_up = any(getattr(settings, name) is not None for name in kind.set_by)
    else:
        is_set_up = next(addresses_of(roster, kind.name), None) is not None
    if not is_set_up:
        return None
    made: Channel | None = import_module(kind.module).build(Setup(settings, clock, delivery.tables.get(kind.name)))
    return made


def addresses_of(roster: Roster, kind: str) -> Iterator[tuple[str, str]]:
    """Whose addresses of a channel the units file has, and these."""
    entries = [*((unit.name, contact) for unit in roster.unit for contact in unit.contact)]
    for name, entry in (*entries, *((entry.name, entry) for entry in roster.coordinator)):
        if address := entry.address(kind):
            yield name, address


def build_courier(office: Office, channels: Mapping[str, Channel], meters: Meters | None = None) -> Courier:
    """The courier over these channels; `meters` count what it does."""
    return Courier(office.store, channels, composer_of(office), office.delivery, system_clock, meters)


def composer_of(office: Office) -> Composer:
    """Who is told what, as this office has it."""
    return Composer(office, digest_letter)
