"""Notices into words: letters, digests and the replies of the chat."""

from bot.messages.digest import DigestLetter, Figures, Unreached
from bot.messages.letter import Letter, Line, Part
from bot.messages.render import render_digest, render_letter, subject_of, subject_of_digest
from bot.messages.templates import render

__all__ = [
    "DigestLetter",
    "Figures",
    "Letter",
    "Line",
    "Part",
    "Unreached",
    "render",
    "render_digest",
    "render_letter",
    "subject_of",
    "subject_of_digest",
]
