"""Which way requests to the Bot API go."""

import httpx
import pytest

from bot.channels.telegram_request import proxy_for

API = httpx.URL("https://api.telegram.org/bot1:x/getMe")
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"https_proxy": "http://127.0.0.1:3128"}, "http://127.0.0.1:3128"),
        ({"https_proxy": "127.0.0.1:3128"}, "http://127.0.0.1:3128"),
        ({"all_proxy": "socks5://127.0.0.1:1080"}, "socks5://127.0.0.1:1080"),
        ({"http_proxy": "http://127.0.0.1:3128"}, None),
        ({"https_proxy": "http://127.0.0.1:3128", "no_proxy": "telegram.org"}, None),
        ({"https_proxy": "http://127.0.0.1:3128", "no_proxy": "example.org"}, "http://127.0.0.1:3128"),
    ],
)
def test_the_environment_names_the_proxy(
    environment: dict[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(API) == expected
