"""The units of docs/deploy under a real systemd: confined as they are, with mail alone, they run, send and back up."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.killing import START, MailCount, fill, mail_count
from tests.support.ports import free_port
from tests.support.systemd import ACCOUNT, UNITS, hand_over, machine, systemd, why_not

pytestmark = pytest.mark.peer
SERVICES = sorted(UNITS.glob("*.service"))
#: The clock of the letters: what waits for an office's hours goes at any hour of the day on which this is run.
CLOCK = f"""[Unit]
After=duban-backup.service
[Service]
ExecStart=
ExecStart=/opt/duban/bin/duban run --now {START}+08:00
"""
MESSAGES = 3


@pytest.fixture(autouse=True)
def _possible() -> None:
    if (reason := why_not()) is not None:
        pytest.skip(reason)


@pytest.fixture
def box() -> Iterator[tuple[MailCount, int]]:
    with mail_count() as found:
        yield found


def _set_up(folder: Path, settings: Path, state: Path, mail_port: int, figures_port: int) -> None:
    """An office that has mail and nothing else, with letters planned."""
    fill(f"sqlite:///{state / 'duban.db'}", settings, MESSAGES)
    (settings / "duban.toml").write_text(
        f'metrics_port = {figures_port}\nmail_from = "duban@example.org"\n', encoding="utf-8"
    )
    (settings / "secrets").mkdir()
    (settings / "secrets" / "smtp_url").write_text(f"smtp://127.0.0.1:{mail_port}", encoding="utf-8")
    hand_over(settings, state)
    for path in (settings, state, settings / "secrets"):
        path.chmod(0o700)
    units = folder / "etc" / "systemd" / "system"
    for name in ("duban.service", "duban-office@here.service"):
        (units / f"{name}.d").mkdir()
        (units / f"{name}.d" / "clock.conf").write_text(CLOCK, encoding="utf-8")


@pytest.mark.parametrize(("unit", "below"), [("duban.service", ""), ("duban-office@here.service", "here")])
def test_letters_go_out_of_a_confined_service(
    tmp_path: Path, box: tuple[MailCount, int], unit: str, below: str
) -> None:
    etc, figures = machine(tmp_path), free_port()
    settings, state = etc / "duban" / below, tmp_path / "state" / "duban" / below
    settings.mkdir(parents=True)
    state.mkdir(exist_ok=True)
    _set_up(tmp_path, settings, state, box[1], figures)
    hand_over(etc / "duban", tmp_path / "state" / "duban")
    backup = "duban-backup.service"
    with systemd(tmp_path, [unit] if below else [unit, backup]):
        assert box[0].wait(MESSAGES, 180), (tmp_path / "state" / "log").read_text()
        answer = httpx.get(f"http://127.0.0.1:{figures}/healthz", timeout=180)
        assert answer.status_code == 200, answer.text
    assert len(box[0].arrived) == MESSAGES
    kept = list(state.rglob("*"))
    assert {path.stat().st_uid for path in kept} == {ACCOUNT}
    assert [path for path in kept if path.stat().st_mode & 0o077] == []
    if not below:
        assert list((state / "backup").glob("*.db"))


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_units_are_understood_whole_and_confined(tmp_path: Path, unit: Path) -> None:
    here = tmp_path / unit.name.replace("@", "@here")
    program = tmp_path / "duban"
    program.touch(mode=0o755)
    here.write_text(unit.read_text(encoding="utf-8").replace("/opt/duban/bin/duban", str(program)), encoding="utf-8")
    for words in (("verify", "--man=no"), ("security", "--offline=true", "--threshold=30")):
        done = subprocess.run(["systemd-analyze", *words, here], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "ignoring" not in done.stderr, done.stderr
