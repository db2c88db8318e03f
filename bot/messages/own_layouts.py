"""What of an office's own layout cannot be used, with the line and column at which it stands."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta

from bot.messages.templates import LAYOUT, environment_of
from bot.resources import shipped
from bot.texts import LANGUAGES, room, text

_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_SENTENCE = re.compile(r"\b(?:t|n_of)\(\s*['\"]([\w-]+)\.([\w.-]+)['\"]\s*[,)]")
#: What Jinja says of a template that ends too early, which every beginning of one does.
_ENDS_EARLY = ("Unexpected end of template", "unexpected end of template", "Missing end of", "unexpected 'end of")


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
        yield _begins(environment, source, error), text("texts.syntax", reason=error.message)
        return
    known = meta.find_undeclared_variables(environment.parse(original)) | set(environment.globals)
    for name in sorted(meta.find_undeclared_variables(parsed) - known - {"loop", "language", "font"}):
        found = next((m for m in _TAG.finditer(source) if re.search(rf"\b{re.escape(name)}\b", m[0])), None)
        yield found.start() if found else 0, text("texts.unknown_name", name=name)
    for found in _SENTENCE.finditer(source):
        if not _is_sentence(found[1], found[2]):
            yield found.start(), text("texts.unknown_sentence", key=f"{found[1]}.{found[2]}")


def _is_sentence(where: str, key: str) -> bool:
    try:
        return key in room(LANGUAGES[0], where)
    except OSError:
        return False


def _begins(environment: Environment, source: str, fault: TemplateSyntaxError) -> int:
    """Where the tag begins at which the template goes wrong; of one that never ends, the line that Jinja names."""
    for tag in _TAG.finditer(source):
        try:
            environment.compile(source[: tag.end()])
        except TemplateSyntaxError as error:
            if not str(error.message).startswith(_ENDS_EARLY):
                return tag.start()
    lines = source.splitlines(keepends=True)
    start = sum(map(len, lines[: fault.lineno - 1]))
    rest = lines[fault.lineno - 1] if fault.lineno <= len(lines) else ""
    return start + max(rest.find("{"), 0)


def _place(source: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in the words."""
    before = source[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
