"""Every sentence that a person reads, by key, in the language set.

`text("reading.empty", place="a.docx")` is the line `empty` of `templates/<language>/texts/reading.toml`,
its `{place}` filled in. One file a room, read when its first sentence is wanted. An office's own file of the same
name need only hold the sentences that it changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import tomli

from bot.resources import find_file, shipped

LANGUAGES = ("zh-CN", "en")
_state: dict[str, Any] = {"language": LANGUAGES[0], "config": None}
#: The language of whoever is being answered here and now; None: the one set for all.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


#: Behind the key of a sentence that is said instead where its reader has no terminal: it names no command, no option.
AWAY = "_away"
_away: ContextVar[bool] = ContextVar("away", default=False)


def set_language(language: str, config: Path | None = None) -> None:
    """All later texts come in `language`; an office's own texts are looked for around `config`."""
    _state.update(language=language, config=config)


def language() -> str:
    """The language now spoken."""
    return _spoken.get() or str(_state["language"])


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Within it texts come in `language`, to this reader alone; any other word than a language's changes nothing."""
    token = _spoken.set(language if language in LANGUAGES else _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(token)


@contextmanager
def away_from_terminal() -> Iterator[None]:
    """Within it whoever reads sits at a page, a chat or a mail."""
    token = _away.set(True)
    try:
        yield
    finally:
        _away.reset(token)


def is_away() -> bool:
    """Whether whoever reads sits at no terminal."""
    return _away.get()


#: Not from the C library: a locale must not change a message.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """“2021年9月30日”, “30 Sep 2021”."""
    if language() == "zh-CN":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@lru_cache(maxsize=64)
def _catalogue(language: str, room: str, config: Path | None) -> dict[str, str]:
    """The shipped sentences of a room, an office's own in their place."""
    parts = ("templates", language, "texts", f"{room}.toml")
    known = tomli.loads(shipped(*parts).read_text(encoding="utf-8"))
    path = find_file(config, *parts)
    return known if path == shipped(*parts) else known | _usable(path, known)


def forget_texts() -> None:
    """All sentences are read from their files when one is next wanted."""
    _catalogue.cache_clear()
    _sentence.cache_clear()


def _usable(path: Path, known: dict[str, str]) -> dict[str, str]:
    """An office's own sentences; one that cannot be filled in is logged and left out, and every message goes."""
    try:
        own = tomli.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        _warn("%s cannot be read and is not used: %s", path, error)
        return {}
    fitting = {
        key: words
        for key, words in own.items()
        if key not in known or (isinstance(words, str) and holes(words) <= holes(known[key]))
    }
    for key in own.keys() - fitting.keys():
        _warn("%s, %s: names in braces something that this sentence is not given; it is not used", path, key)
    return fitting


def _warn(words: str, *parts: object) -> None:
    import logging  # noqa: PLC0415 - every command waits for this file, and few have anything to warn of

    logging.getLogger(__name__).warning(words, *parts)


def holes(words: object) -> set[str]:
    """What stands in braces; what is no sentence at all has a hole that none has."""
    try:
        return {name for _, name, _, _ in Formatter().parse(str(words)) if name is not None}
    except ValueError:
        return {"{"}


def room(language: str, name: str) -> dict[str, str]:
    """Every sentence of one room in one language, its holes unfilled."""
    return _catalogue(language, name, _state["config"])


def sentence(key: str) -> str:
    """The sentence `key` (`room.name`), its holes unfilled; away from a terminal the one that names no options."""
    return _sentence(_spoken.get() or _state["language"], key, _state["config"], _away.get())


@lru_cache(maxsize=8192)
def _sentence(language: str, key: str, config: Path | None, is_away: bool) -> str:
    room, _, name = key.partition(".")
    known = _catalogue(language, room, config)
    return known.get(f"{name}{AWAY}", known[name]) if is_away else known[name]


def sentence_in(language: str, key: str) -> str:
    """The sentence `key` in another language than the one set."""
    name, _, rest = key.partition(".")
    return room(language, name)[rest]


def text(key: str, /, **parts: object) -> str:
    """The sentence `key` with its holes filled."""
    return sentence(key).format(**parts)


def is_sentence(key: str) -> bool:
    """Whether there is a sentence `key` in the language set."""
    name, _, rest = key.partition(".")
    try:
        return rest in room(language(), name)
    except OSError:
        return False


def text_or(key: str, otherwise: str) -> str:
    """The sentence `key` where there is one, else the words `otherwise`; for what may be of a release to come."""
    name, _, rest = key.partition(".")
    return room(language(), name).get(rest, otherwise)


def counted(key: str, n: int, /, **parts: object) -> str:
    """The sentence `key` about `n` things; about a single one the sentence `key_one`."""
    return text(f"{key}_one" if n == 1 else key, n=n, **parts)
