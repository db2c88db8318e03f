"""The terminal to which whatever is shown is words: nothing of it drives it, or is taken for markup."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from bot.printable import printable


class PlainConsole(Console):
    """Shows names and notes of strangers as they stand: `[/b]` closes nothing, `:smile:` is no picture, and no sequence
    reaches the terminal.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(markup=False, emoji=False, highlight=False, **settings)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            is_clean = segment.control is not None or segment.text.isprintable()
            yield segment if is_clean else Segment(printable(segment.text), segment.style)
