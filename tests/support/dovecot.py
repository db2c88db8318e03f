"""A real IMAP server: Debian's dovecot, on ports of its own below a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4
from pathlib import Path

import pytest

from tests.support.ports import free_port, wait_for_greeting

PASSWORD = "kou/ling:1"
USER = "duban@example.org"
_NOBODY = 65534
_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
auth_username_chars =
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={folder}/home
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """A running server. `url` reads its inbox."""

    folder: Path
    port: int
    tls_port: int

    @property
    def url(self) -> str:
        return f"imap://duban%40example.org:kou%2Fling%3A1@127.0.0.1:{self.port}/INBOX"

    @property
    def tls_url(self) -> str:
        return f"imaps://duban%40example.org:kou%2Fling%3A1@localhost:{self.tls_port}/INBOX?ca={self.folder}/cert.pem"

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Mails as they come in."""
        with IMAP4("127.0.0.1", self.port) as client:
            client.login(USER, PASSWORD)
            for raw in mails:
                kind, said = client.append(folder, "", "", raw)
                assert kind == "OK", said


@contextmanager
def dovecot(certificate: bytes, key: bytes) -> Iterator[Dovecot]:
    """A server as long as the context; skips the test where dovecot is not installed."""
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    if not os.access(program, os.X_OK) or os.geteuid() != 0:
        pytest.skip("dovecot is not installed, or this is not root: make peers")
    folder = Path(tempfile.mkdtemp(prefix="duban-imap-"))
    folder.chmod(0o755)  # who serves the mails is not root
    for name in ("mail", "home", "run", "state"):
        (folder / name).mkdir(exist_ok=True)
    for name in ("mail", "home"):
        os.chown(folder / name, _NOBODY, _NOBODY)
    (folder / "cert.pem").write_bytes(certificate)
    (folder / "key.pem").write_bytes(key)
    port, tls_port = free_port(), free_port()
    config = folder / "dovecot.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, tls_port=tls_port, password=PASSWORD))
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen([program, "-F", "-c", config], stdout=said, stderr=said)
    try:
        wait_for_greeting(port, folder / "said", server)
        yield Dovecot(folder, port, tls_port)
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
