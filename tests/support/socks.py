"""A SOCKS5 proxy on a real loopback socket (RFC 1928, its passwords RFC 1929), which says what was asked of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

NO_LOGIN, PASSWORD, NONE_FITS = 0, 2, 0xFF
IPV4, NAME, IPV6 = 1, 3, 4
REFUSED = 5


@dataclass
class SocksProxy:
    """`asked`: where it was to lead to, names as they came. `known`: what names mean here; all else is refused."""

    port: int = 0
    login: tuple[str, str] | None = None
    known: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        with suppress(OSError, asyncio.IncompleteReadError):
            if await self._greeted(reader, writer):
                await self._led(reader, writer)
        await _closed(writer)

    async def end(self) -> None:
        """Returns when every connection is closed: one that outlives the loop is a warning in some later test."""
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _greeted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        _, count = await reader.readexactly(2)
        offered = await reader.readexactly(count)
        wanted = NO_LOGIN if self.login is None else PASSWORD
        writer.write(bytes([5, wanted if wanted in offered else NONE_FITS]))
        if wanted not in offered:
            return False
        if self.login is None:
            return True
        await reader.readexactly(1)
        given = ((await _counted(reader)).decode(), (await _counted(reader)).decode())
        writer.write(bytes([1, 0 if given == self.login else 1]))
        return given == self.login

    async def _led(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, _, _, kind = await reader.readexactly(4)
        if kind == NAME:
            host = (await _counted(reader)).decode()
        else:
            host = ".".join(map(str, await reader.readexactly(4)))
            assert kind == IPV4, "a name or an address of four bytes"
        port = int.from_bytes(await reader.readexactly(2))
        self.asked.append((host, port))
        there = self.known.get(host, host if kind == IPV4 else "")
        try:
            beyond = await asyncio.open_connection(there, port)
        except OSError:
            writer.write(bytes([5, REFUSED, 0, IPV4, 0, 0, 0, 0, 0, 0]))
            return
        writer.write(bytes([5, 0, 0, IPV4, 0, 0, 0, 0, 0, 0]))
        await asyncio.gather(_copied(reader, beyond[1]), _copied(beyond[0], writer))


async def _counted(reader: asyncio.StreamReader) -> bytes:
    return await reader.readexactly((await reader.readexactly(1))[0])


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while content := await reader.read(65536):
            writer.write(content)
            await writer.drain()
    await _closed(writer)


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@asynccontextmanager
async def socks_proxy(login: tuple[str, str] | None = None, **known: str) -> AsyncIterator[SocksProxy]:
    """A proxy, for whoever logs in where there is a `login`."""
    found = SocksProxy(login=login, known=known)
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        await server.wait_closed()
        await found.end()
