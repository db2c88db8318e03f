"""What people say, in any chat or mail: one grammar, from lines to commands. Values only."""

from bot.speech.command import Errand, Said, Speech, Unclear
from bot.speech.grammar import read

__all__ = ["Errand", "Said", "Speech", "Unclear", "read"]
