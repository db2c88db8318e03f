"""The commands of operation, as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import duban
from bot.errors import UsageError
from bot.model import sentence
from bot.store.store import Store
from tests.support.post import post, states

Type = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database of the commands, with one message that was set aside and one that was sent."""
    found = f"sqlite:///{tmp_path / 'duban.db'}"
    monkeypatch.setenv("DUBAN_DATABASE_URL", found)
    monkeypatch.setenv("DUBAN_CONFIG", str(tmp_path))
    store = Store.open(found)
    post(store, "aside-1", state="unsent", error=sentence("mailbox.bounced", reason="550"), contact="张三")
    post(store, "gone-1", state="sent", contact="李四", address="ls@example.org")
    store.close()
    return found


@pytest.fixture
def typed(url: str) -> Type:
    def run(*words: str) -> Result:
        return CliRunner().invoke(duban, words, catch_exceptions=False, standalone_mode=False)

    return run


def now_states(url: str) -> dict[str, str]:
    store = Store.open(url)
    found = states(store)
    store.close()
    return found


def test_outbox_lists_retries_and_drops(typed: Type, url: str) -> None:
    (line,) = typed("outbox", "--json").stdout.splitlines()
    assert json.loads(line)["reason"] == "对方邮件服务器退信：550"
    assert len(typed("outbox", "--all", "--json").stdout.splitlines()) == 2
    assert "aside-1" in typed("outbox").stdout
    typed("outbox", "retry", "aside")
    assert now_states(url)["aside-1"] == "waiting"
    typed("outbox", "drop", "aside", "--note", "已电话通知")
    assert now_states(url)["aside-1"] == "dropped"


def test_a_backup_comes_back_and_none_is_overwritten_unasked(typed: Type, url: str, tmp_path: Path) -> None:
    file = str(tmp_path / "b.db")
    typed("backup", file)
    with pytest.raises(UsageError):
        typed("backup", file)
    typed("backup", "--replace", file)
    typed("outbox", "retry", "aside")
    typed("restore", "--replace", file)
    assert now_states(url) == {"aside-1": "unsent", "gone-1": "sent"}


def test_a_move_shows_rows_and_checksums(typed: Type, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'to.db'}"
    lines = [json.loads(line) for line in typed("move", "--to", target, "--json").stdout.splitlines()]
    assert {line["table"]: line["rows"] for line in lines}["outbox"] == 2
    assert now_states(target) == {"aside-1": "unsent", "gone-1": "sent"}


def test_forgetting_asks_first(typed: Type) -> None:
    with pytest.raises(UsageError):
        typed("forget", "李四")
    assert "李四" in typed("outbox", "--all", "--json").stdout
    typed("forget", "李四", "--yes")
    assert "李四" not in typed("outbox", "--all", "--json").stdout
