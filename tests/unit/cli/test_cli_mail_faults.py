"""A fault of one mail holds up no other: an office's tick against a real mail server that refuses some."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import LEDGER, Run, duban, empty_place, example_config
from tests.support.running import Running, running
from tests.support.smtp import MailServer, smtp_server

NOW = "2026-02-10T09:00+08:00"
LATER = "2026-02-10T09:05+08:00"


@pytest.fixture
def box() -> Iterator[Running[MailServer]]:
    with running(smtp_server) as found:
        yield found


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, box: Running[MailServer]) -> Run:
    """The example's office, its ledger dispatched."""
    example_config(empty_place(tmp_path, monkeypatch))
    monkeypatch.setenv("DUBAN_SMTP_URL", f"smtp://{box.server.host}:{box.server.port}")
    monkeypatch.setenv("DUBAN_MAIL_FROM", "duban@example.org")

    def typed(*words: str) -> object:
        return duban(monkeypatch, *words)

    typed("import", str(LEDGER))
    typed("dispatch", "ledger", "--on", "2026-02-10", "--yes", "--now", NOW)
    return typed  # type: ignore[return-value]


def counts(run: Run, now: str = NOW) -> dict[str, int]:
    found: dict[str, int] = json.loads(run("tick", "--now", now, "--json").out)["delivered"]
    return found


def test_all_are_told_where_nothing_is_refused(run: Run, box: Running[MailServer]) -> None:
    assert counts(run)["sent"] == len(box.server.mails) > 5


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("MAIL", "552 5.3.4 Message size exceeds fixed limit"),
        ("RCPT", "550 5.1.1 unknown"),
        ("CONTENT", "554 5.7.1 refused as spam"),
    ],
)
def test_one_mail_that_is_refused_lets_all_others_go_at_once(
    run: Run, box: Running[MailServer], stage: str, answer: str
) -> None:
    tries = 2 if answer.startswith("552") else 1  # what is too large is sent once more without its attachments
    box.server.fault(stage, *[answer] * 2 * tries)
    delivered = counts(run)
    assert delivered["sent"] > 5
    refused = json.loads(run("outbox", "--json").out.splitlines()[0])
    assert answer.partition(" ")[0] in refused["reason"]
    assert counts(run, LATER)["waiting"] == delivered["waiting"] - min(2, delivered["waiting"])


def test_a_server_that_has_had_enough_is_left_alone_for_half_an_hour(run: Run, box: Running[MailServer]) -> None:
    box.server.fault("CONTENT", "550 5.4.5 Daily sending limit exceeded")
    before = counts(run)
    assert before["waiting"] > 0
    said = len(box.server.commands)
    counts(run, LATER)
    assert len(box.server.commands) == said
