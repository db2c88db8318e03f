"""An office's own words: begun as a copy in which every sentence waits behind a #, and looked through for faults."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import tomli

from bot.channel_kinds import kinds
from bot.messages.own_layouts import layout_faults
from bot.messages.templates import LAYOUT, own_folders
from bot.resources import shipped
from bot.texts import LANGUAGES, holes, text
from bot.toml_lines import line_of

#: Whose sentences stand in letters; what an office begins with where it names no room.
LETTER_ROOMS = ("letter", "duty", "digest", "item", "forms")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What an office has of its own: how many sentences in how many files, and what of it cannot be used."""

    sentences: int
    files: int
    faults: tuple[str, ...]


def rooms() -> tuple[str, ...]:
    """The rooms of the texts: a file each."""
    return tuple(sorted(path.stem for path in shipped("templates", LANGUAGES[0], "texts").glob("*.toml")))


def begun(language: str, room: str) -> str:
    """The shipped sentences of a room behind a #: taken away, a sentence is the office's own."""
    source = shipped("templates", language, "texts", f"{room}.toml").read_text(encoding="utf-8")
    lines = [line if not line or line.startswith("#") else f"# {line}" for line in source.splitlines()]
    return "\n".join([f"# {text('texts.head')}", *lines]) + "\n"


def layouts() -> dict[str, str]:
    """The layouts of letters, by their place below `layout`."""
    base = shipped("templates", LAYOUT)
    found = [path for room in ("email", "telegram", "forms") for path in sorted((base / room).iterdir())]
    return {str(path.relative_to(base)): path.read_text(encoding="utf-8") for path in found}


def own_words(config: Path | None) -> OwnWords:
    """What stands in the office's own templates, looked through."""
    faults: list[str] = []
    sentences = files = 0
    for folder in own_folders(config):
        for path in sorted(folder.glob("*/texts/*.toml")):
            files += 1
            found = list(_faults(path))
            sentences += max(0, _count(path) - len(found))
            faults += found
        own = sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".j2"})
        files += len(own)
        faults += [fault for path in own for fault in layout_faults(path, folder)]
    return OwnWords(sentences, files, tuple(faults))


def _count(path: Path) -> int:
    try:
        return len(tomli.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError):
        return 0


def _faults(path: Path) -> Iterator[str]:
    """Every fault of one file of sentences, with its line and column."""
    language, room = path.parent.parent.name, path.stem
    if language not in LANGUAGES:
        yield text("texts.no_language", file=path, found=language, languages="、".join(LANGUAGES))
        return
    if room not in rooms():
        yield text("texts.unknown_file", file=path, near=_near(room, rooms()))
        return
    try:
        source = path.read_text(encoding="utf-8-sig")
        own = tomli.loads(source)
    except tomli.TOMLDecodeError as error:
        yield text("texts.fault", file=path, line=error.lineno, column=error.colno, what=error.msg)
        return
    except (OSError, UnicodeDecodeError) as error:
        yield text("texts.unreadable", file=path, reason=error)
        return
    shipped_source = shipped("templates", language, "texts", path.name).read_text(encoding="utf-8")
    known = tomli.loads(shipped_source)
    if room == "channels":  # a channel of a package outside has its name here alone
        known = {f"name_{name}": "" for name in kinds()} | known
    yield from _faults_of(path, source, own, known)


def _faults_of(path: Path, source: str, own: dict[str, object], known: dict[str, str]) -> Iterator[str]:
    for key, words in own.items():
        line = line_of(source, (key,)) or 1
        column, what = 1, ""
        if key not in known:
            what = text("texts.unknown_key", key=key, near=_near(key, known))
        elif not isinstance(words, str):
            what = text("texts.no_sentence", key=key)
        elif beyond := sorted(holes(words) - holes(known[key])):
            line, column = _place(source, line, beyond[0])
            given = "、".join(f"{{{name}}}" for name in sorted(holes(known[key]))) or text("texts.none")
            what = text("texts.unknown_hole", key=key, found=f"{{{beyond[0].strip('{')}}}", given=given)
            if beyond[0] == "{":
                what = text("texts.open_brace", key=key)
        if what:
            yield text("texts.fault", file=path, line=line, column=column, what=what)


def _place(source: str, line: int, hole: str) -> tuple[int, int]:
    """Line and column, from 1, at which the hole begins, from `line` on."""
    lines = source.splitlines()
    sought = re.compile(r"[{}]" if hole == "{" else r"\{" + re.escape(hole) + r"(?![\w-])")
    for n, words in enumerate(lines[line - 1 :], line):
        if (found := sought.search(words)) is not None:
            return n, found.start() + 1
    return line, 1


def _near(word: str, known: Iterable[str]) -> str:
    """“; X is meant?”, where one of `known` is like it; else nothing."""
    near = get_close_matches(word, list(known), 1, 0.6)
    return text("texts.near", near=near[0]) if near else ""
