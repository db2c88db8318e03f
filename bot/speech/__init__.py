"""What people say, in any chat or mail: one grammar, from lines to commands. Values only."""

from bot.speech.grammar import read
from bot.speech.said import Errand, Said, Speech, Unclear

__all__ = ["Errand", "Said", "Speech", "Unclear", "read"]
