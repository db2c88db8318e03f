"""The board behind the proxies that docs/deploy sets up: TLS outside, and nobody claims to be another."""

import re
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.work.office import Office
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from tests.support.certificates import server_tls
from tests.support.office import CLERK
from tests.support.ports import free_port
from tests.support.proxies import PROXIES, Ports, find_proxy, proxied
from tests.support.served import NOW, Served, serving

pytestmark = [pytest.mark.peer, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
COORDINATOR = "gk@example.org"
#: As large as a photo of a telephone is, beyond what proxies take unless told.
LARGE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 24_000
Files = Mapping[str, tuple[str, bytes, str]]


@dataclass
class Front:
    """The board as people reach it: `url` is the proxy's, `client` trusts its certificate."""

    url: str
    ports: Ports
    client: httpx.Client
    board: Served

    def enter(self) -> str:
        """Signs a unit's contact in by a link; the first page after it."""
        token = make_link(self.board.office, Claim("contact", "区财政局"), NOW, CLERK)
        page = self.client.get(f"{self.url}/in/{token}")
        return self.send(page, f"/in/{token}").text

    def send(self, page: httpx.Response, path: str, files: Files | None = None, **fields: str) -> httpx.Response:
        """A form of that page, as a browser sends it."""
        found = re.search(r'name="token" value="([0-9a-f]*)"', page.text)
        token = found[1] if found else ""
        return self.client.post(
            f"{self.url}{path}",
            data={"token": token, **fields},
            files=files,
            headers={"Origin": self.url.removesuffix("/duban"), "Sec-Fetch-Site": "same-origin"},
            follow_redirects=True,
        )


@pytest.fixture(params=[(name, base) for name in PROXIES for base in ("", "/duban")], ids="".join)
def front(request: pytest.FixtureRequest, office: Office, tmp_path: Path) -> Iterator[Front]:
    name, base = request.param
    if find_proxy(name) is None:
        pytest.skip(f"{name} is missing: make peers installs it")
    tls = free_port()
    url = f"https://localhost:{tls}{base}"
    trusted = ssl.create_default_context(cafile=str(server_tls(tmp_path)[1]))
    with serving(office, board_url=url, board_user_header="X-Forwarded-Email") as board:
        ports = Ports(tls, free_port(), int(board.url.rpartition(":")[2]))
        with proxied(name, tmp_path, ports), httpx.Client(verify=trusted, timeout=180) as client:
            yield Front(url, ports, client, board)


def test_a_contact_signs_in_and_reports_with_a_large_file(front: Front) -> None:
    first = front.enter()
    (kept,) = [one for one in front.client.cookies.jar if one.value and one.secure]
    assert kept.path == (httpx.URL(front.url).path.rstrip("/") or "/")
    duty = re.search(r'href="[^"]*/duty/(\d+)"', first)
    assert duty
    page = front.client.get(f"{front.url}/duty/{duty[1]}")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    photo = {"files": ("现场.jpg", LARGE, "image/jpeg")}
    done = front.send(page, "/act", verb="reported", duty=duty[1], note="已上线", back=f"/duty/{duty[1]}", files=photo)
    assert done.status_code == 200, done.text
    evidence = re.search(r'href="[^"]*(/evidence/[^"]+)"', done.text)
    assert evidence, done.text
    assert front.client.get(f"{front.url}{evidence[1]}").read() == LARGE


def test_nobody_names_himself(front: Front) -> None:
    claimed = front.client.get(f"{front.url}/", headers={"X-Forwarded-Email": COORDINATOR}, follow_redirects=True)
    assert claimed.url.path.endswith("/signin")


def test_an_address_that_somebody_claims_does_not_help_to_try_on(front: Front) -> None:
    answers = [
        front.client.post(
            f"{front.url}/signin",
            data={"email": "nobody@example.org"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(40)
    ]
    assert answers[0] == 303
    assert answers[-1] == 429


def test_plain_words_are_led_to_tls(front: Front) -> None:
    answer = httpx.get(f"http://localhost:{front.ports.plain}/", headers={"Host": "localhost"})
    assert answer.status_code in {301, 308}
    assert answer.headers["location"].startswith("https://localhost")
