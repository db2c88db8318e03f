"""What click says itself comes in the language set."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest
from click.testing import CliRunner

from bot.cli import duban
from bot.texts import room, set_language


@pytest.fixture(autouse=True)
def _language_again() -> Iterator[None]:
    yield
    set_language("zh-CN")


def said(*words: str) -> str:
    return CliRunner().invoke(duban, list(words), prog_name="duban").output


CASES = [
    (("--help",), ("用法：", "选项", "显示本说明。", "显示版本号。")),
    (("mark",), ("用法：", "错误：", "缺少参数", "用法请看：duban mark")),
    (("mark", "1", "closde"), ("值不对", "closde", "不在可选之列")),
    (("nonsense",), ("没有命令 'nonsense'。",)),
    (("log", "--uint", "x"), ("没有选项 '--uint'。", "是否想写")),
    (("log", "1", "2", "3"), ("多出了参数（2 3）",)),
    (("restore",), ("缺少参数",)),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_in_chinese(words: tuple[str, ...], expected: tuple[str, ...]) -> None:
    found = said(*words)
    assert [one for one in expected if one not in found] == []
    assert [one for one in ("Usage", "Options", "Error", "Missing", "Try ", "Show ") if one in found] == []


@pytest.mark.parametrize("words", [words for words, _ in CASES])
def test_in_english_as_click_has_them(words: tuple[str, ...]) -> None:
    set_language("en")
    found = said(*words)
    assert "Usage:" in found
    assert not any("\u4e00" <= c <= "\u9fff" for c in found.partition("\n")[0])


def test_every_one_of_them_is_still_clicks() -> None:
    """A word that click no longer has would be a translation of nothing."""
    folder = Path(click.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    english = room("en", "click")
    missing = [words for words in english.values() if repr(words)[1:-1] not in source and words not in source]
    assert missing == []


def test_both_have_the_same_holes() -> None:
    english, chinese = room("en", "click"), room("zh-CN", "click")
    for name, words in english.items():
        holes = [{hole for _, hole, _, _ in Formatter().parse(one) if hole} for one in (words, chinese[name])]
        assert holes[0] == holes[1], name


@pytest.mark.parametrize("command", ["tick", "dispatch", "mark"])
def test_options_are_worded_in_the_language_set(command: str, tmp_path: Path) -> None:
    environ = {**os.environ, "DUBAN_LANGUAGE": "en", "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, "-m", "bot", command, "--help"], capture_output=True, check=True, cwd=tmp_path, env=environ
    )
    options = done.stdout.decode().partition("Options:")[2]
    assert not any("\u4e00" <= c <= "\u9fff" for c in options.partition("Example")[0])
