"""The commands: each reads what was asked, calls one function of `bot.work`, and answers by a template."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from bot.chat.request import Request, fitting, page, tidy
from bot.messages.fit import fits_telegram, longest
from bot.plan.lifecycle import Verb
from bot.work.duties.evidence import from_file
from bot.work.people.invitation import Who, bind
from bot.work.views import conversation
from bot.work.views.status import Standing, asked_light

Command = Callable[[Request], str]
#: Units and deadlines of one task in one reply.
MOST_LINES = 12


def invited(command: Command) -> Command:
    """Turns strangers away; what those who are known may do is decided in `bot.work`."""

    @wraps(command)
    def guarded(request: Request) -> str:
        if request.actor is None:
            return page(request, "stranger", asleep=request.asleep, private=request.private)
        return command(request)

    return guarded


def start(request: Request) -> str:
    """Binds the chat that brings a code; without one, or with a spent one, says how things stand."""
    if not request.words:
        outcome = "known" if request.actor else "asleep" if request.asleep else "greeting"
        return page(request, "start", actor=request.actor, outcome=outcome)
    who = Who(request.chat_id, request.user_id, request.person)
    actor = bind(request.office, request.words[0], who, request.now)
    # A code that was taken just before the program was killed comes again: the chat is bound by then.
    outcome = "bound" if actor else "known" if request.actor else "no-code"
    return page(request, "start", actor=actor or request.actor, outcome=outcome)


def help_(request: Request) -> str:
    """What one may ask for."""
    return page(request, "help", actor=request.actor)


@invited
def unknown(request: Request) -> str:
    """To what is no command of ours."""
    return page(request, "unknown")


@invited
def file_alone(request: Request) -> str:
    """To a file that comes with no command that takes one: it is not kept."""
    return page(request, "file")


@invited
def status(request: Request) -> str:
    """`/status [unit|section|number|overdue|soon|open]`."""
    wanted = " ".join(request.words)
    return _listed(
        request, conversation.standings(request.office, request.known, wanted, request.now), "status", wanted
    )


@invited
def mine(request: Request) -> str:
    """`/mine`."""
    return _listed(request, conversation.mine(request.office, request.known, request.now), "mine", "")


def _listed(request: Request, found: list[Standing], command: str, wanted: str) -> str:
    neat = [replace(standing, lines=tidy(standing.lines)) for standing in found]
    light = asked_light(wanted) or ""
    values = {"standings": neat, "command": command, "wanted": wanted, "light": light, "role": request.known.role}
    lines = sum(len(standing.items or standing.lines) for standing in found)
    return fitting(lambda shown: page(request, "status", shown=shown, **values), lines)


@invited
def task(request: Request) -> str:
    """`/task 26`: its words are cut before its lines are."""
    view = conversation.view(request.office, request.known, request.words, request.now)
    neat = replace(view, lines=tidy(view.lines))

    def write(shown: int, rows: int) -> str:
        return page(request, "task", view=neat, shown=shown, rows=rows)

    rows = min(len(view.lines), MOST_LINES)
    whole = longest(lambda shown: write(shown, rows), len(view.words), fits_telegram, least=0)
    return whole or fitting(lambda fewer: write(0, fewer), rows)


def _move(verb: Verb) -> Command:
    @invited
    def move(request: Request) -> str:
        evidence = (
            from_file(request.office, request.file.name, request.file.content) if request.file is not None else None
        )
        done = conversation.act(request.office, request.known, verb, request.words, request.now, evidence)
        moved = replace(done, lines=tidy(done.lines))
        return fitting(lambda shown: page(request, "moved", moved=moved, shown=shown), len(moved.lines))

    return move


#: Every command, in the order of Telegram's menu.
COMMANDS: dict[str, Command] = {
    "mine": mine,
    "task": task,
    "done": _move(Verb.REPORTED),
    "ack": _move(Verb.ACKNOWLEDGED),
    "extend": _move(Verb.EXTENSION_REQUESTED),
    "status": status,
    "approve": _move(Verb.CLOSED),
    "return": _move(Verb.SENT_BACK),
    "grant": _move(Verb.EXTENSION_GRANTED),
    "refuse": _move(Verb.EXTENSION_REFUSED),
    "help": help_,
    "start": start,
}

#: Those that a file may come with, as evidence of what they say.
TAKING = ("ack", "done", "extend", "approve", "return", "grant", "refuse")
