"""Where the board is: its address from outside, its path below a proxy, its port here."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """`url` without a slash at its end; `base` is its path, empty at a root: all stands below."""

    url: str
    host: str
    port: int
    base: str = ""

    @property
    def secure(self) -> bool:
        """Whether browsers reach it by TLS, which is a proxy's."""
        return urlsplit(self.url).scheme == "https"

    @property
    def origin(self) -> str:
        """Scheme, host and port as a browser names them."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}".lower()


def place_of(settings: Settings) -> Place:
    """By the settings; without an address from outside it is reached where it listens."""
    host, _, port = settings.board_listen.rpartition(":")
    url = settings.board_url or f"http://{settings.board_listen}"
    return Place(url, host.strip("[]"), int(port), urlsplit(url).path.rstrip("/"))
