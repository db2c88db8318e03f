"""Both languages say the same things: the same files, the same keys, the same holes, the same layout."""

import re
from pathlib import Path
from string import Formatter

import pytest
import tomli

from bot.resources import shipped
from bot.texts import LANGUAGES

ROOT = shipped("templates")
FIRST, SECOND = LANGUAGES
#: Rooms that stand in one language only are the business of `test_same_files`.
ROOMS = sorted(set.intersection(*({path.name for path in (ROOT / x / "texts").glob("*.toml")} for x in LANGUAGES)))
MARKUP = sorted(
    path.relative_to(ROOT / FIRST).as_posix() for path in (ROOT / FIRST).rglob("*.html") if path.parent.name != "chat"
)
TAG = re.compile(r"<[^>]*>")
FONT = re.compile(r"\b(zh-CN|en)\b")


def files(language: str) -> list[str]:
    base = ROOT / language
    return sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())


def texts(language: str, room: str) -> dict[str, str]:
    return tomli.loads((ROOT / language / "texts" / room).read_text(encoding="utf-8"))


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_same_files() -> None:
    assert files(FIRST) == files(SECOND)


@pytest.mark.parametrize("room", ROOMS)
def test_same_keys(room: str) -> None:
    assert sorted(texts(FIRST, room)) == sorted(texts(SECOND, room))


@pytest.mark.parametrize("room", ROOMS)
def test_same_holes(room: str) -> None:
    first, second = texts(FIRST, room), texts(SECOND, room)
    assert {key: holes(words) for key, words in first.items()} == {key: holes(words) for key, words in second.items()}


@pytest.mark.parametrize("room", ROOMS)
def test_english_has_no_sentence_left_in_chinese(room: str) -> None:
    left = {key: words for key, words in texts(SECOND, room).items() if re.search(r"[。；：，！？]", words)}
    assert left == {}


@pytest.mark.parametrize("name", MARKUP)
def test_same_layout(name: str) -> None:
    skeletons = [
        [FONT.sub("", tag) for tag in TAG.findall((ROOT / language / name).read_text(encoding="utf-8"))]
        for language in LANGUAGES
    ]
    assert skeletons[0] == skeletons[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_imports_the_words_of_its_own_language(language: str) -> None:
    other = SECOND if language == FIRST else FIRST
    for path in Path(ROOT / language).rglob("*"):
        if path.suffix in {".html", ".txt", ".j2"}:
            assert f'"{other}/' not in path.read_text(encoding="utf-8"), path
