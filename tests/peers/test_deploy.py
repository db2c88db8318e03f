"""docs/deploy/README.md as a stranger follows it: its blocks one after the other, in one folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.resources import shipped
from tests.support.pages import ROOT, fences, words_of
from tests.support.running import Running, running
from tests.support.smtp import MailServer, smtp_server

pytestmark = pytest.mark.peer

PAGE = ROOT / "docs" / "deploy" / "README.md"
#: A command ends with 0, or with 1 where something is left to do; anything else ends the block.
STEP = "{line}\ncode=$?; [ $code -le 1 ] || exit $code\n"
NEXT_YEAR = "序号,重点任务,责任单位,完成时限\n1,编制2027年部门预算公开目录,区财政局,2027年6月底前\n"


@pytest.fixture
def box() -> Iterator[Running[MailServer]]:
    with running(lambda: smtp_server(login=("duban@example.org", "a password of its own"))) as found:
        yield found


def test_every_block_of_the_page_works(tmp_path: Path, box: Running[MailServer], postgres_url: str) -> None:
    (tmp_path / "year-2026.docx").write_bytes(shipped("examples", "qingyu", "ledger.docx").read_bytes())
    (tmp_path / "year-2027.csv").write_text(NEXT_YEAR, encoding="utf-8")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    environ["PATH"] = f"{Path(sys.executable).parent}:{environ['PATH']}"
    replaced = {
        'mail_server = "mail.example.org"': f'mail_server = "{box.server.host}"',
        'mail_encryption = "tls"': 'mail_encryption = "none"',
        "mail_port = 465": f"mail_port = {box.server.port}",
        "postgresql+psycopg://duban:password@db.example.org/duban": f"'{postgres_url}'",
    }
    said = ""
    for fence in fences(words_of(PAGE)):
        code = fence.code
        for old, new in replaced.items():
            code = code.replace(old, new)
        if fence.language == "toml":
            (tmp_path / "answers.toml").write_text(code, encoding="utf-8")
        elif fence.language == "sh":
            script = "".join(STEP.format(line=line) for line in code.splitlines())
            done = subprocess.run(
                ["/bin/sh", "-c", script],
                check=False,
                cwd=tmp_path,
                env=environ,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                timeout=300,
            )
            said = done.stdout + done.stderr
            assert done.returncode == 0, f"{code}\n{said}"
    assert [mail.recipients for mail in box.server.mails] == [("dcs@example.org",)]
    assert (tmp_path / "other" / "config" / "secrets" / "smtp_url").stat().st_mode & 0o777 == 0o600
    assert "year-2027" in said
