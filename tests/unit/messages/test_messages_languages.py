"""Both languages say the same things: the same files, the same keys, the same holes, the same layout."""

import re
from pathlib import Path
from string import Formatter

import pytest
import tomli

from bot.messages import render_letter
from bot.resources import shipped
from bot.texts import LANGUAGES, set_language
from tests.support.letters import LETTERS

ROOT = shipped("templates")
FIRST, SECOND = LANGUAGES
#: Rooms that stand in one language only are the business of `test_same_files`.
ROOMS = sorted(set.intersection(*({path.name for path in (ROOT / x / "texts").glob("*.toml")} for x in LANGUAGES)))
EVERY = sorted(path for path in ROOT.rglob("*") if path.is_file())
#: Layouts: what is not a catalogue of sentences.
LAYOUTS = [path for path in EVERY if path.suffix != ".toml" and "digest" not in path.name]
LONGEST_LINE = 200


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


#: English words of the program's own, and names that an office would not write: none stands in a Chinese sentence.
INTERNAL = re.compile(
    r"\b(urging|urge|reminder|dispatch(ed)?|digest|escalation|acknowledged?|reported|closed|undone|None|True|False|cli)\b"
)
#: What is typed: commands, options, variables, keys, files and holes.
TYPED = re.compile(r"\{[^}]*\}|duban(?: [a-z-]+)*|--?[a-z-]+|DUBAN_\w+|[\w/.-]+\.\w+|\w+=\S+|\w+（|（\w+）|/\w+")
#: Words that a coordinator gets by mail or chat: no command of the terminal stands in them.
BY_MAIL = ("digest", "letter", "duty", "item", "forms", "people")


@pytest.mark.parametrize("room", ROOMS)
def test_chinese_has_no_word_of_the_programs_own(room: str) -> None:
    said = {key: TYPED.sub("", words) for key, words in texts(FIRST, room).items() if not key.endswith("_help")}
    assert {key: words for key, words in said.items() if INTERNAL.search(words)} == {}


@pytest.mark.parametrize("room", BY_MAIL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_of_the_terminal_stands_in_a_letter(room: str, language: str) -> None:
    assert {
        k: w
        for k, w in texts(language, f"{room}.toml").items()
        if k != "no_such_chat" and re.search(r"\bduban [a-z]", w)
    } == {}


@pytest.mark.parametrize("word", ["联系不上", "没有看懂", "台阶", "没有办成"])
def test_words_that_no_office_writes_stand_nowhere(word: str) -> None:
    assert [(room, k) for room in ROOMS for k, w in texts(FIRST, room).items() if word in w] == []


def test_a_rendered_chinese_letter_has_no_english_word() -> None:
    golden = Path(__file__).resolve().parents[2] / "golden"
    quoted = re.compile(r"/[a-z]+|https?://\S+|<[^>]*>|Open Data|550 no such user")  # commands, a task, a server
    for path in golden.glob("zh-CN.*.txt"):
        words = quoted.sub("", path.read_text(encoding="utf-8"))
        assert not re.search(r"\b[a-z]{4,}\b", words), path.name


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_line_of_a_template_is_long(path: Path) -> None:
    """What is longer decides something, and decisions are made in Python."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


def test_the_layout_stands_once() -> None:
    """Languages hold sentences; how they are laid out is the same for all."""
    own = {path.parent.name for path in EVERY if path.relative_to(ROOT).parts[0] in LANGUAGES}
    assert own == {"texts", "papers"}  # a Word template holds its own sentences


def test_an_office_changes_one_sentence_and_the_others_stay(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / FIRST / "texts"
    folder.mkdir(parents=True)
    (folder / "duty.toml").write_text('undated = "请与我办商定时限"\n', encoding="utf-8")
    set_language(FIRST, tmp_path)
    message = render_letter(LETTERS["dispatch"], "email", "id", tmp_path)
    assert "请与我办商定时限" in message.text
    assert "长期工作，请反馈工作安排" in message.text


@pytest.mark.parametrize(
    "written", ['undated = "请与{nobody}商定"', 'undated = "请与{商定"', "undated = 请与我办商定", "= ="]
)
def test_a_sentence_that_cannot_be_filled_in_stops_no_message(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "templates" / FIRST / "texts"
    folder.mkdir(parents=True)
    (folder / "duty.toml").write_text(written + "\n", encoding="utf-8")
    set_language(FIRST, tmp_path)
    assert "未定时限" in render_letter(LETTERS["dispatch"], "email", "id", tmp_path).text
