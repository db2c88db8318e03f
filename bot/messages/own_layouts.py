"""What of an office's own layout cannot be used, with the line and column at which it stands."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta

from bot.messages.templates import LAYOUT, environment_of
from bot.resources import shipped
from bot.texts import LANGUAGES, is_sentence, text

_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_SENTENCE = re.compile(r"\b(?:t|n_of)\(\s*['\"]([\w-]+)\.([\w.-]+)['\"]\s*[,)]")
_QUOTED = re.compile(r"'([^']+)'")


def layout_faults(path: Path, folder: Path) -> Iterator[str]:
    """Every fault of one layout below an office's own `folder` of templates. Word's papers are looked at elsewhere."""
    within = path.relative_to(folder)
    name = str(Path(*within.parts[1:]))
    bases = [within.parts[0], *([LAYOUT] if within.parts[0] in LANGUAGES else [])]
    original = next((file for base in bases if (file := shipped("templates", base, name)).is_file()), None)
    if original is None:
        yield text("texts.unknown_layout", file=path)
        return
    if within.parts[1:2] == ("papers",):
        return
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield text("texts.unreadable", file=path, reason=error)
        return
    environment = environment_of(LANGUAGES[0], markup=path.suffix == ".html")
    found = list(_faults(environment, source, original.read_text(encoding="utf-8")))
    for at, what in found:
        line, column = _place(source, at)
        yield text("texts.fault", file=path, line=line, column=column, what=what)


def _faults(environment: Environment, source: str, original: str) -> Iterator[tuple[int, str]]:
    try:
        environment.compile(source)
        parsed = environment.parse(source)
    except TemplateSyntaxError as error:
        yield _begins(source, error), text("texts.syntax", reason=error.message)
        return
    known = meta.find_undeclared_variables(environment.parse(original)) | set(environment.globals)
    for name in sorted(meta.find_undeclared_variables(parsed) - known - {"loop", "language", "font"}):
        named = re.compile(rf"\b{re.escape(name)}\b")
        places = (tag.start() + word.start() for tag in _TAG.finditer(source) for word in named.finditer(tag[0]))
        yield next(places, 0), text("texts.unknown_name", name=name)
    for found in _SENTENCE.finditer(source):
        if not is_sentence(key := f"{found[1]}.{found[2]}"):
            yield found.start(), text("texts.unknown_sentence", key=key)


def _begins(source: str, fault: TemplateSyntaxError) -> int:
    """Where the word stands that Jinja names, in the line that it names; else the first tag of that line."""
    lines = source.splitlines(keepends=True)
    start = sum(map(len, lines[: fault.lineno - 1]))
    rest = lines[fault.lineno - 1] if fault.lineno <= len(lines) else ""
    named = _QUOTED.search(fault.message or "")
    at = rest.find(named[1]) if named is not None else -1
    return start + (at if at >= 0 else max(rest.find("{"), 0))


def _place(source: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in the words."""
    before = source[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
