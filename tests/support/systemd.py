"""systemd itself, as the first process of namespaces of its own: the shipped units run as on a server.

Nothing of the host changes: the units see a small /etc and /var/lib of the test, and the program at /opt/duban.
"""

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.support.pages import ROOT

SYSTEMD = Path("/lib/systemd/systemd")
UNITS = ROOT / "docs" / "deploy"
ACCOUNT = 64_123
NAMESPACES = ("unshare", "--cgroup", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc")
PROGRAM = """#!/bin/sh
LD_LIBRARY_PATH=/opt/python/lib PYTHONPATH=/opt/duban/src:/opt/duban/lib exec /opt/python/bin/{python} -m bot "$@"
"""
#: What of the host's /etc programs cannot do without.
KEPT = ("passwd", "group", "nsswitch.conf", "hosts", "resolv.conf", "localtime", "ssl", "ld.so.cache", "fonts")
#: Targets that a machine has; here nothing else is to be started.
TARGETS = ("sysinit.target", "basic.target", "shutdown.target", "network-online.target", "timers.target")
#: No journal runs here.
LOGGED = "[Service]\nStandardOutput=append:/var/lib/log\nStandardError=append:/var/lib/log\n"
#: Mounts are shared again within, since credentials are mounted by a child and must be seen by the service.
SETUP = """set -e
mount --make-rshared /
mount -t tmpfs tmpfs /run
mount --bind {folder}/etc /etc
mount --bind {folder}/state /var/lib
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir -p /opt/duban/bin /opt/duban/lib /opt/duban/src /opt/python
mount --bind {lib} /opt/duban/lib
mount --bind {src} /opt/duban/src
mount --bind {base} /opt/python
cp {folder}/duban /opt/duban/bin/duban
chmod 755 /opt/duban/bin/duban
export container=other SYSTEMD_UNIT_PATH=/etc/systemd/system
exec {systemd} --system --unit=shown.target --show-status=no --log-level=notice
"""


@contextmanager
def systemd(folder: Path, units: Sequence[str]) -> Iterator[None]:
    """Those units of docs/deploy are started. `folder`: made by `machine`; what they say stands in its state/log."""
    wanted = "[Unit]\n" + "".join(f"Wants={unit}\n" for unit in units)
    (folder / "etc" / "systemd" / "system" / "shown.target").write_text(wanted, encoding="utf-8")
    words = SETUP.format(folder=folder, lib=site.getsitepackages()[0], src=ROOT, base=sys.base_prefix, systemd=SYSTEMD)
    (folder / "setup").write_text(words, encoding="utf-8")
    with subprocess.Popen([*NAMESPACES, "sh", str(folder / "setup")]) as started:
        try:
            yield
        finally:
            started.kill()


def machine(folder: Path) -> Path:
    """A server with an account for the program, its units in place; gives its /etc."""
    etc, state = folder / "etc", folder / "state" / "duban"
    etc.mkdir()
    for name in (
        "passwd",
        "group",
        "nsswitch.conf",
        "hosts",
        "resolv.conf",
        "localtime",
        "ssl",
        "ld.so.cache",
        "fonts",
    ):
        found = Path("/etc", name)
        if found.is_dir():
            shutil.copytree(found, etc / name, symlinks=True)
        elif found.exists():
            shutil.copy(found, etc / name)
    with (etc / "passwd").open("a", encoding="utf-8") as accounts:
        accounts.write(f"duban:x:{ACCOUNT}:{ACCOUNT}::/var/lib/duban:/usr/sbin/nologin\n")
    with (etc / "group").open("a", encoding="utf-8") as groups:
        groups.write(f"duban:x:{ACCOUNT}:\n")
    units = etc / "systemd" / "system"
    units.mkdir(parents=True)
    for unit in UNITS.glob("*.service"):
        shutil.copy(unit, units)
    (units / "service.d").mkdir()
    (units / "service.d" / "log.conf").write_text(LOGGED, encoding="utf-8")
    for target in TARGETS:
        (units / target).write_text("[Unit]\n", encoding="utf-8")
    state.mkdir(parents=True, mode=0o700)
    python = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (folder / "duban").write_text(PROGRAM.format(python=python), encoding="utf-8")
    return etc


def hand_over(*folders: Path) -> None:
    """All in there belongs to the program's account from now on."""
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, ACCOUNT, ACCOUNT)


@cache
def why_not() -> str | None:
    """Why systemd cannot be tried here; None where it can."""
    if not SYSTEMD.exists():
        return "systemd is missing"
    if os.geteuid() != 0:
        return "only root may give systemd namespaces of its own"
    tried = subprocess.run([*NAMESPACES, "mount", "--make-rshared", "/"], check=False, capture_output=True)
    return None if tried.returncode == 0 else "this machine allows no namespaces"
