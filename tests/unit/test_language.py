"""The words that an office would not write, in no Chinese text; and no command of a terminal in a mail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).resolve().parents[2]
CHINESE = ROOT / "templates" / "zh-CN"
#: Word → what is said instead.
INSTEAD = {
    "联系不上": "未填联系方式",
    "没有看懂": "未能识别",
    "台阶": "提醒节点",
    "没有办成": "操作未成功",
    "从严时限": "从严掌握",
}
#: What the program calls things, outside of commands, paths and keys of the settings.
INNER = re.compile(r"(?<![\w./-])(?:urging|reminder|escalation|circular|dispatched|telegram|cli|outbox)(?![\w./-])")
#: A command or a file that is quoted, up to the next Chinese word.
COMMAND = re.compile(r"duban(?: [\w./@:{}-]+)+|[\w{}]+\.toml|\[+\w+\]+")
#: Rooms of what is sent by mail.
MAILED = ("letter", "digest", "duty", "item", "forms", "figures", "numbers")


def texts() -> Iterator[tuple[str, str]]:
    """Every Chinese sentence with its name, and every page for people."""
    for path in sorted((CHINESE / "texts").glob("*.toml")):
        yield from ((f"{path.stem}.{key}", str(said)) for key, said in tomli.loads(path.read_text("utf-8")).items())
    for path in (*CHINESE.glob("papers/*"), *(ROOT / "docs").glob("*.zh-CN.md"), ROOT / "README.zh-CN.md"):
        yield path.name, path.read_text("utf-8")


@pytest.mark.parametrize("word", INSTEAD)
def test_no_text_says_what_an_office_would_not(word: str) -> None:
    assert [name for name, said in texts() if word in said] == [], f"say {INSTEAD[word]}"


def test_no_sentence_bears_a_name_of_the_program() -> None:
    sentences = [(name, COMMAND.sub("", said)) for name, said in texts() if not name.endswith((".md", ".txt"))]
    assert [(name, INNER.findall(said)) for name, said in sentences if INNER.search(said)] == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_mail_names_a_command_of_the_terminal(language: str) -> None:
    command = re.compile(r"\bduban [a-z]{3,}|(?<![\w-])--[a-z]{2,}")
    rooms = ROOT / "templates" / language / "texts"
    said = [
        (f"{path.stem}.{key}", str(words))
        for path in sorted(rooms.glob("*.toml"))
        if path.stem in MAILED
        for key, words in tomli.loads(path.read_text("utf-8")).items()
    ]
    mails = sorted((ROOT / "tests" / "golden").glob(f"{language}.*.txt"))
    assert len(mails) > 20
    said += [(mail.name, mail.read_text("utf-8")) for mail in mails]
    assert [name for name, words in said if command.search(words)] == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_is_refused_behind_the_doors_names_no_command_of_a_chat(language: str) -> None:
    """The same words are said at the terminal, in a mail and on the board."""
    raised = re.compile(r'Error\(\s*f?"(\w+\.\w+)"')
    command = re.compile(r"(?<![\w/.<:}-])/[a-z]{3,}\b(?![/.])")
    sources = [path for room in ("work", "speech", "plan", "roster") for path in (ROOT / "bot" / room).rglob("*.py")]
    keys = {key for path in sources for key in raised.findall(path.read_text("utf-8"))}
    assert len(keys) > 40
    rooms = {
        path.stem: tomli.loads(path.read_text("utf-8")) for path in (ROOT / "templates" / language).glob("texts/*")
    }
    said = {key: str(rooms[key.partition(".")[0]].get(key.partition(".")[2], "")) for key in sorted(keys)}
    assert [(key, words) for key, words in said.items() if command.search(words)] == []
