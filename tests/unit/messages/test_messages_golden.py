"""Every letter and digest, on every channel, in both languages, byte for byte.

`UPDATE_GOLDEN=1 pytest tests/unit/messages` writes them anew; a person reads the diff.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.messages import render_digest, render_letter
from bot.model import Message
from bot.texts import LANGUAGES, set_language
from tests.support.letters import DIGESTS, LETTERS

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
CHANNELS = ("email", "telegram", "robot")
CASES = [
    (kind, name, channel, language)
    for language in LANGUAGES
    for channel in CHANNELS
    for kind, names in (("letter", LETTERS), ("digest", DIGESTS))
    for name in names
]


def rendered(kind: str, name: str, channel: str) -> Message:
    if kind == "letter":
        return render_letter(LETTERS[name], channel, "id")
    return render_digest(DIGESTS[name], channel, "id")


def written(message: Message, stem: str) -> Iterator[tuple[str, str]]:
    """The files of one message: the subject stands above the text, the markup by itself."""
    yield f"{stem}.txt", f"{message.subject}\n{'-' * 8}\n{message.text}"
    if message.html is not None:
        yield f"{stem}.html", message.html


@pytest.mark.parametrize(("kind", "name", "channel", "language"), CASES)
def test_as_written(kind: str, name: str, channel: str, language: str) -> None:
    set_language(language)
    for file, words in written(rendered(kind, name, channel), f"{language}.{channel}.{kind}.{name}"):
        path = GOLDEN / file
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_bytes(words.encode())
        assert path.read_bytes().decode() == words, f"{file} differs: read it, then UPDATE_GOLDEN=1"


def test_no_golden_file_without_a_message() -> None:
    expected = set()
    for kind, name, channel, language in CASES:
        set_language(language)
        expected |= {file for file, _ in written(rendered(kind, name, channel), f"{language}.{channel}.{kind}.{name}")}
    assert {path.name for path in GOLDEN.iterdir()} == expected
