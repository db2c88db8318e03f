"""A browser without a window: follows links, fills in forms, keeps its cookie; the site is as `duban run` builds it."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any

import httpx

from bot.board.site import build_site
from bot.work.office import Office
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from tests.support.office import CLERK, at

BASE = "http://testserver"
#: One part of a form: a name and its value.
Field = tuple[str, str]


class Browser:
    """One person's browser. `now` is what the board's clock shows."""

    def __init__(self, office: Office, now: datetime | None = None) -> None:
        self.office = office
        self.now = now or at("2021-06-02T10:00")
        self.site = build_site(lambda: self.office, lambda: self.now)
        self.cookies = httpx.Cookies()
        self.address = "192.0.2.1"
        self.status, self.text, self.content = 0, "", b""
        self.headers: Mapping[str, str] = {}

    def get(self, path: str, **headers: str) -> str:
        """The page at `path`, after whatever it leads on to."""
        return self.ask("GET", path, headers=headers)

    def post(
        self,
        path: str,
        fields: Sequence[Field] = (),
        files: Sequence[tuple[str, bytes]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """The page after a form with these fields was sent."""
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        sent = [("files", (name, content)) for name, content in files]
        return self.ask("POST", path, data=data, files=sent or None, headers=headers)

    def ask(self, method: str, path: str, *, follow_redirects: bool = True, **parts: Any) -> str:
        """The answer to any request."""
        answer = asyncio.run(self._ask(method, path, follow_redirects, parts))
        self.status, self.text, self.content = answer.status_code, answer.text, answer.content
        self.headers = answer.headers
        return self.text

    async def _ask(self, method: str, path: str, follow: bool, parts: Mapping[str, Any]) -> httpx.Response:
        way = httpx.ASGITransport(app=self.site, client=(self.address, 50_000))
        async with httpx.AsyncClient(transport=way, base_url=BASE, cookies=self.cookies) as client:
            answer = await client.request(method, path, follow_redirects=follow, **parts)
            self.cookies = client.cookies
            return answer

    @property
    def token(self) -> str:
        """The token of the forms of the page."""
        found = re.search(r'name="token" value="([0-9a-f]*)"', self.text)
        return found[1] if found else ""

    @property
    def words(self) -> str:
        """The page as its reader sees it, in one line."""
        body = re.sub(r"(?s)<(script|style|title).*?</\1>", " ", self.text)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())

    def send(self, path: str, *fields: Field, files: Sequence[tuple[str, bytes]] = ()) -> str:
        """A form of the page that one looks at."""
        return self.post(path, [("token", self.token), *fields], files)

    def enter(self, role: str, name: str, entry: str | None = None) -> "Browser":
        """Signs in by a link."""
        token = make_link(self.office, Claim(role, name, entry), self.now, CLERK)
        self.get(f"/in/{token}")
        assert self.status == 200
        self.send(f"/in/{token}")
        assert self.status == 200, self.text
        return self

    def links(self, start: str) -> list[str]:
        """The addresses on the page that begin so."""
        return [unescape(found) for found in re.findall(r'href="([^"]+)"', self.text) if found.startswith(start)]
