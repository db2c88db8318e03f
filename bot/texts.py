"""Every sentence that a person reads on a terminal or in an error, by key, in the language set.

`text("reading.empty", place="a.docx")` is the line `empty` of `templates/<language>/texts/reading.toml`,
its `{place}` filled in. One file a room, read when its first sentence is wanted.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from bot.resources import find_file

LANGUAGES = ("zh-CN", "en")
_state: dict[str, Any] = {"language": LANGUAGES[0], "config": None}


def set_language(language: str, config: Path | None = None) -> None:
    """All later texts come in `language`; an office's own texts are looked for around `config`."""
    _state.update(language=language, config=config)


def language() -> str:
    """The language now set."""
    return str(_state["language"])


@lru_cache(maxsize=64)
def _catalogue(language: str, room: str, config: Path | None) -> dict[str, str]:
    path = find_file(config, "templates", language, "texts", f"{room}.toml")
    return tomli.loads(path.read_text(encoding="utf-8"))


def room(language: str, name: str) -> dict[str, str]:
    """Every sentence of one room in one language, its holes unfilled."""
    return _catalogue(language, name, _state["config"])


def text(key: str, /, **parts: object) -> str:
    """The sentence `key` (`room.name`) with its holes filled."""
    room, _, name = key.partition(".")
    return _catalogue(language(), room, _state["config"])[name].format(**parts)
