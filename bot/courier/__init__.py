"""From the outbox to the channels: claim, pace, try, fall back, record."""

from bot.courier.courier import Courier
from bot.courier.parts import NO_CHANNEL, NO_WAY, Delivered, Desk
from bot.courier.settings import Delivery

__all__ = ["NO_CHANNEL", "NO_WAY", "Courier", "Delivered", "Delivery", "Desk"]
