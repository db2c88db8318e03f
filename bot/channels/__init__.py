"""Channels: one message, one address; sent, or an error that says whether it is permanent.

Imported one by one (`bot.channels.email`, `bot.channels.telegram`, …), so that an office with mail alone does not
load Telegram's library.
"""

from bot.channels.base import Channel

__all__ = ["Channel"]
