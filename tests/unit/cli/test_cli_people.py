"""Chats that speak for people, as they are invited, listed and ended at a terminal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import duban, terminal
from bot.cli.common import office_at
from bot.errors import UsageError
from bot.work.people.invitation import Who, bind
from bot.work.people.life import follow_file

UNITS = """
[[unit]]
name = "区财政局"
  [[unit.contact]]
  name = "{contact}"
  [[unit.contact]]
  name = "副联络"
  [[unit.contact]]
  role = "leader"
  name = "李局长"

[[coordinator]]
name = "陈主任"
email = "gk@example.org"
"""
GROUP = -1001234567890


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal.out, "width", 200)
    for name in ("CONFIG", "DATABASE_URL", "TELEGRAM_TOKEN", "SMTP_URL", "LANGUAGE", "TIMEZONE"):
        monkeypatch.delenv(f"DUBAN_{name}", raising=False)
    write(tmp_path, "王联络")
    return tmp_path


def write(place: Path, contact: str) -> None:
    (place / "config").mkdir(exist_ok=True)
    (place / "config" / "units.toml").write_text(UNITS.format(contact=contact), encoding="utf-8")


def typed(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(duban, words)
    fault = result.exception
    found = fault.exit_code if isinstance(fault, UsageError) else result.exit_code
    assert found == code, (result.output, fault)
    return result


def bound(chat: int, *words: str) -> dict[str, object]:
    """Invites and binds; gives what `duban invite --json` said."""
    said: dict[str, object] = json.loads(typed("invite", *words, "--json").stdout)
    with office_at(None) as (office, now):
        assert bind(office, str(said["code"]), Who(chat, abs(chat), "某人"), now)
    return said


def listed() -> dict[int, tuple[str, str]]:
    """Chat → entry and state, as `duban bindings --json` has them."""
    rows = [json.loads(line) for line in typed("bindings", "--json").stdout.splitlines()]
    return {row["chat"]: (row["entry"], row["life"]) for row in rows}


def test_an_invitation_is_for_an_entry_of_the_file(place: Path) -> None:
    assert bound(1, "区财政局")["entry"] == "王联络"
    assert bound(2, "区财政局")["entry"] == "副联络"
    assert bound(3, "区财政局", "--role", "leader")["entry"] == "李局长"
    assert bound(4, "--coordinator", "陈主任")["entry"] == "陈主任"
    assert bound(5, "区财政局", "--person", "王联络")["entry"] == "王联络"
    assert "王联络、副联络" in str(typed("invite", "区财政局", "--person", "张三", code=2).exception)
    assert {chat: life for chat, (_, life) in listed().items()} == {
        1: "ended",
        2: "bound",
        3: "bound",
        4: "bound",
        5: "bound",
    }


def test_check_names_bindings_without_a_person(place: Path) -> None:
    bound(1, "区财政局")
    bound(2, "--coordinator", "没有写下的人")
    write(place, "张联络")
    said = typed("check", "--now", "2021-06-10T10:00", code=1).stdout
    assert "没有名录中的人与之对应" in said
    assert "区财政局联络员（某人，1）" in said
    assert "只凭邀请码" in said
    assert listed() == {1: ("王联络", "asleep"), 2: ("", "bound")}


@pytest.mark.parametrize("chat", [77, GROUP])
def test_unbind_ends_what_a_chat_is_bound_for(place: Path, chat: int) -> None:
    bound(chat, "区财政局")
    typed("unbind", str(chat))
    assert listed() == {chat: ("王联络", "ended")}
    typed("unbind", str(chat), code=2)
    typed("unbind", "someone", code=2)
    bound(chat, "区财政局")
    assert listed() == {chat: ("王联络", "bound")}


def test_the_list_for_people_and_the_trail_say_it_in_words(place: Path) -> None:
    assert "还没有聊天绑定" in typed("bindings").stderr
    bound(1, "区财政局")
    write(place, "张联络")
    with office_at(None) as (office, now), office.store.begin() as session:
        follow_file(session, office, now)
    said = typed("bindings").stdout
    assert "区财政局联络员：王联络" in said
    assert "停用" in said
    assert "绑定停用" in typed("log").stdout


def test_a_coordinator_is_told_by_mail_and_forgetting_takes_the_words_too(place: Path) -> None:
    (place / "config" / "duban.toml").write_text('mail_folder = "mails"\n', encoding="utf-8")
    bound(1, "区财政局")
    write(place, "张联络")
    typed("tick", code=1)  # the chat itself cannot be told without a bot
    mails = [path.read_text(encoding="utf-8") for path in (place / "mails").rglob("*") if path.is_file()]
    assert len(mails) == 1
    typed("forget", "某人", "--yes")
    with office_at(None) as (office, _), office.store.begin() as session:
        rows = session.connection().exec_driver_sql("SELECT items FROM outbox").scalars().all()
    assert "某人" not in str(rows).encode().decode("unicode_escape", "ignore")
