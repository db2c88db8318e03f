"""The words around a phrase, and what they say of it: the year and month of an earlier date, a 每年 that serves it."""

from typing import Final

from bot.deadlines.binding import binding_hits
from bot.deadlines.canonical import Canonical
from bot.deadlines.reader import Assembly
from bot.deadlines.row import Scene

#: How many signs before and after a phrase are looked at.
AROUND: Final = 160


def place(scene: Scene, before: str, after: str) -> None:
    """Let `scene` know the words (canonical) around the phrase; they are read only when something is missing."""
    scene.before, scene.after = before, after
    scene.look_back = look_back


def look_back(scene: Scene) -> None:
    """Take from the sentence before the phrase what its own words leave open."""
    sentence = scene.before[max(scene.before.rfind(sign) for sign in "。!?") + 1 :]
    earlier = Scene(scene.issued, scene.year, scene.settings, column=False, running=True)
    work = Assembly(Canonical(sentence), earlier)
    work.assemble(binding_hits(work))
    scene.earlier_year, scene.earlier_month = earlier.last_year, earlier.last_month
    if earlier.every is not None and earlier.serves(sentence, len(sentence)):
        scene.every = earlier.every
