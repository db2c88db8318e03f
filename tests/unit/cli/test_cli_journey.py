"""The commands as their users type them, from the example's document to the mail that arrives."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.support.bot_api import bot_api_emulator
from tests.support.commands import LEDGER, Run, example_config
from tests.support.running import running
from tests.support.smtp import smtp_server


@pytest.fixture
def config(place: Path) -> Path:
    return example_config(place)


def test_an_import_is_a_draft_with_its_questions(run: Run) -> None:
    done = run("import", str(LEDGER), "--json")
    assert done.code == 1  # done with questions
    read = json.loads(done.out)
    assert [t["number"] for t in read["tasks"]] == [str(n) for n in range(1, 15)]
    assert {q["flag"] for q in read["questions"]} >= {"conflict", "missing", "ambiguous"}
    listed = json.loads(run("ledgers", "--json").out)
    assert [(row["id"], row["tasks"], row["state"]) for row in listed] == [("ledger", 14, "draft")]
    assert run("tick", "--now", "2026-09-28T09:00+08:00", "--json").out.count('"notices": 0') == 1


def test_a_dry_run_stores_nothing(run: Run) -> None:
    assert run("import", str(LEDGER), "--dry-run").code == 1
    assert json.loads(run("ledgers", "--json").out) == []


def test_units_are_drafted_with_every_name_and_nothing_is_overwritten(run: Run, place: Path) -> None:
    run("import", str(LEDGER))
    assert run("units", "--from", "ledger").code == 0
    path = place / "config" / "units.toml"
    drafted = path.read_text(encoding="utf-8")
    assert 'name = "区发展改革局"' in drafted
    assert 'name = "区直各单位"' in drafted
    path.write_text(drafted.replace('name = ""', 'name = "张股长"', 1) + "# 备注\n", encoding="utf-8")
    kept = path.read_text(encoding="utf-8")
    assert run("units", "--from", "ledger").code == 0
    assert path.read_text(encoding="utf-8") == kept


def test_dispatch_without_a_terminal_wants_yes(run: Run, config: Path) -> None:
    run("import", str(LEDGER))
    refused = run("dispatch", "ledger", "--on", "2026-02-10")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert run("dispatch", "ledger", "--on", "2026-02-10", "--yes").code == 0
    again = run("dispatch", "ledger", "--on", "2026-02-10", "--yes")
    assert again.code == 2


def test_a_rehearsal_shows_a_calendar_then_the_messages_and_sends_nothing(run: Run, config: Path) -> None:
    run("import", str(LEDGER))
    shown = run("rehearse", "ledger", "--from", "2026-02-10", "--to", "2026-03-31")
    assert shown.code == 0
    assert shown.out.index("2026年2月") < shown.out.index("【交办】")
    messages = [
        json.loads(line)
        for line in run("rehearse", "ledger", "--from", "2026-02-10", "--to", "2026-03-31", "--json").out.splitlines()
    ]
    assert {"at", "to", "contact", "role", "channel", "kind", "items", "subject", "text"} == set(messages[0])
    assert messages[0]["at"] == "2026-02-10T09:00:00+08:00"
    assert {"ledger", "task", "unit", "rung", "due", "alt"} == set(messages[0]["items"][0])
    assert json.loads(run("ledgers", "--json").out)[0]["state"] == "draft"


def test_a_tick_delivers_mail_and_chat_once(run: Run, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    units = config / "units.toml"
    words = units.read_text(encoding="utf-8")
    units.write_text(
        words.replace('email = "czj@qingyu.example.org"', 'email = "czj@qingyu.example.org"\n  telegram = 4242', 1),
        encoding="utf-8",
    )
    with running(smtp_server) as box, running(bot_api_emulator) as api:
        monkeypatch.setenv("DUBAN_SMTP_URL", f"smtp://{box.server.host}:{box.server.port}?starttls=never")
        monkeypatch.setenv("DUBAN_TELEGRAM_TOKEN", api.server.token)
        monkeypatch.setenv("DUBAN_TELEGRAM_BASE_URL", api.server.base_url)
        run("import", str(LEDGER))
        run("dispatch", "ledger", "--on", "2026-02-10", "--yes")
        done = run("tick", "--now", "2026-02-10T09:00+08:00")
        assert done.code == 0, done.err
        assert len(box.server.mails) == 13
        mail = next(m for m in box.server.mails if "sfj@qingyu.example.org" in m.recipients).parsed
        assert mail.is_multipart()
        assert {part.get_content_type() for part in mail.walk()} >= {"text/plain", "text/html"}
        assert mail["Subject"].startswith("【交办】")
        assert len(api.server.sent) == 1
        run("tick", "--now", "2026-02-10T09:00+08:00")
        assert (len(box.server.mails), len(api.server.sent)) == (13, 1)


def test_nothing_more_is_sent_for_what_is_closed(run: Run, config: Path) -> None:
    run("import", str(LEDGER))
    run("dispatch", "ledger", "--on", "2026-02-10", "--yes")
    run("tick", "--now", "2026-02-10T09:00+08:00", "--console")
    assert run("mark", "3", "--unit", "区财政局", "closed", "--on", "2026-02-11").code == 0
    rows = json.loads(run("status", "3", "--json", "--now", "2026-03-19").out)[0]["items"]
    assert {row["unit"]: row["light"] for row in rows}["区财政局"] == "closed"
    run("tick", "--now", "2026-02-12T09:00+08:00", "--console")  # that it is approved
    later = run("tick", "--now", "2026-03-19T09:00+08:00", "--console")
    assert "公开2026年部门预算" in later.out
    assert (
        "致：区财政局" not in later.out
        or "公开2026年部门预算" not in later.out.split("致：区财政局")[1].split("致：")[0]
    )


def test_without_a_channel_messages_wait_and_are_said_to_wait(run: Run, config: Path) -> None:
    run("import", str(LEDGER))
    run("dispatch", "ledger", "--on", "2026-02-10", "--yes")
    done = run("tick", "--now", "2026-02-10T09:00+08:00")
    assert done.code == 1
    assert "区财政局" in done.err
    assert "DUBAN_SMTP_URL" in done.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "no-such.docx"), 3),
        (("status", "--now", "gestern"), 2),
        (("dispatch", "nothing", "--yes"), 2),
        (("mark", "1", "closed"), 2),
        (("questions", "nothing"), 2),
        (("invite", "区财政局"), 2),
        (("rehearse", "--from", "2026-03-01", "--to", "2026-02-01"), 2),
        (("no-such-command",), 2),
    ],
)
def test_what_cannot_be_done_ends_with_one_clear_message(run: Run, words: tuple[str, ...], code: int) -> None:
    done = run(*words)
    assert done.code == code
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_all_faults_of_all_settings_files_are_told_together(run: Run, place: Path) -> None:
    (place / "config").mkdir()
    (place / "config" / "duban.toml").write_text('timezone = "Mars"\nfoo = 1\n', encoding="utf-8")
    (place / "config" / "policy.toml").write_text('send_at = "25:00"\n', encoding="utf-8")
    (place / "config" / "units.toml").write_text("[[unit]]\nname = 1\n", encoding="utf-8")
    done = run("status")
    assert done.code == 2
    for words in ("timezone", "foo", "第 1 行第 11 列，send_at", "unit第1个.name"):
        assert words in done.err


def test_an_absent_mail_server_keeps_the_message_and_says_so(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def free_port() -> int:
        server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
        port = int(server.sockets[0].getsockname()[1])
        server.close()
        await server.wait_closed()
        return port

    monkeypatch.setenv("DUBAN_SMTP_URL", f"smtp://127.0.0.1:{asyncio.run(free_port())}?starttls=never")
    run("import", str(LEDGER))
    run("dispatch", "ledger", "--on", "2026-02-10", "--yes")
    done = run("tick", "--now", "2026-02-10T09:00+08:00")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "区财政局" in done.err


def test_a_password_never_shows(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_DATABASE_URL", "postgresql+psycopg://duban:geheim123@127.0.0.1:1/duban")
    done = run("ledgers")
    assert done.code == 2
    assert "geheim123" not in done.err + done.out


def test_the_digest_is_shown_and_sent(run: Run, config: Path) -> None:
    run("import", str(LEDGER))
    run("dispatch", "ledger", "--on", "2026-02-10", "--yes")
    shown = run("digest", "--show", "--date", "2026-03-23")
    assert shown.code == 0
    assert "逾期" in shown.out
    assert run("digest", "--date", "2026-03-23").code == 1  # nobody to take it: said, not passed over
    assert run("digest", "--date", "2026-03-23", "--console").code == 0


def test_english(run: Run, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_LANGUAGE", "en")
    assert "no ledger" in run("status").err.lower() or "dispatched" in run("status").err.lower()
    assert "Commands" in run("--help").out or "Commands" in run("--help").err
