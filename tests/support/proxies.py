"""nginx and Caddy as docs/deploy sets them up, in a folder of the test, on ports of their own."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.pages import ROOT, words_of
from tests.support.ports import wait_until_listening

FOLDER = ROOT / "docs" / "deploy"
NAME = "duban.example.org"


@dataclass(frozen=True)
class Ports:
    """Where the proxy takes TLS, where plain words, and where the board behind it listens."""

    tls: int
    plain: int
    board: int


def _nginx(folder: Path, ports: Ports) -> tuple[str, ...]:
    site = words_of(FOLDER / "nginx.conf")
    for shipped, here in (
        ("listen [::]:443 ssl;", ""),
        ("listen [::]:80;", ""),
        ("listen 443 ssl;", f"listen 127.0.0.1:{ports.tls} ssl;"),
        ("listen 80;", f"listen 127.0.0.1:{ports.plain};"),
        ("/etc/nginx/tls/duban.crt", str(folder / "server.pem")),
        ("/etc/nginx/tls/duban.key", str(folder / "server.pem")),
        ("127.0.0.1:8080", f"127.0.0.1:{ports.board}"),
        (NAME, "localhost"),
    ):
        assert shipped in site
        site = site.replace(shipped, here)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    whole = (
        f"daemon off; pid {folder}/pid; user root; events {{}} "
        f"http {{ client_body_temp_path {folder}/body; include {folder}/site.conf; }}"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return ("-e", str(folder / "log"), "-c", str(folder / "nginx.conf"))


def _caddy(folder: Path, ports: Ports) -> tuple[str, ...]:
    site = words_of(FOLDER / "Caddyfile")
    tls = f"https://localhost:{ports.tls} {{\n\ttls {folder}/server.pem {folder}/server.pem"
    for shipped, here in (("127.0.0.1:8080", f"127.0.0.1:{ports.board}"), (f"{NAME} {{", tls)):
        assert shipped in site
        site = site.replace(shipped, here)
    general = f"{{\n\tadmin off\n\thttp_port {ports.plain}\n\tstorage file_system {folder}\n}}\n"
    (folder / "Caddyfile").write_text(general + site, encoding="utf-8")
    return ("run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile"))


PROXIES: dict[str, Callable[[Path, Ports], tuple[str, ...]]] = {"nginx": _nginx, "caddy": _caddy}


def find_proxy(name: str) -> str | None:
    """The program; Debian keeps servers where only root's path leads."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


@contextmanager
def proxied(name: str, folder: Path, ports: Ports) -> Iterator[None]:
    """The proxy runs until the block ends. `folder`: for what it writes; its certificate lies there (server.pem)."""
    program = find_proxy(name)
    assert program is not None
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen(
            [program, *PROXIES[name](folder, ports)], cwd=folder, env={"HOME": str(folder)}, stdout=said, stderr=said
        )
        with running:
            try:
                wait_until_listening(ports.tls)
                yield
            finally:
                running.terminate()
