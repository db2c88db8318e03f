"""Connections to a mail server by way of a proxy, SOCKS5 or HTTP's CONNECT: mail libraries know none of their own.

The proxy looks up the name of the server, as with socks5h: an office that needs one rarely resolves names outside.
"""

import socket
from urllib.parse import urlsplit

from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
from python_socks.async_.asyncio import Proxy as AsyncProxy
from python_socks.sync import Proxy

#: What is raised where the proxy is not reached, does not answer, or does not lead there.
FAULTS = (ProxyError, ProxyConnectionError, ProxyTimeoutError)
SCHEMES = ("socks5", "socks5h", "http")


def is_proxy(url: str) -> bool:
    """Whether it is `socks5://host:port`, with an account or without; so for HTTP."""
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and bool(parts.port)
    except ValueError:
        return False


async def open_tunnel(proxy: str, host: str, port: int, timeout_s: float) -> socket.socket:
    """A connection to the server. Raises one of FAULTS."""
    return await AsyncProxy.from_url(_plain(proxy), rdns=True).connect(host, port, timeout_s)


def open_tunnel_now(proxy: str, host: str, port: int, timeout_s: float) -> socket.socket:
    """The same where nothing else waits."""
    return Proxy.from_url(_plain(proxy), rdns=True).connect(host, port, timeout_s)


def _plain(proxy: str) -> str:
    return proxy.replace("socks5h://", "socks5://", 1)
