"""`duban policy check` as typed: a ladder that will fall silent is said to."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.declared.keeping import policy

REPEATING = '[[ladder]]\nname = "甲"\n[[ladder.rung]]\nname = "T+1"\ndays = 1\nkind = "urging"\nrepeat_days = 7\n'


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (REPEATING, ""),
        (REPEATING.replace("repeat_days = 7\n", ""), "台阶“甲”在“T+1”之后不再发任何消息"),
        (REPEATING.replace("days = 1", "days = -1").replace("repeat_days = 7\n", ""), "台阶“甲”没有逾期后的级"),
    ],
)
def test_a_ladder_that_falls_silent_is_said_to(tmp_path: Path, written: str, words: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(written, encoding="utf-8")
    done = CliRunner().invoke(policy, ["check", str(file)])
    assert done.exit_code == 0
    assert words in done.stderr
    assert bool(words) == ("请留意" in done.stderr)
