"""What a coordinator asks for besides reviewing: who can be reached, an urging, the start of a term, the trail."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from bot.conversation.answer import Answer, Slow
from bot.conversation.request import Request, fitting, page
from bot.conversation.strangers import Command, invited
from bot.errors import MoveError, UsageError
from bot.messages.numbers import listed_numbers
from bot.roster.roster import COORDINATOR
from bot.texts import text
from bot.work.duties.clock_start import start_clock
from bot.work.duties.days import read_day
from bot.work.letters.lines import line_of
from bot.work.letters.urging import Written, remind, urge
from bot.work.rehearsal.rehearse import Rehearsed, rehearse
from bot.work.views.digest import digest_now
from bot.work.views.entry_words import entry_words
from bot.work.views.reachability import reached
from bot.work.views.trail import trail

#: Writes to the units of items in the coordinator's words.
Writing = Callable[..., Written]

#: Days that are rehearsed where no number is said, and the most.
DAYS, MOST_DAYS = 30, 366
ENTRIES = 15


def coordinators(command: Command) -> Command:
    """The command for a coordinator alone."""

    @invited
    def guarded(request: Request, words: list[str]) -> Answer:
        if request.known.role != COORDINATOR:
            raise MoveError("chat.coordinators_only")
        return command(request, words)

    return guarded


@coordinators
def who(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """`/who`: who is bound, who is reached otherwise, who is not, who left."""
    found = reached(request.office, request.now)
    counts = Counter(one.reach for one in found)
    return request.answer(fitting(lambda most: page(request, "who", found=found[:most], counts=counts), len(found)))


@coordinators
def urged(request: Request, words: list[str]) -> Answer:
    """`/urge 26 [words]`: every unit that is late is written to at once."""
    return _written_to(request, words, urge, "urged", text("chat.usage_urge"))


@coordinators
def reminded(request: Request, words: list[str]) -> Answer:
    """`/remind 26 [words]`: every unit that has something to do is reminded at once."""
    return _written_to(request, words, remind, "reminded", text("chat.usage_remind"))


def _written_to(request: Request, words: list[str], write: Writing, what: str, usage: str) -> Answer:
    if not words:
        raise UsageError("chat.usage", usage=usage)
    written = write(request.office, words[0], " ".join(words[1:]), request.now, request.known)
    shown = {"what": what, "items": written.items, "passed": listed_numbers(written.passed)}
    return request.answer(fitting(lambda most: page(request, "written_to", most=most, **shown), len(written.items)))


@coordinators
def clock(request: Request, words: list[str]) -> Answer:
    """`/clock 26 12月3日 [unit]`: the event that a term counts from has happened on that day."""
    if len(words) < 2:
        raise UsageError("chat.usage", usage=text("chat.usage_clock"))
    office, today = request.office, request.office.today(request.now)
    day = read_day(office, words[1], today, past=True)
    if day is None:
        raise UsageError("chat.bad_day", found=words[1][:40])
    number, _, ledger = words[0].partition("@")
    unit = words[2] if len(words) > 2 else None
    found = start_clock(office, number, unit, day, request.now, request.known, ledger or None)
    lines = [line_of(duty, office, today) for duty in found]
    return request.answer(fitting(lambda most: page(request, "clock", lines=lines, shown=most, day=day), len(lines)))


@coordinators
def log(request: Request, words: list[str]) -> Answer:
    """`/log 26`: what happened to it, the newest first."""
    if not words:
        raise UsageError("chat.usage", usage=text("chat.usage_log"))
    number, _, ledger = words[0].partition("@")
    found = list(trail(request.office, number=number, ledger_id=ledger or None))[::-1][:ENTRIES]
    names = ("at", "who", "verb", "item", "unit", "note", "evidence")
    rows = [{name: entry_words(name, getattr(entry, name)) for name in names} for entry in found]
    return request.answer(fitting(lambda most: page(request, "log", rows=rows[:most], number=words[0]), len(rows)))


@coordinators
def digest(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """`/digest`: the weekly digest, now."""
    return request.answer(digest_now(request.office, request.now))


@coordinators
def rehearsed(request: Request, words: list[str]) -> Answer:
    """`/rehearse 30`: how many messages would go out on which of the next days."""
    asked = int(words[0]) if words and words[0].isdecimal() and len(words[0]) < 4 else DAYS
    first = request.office.today(request.now)
    last = first + timedelta(days=min(asked, MOST_DAYS) - 1)
    return Answer(slow=Slow(lambda: list(rehearse(request.office, first, last)), partial(_ahead, request)))


def _ahead(request: Request, found: Sequence[Rehearsed]) -> Answer:
    days = sorted(Counter(message.at.date() for message in found).items())
    people = len({message.person for message in found})
    return request.answer(
        fitting(lambda most: page(request, "ahead", days=days[:most], n=len(found), people=people), len(days))
    )
