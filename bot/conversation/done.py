"""The pages that tell what was done, and how things stand where nothing was."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.request import Request, fitting, page
from bot.messages import Line
from bot.messages.tidy import tidy_lines
from bot.plan.duty import State
from bot.plan.lifecycle import Verb
from bot.work.answers.deeds import ADDED, Deed
from bot.work.duties.evidence import Evidence, shown
from bot.work.duties.undo import UNDONE
from bot.work.letters.standing import Fact, neat

#: So many numbers are named in the line that takes them back.
MOST_NUMBERS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One command as it is told: the key of its heading, and the duties as they now stand."""

    heading: str
    lines: tuple[Line, ...]
    left_open: int = 0
    skipped: tuple[tuple[str, str], ...] = ()


def done_page(
    request: Request,
    deeds: Sequence[Deed],
    evidence: Sequence[Evidence] = (),
    others: Sequence[Fact] = (),
    *,
    can_say: bool = True,
) -> str:
    """What was done and how it is taken back, as a page: long lists are cut. `others`: what was left as it is.

    `can_say`: it is taken back by words; else a button does it.
    """
    parts = [Part(heading_of(deed), tidy_lines(deed.lines), deed.left_open, deed.skipped) for deed in deeds]
    moved = [line.number for deed in deeds if deed.verb not in {UNDONE, ADDED} for line in deed.lines]
    numbers = "、".join(list(dict.fromkeys(moved))[:MOST_NUMBERS]) if can_say else ""
    names = "、".join(shown(one.words) for one in evidence)
    lines = max((len(part.lines) for part in parts), default=0)
    values = {"deeds": parts, "evidence": names, "numbers": numbers, "others": neat(others)}
    return fitting(lambda most: page(request, "moved", shown=most, **values), lines)


def heading_of(deed: Deed) -> str:
    """The key of what is said of a move."""
    state = deed.lines[0].state if deed.lines else ""
    if deed.verb in {Verb.CLOSED, Verb.REPORTED} and state == State.IN_PROGRESS:
        return "chat.moved_counted" if deed.lines[0].accepted else "chat.moved_period"
    return "chat.moved_closed" if state == State.CLOSED and deed.verb == Verb.REPORTED else f"chat.moved_{deed.verb}"
