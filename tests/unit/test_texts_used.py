"""Every sentence in the texts is said somewhere: by its key, or by a key with holes that words of the program fill."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import tomli

from bot.resources import shipped
from bot.texts import AWAY, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
TEXTS = shipped("templates", LANGUAGES[0], "texts")
#: Rooms that are read as a whole, and where.
WHOLE = {"click": "bot/cli/click_words.py"}
HOLE = "(.+)"
#: What a trail calls a deed is written where it is done and worded where it is shown: f"binding-{event}".
VERB = re.compile(r"[a-z]{4,}_\(\.\+\)$")


@dataclass(frozen=True)
class Strings:
    """What one file says: words, and patterns made of its strings with holes."""

    path: Path
    words: frozenset[str]
    patterns: frozenset[str] = frozenset()


@cache
def program() -> tuple[Strings, ...]:
    """Every module, and every template, of which what stands in quotes."""
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file() and path.suffix != ".toml"]
    quoted = re.compile(r"(?=['\"]([^'\"\n]+)['\"])")  # a quoted value may hold another
    return (
        *(strings_of(path) for path in (ROOT / "bot").rglob("*.py")),
        *(strings_of_template(path, quoted.findall(path.read_text(encoding="utf-8"))) for path in templates),
    )


def strings_of_template(path: Path, quoted: Iterable[str]) -> Strings:
    """A key that a template joins to something ("rehearse.kind_" ~ kind) ends with its joint."""
    words = plain(quoted)
    return Strings(path, words, frozenset(re.escape(word) + HOLE for word in words if word.endswith("_")))


def strings_of(path: Path) -> Strings:
    words: set[str] = set()
    patterns: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Constant(value=str(said)):
                words |= {said} if len(said) > 400 else {said, *said.split()}
            case ast.JoinedStr(values=parts):
                patterns.add("".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else HOLE for p in parts))
            case ast.BinOp(left=ast.Constant(value=str(said)), op=ast.Add()):
                patterns.add(re.escape(said) + HOLE)
            case ast.keyword(arg=str(name)) | ast.AnnAssign(target=ast.Name(id=name)):
                words.add(name)  # names of fields are keys of columns and facts
    return Strings(path, plain(words), plain(patterns))


def plain(words: Iterable[str]) -> frozenset[str]:
    """Words with one kind of joint: what is called no-way in the program has the key no_way."""
    return frozenset(word.replace("\\-", "_").replace("-", "_") for word in words)


@cache
def words_below(folder: Path) -> frozenset[str]:
    """All words of the files in a folder."""
    return frozenset().union(*(one.words for one in program() if folder in one.path.parents))


def is_said(key: str) -> bool:
    """Whether some file has the key, or a string with holes that words of the program make the key.

    Where all but the room is a hole, the words must be of the same folder, and of the commands' folder of the same
    file, for anything could be meant otherwise.
    """
    if key.endswith(AWAY) and is_said(key.removesuffix(AWAY)):  # said for it, away from a terminal
        return True
    key = key.replace("-", "_").removesuffix("_one")  # what is said of one has the key of what is said of several
    room = key.partition(".")[0]
    if any(key in one.words for one in program()):
        return True
    return any(
        fills(found.groups(), one, only_hole=pattern == re.escape(f"{room}.") + HOLE)
        for one in program()
        for pattern in one.patterns
        if pattern.startswith(re.escape(f"{room}.")) and (found := re.fullmatch(pattern, key))
    )


def fills(parts: tuple[str, ...], one: Strings, *, only_hole: bool) -> bool:
    """Whether words that are known where `one` stands fill its holes; one may be made of a string with holes itself."""
    if not only_hole:
        known = words_below(ROOT / "bot") | one.words
    else:
        known = one.words if one.path.parent.name == "cli" else words_below(one.path.parent)
    return all(part in known or part.isdigit() or is_made(part, one) for part in parts)


def is_made(word: str, one: Strings) -> bool:
    """f"robot_{meaning}" makes robot_busy where “busy” is known; f"binding_{event}", elsewhere, what a trail holds."""
    own = any(parts_known(word, pattern, one) for pattern in one.patterns if not pattern.startswith(HOLE))
    return own or any(
        parts_known(word, pattern, other)
        for other in program()
        for pattern in other.patterns
        if VERB.match(pattern) and other.path.suffix == ".py"
    )


def parts_known(word: str, pattern: str, one: Strings) -> bool:
    """Whether words known where `one` stands fill the holes of a string so that it is `word`."""
    match = re.fullmatch(pattern, word)
    return match is not None and set(match.groups()) <= words_below(one.path.parent)


@pytest.mark.parametrize("room", sorted(path.stem for path in TEXTS.glob("*.toml")))
def test_every_sentence_is_said_somewhere(room: str) -> None:
    if room in WHOLE:
        assert f'"{room}"' in (ROOT / WHOLE[room]).read_text(encoding="utf-8")
        return
    keys = tomli.loads((TEXTS / f"{room}.toml").read_text(encoding="utf-8"))
    assert [key for key in keys if not is_said(f"{room}.{key}")] == []


def test_a_sentence_that_nobody_says_is_found() -> None:
    assert is_said("cli.import_new")
    assert is_said("cli.column_units")
    assert not is_said("cli.import_never")
    assert not is_said("cli.column_neverland")


#: Rooms whose sentences are said in chats, mails and pages too.
EVERYWHERE = ("work", "people", "plan", "duty", "ledger")
OF_TERMINALS = re.compile(r"\bduban [a-z]|(?<!\w)--[a-z]|命令行|at the terminal")


#: Said by the command alone: its own help and what follows its options.
OF_THE_COMMAND = {"help", "report", "json", "send_to", "test_no_way", "test_no_channel"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ["check", "board", "outbox", "mailbox"])
def test_no_page_of_the_board_tells_of_commands(room: str, language: str) -> None:
    """A coordinator needs a terminal for nothing but installing."""
    known = tomli.loads(shipped("templates", language, "texts", f"{room}.toml").read_text(encoding="utf-8"))
    shown = {"outbox": {"handed", "none", "state"}, "mailbox": {"no_mail"}}.get(room, known.keys() - OF_THE_COMMAND)
    said = {key: known.get(f"{key}{AWAY}", known[key]) for key in shown}
    assert [key for key, words in said.items() if OF_TERMINALS.search(words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", EVERYWHERE)
def test_nobody_away_from_a_terminal_is_told_of_commands(room: str, language: str) -> None:
    known = tomli.loads(shipped("templates", language, "texts", f"{room}.toml").read_text(encoding="utf-8"))
    said = {key: known.get(f"{key}{AWAY}", words) for key, words in known.items()}
    assert [key for key, words in said.items() if OF_TERMINALS.search(words)] == []
    assert [key for key in known if key.endswith(AWAY) and key.removesuffix(AWAY) not in known] == []
