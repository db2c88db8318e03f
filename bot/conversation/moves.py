"""A move in words: read by `bot.speech`, done by `bot.work`, answered with what was done."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.answer import FETCH, Answer
from bot.conversation.request import Request, fitting, page, tidy
from bot.conversation.strangers import invited
from bot.conversation.usage import usage_of
from bot.conversation.views import help_
from bot.errors import UsageError
from bot.messages import Line
from bot.plan.duty import State
from bot.plan.lifecycle import Verb
from bot.speech import Errand, Said, Unclear, read
from bot.work.answers.deeds import Deed
from bot.work.answers.spoken import Spoken, do_spoken
from bot.work.duties.evidence import Evidence, check_size, from_file, shown
from bot.work.duties.undo import UNDONE

#: So many numbers are named in the line that takes them back.
MOST_NUMBERS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One command as it is told: the key of its heading, and the duties as they now stand."""

    heading: str
    lines: tuple[Line, ...]
    left_open: int = 0
    skipped: tuple[tuple[str, str], ...] = ()


@invited
def move(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """What the lines ask for, all of it or nothing; to what is not understood the nearest that would be."""
    said = read(request.said.lines)
    if isinstance(said, Unclear):
        template = "file" if request.said.files else "unknown"
        return request.answer(page(request, template, **({} if request.said.files else {"nearest": said.nearest})))
    if any(one.verb is Errand.HELP for one in said):
        return help_(request, [])
    missing = [file for file in request.said.files if file.content is None]
    if missing:
        for file in missing:
            check_size(request.office, file.name, file.size if file.size is not None else 1)
        return FETCH
    return _done(request, said)


def _done(request: Request, said: Sequence[Said]) -> Answer:
    evidence = [from_file(request.office, file.name, file.content or b"") for file in request.said.files]
    spoken = Spoken(tuple(said), str(request.said.chat), request.said.about, tuple(evidence))
    try:
        deeds = do_spoken(request.office, request.known, spoken, request.now)
    except UsageError as fault:
        found = usage_of(fault, said)
        if found is not fault and evidence:
            return request.answer(page(request, "file"))
        raise found from fault
    return request.answer(done_page(request, deeds, evidence))


def done_page(request: Request, deeds: Sequence[Deed], evidence: Sequence[Evidence] = ()) -> str:
    """What was done and how it is taken back, as a page: long lists are cut."""
    parts = [Part(heading_of(deed), tidy(deed.lines), deed.left_open, deed.skipped) for deed in deeds]
    moved = [line.number for deed in deeds if deed.verb != UNDONE for line in deed.lines]
    numbers = "、".join(list(dict.fromkeys(moved))[:MOST_NUMBERS])
    names = "、".join(shown(one.words) for one in evidence)
    lines = max((len(part.lines) for part in parts), default=0)
    return fitting(lambda most: page(request, "moved", deeds=parts, shown=most, evidence=names, numbers=numbers), lines)


def heading_of(deed: Deed) -> str:
    """The key of what is said of a move."""
    state = deed.lines[0].state if deed.lines else ""
    if deed.verb in {Verb.CLOSED, Verb.REPORTED} and state == State.IN_PROGRESS:
        return "chat.moved_period"
    return "chat.moved_closed" if state == State.CLOSED and deed.verb == Verb.REPORTED else f"chat.moved_{deed.verb}"
