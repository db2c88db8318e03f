"""How far something is, shown in the place of one message: the latest alone, one change after the other."""

import asyncio
from collections.abc import Awaitable, Callable


class ShownProgress:
    """Takes words from another thread and has them put into place by `show`, which may take its time."""

    def __init__(self, show: Callable[[str], Awaitable[None]]) -> None:
        self._show = show
        self._loop = asyncio.get_running_loop()
        self._latest: str | None = None
        self._showing: asyncio.Task[None] | None = None

    def hear(self, html: str) -> None:
        """May be called from any thread."""
        self._loop.call_soon_threadsafe(self._take, html)

    def _take(self, html: str) -> None:
        self._latest = html
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._show_all())

    async def _show_all(self) -> None:
        while self._latest is not None:
            html, self._latest = self._latest, None
            await self._show(html)

    async def end(self) -> None:
        """Returns when nothing is being shown any more; what comes later is not shown."""
        await asyncio.sleep(0)  # what the thread said last has been taken
        if self._showing is not None:
            await self._showing
