"""Which command is meant by what was said: a name of ours with or without “/”, else a move in words."""

import re
from collections.abc import Callable

from bot.conversation.answer import Answer
from bot.conversation.chat_settings import lang, topic
from bot.conversation.documents import is_document, take_document
from bot.conversation.drafts import answered_question
from bot.conversation.moves import later, move
from bot.conversation.orders import clock, digest, log, rehearsed, reminded, urged, who
from bot.conversation.photographs import is_photograph, take_photograph
from bot.conversation.request import Request
from bot.conversation.reviewing import review
from bot.conversation.steps import answered, verb_asked_for
from bot.conversation.undoing import completed
from bot.conversation.views import board, calendar, help_, mine, start, status, task
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.speech import Unclear, read
from bot.speech.signs import folded
from bot.work.answers.cards import asked

#: Takes the request and the words after the name.
Command = Callable[[Request, list[str]], Answer]

#: What shows something or binds: its name in Telegram's menu, and what else it is called.
VIEWS: dict[str, tuple[Command, tuple[str, ...]]] = {
    "mine": (mine, ("我的", "我的事项", "我的任务", "待办", "待办事项")),
    "task": (task, ("任务", "查看")),
    "status": (status, ("情况", "总体情况", "总体")),
    "review": (review, ("待审核", "审核", "待办审核")),
    "calendar": (calendar, ("日历",)),
    "board": (board, ("网页", "登录")),
    "who": (who, ("联络情况", "谁已绑定")),
    "urge": (urged, ("催办",)),
    "remind": (reminded, ("提醒",)),
    "clock": (clock, ("起算",)),
    "log": (log, ("办理记录", "记录")),
    "digest": (digest, ("周报",)),
    "rehearse": (rehearsed, ("演练", "预演")),
    "later": (later, ("稍后提醒",)),
    "lang": (lang, ("语言", "language")),
    "topic": (topic, ("话题",)),
    "help": (help_, ("帮助", "用法", "?", "？")),
    "start": (start, ()),
}
_BY_NAME = {name: found for key, (found, others) in VIEWS.items() for name in (key, *others)}
#: Those to which nothing is said: with more words behind it “who is late” is no “/who”.
_LONELY = ("mine", "who", "review", "digest", "calendar", "board", "help")
_ALONE = {name for key in _LONELY for name in (key, *VIEWS[key][1])}
#: 说英文, chinese please.
_IN_LANGUAGE = re.compile(
    r"(?:请?(?:说|用|讲|换成|切换到?|改成)|in\s+)?(中文|汉语|英文|英语|chinese|english)(?:\s*(?:please|pls|吧))?[。.!！]?",
    re.IGNORECASE,
)
#: “remind me” is no word to a unit.
_SPEAKER = frozenset({"me", "us", "我", "我们"})
#: A Chinese name with its number right behind it.
_PARTED = re.compile(
    rf"(?P<name>{'|'.join(name for name in _BY_NAME if not name.isascii() and len(name) > 1)})"
    r"(?:第)?(?P<number>\d{1,4}(?:\.\d{1,3})?)(?:[项天])?"
)
#: An invitation as it is copied out of a letter: its link, or the code alone.
_CODE = re.compile(r"(?:\S*[?&]start=)?(?P<code>(?=\S*[\dA-Z])[\w-]{22})[。.]?", re.ASCII)
#: The commands of the menu by role, the most used first; `bot.speech` knows those that move a duty, and many more.
MENUS: dict[str, tuple[str, ...]] = {
    CONTACT: ("mine", "task", "done", "ack", "extend", "undo", "status", "calendar", "board", "lang", "help", "start"),
    LEADER: ("mine", "task", "status", "calendar", "board", "lang", "help", "start"),
    COORDINATOR: (
        *("review", "mine", "status", "task", "approve", "return", "grant", "refuse", "undo", "urge", "remind"),
        *("clock", "log", "who", "digest", "rehearse", "pause", "calendar", "board", "lang", "help", "start"),
    ),
}


def heard(request: Request) -> Answer:
    """What was said: a command, or what the speaker was asked for."""
    if is_document(request) and not request.said.words.strip():
        return take_document(request)
    if is_photograph(request):
        return take_photograph(request)
    command, words = _command_of(request)
    if command is move and request.actor is not None:
        answer = _to_a_question(request)
        if answer is not None:
            return answer
    return command(request, words)


def _command_of(request: Request) -> tuple[Command, list[str]]:
    spoken = _IN_LANGUAGE.fullmatch(request.said.words.strip())
    if spoken is not None:
        return lang, [spoken[1]]
    first, *rest = request.said.words.split() or [""]
    code = _code_in(request)
    if code:
        return start, [code]
    name = first.removeprefix("/").partition("@")[0].casefold()
    if request.said.files:
        return move, []
    if name not in _BY_NAME and (parted := _PARTED.fullmatch(folded(name))):  # 催办3, 预演30天
        name, rest = parted["name"], [parted["number"], *rest]
    is_said = first.startswith(("/", "／")) or not rest or not (name in _ALONE or rest[0].casefold() in _SPEAKER)
    return (_BY_NAME[name], rest) if name in _BY_NAME and is_said else (move, [])


def _code_in(request: Request) -> str:
    """The code of an invitation, where that is all that is said; of a stranger also among other words."""
    words = request.said.words.split()
    if request.said.files or (len(words) > 1 and (request.actor is not None or words[0].startswith(("/", "／")))):
        return ""
    parts = [part for word in words for part in re.split(r"[:：，,]", word)[-1:]]
    found = [match["code"] for part in parts if (match := _CODE.fullmatch(part)) is not None]
    return found[0] if len(found) == 1 else ""


def is_command(request: Request, asked_for: Verb | None) -> bool:
    """Whether the words are a command whatever was asked: with “/”, with its numbers, or of all for something else.

    “都办好了” says how it went with what was asked about.
    """
    if request.said.words.lstrip().startswith(("/", "／")):
        return True
    said = read(request.said.lines)
    return not isinstance(said, Unclear) and any(one.numbers or (one.every and one.verb != asked_for) for one in said)


def _to_a_question(request: Request) -> Answer | None:
    """The answer to what the speaker was asked here; None where nothing was asked, or this is no answer to it."""
    found = asked(request.office, request.said.chat, request.said.user, request.now)
    if found is None:
        return None
    card, step = found
    if is_command(request, verb_asked_for(card)):
        return None
    if step == "files":  # what follows a report, without a word, belongs to it
        return completed(request, card) if request.said.files and not request.said.words else None
    if step == "question":
        return answered_question(request, card, request.said.words.strip())
    return completed(request, card) if step == "more" else answered(request, card, step)
