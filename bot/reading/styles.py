"""What a Word style says of its paragraphs: how high a heading, which list."""

import re
from dataclasses import dataclass

from lxml import etree

from bot.reading.numbering import W
from bot.reading.white_space import count_of

_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_DEPTH = 20  # styles based on styles; a circle ends here


@dataclass(frozen=True, slots=True)
class Style:
    """The properties of one paragraph style, those of the styles below it included."""

    heading: int | None = None
    list_id: str | None = None
    depth: int | None = None
    hidden: bool = False


def is_on(element: etree._Element | None) -> bool:
    """A switch such as w:vanish: on where it stands, unless it says that it is off."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def outline(properties: etree._Element | None) -> int | None:
    """1 to 9 where the paragraph properties give an outline level."""
    level = None if properties is None else properties.find(f"{W}outlineLvl")
    value = count_of(None if level is None else level.get(f"{W}val"), default=9)
    return value + 1 if value < 9 else None


def list_place(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """(list id, level) of the paragraph properties, None where they do not say."""
    numbering = None if properties is None else properties.find(f"{W}numPr")
    if numbering is None:
        return None, None
    list_id, depth = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    level = None if depth is None else count_of(depth.get(f"{W}val"))
    return None if list_id is None else list_id.get(f"{W}val"), level


class Styles:
    """All styles of a document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else root.findall(f"{W}style")
        self._elements = {element.get(f"{W}styleId", ""): element for element in elements}
        self._known: dict[str, Style] = {}
        defaults = [e for e in elements if e.get(f"{W}type") == "paragraph" and e.get(f"{W}default") == "1"]
        self.default = defaults[0].get(f"{W}styleId", "") if defaults else ""

    def get(self, style_id: str) -> Style:
        if style_id not in self._known:
            self._known[style_id] = self._resolve(style_id)
        return self._known[style_id]

    def _resolve(self, style_id: str) -> Style:
        heading = list_id = depth = None
        hidden = False
        for _ in range(_DEPTH):
            element = self._elements.get(style_id)
            if element is None:
                break
            properties = element.find(f"{W}pPr")
            found, level = list_place(properties)
            heading = heading or outline(properties) or _named(element)
            list_id, depth = list_id or found, depth if depth is not None else level
            hidden = hidden or is_on(element.find(f"{W}rPr/{W}vanish"))
            base = element.find(f"{W}basedOn")
            style_id = "" if base is None else base.get(f"{W}val", "")
        return Style(heading, list_id, depth, hidden)


def _named(element: etree._Element) -> int | None:
    name = element.find(f"{W}name")
    match = _HEADING.match("" if name is None else name.get(f"{W}val", ""))
    return int(match[1]) if match else None
