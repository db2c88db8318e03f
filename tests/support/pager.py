"""A channel as a package outside would bring it."""

from bot.channel_kinds import ChannelKind
from bot.channels.base import Setup
from bot.channels.memory import MemoryChannel

PAGER = ChannelKind("pager", "tests.support.pager")
FALSE_MAIL = ChannelKind("email", "tests.support.pager")


def build(_setup: Setup) -> MemoryChannel:
    """It keeps what it is given."""
    return MemoryChannel("pager")
