"""Which command is meant by what was said: a name of ours with or without “/”, else a move in words."""

from collections.abc import Callable

from bot.conversation.answer import Answer
from bot.conversation.moves import move
from bot.conversation.request import Request
from bot.conversation.views import help_, mine, start, status, task

#: Takes the request and the words after the name.
Command = Callable[[Request, list[str]], Answer]

#: What shows something or binds: its name in Telegram's menu, and what else it is called.
VIEWS: dict[str, tuple[Command, tuple[str, ...]]] = {
    "mine": (mine, ("我的", "我的事项", "我的任务", "待办", "待办事项")),
    "task": (task, ("任务", "查看")),
    "status": (status, ("情况", "总体情况", "总体")),
    "help": (help_, ("帮助", "用法", "?", "？")),
    "start": (start, ()),
}
_BY_NAME = {name: found for key, (found, others) in VIEWS.items() for name in (key, *others)}
#: What moves a duty, by the names of the menu; `bot.speech` knows these and many more.
MOVES = ("done", "ack", "extend", "approve", "return", "grant", "refuse", "undo")
#: The order of the menu.
MENU = ("mine", "task", *MOVES[:3], "status", *MOVES[3:], "help", "start")


def command_of(request: Request) -> tuple[Command, list[str]]:
    """The command, and the words that it is about."""
    first, *rest = request.said.words.split() or [""]
    name = first.removeprefix("/").partition("@")[0].casefold()
    if request.said.files or name not in _BY_NAME:
        return move, []
    return _BY_NAME[name], rest
