"""Notices into words: letters, digests and the replies of the chat."""

from bot.messages.letter import DigestLetter, Figures, Letter, Line, Part, Unreached
from bot.messages.render import render, render_digest, render_letter, subject_of, subject_of_digest

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
