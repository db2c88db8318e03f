"""A units file with faults, as an office meets it: the others are reminded, the coordinator hears of it at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import LEDGER, Run, duban, empty_place, example_config
from tests.support.running import Running, running
from tests.support.smtp import MailServer, smtp_server

NOW = "2026-02-10T09:00+08:00"
NEXT_DAY = "2026-02-11T09:00+08:00"


@pytest.fixture
def box() -> Iterator[Running[MailServer]]:
    with running(smtp_server) as found:
        yield found


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, box: Running[MailServer]) -> Path:
    """The units file of the example's office, whose ledger is dispatched and not told yet."""
    config = example_config(empty_place(tmp_path, monkeypatch))
    monkeypatch.setenv("DUBAN_SMTP_URL", f"smtp://{box.server.host}:{box.server.port}")
    monkeypatch.setenv("DUBAN_MAIL_FROM", "duban@example.org")
    duban(monkeypatch, "import", str(LEDGER))
    duban(monkeypatch, "dispatch", "ledger", "--on", "2026-02-10", "--yes", "--now", NOW)
    return config / "units.toml"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, units: Path) -> Run:
    return lambda *words: duban(monkeypatch, *words)


def subjects(box: Running[MailServer]) -> list[str]:
    return [str(mail.parsed["Subject"]) for mail in box.server.mails]


def first_address(units: Path) -> str:
    line = next(line for line in units.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("email"))
    return line.split('"')[1]


def test_one_bad_entry_stops_itself_and_the_coordinator_hears_of_it_once(
    run: Run, units: Path, box: Running[MailServer]
) -> None:
    bad = first_address(units)
    units.write_text(units.read_text(encoding="utf-8").replace(bad, "没有"), encoding="utf-8")
    line = units.read_text(encoding="utf-8").splitlines().index(next(x for x in open_lines(units) if "没有" in x)) + 1
    done = run("tick", "--now", NOW)
    assert done.code == 1
    assert f"第 {line} 行" in done.err
    told = [mail for mail in box.server.mails if "【名录】" in str(mail.parsed["Subject"])]
    assert len(told) == 1
    body = told[0].parsed.get_body(("plain",))
    assert body is not None
    assert f"第 {line} 行" in body.get_content()
    assert sum(subject.startswith("【交办】") for subject in subjects(box)) > 4
    assert bad not in {recipient for mail in box.server.mails for recipient in mail.recipients}
    before = len(box.server.mails)
    run("tick", "--now", NOW)
    assert not any("【名录】" in subject for subject in subjects(box)[before:])
    checked = run("check")
    assert checked.code == 2
    assert f"✗ {units.parent.name}" in checked.out or "没有" in checked.out


def open_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("content", ["", "# 单位\n", "[[unit]\nname = 区财政局\n", "\x00\x01", "[[unit]]\n"])
def test_an_empty_or_broken_file_does_not_take_the_place_of_a_full_one(
    run: Run, units: Path, box: Running[MailServer], content: str
) -> None:
    units.write_text(content, encoding="utf-8")
    done = run("tick", "--now", NOW)
    assert done.code == 1
    assert "units.in-force.toml" in done.err
    assert sum(subject.startswith("【交办】") for subject in subjects(box)) > 4
    assert any("【名录】" in subject for subject in subjects(box))
    refused = run("units", "--from", "ledger")
    if content.startswith(("[[unit]\n", "\x00")):
        assert refused.code == 2
        assert units.read_text(encoding="utf-8") == content


def test_to_empty_the_list_in_earnest_the_kept_one_is_taken_away_too(run: Run, units: Path) -> None:
    units.write_text("", encoding="utf-8")
    (units.parent.parent / "var" / "units.in-force.toml").unlink()
    assert run("tick", "--now", NOW).err.count("units.in-force") == 0
