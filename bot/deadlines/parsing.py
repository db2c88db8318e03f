"""`parse`: what a phrase means that is trusted to be a deadline."""

from datetime import date
from typing import Final

from bot.deadlines.canonical import Canonical
from bot.deadlines.conventions import DEFAULT, Conventions
from bot.deadlines.foreign import read_foreign
from bot.deadlines.lexicon import CHINESE, Pattern
from bot.deadlines.reader import Assembly
from bot.deadlines.residue import unread
from bot.deadlines.row import Scene, Trait
from bot.deadlines.surroundings import AROUND, place
from bot.model import Kind, Obligation, Reading, Unread


def parse(
    phrase: str | None,
    *,
    issued: date | None = None,
    year: int | None = None,
    where: str = "column",
    context: str | None = None,
    settings: Conventions = DEFAULT,
) -> Reading:
    """The obligations of `phrase` in the order written, by the reading rules.

    `issued` is the date on the document, `year` the year it is about; without both, a date without its year is not
    understood. `where` is column or prose, `context` the sentence around the phrase.
    """
    source = Canonical(phrase or "")
    if not source.text:
        return Reading((Obligation(Kind.NONE, phrase=source.source),))
    scene = Scene(issued, year, settings, where == "column")
    if context:
        _look_around(scene, source, context)
    reading, work = read(source, scene)
    if not work.out and CHINESE.search(source.text) is None and not work.none_flags:
        foreign = read_foreign(source.source, issued)
        if foreign is not None:
            return foreign
    return reading


def read(source: Canonical, scene: Scene) -> tuple[Reading, Assembly]:
    """The reading of `source`, trusted to be a deadline, and the work that led to it."""
    work = Assembly(source, scene)
    work.assemble(work.trusted())
    return _reading(work), work


def _look_around(scene: Scene, source: Canonical, context: str) -> None:
    whole = Canonical(context).text
    at = whole.find(source.text)
    if at >= 0:
        place(scene, whole[:at][-AROUND:], whole[at + len(source.text) :][:AROUND])


def _reading(work: Assembly) -> Reading:
    left = unread(work)
    if work.out:
        flags = work.flags
        if work.asks:
            flags.append("vague")
        if left:
            flags.append("not-understood")
        return Reading(tuple(work.out), tuple(dict.fromkeys(flags)) if len(flags) > 1 else tuple(flags), left)
    return _nothing(work, left)


def _nothing(work: Assembly, left: tuple[Unread, ...]) -> Reading:
    """No obligation: words that name no time, or words that nobody thought of."""
    whole = work.source.source
    if not work.hits and not left and _BEFORE_EVENT.fullmatch(work.source.text):
        one = Obligation(Kind.RELATIVE, whole, n=0, unit="day", anchor="event", rule="{事}前")
        return Reading((one,))
    flags = dict.fromkeys(work.none_flags)
    if not left and not flags and not work.hits:
        left = (Unread(0, len(whole), whole),)
    if left and (work.scene.column or not flags):
        flags["not-understood"] = None
    if not left and not flags and not all(hit.trait is Trait.NO_TIME for hit in work.hits):
        left = (Unread(0, len(whole), whole),)
        flags["not-understood"] = None
    return Reading((Obligation(Kind.NONE, phrase=whole, flags=tuple(flags)),), tuple(flags), left)


#: 首次装料前完成: before an event, whichever it is; a phrase that is nothing else.
_BEFORE_EVENT: Final = Pattern(
    "(?:[在于])?(?:期[中末](?=考))?[^\\d年月日季周旬时目此当以提先事面眼跟期,;。、]{2,16}(?:之前|以前|前)"
    "(?:完成|办结|办理|提交|报送|上报|到位|落实)?"
)
