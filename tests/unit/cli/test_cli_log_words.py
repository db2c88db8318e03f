"""`duban log` says who did what in words, and nothing that a stranger wrote drives the terminal."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.actor import account
from bot.printable import printable
from bot.texts import room
from bot.work.views.entry_words import entry_words
from tests.support.commands import LEDGER, Run, duban, empty_place, example_config

ROOT = Path(__file__).resolve().parents[3]
#: Of item 1.
UNIT = "区教育局"
NASTY = "\x1b[31m红\x07\x9b2J\u202e反\u200b字\r\x00"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The example's office with its ledger dispatched and told."""
    example_config(empty_place(tmp_path, monkeypatch))

    def typed(*words: str) -> object:
        return duban(monkeypatch, *words)

    typed("import", str(LEDGER))
    typed("dispatch", "ledger", "--on", "2026-02-10", "--yes", "--now", "2026-02-10T09:00+08:00")
    return typed  # type: ignore[return-value]


def entries(run: Run) -> list[dict[str, str]]:
    return [json.loads(line) for line in run("log", "--json").out.splitlines()]


def test_the_account_on_the_machine_did_it(run: Run) -> None:
    assert {entry["who"] for entry in entries(run)} == {account()}
    shown = run("log").out
    assert "cli" not in shown
    assert "终端" in shown
    assert "交办" in shown


def test_whom_it_acts_for_is_written_beside_the_account(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [
        sys.executable,
        "-m",
        "bot",
        "mark",
        "1",
        "acknowledged",
        "--unit",
        UNIT,
        "--as",
        "张股长",
        "--now",
        "2026-02-11T09:00",
    ]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""}, check=False)
    assert done.returncode == 0
    assert {e["who"] for e in entries(run) if e["verb"] == "acknowledged"} == {f"张股长（{account()}）"}


@pytest.mark.parametrize("words", ["log", "log --json", "status 1", "outbox --all"])
def test_nothing_that_was_written_drives_the_terminal(run: Run, words: str) -> None:
    assert run("mark", "1", "reported", "--unit", UNIT, "--note", NASTY, "--now", "2026-02-11T09:00").code == 0
    done = run(*words.split())
    assert not set(NASTY) - set("红反字[31m2J") & set(done.out + done.err)
    if words == "log":
        assert "红" in done.out


def test_words_keep_all_that_is_seen() -> None:
    seen = "甲\u3000乙\u00a0丙\t丁\n《戊》😀é"
    assert printable(seen) == seen
    assert printable(NASTY) == "[31m红2J反字"


def test_a_dict_of_an_earlier_release_is_said_in_words() -> None:
    assert entry_words("before", "{'due': '2021-09-30', 'alt': 'None'}") == "时限 2021-09-30"
    assert entry_words("before", "{broken") == "{broken"


def recorded() -> set[str]:
    """Verbs that the program writes into its trail: literal arguments of `record` and its like, and their constants."""
    found: set[str] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"record", "change"}:
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                found |= {word for word in words if isinstance(word, str)}
    return found


def test_whatever_is_recorded_has_a_word() -> None:
    for language in ("zh-CN", "en"):
        known = room(language, "cli")
        assert sorted(verb for verb in recorded() if f"did_{verb}" not in known) == []
    assert {"import", "dispatch", "policy-changed"} <= recorded()


def test_no_program_word_is_shown_of_a_year(run: Run) -> None:
    run("tick", "--now", "2026-02-10T09:00+08:00")
    run("mark", "1", "reported", "--unit", UNIT, "--now", "2026-02-11T09:00")
    run("archive", "ledger", "--now", "2026-12-31T09:00")
    table = run("log").out
    cells = re.findall(r"[a-z][a-z-]{2,}", table)
    assert set(cells) <= {"ledger", "docx", account()}


def test_a_chinese_log_of_every_kind_of_move_has_no_english_word(run: Run) -> None:
    now = ("--now", "2026-02-11T09:00+08:00")
    moves = (
        ("mark", "1", "reported", "--unit", UNIT, "--note", "已完成"),
        ("mark", "1", "closed", "--unit", UNIT),
        ("undo", "1"),
        ("mark", "1", "sent-back", "--unit", UNIT, "--note", "请补充"),
        ("mark", "1", "extension-requested", "--unit", UNIT, "--until", "2027-03-31", "--note", "设备未到"),
        ("mark", "1", "extension-granted", "--unit", UNIT),
        ("undo", "1"),
        ("invite", UNIT),
        ("invite", UNIT, "--role", "leader"),
    )
    for move in moves:
        assert run(*move, *now).code == 0 or move[-1] == "leader", (move, run(*move, *now).err)
    shown = run("log").out
    latin = set(re.findall(r"[A-Za-z][A-Za-z-]+", shown)) - {account(), "ledger", "docx"}
    assert latin == set()
    assert "撤回登记" in shown
    assert "核准销号" in shown
    assert "（至 2027-03-31）" in shown.replace("\n", "")


def test_a_move_is_echoed_with_its_day(run: Run) -> None:
    words = ("extension-requested", "--unit", UNIT, "--until", "2027-03-31", "--now", "2026-02-11T09:00+08:00")
    assert "“申请延期”需要说明理由" in run("mark", "1", *words).err
    asked = run("mark", "1", *words, "--note", "设备未到")
    assert "已申请延期至2027-03-31" in asked.out + asked.err


def test_in_a_narrow_terminal_an_entry_is_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.cli import log

    monkeypatch.setattr(log, "WIDE", 1_000)
    lines = run("log").out.splitlines()
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  \S+（终端）  交办  ledger", line) for line in lines)
