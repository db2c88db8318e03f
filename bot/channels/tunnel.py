"""Connections to a mail server by way of a proxy, SOCKS5 or HTTP's CONNECT: mail libraries know none of their own.

The proxy looks up the name of the server, as with socks5h: an office that needs one rarely resolves names outside.
"""

import socket

from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
from python_socks.async_.asyncio import Proxy as AsyncProxy
from python_socks.sync import Proxy

#: What is raised where the proxy is not reached, does not answer, or does not lead there.
FAULTS = (ProxyError, ProxyConnectionError, ProxyTimeoutError)


async def open_tunnel(proxy: str, host: str, port: int, timeout_s: float) -> socket.socket:
    """A connection to the server. Raises one of FAULTS."""
    return await AsyncProxy.from_url(_plain(proxy), rdns=True).connect(host, port, timeout_s)


def open_tunnel_now(proxy: str, host: str, port: int, timeout_s: float) -> socket.socket:
    """The same where nothing else waits."""
    return Proxy.from_url(_plain(proxy), rdns=True).connect(host, port, timeout_s)


def _plain(proxy: str) -> str:
    return proxy.replace("socks5h://", "socks5://", 1)
