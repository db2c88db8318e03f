"""The commands: each reads what was asked, calls one function of `bot.work`, and answers by a template."""

from collections.abc import Callable
from functools import wraps

from bot.chat.asked import Asked, fitting, page
from bot.plan.lifecycle import Verb
from bot.work import chatting
from bot.work.invite import bind
from bot.work.status import Standing

Command = Callable[[Asked], str]


def invited(command: Command) -> Command:
    """Turns strangers away; what those who are known may do is decided in `bot.work`."""

    @wraps(command)
    def guarded(asked: Asked) -> str:
        return page(asked, "stranger") if asked.actor is None else command(asked)

    return guarded


def start(asked: Asked) -> str:
    """Binds the chat that brings a code; without one, or with a spent one, says how things stand."""
    if not asked.words:
        return page(asked, "start", actor=asked.actor, outcome="known" if asked.actor else "greeting")
    actor = bind(asked.office, asked.words[0], asked.chat_id, asked.person, asked.now, private=asked.private)
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
def status(asked: Asked) -> str:
    """`/status [unit|section|number|overdue|soon|open]`."""
    wanted = " ".join(asked.words)
    return _listed(asked, chatting.standings(asked.office, asked.known, wanted, asked.now), "status", wanted)


@invited
def mine(asked: Asked) -> str:
    """`/mine`."""
    return _listed(asked, chatting.mine(asked.office, asked.known, asked.now), "mine", "")


def _listed(asked: Asked, found: list[Standing], command: str, wanted: str) -> str:
    values = {"standings": found, "command": command, "wanted": wanted, "role": asked.known.role}
    lines = sum(len(standing.lines) for standing in found)
    return fitting(lambda shown: page(asked, "status", shown=shown, **values), lines)


@invited
def task(asked: Asked) -> str:
    """`/task 26`."""
    view = chatting.view(asked.office, asked.known, asked.words, asked.now)
    return fitting(lambda shown: page(asked, "task", view=view, shown=shown, role=asked.known.role), len(view.words))


def _move(verb: Verb) -> Command:
    @invited
    def move(asked: Asked) -> str:
        moved = chatting.act(asked.office, asked.known, verb, asked.words, asked.now)
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
