"""The wheel alone, in a fresh environment and an empty folder: from `init` to a page that a mail's link opens."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.ports import free_port, wait_until_listening
from tests.support.running import running
from tests.support.served import press, shows
from tests.support.smtp import smtp_server

pytestmark = pytest.mark.peer

ROOT = Path(__file__).resolve().parents[2]
NOW = ("--now", "2026-02-10T09:05+08:00")


class Stranger:
    """Somebody with the wheel and nothing else of ours: no checkout, no settings, no variable."""

    def __init__(self, program: Path, place: Path) -> None:
        self.program, self.place = program, place
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith(("DUBAN_", "PYTHON"))}

    def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.program, *words],
            check=False,
            cwd=self.place,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )

    @contextmanager
    def serves(self, port: int, *words: str) -> Iterator[None]:
        with subprocess.Popen([self.program, *words], cwd=self.place, env=self.environ) as served:
            try:
                wait_until_listening(port)
                yield
            finally:
                served.terminate()
                served.wait(20)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`duban` of a wheel, in an environment of its own. The libraries are those that the tests run with."""
    made = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", made, ROOT], check=True)
    (wheel,) = made.glob("duban-*.whl")
    venv.create(made / "env", symlinks=True)
    python = made / "env" / "bin" / "python"
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    (site,) = (made / "env" / "lib").glob("python*/site-packages")
    # Added at the end and without its own .pth files, one of which leads to the checkout.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return made / "env" / "bin" / "duban"


def test_a_stranger_sets_up_an_office_and_a_link_in_its_first_mail_opens(
    program: Path, tmp_path: Path, chromium: Any
) -> None:
    stranger, port = Stranger(program, tmp_path), free_port()
    with running(smtp_server) as box:
        (tmp_path / "answers.toml").write_text(
            f'office = "青榆区政府办公室"\nmail_server = "{box.server.host}"\nmail_port = {box.server.port}\n'
            'mail_encryption = "none"\nmail_from = "duban@qingyu.example.org"\n'
            f'coordinator_email = "zfb@qingyu.example.org"\nboard_url = "http://127.0.0.1:{port}"\n',
            encoding="utf-8",
        )
        done = stranger.types("init", "--answers", "answers.toml", "--test", *NOW)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "make " not in done.stdout + done.stderr
        assert [mail.recipients for mail in box.server.mails] == [("zfb@qingyu.example.org",)]
        (document,) = program.parents[1].glob("lib/python*/site-packages/bot/share/examples/qingyu/ledger.docx")
        assert stranger.types("import", str(document), *NOW).returncode == 1  # done with questions
        assert stranger.types("units", "--from", "ledger").returncode == 0
        units = tmp_path / "config" / "units.toml"
        words = units.read_text(encoding="utf-8").replace('# email = "…@…"', 'email = "unit@qingyu.example.org"')
        units.write_text(words.replace("members = []", 'members = ["区财政局"]'), encoding="utf-8")
        done = stranger.types("dispatch", "ledger", "--yes", *NOW)
        assert done.returncode == 0, done.stderr
        done = stranger.types("tick", *NOW)
        assert done.returncode == 0, done.stderr
        mails = [mail for mail in box.server.mails if mail.recipients == ("unit@qingyu.example.org",)]
    assert mails
    page = mails[0].parsed.get_body(("plain",))
    assert page is not None
    link = re.search(rf"http://127\.0\.0\.1:{port}/in/\S+", page.get_content())
    assert link is not None
    stranger.environ["DUBAN_BOARD_LISTEN"] = f"127.0.0.1:{port}"
    with stranger.serves(port, "run", "--roles", "board", *NOW):
        visited = chromium.new_page()
        visited.goto(link[0])
        press(visited, "main button")
        shows(visited, "main", "签收")
    assert stranger.types("check", *NOW).returncode in {0, 1}


def test_the_demo_of_the_wheel_names_nothing_that_the_wheel_lacks(program: Path, tmp_path: Path) -> None:
    stranger = Stranger(program, tmp_path)
    for language in ("zh-CN", "en"):
        stranger.environ["DUBAN_LANGUAGE"] = language
        done = stranger.types("demo")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "var" / "demo" / "index.html").is_file()
        assert not re.search(r"\bmake (board|run|demo)|\.venv", done.stdout + done.stderr)
        assert "duban demo --board" in done.stderr
