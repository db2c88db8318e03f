"""`duban policy` as typed: a ladder that will fall silent is said to, and what is not listed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.declared.keeping import policy
from bot.errors import SettingsErrors
from bot.plan.policy_file import load_policy

REPEATING = '[[ladder]]\nname = "甲"\n[[ladder.rung]]\nname = "T+1"\ndays = 1\nkind = "urging"\nrepeat_days = 7\n'


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (REPEATING, ""),
        (REPEATING.replace("repeat_days = 7\n", ""), "提醒节点“甲”在“T+1”之后不再发任何消息"),
        (REPEATING.replace("days = 1", "days = -1").replace("repeat_days = 7\n", ""), "提醒节点“甲”没有逾期后的节点"),
    ],
)
def test_a_ladder_that_falls_silent_is_said_to(tmp_path: Path, written: str, words: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(written, encoding="utf-8")
    done = CliRunner().invoke(policy, ["check", str(file)])
    assert done.exit_code == 0
    assert words in done.stderr
    assert bool(words) == ("请留意" in done.stderr)


@pytest.mark.parametrize(("repeated", "words"), [(True, "这里只列前 16 次"), (False, "")])
def test_what_is_not_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repeated: bool, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "other.toml"
    often = f"urgings_at_most = 30\n{REPEATING}"
    file.write_text(often if repeated else REPEATING.replace("repeat_days = 7\n", ""), encoding="utf-8")
    asked = ["show", "--due", "2026-10-08", "--now", "2026-09-01", "--policy", str(file)]
    done = CliRunner().invoke(policy, asked, catch_exceptions=False)
    assert words in done.output
    assert bool(words) == ("另有" in done.output)


def test_the_programs_own_rungs_stand_there_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(policy, ["show", "--due", "2026-10-08", "--now", "2026-09-01"]).output
    assert "签收" in shown
    assert "T-10" in shown
    assert not {"dispatch", "sign"}.intersection(shown.split())


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("send_at = 9\n", "第 1 行第 11 列，send_at"),
        (REPEATING.replace("days = 1\n", "  days = 8.5\n"), "第 5 行第 10 列，ladder.1.rung.1.days"),
        (REPEATING.replace("days = 1", "dyas = 1"), "第 5 行第 8 列，ladder.1.rung.1.dyas"),
        (f'{REPEATING}\n[digest]\nweekday = "someday"\n', "weekday"),
    ],
)
def test_a_fault_is_named_by_line_and_column(tmp_path: Path, written: str, place: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsErrors) as refused:
        load_policy(file)
    assert place in str(refused.value)
    assert "–" not in str(refused.value)
