"""Tables on a narrow terminal: what is copied stays whole, days are not broken."""

import pytest
from rich.console import Console

from bot.cli import terminal
from bot.cli.terminal import table

LONG_ID = "guanyu-yinfa-2031-nian-gongzuo-yaodian-fengong"


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "out", Console(width=80, highlight=False))


def test_an_id_can_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    table(["编号", "标题", "任务"], [(LONG_ID, "云汀区2031年政务公开工作要点任务分解表" * 2, 50)], whole=(0,))
    assert LONG_ID in capsys.readouterr().out


@pytest.mark.parametrize("day", ["2031-09-30", "2031-09-30\n从严 2031-08-31", "9月30日"])
def test_a_day_is_not_broken(capsys: pytest.CaptureFixture[str], day: str) -> None:
    words = "公开本年度重大建设项目批准和实施情况" * 6
    table(["序号", "任务", "时限", "情况"], [("26", words, day, words)])
    printed = capsys.readouterr().out
    assert all(part in printed for part in day.split("\n"))
