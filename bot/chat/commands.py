"""The commands: each reads what was asked, calls one function of `bot.work`, and answers by a template."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from bot.chat.asked import Asked, fitting, page, tidy
from bot.messages.fit import fits_telegram, longest
from bot.plan.lifecycle import Verb
from bot.work.duties.evidence import from_file
from bot.work.people.invitation import Who, bind
from bot.work.views import conversation
from bot.work.views.status import Standing, asked_light

Command = Callable[[Asked], str]
#: Units and deadlines of one task in one reply.
MOST_LINES = 12


def invited(command: Command) -> Command:
    """Turns strangers away; what those who are known may do is decided in `bot.work`."""

    @wraps(command)
    def guarded(asked: Asked) -> str:
        if asked.actor is None:
            return page(asked, "stranger", asleep=asked.asleep, private=asked.private)
        return command(asked)

    return guarded


def start(asked: Asked) -> str:
    """Binds the chat that brings a code; without one, or with a spent one, says how things stand."""
    if not asked.words:
        outcome = "known" if asked.actor else "asleep" if asked.asleep else "greeting"
        return page(asked, "start", actor=asked.actor, outcome=outcome)
    who = Who(asked.chat_id, asked.user_id, asked.person)
    actor = bind(asked.office, asked.words[0], who, asked.now)
    # A code that was taken just before the program was killed comes again: the chat is bound by then.
    outcome = "bound" if actor else "known" if asked.actor else "no-code"
    return page(asked, "start", actor=actor or asked.actor, outcome=outcome)


def help_(asked: Asked) -> str:
    """What one may ask for."""
    return page(asked, "help", actor=asked.actor)


@invited
def unknown(asked: Asked) -> str:
    """To what is no command of ours."""
    return page(asked, "unknown")


@invited
def file_alone(asked: Asked) -> str:
    """To a file that comes with no command that takes one: it is not kept."""
    return page(asked, "file")


@invited
def status(asked: Asked) -> str:
    """`/status [unit|section|number|overdue|soon|open]`."""
    wanted = " ".join(asked.words)
    return _listed(asked, conversation.standings(asked.office, asked.known, wanted, asked.now), "status", wanted)


@invited
def mine(asked: Asked) -> str:
    """`/mine`."""
    return _listed(asked, conversation.mine(asked.office, asked.known, asked.now), "mine", "")


def _listed(asked: Asked, found: list[Standing], command: str, wanted: str) -> str:
    neat = [replace(standing, lines=tidy(standing.lines)) for standing in found]
    light = asked_light(wanted) or ""
    values = {"standings": neat, "command": command, "wanted": wanted, "light": light, "role": asked.known.role}
    lines = sum(len(standing.items or standing.lines) for standing in found)
    return fitting(lambda shown: page(asked, "status", shown=shown, **values), lines)


@invited
def task(asked: Asked) -> str:
    """`/task 26`: its words are cut before its lines are."""
    view = conversation.view(asked.office, asked.known, asked.words, asked.now)
    neat = replace(view, lines=tidy(view.lines))

    def write(shown: int, rows: int) -> str:
        return page(asked, "task", view=neat, shown=shown, rows=rows)

    rows = min(len(view.lines), MOST_LINES)
    whole = longest(lambda shown: write(shown, rows), len(view.words), fits_telegram, least=0)
    return whole or fitting(lambda fewer: write(0, fewer), rows)


def _move(verb: Verb) -> Command:
    @invited
    def move(asked: Asked) -> str:
        evidence = from_file(asked.office, asked.file.name, asked.file.content) if asked.file is not None else None
        done = conversation.act(asked.office, asked.known, verb, asked.words, asked.now, evidence)
        moved = replace(done, lines=tidy(done.lines))
        return fitting(lambda shown: page(asked, "moved", moved=moved, shown=shown), len(moved.lines))

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
