"""A numbered paragraph with the unnumbered ones that belong to it, and what stands below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.ledger.prose.item_endings import Tail
from bot.ledger.prose.lines import Line
from bot.ledger.text.markers import Marker
from bot.ledger.text.normal_form import squeeze

LONGEST_HEADING = 40


@dataclass(slots=True, eq=False)
class Node:
    """A numbered paragraph with the unnumbered ones that belong to it, and its children."""

    marker: Marker
    line: Line
    text: str
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    tail: Tail = field(default_factory=lambda: Tail(""))
    decided: bool = False  # it stands under 会议议定：
    is_group: bool = False  # a heading that said who and when for the items below it
    unit: str = ""  # the body whose heading it stands under
    narrated: bool = False  # its decisions stand in paragraphs below its title

    @property
    def heading(self) -> str:
        """The number and the first sentence, without its stop."""
        return squeeze(self.line.text[self.marker.start : self.marker.end]) + re.split("[。：\n]", self.text)[0].strip()

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above, from the top."""
        return (*self.parent.path, self.parent.heading) if self.parent else ()

    def above(self) -> Iterator["Node"]:
        """All nodes that this one stands under, from the bottom."""
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def below(self) -> Iterator["Node"]:
        """All nodes under this one, in order."""
        for child in self.children:
            yield child
            yield from child.below()


def is_stage_heading(node: Node) -> bool:
    """True for the heading of a stage (第一阶段　摸清底数（4月21日至5月10日）), below which its work is told."""
    heading = node.line.text
    return "阶段" in heading[: node.marker.end] and "。" not in heading and len(heading) <= LONGEST_HEADING + 20


def is_title(node: Node) -> bool:
    """True for a short heading without a stop: what follows it is not its own text."""
    return "。" not in node.text and len(node.text) <= 40
