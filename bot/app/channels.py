"""Builds the channels that are set up, and the courier over them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.channels import Channel
from bot.channels.console import ConsoleChannel
from bot.channels.email import EmailChannel
from bot.channels.file import FileChannel
from bot.channels.hook import HookChannel
from bot.channels.robots import RobotsChannel
from bot.channels.smtp_url import read_smtp_url
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import build_bot
from bot.clock import Clock, system_clock
from bot.courier.courier import Courier
from bot.courier.delivery import DEFAULT, Delivery
from bot.meters import Meters
from bot.roster.roster import Roster
from bot.settings import Settings
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office

if TYPE_CHECKING:
    from bot.channels.apprise import AppriseChannel


def build_channels(
    settings: Settings,
    roster: Roster,
    delivery: Delivery = DEFAULT,
    *,
    console: bool = False,
    clock: Clock = system_clock,
) -> dict[str, Channel]:
    """The channels that are set up, by kind: robots and other services by the units file alone, the terminal only when
    asked for.
    """
    channels: dict[str, Channel] = {}
    if settings.telegram_token is not None:
        bot = build_bot(
            settings.telegram_token.get_secret_value(),
            base_url=settings.telegram_base_url,
            proxy=settings.telegram_proxy,
        )
        channels["telegram"] = TelegramChannel(bot)
    if settings.smtp_url is not None:
        server = read_smtp_url(settings.smtp_url.get_secret_value())
        channels["email"] = EmailChannel(server, mail_from=settings.mail_from, reply_to=settings.reply_to, now=clock)
    elif settings.mail_folder is not None:
        channels["email"] = FileChannel(
            settings.mail_folder, now=clock, mail_from=settings.mail_from, reply_to=settings.reply_to
        )
    if any(contact.robot for unit in roster.unit for contact in unit.contact):
        channels["robot"] = RobotsChannel(now=clock)
    if settings.hook_url is not None and settings.hook_secret is not None:
        url, secret = settings.hook_url.get_secret_value(), settings.hook_secret.get_secret_value()
        channels["hook"] = HookChannel(url, secret, now=clock)
    if services_of(roster):
        channels["apprise"] = apprise_channel(delivery)
    if console:
        channels["console"] = ConsoleChannel()
    return channels


def apprise_channel(delivery: Delivery) -> "AppriseChannel":
    """The channel to other services, with the addresses that the settings name."""
    from bot.channels.apprise import AppriseChannel  # noqa: PLC0415 - it takes 0.1 s, and few offices send by it

    addresses = {name: url.get_secret_value() for name, url in delivery.apprise.items()}
    return AppriseChannel(addresses)


def services_of(roster: Roster) -> list[tuple[str, str]]:
    """Whose addresses at other services the units file has, and these."""
    contacts = [(unit.name, contact.apprise) for unit in roster.unit for contact in unit.contact]
    found = [*contacts, *((entry.name, entry.apprise) for entry in roster.coordinator)]
    return [(name, address) for name, address in found if address]


def build_courier(office: Office, channels: Mapping[str, Channel], meters: Meters | None = None) -> Courier:
    """The courier over these channels; `meters` count what it does."""
    return Courier(office.store, channels, composer_of(office), office.delivery, system_clock, meters)


def composer_of(office: Office) -> Composer:
    """Who is told what, as this office has it."""
    return Composer(office, digest_letter)
