"""Strangers are turned away; what those who are known may do is decided in `bot.work`."""

from collections.abc import Callable
from functools import wraps

from bot.conversation.answer import Answer
from bot.conversation.request import Request, page

Command = Callable[[Request, list[str]], Answer]


def invited(command: Command) -> Command:
    """The command for those alone who are bound or whom the units file names."""

    @wraps(command)
    def guarded(request: Request, words: list[str]) -> Answer:
        if request.actor is None:
            return request.answer(page(request, "stranger", asleep=request.asleep, private=request.said.private))
        return command(request, words)

    return guarded
