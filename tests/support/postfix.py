"""A real mail server: Debian's Postfix on a port of its own below a temporary folder, which delivers into maildirs."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.ports import free_port, wait_for_greeting

_NOBODY = 65534
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mail.example.org
mydestination =
mynetworks = 127.0.0.0/8
default_transport = error:no mail leaves this machine
virtual_mailbox_domains = example.org
virtual_mailbox_base = {mail}
virtual_mailbox_maps = texthash:{folder}/boxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{uid}
virtual_minimum_uid = 1
message_size_limit = {size}
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_client_connection_rate_limit = 0
maillog_file = {folder}/log/maillog
maillog_file_prefixes = {folder}
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass
class Postfix:
    """A running server: `port` takes mail, which lies in `mail`/ADDRESS, a maildir each."""

    folder: Path
    mail: Path
    port: int

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?starttls=never"

    def arrived(self, address: str, least: int = 1) -> list[bytes]:
        """The mails of this address, once so many are there."""
        end = time.monotonic() + 30
        while True:
            found = sorted(path for name in ("new", "cur") for path in (self.mail / address / name).glob("*"))
            if len(found) >= least or time.monotonic() > end:
                return [path.read_bytes() for path in found]
            time.sleep(0.05)


@contextmanager
def postfix(mail: Path, *addresses: str, size: int = 40_000_000) -> Iterator[Postfix]:
    """A server as long as the context, for these addresses; skips the test where Postfix is not installed."""
    program = shutil.which("postfix") or "/usr/sbin/postfix"
    if not os.access(program, os.X_OK) or os.geteuid() != 0:
        pytest.skip("Postfix is not installed, or this is not root: make peers")
    folder = Path(tempfile.mkdtemp(prefix="duban-smtp-"))
    folder.chmod(0o755)
    port = free_port()
    for name in ("queue", "data", "log", "etc"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    facts = {"folder": folder, "mail": mail, "uid": _NOBODY, "size": size, "port": port}
    (folder / "etc" / "main.cf").write_text(_MAIN.format(**facts))
    (folder / "etc" / "master.cf").write_text(_MASTER.format(**facts))
    (folder / "boxes").write_text("".join(f"{one} {one}/\n" for one in addresses))
    _run(program, folder, "start")
    try:
        wait_for_greeting(port, folder / "log" / "maillog")
        yield Postfix(folder, mail, port)
    finally:
        _run(program, folder, "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, folder: Path, what: str) -> None:
    command = [program, "-c", str(folder / "etc"), what]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
