"""From the outbox to the channels: claim, try, fall back, record."""

from bot.courier.courier import NO_CHANNEL, NO_WAY, Courier, Delivered, Desk

__all__ = ["NO_CHANNEL", "NO_WAY", "Courier", "Delivered", "Desk"]
