"""`duban run` and `duban check` as real processes, with a real mail server and the Bot API emulator."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.roster.roster import CONTACT
from bot.store import outbox
from bot.store.store import Store
from bot.store.tables import OutboxRow
from bot.work.people.invitation import invite
from tests.support.bot_api import TOKEN, BotApi, bot_api_emulator
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task
from tests.support.running import Running, running
from tests.support.smtp import MailServer, smtp_server
from tests.support.talk import Arrivals, is_test

ROOT = Path(__file__).resolve().parents[3]
#: What hangs would take this long, whatever else the machine does meanwhile.
PATIENCE_S = 180
UNITS = """
[[unit]]
name = "区财政局"
  [[unit.contact]]
  name = "财政联络员"
  email = "cz@example.org"

[[coordinator]]
name = "区政府办公室"
email = "gk@example.org"
"""


class Answers(Arrivals):
    """What came into the chats, but the tests that new bindings get: they come when the courier looks."""

    def append(self, item: Any) -> None:
        if not is_test(item):
            super().append(item)


@asynccontextmanager
async def mail_box() -> AsyncIterator[MailServer]:
    async with smtp_server() as box:
        box.mails = Arrivals()
        yield box


@asynccontextmanager
async def telegram() -> AsyncIterator[BotApi]:
    async with bot_api_emulator() as api:
        api.sent = Answers()
        yield api


@dataclass
class Machine:
    """A folder in which the program runs."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'duban.db'}"

    def command(self, *arguments: str) -> "subprocess.Popen[str]":
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DUBAN_")}
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env={**environment, "PYTHONPATH": str(ROOT), "DUBAN_DATABASE_URL": self.url, **self.settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def finish(self, *arguments: str) -> tuple[int, str]:
        """Exit code and everything said."""
        process = self.command(*arguments)
        said, _ = process.communicate(timeout=PATIENCE_S)
        return process.returncode, said

    @contextmanager
    def run(self, now: str) -> Iterator["subprocess.Popen[str]"]:
        """`duban run` for the length of the block, then SIGTERM, which ends it though connections are open."""
        process = self.command("run", "--now", now)
        try:
            yield process
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=PATIENCE_S)
            assert process.returncode == 0, said
            assert "Traceback" not in said
            assert TOKEN not in said
        except TimeoutError as error:
            process.kill()
            error.add_note(process.communicate()[0])
            raise
        finally:
            process.kill()
            process.communicate()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """One ledger with one task, dispatched, nothing sent yet."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "units.toml").write_text(UNITS, encoding="utf-8")
    made = Machine(tmp_path)
    office = office_in(made.url)
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    office.store.close()
    return made


def rows(machine: Machine) -> list[tuple[str, str]]:
    store = Store.open(machine.url)
    with store.begin() as session:
        found = [(row.kind, row.state) for row in session.scalars(select(OutboxRow).order_by(OutboxRow.at))]
    store.close()
    return found


def arrived(box: Running[MailServer], n: int) -> list[str]:
    """The subjects of the first `n` mails, once they are there."""
    mails = box.server.mails
    assert isinstance(mails, Arrivals)
    box.call(mails.reach(n))
    return [str(mail.parsed["Subject"]) for mail in mails]


def test_a_restart_loses_nothing_and_repeats_nothing(machine: Machine) -> None:
    with running(mail_box) as box:
        machine.settings["DUBAN_SMTP_URL"] = f"smtp://127.0.0.1:{box.server.port}"
        with machine.run("2021-06-01T09:00"):
            arrived(box, 1)
        with machine.run("2021-06-16T09:00"):
            arrived(box, 3)
        # Two weeks in which nothing ran: what was missed is said once, in its present form.
        with machine.run("2021-06-29T09:00"):
            arrived(box, 5)
        subjects = arrived(box, 5)
    kinds = [subject[: subject.index("】") + 1] for subject in subjects]
    assert sorted(kinds) == sorted(["【交办】", "【周报】", "【提醒】", "【周报】", "【提醒】"])
    assert {state for _, state in rows(machine)} == {outbox.SENT}


def test_what_is_in_flight_at_the_end_is_taken_up_again_at_the_next_start(machine: Machine) -> None:
    with running(mail_box) as box:
        machine.settings["DUBAN_SMTP_URL"] = f"smtp://127.0.0.1:{box.server.port}"
        box.server.fault("CONTENT", "hang")
        with machine.run("2021-06-01T09:00"):
            arrived(box, 1)
        assert rows(machine) == [("dispatch", outbox.SENDING)]
        with machine.run("2021-06-01T09:00:30"):
            arrived(box, 2)
        first, second = (mail.parsed for mail in box.server.mails)
    assert first["Message-ID"] == second["Message-ID"]
    assert second["X-Duban-Repeat"] == "yes"


def test_chat_and_mail_side_by_side(machine: Machine) -> None:
    office = office_in(machine.url)
    code = invite(office, "区财政局", CONTACT, at("2021-06-01T08:00"), CLERK).code
    office.store.close()
    with running(mail_box) as box, running(telegram) as api:
        machine.settings |= {
            "DUBAN_SMTP_URL": f"smtp://127.0.0.1:{box.server.port}",
            "DUBAN_TELEGRAM_TOKEN": TOKEN,
            "DUBAN_TELEGRAM_BASE_URL": api.server.base_url,
        }
        sent = api.server.sent
        assert isinstance(sent, Arrivals)
        with machine.run("2021-06-01T09:00"):
            arrived(box, 1)
            api.call(api.server.push_update(f"/start {code}", user=7))
            api.call(sent.reach(1))
            api.call(api.server.push_update("/done 1 已印发", user=7))
            api.call(sent.reach(2))
        assert "绑定成功" in sent[0].text
        assert "待协调人审核" in sent[1].text
        with machine.run("2021-06-01T10:00"):
            api.call(api.server.push_update("/mine", user=7))
            api.call(sent.reach(3))
        assert "已反馈，待审核" in sent[2].text
        assert len(sent) == 3


def test_the_chat_by_webhook(machine: Machine) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    office = office_in(machine.url)
    code = invite(office, "区财政局", CONTACT, at("2021-06-01T08:00"), CLERK).code
    office.store.close()
    with running(telegram) as api:
        machine.settings |= {
            "DUBAN_TELEGRAM_TOKEN": TOKEN,
            "DUBAN_TELEGRAM_BASE_URL": api.server.base_url,
            "DUBAN_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "DUBAN_TELEGRAM_WEBHOOK_PORT": str(port),
            "DUBAN_TELEGRAM_WEBHOOK_SECRET": "a-secret-that-nobody-guesses",
        }
        sent = api.server.sent
        assert isinstance(sent, Arrivals)
        with machine.run("2021-06-01T09:00") as process:
            api.call(api.server.push_update(f"/start {code}", user=7))
            while not sent:  # Telegram posts again what nobody took, as long as the process is starting
                assert process.poll() is None
                api.call(api.server.emulator.deliver_updates(token=TOKEN))
        assert "绑定成功" in sent[0].text
        assert "getUpdates" not in [name for name, _ in api.server.calls]
        code_, said = machine.finish("check", "--now", "2021-06-01T09:00")
        assert f"webhook http://127.0.0.1:{port}/telegram" in said, (code_, said)


def test_what_runs_is_said_at_the_start(machine: Machine) -> None:
    with machine.run("2021-06-01T07:00") as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
    words = "".join(said)
    assert "还没有设置发送渠道" in words
    assert "下一份周报：2021-06-07 08:30" in words


def test_a_token_that_telegram_refuses_ends_the_start_with_one_clear_line(machine: Machine) -> None:
    with running(telegram) as api:
        machine.settings |= {
            "DUBAN_TELEGRAM_TOKEN": "8:AAThisTokenIsNotKnown",
            "DUBAN_TELEGRAM_BASE_URL": api.server.base_url,
        }
        code, said = machine.finish("run")
        assert code == 2
        assert said.count("\n") == 1
        assert "Telegram 不认令牌" in said
        assert "AAThisTokenIsNotKnown" not in said
        code, said = machine.finish("check")
        assert code == 2
        assert "✗ Telegram 不认令牌" in said
        assert "AAThisTokenIsNotKnown" not in said


def test_check_when_all_is_well_and_a_real_test_message(machine: Machine) -> None:
    with running(mail_box) as box, running(telegram) as api:
        machine.settings |= {
            "DUBAN_SMTP_URL": f"smtp://127.0.0.1:{box.server.port}",
            "DUBAN_TELEGRAM_TOKEN": TOKEN,
            "DUBAN_TELEGRAM_BASE_URL": api.server.base_url,
        }
        assert machine.finish("backup", "b.db", "--now", "2021-06-01T02:30")[0] == 0
        code, said = machine.finish("check", "--send-to", "区财政局", "--now", "2021-06-01T09:00")
        assert code == 0, said
        assert all(line.startswith("✓") for line in said.splitlines()), said
        assert "@duban_test_bot" in said
        assert arrived(box, 1) == ["督办系统测试消息"]
        assert box.server.mails[0].recipients == ("cz@example.org",)
        assert rows(machine) == []


def test_check_names_every_fault_and_what_to_do(machine: Machine) -> None:
    machine.settings["DUBAN_SMTP_URL"] = "smtp://127.0.0.1:1"
    code, said = machine.finish("check", "--now", "2021-06-01T09:00")
    assert code == 1
    assert "✗ 连接不上邮件服务器 127.0.0.1:1" in said
    code, said = machine.finish("check", "--send-to", "区水利局", "--now", "2021-06-01T09:00")
    assert code == 2
    assert "单位名录中没有“区水利局”" in said
    (machine.folder / "config" / "duban.toml").write_text('language = "fr"\ntimezone = "Mars/Base"\n', encoding="utf-8")
    (machine.folder / "config" / "units.toml").write_text("[[unit]]\nnam = 1\n", encoding="utf-8")
    code, said = machine.finish("check")
    assert code == 2
    assert all(
        key in said
        for key in ("duban.toml 第 1 行，language", "duban.toml 第 2 行，timezone", "units.toml 第 2 行，unit第1个.nam")
    ), said
    assert "Traceback" not in said


def test_an_unreachable_telegram_does_not_stop_the_mail(machine: Machine) -> None:
    with running(mail_box) as box:
        machine.settings |= {
            "DUBAN_SMTP_URL": f"smtp://127.0.0.1:{box.server.port}",
            "DUBAN_TELEGRAM_TOKEN": TOKEN,
            "DUBAN_TELEGRAM_BASE_URL": "http://127.0.0.1:1",
        }
        with machine.run("2021-06-01T09:00"):
            assert "【交办】" in arrived(box, 1)[0]
