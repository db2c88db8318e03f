"""The project's own documents: their links, headings and the commands that stand in them as code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^|\n\n)((?:    .+\n?)+)")
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
_COMMAND = re.compile(r"(?<![\w./@-])duban ((?!duban\b)[a-z].*)")


@dataclass(frozen=True)
class Fence:
    """A block of code and the language that it names."""

    language: str
    code: str


def documents() -> list[Path]:
    """Every document of the project."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def pages_to_print() -> list[Path]:
    """The pages in HTML, whose code is marked as such."""
    return sorted((ROOT / "docs").glob("*.html"))


def name_of(path: Path) -> str:
    """What a document is called in a test."""
    return str(path.relative_to(ROOT))


def words_of(path: Path) -> str:
    """What stands in it."""
    return path.read_text(encoding="utf-8")


def links(words: str) -> list[str]:
    """Where its links and pictures lead, as written; code has none."""
    return _LINK.findall(_INLINE.sub("", _FENCE.sub("", words)))


def anchors(words: str) -> set[str]:
    """What its headings are called in links, as GitHub makes it."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(_FENCE.sub("", words)))
    return {heading.strip().replace(" ", "-") for heading in plain}


def fences(words: str) -> list[Fence]:
    """Its blocks of code in their order."""
    return [Fence(found[1], found[2]) for found in _FENCE.finditer(words)]


def commands(words: str) -> Iterator[str]:
    """What stands behind “duban” in code, up to the end of the line or of the code."""
    rest = _FENCE.sub("", words)
    if rest.startswith("<!DOCTYPE html>"):
        rest = unescape(re.sub(r"</?code>", "`", rest))
    code = [fence.code for fence in fences(words)] + _INDENTED.findall(rest) + _INLINE.findall(rest)
    for block in code:
        for line in block.splitlines():
            if (found := _COMMAND.search(line)) is not None:
                yield re.split(r"\s(?:#|&&|\||;|→)\s?|　", found[1])[0]
