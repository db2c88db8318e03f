"""The words of a Word paragraph as a reader sees them when all tracked changes are accepted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from bot.errors import ReadingError
from bot.reading import limits
from bot.reading.numbering import Numbering, W
from bot.reading.styles import Styles, is_on, list_place, outline

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

# Deleted or moved-away text, properties, notes: nothing of it is read.
_SKIP = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "footnoteReference", "endnoteReference",
                 "delText", "instrText", "delInstrText", "commentReference")
)  # fmt: skip
_SIGNS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "-",
}
_PICTURES = frozenset(
    ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")
)
_TEXTS = frozenset((f"{W}t", _MATH_TEXT))
_RUN, _BOX, _SDT = f"{W}r", f"{W}txbxContent", f"{W}sdt"
_ALTERNATE, _CHOICE, _SYMBOL = f"{MC}AlternateContent", f"{MC}Choice", f"{W}sym"


@dataclass(slots=True)
class Words:
    """One paragraph: its words, its automatic number, its heading level, the text boxes anchored in it."""

    text: str = ""
    label: str = ""
    heading: int | None = None
    boxes: list[etree._Element] = field(default_factory=list)
    goes_on: bool = False  # its end mark was deleted: the next paragraph continues it
    pictures: int = 0
    struck: str = ""  # what is crossed out; it is no part of `text`


class Writer:
    """Turns w:p elements into `Words`, counting lists as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering, *, has_hidden: bool, has_struck: bool) -> None:
        self._has_hidden = has_hidden  # else no run is asked whether it is
        self._has_struck = has_struck
        self._styles = styles
        self._numbering = numbering

    def paragraph(self, element: etree._Element) -> Words:
        if not len(element):
            return Words()  # a million of these is a known way to waste an hour
        properties = element.find(f"{W}pPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        style_id = self._styles.default if named is None else named.get(f"{W}val", "")
        style = self._styles.get(style_id)
        words = Words(heading=outline(properties) or style.heading)
        pieces: list[str] = []
        if not style.hidden:
            self._collect(element, pieces, words, 0)
        words.text = "".join(pieces)
        mark = None if properties is None else properties.find(f"{W}rPr")
        words.goes_on = mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)
        if not words.goes_on:
            words.label = self._label(properties, style_id)
        return words

    def _label(self, properties: etree._Element | None, style_id: str) -> str:
        style = self._styles.get(style_id)
        list_id, depth = list_place(properties)
        if list_id is None and style.list_id is not None:
            list_id = style.list_id
            level = depth if depth is not None else style.depth
            depth = level if level is not None else self._numbering.level_of_style(list_id, style_id)
        if list_id is None or list_id == "0":
            return ""
        return self._numbering.label(list_id, min(depth or 0, 8))

    def _run(self, run: etree._Element, pieces: list[str], words: Words, depth: int) -> None:
        """The words of a run: among those in force, or apart where they are struck through."""
        if not (self._has_struck and is_struck(run)):
            self._collect(run, pieces, words, depth)
            return
        struck: list[str] = []
        self._collect(run, struck, words, depth)
        words.struck += "".join(struck)

    def _collect(self, element: etree._Element, pieces: list[str], words: Words, depth: int) -> None:
        if depth > limits.NESTING:
            raise ReadingError("reading.too-deep", place="")
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                pieces.append(child.text or "")
            elif tag in _SIGNS:
                pieces.append(_SIGNS[tag])
            elif tag == _RUN:
                if len(child) and not (self._has_hidden and is_hidden(child)):
                    self._run(child, pieces, words, depth + 1)
            elif tag in _SKIP:
                continue
            elif tag == _BOX:
                words.boxes.append(child)
            elif tag == _SYMBOL:
                pieces.append(_symbol(child))
            elif tag == _SDT and is_placeholder(child):
                continue
            else:
                words.pictures += tag in _PICTURES
                for inner in _seen(child) if tag == _ALTERNATE else (child,):
                    self._collect(inner, pieces, words, depth + 1)


def is_hidden(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    return properties is not None and is_on(properties.find(f"{W}vanish"))


def is_struck(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    return properties is not None and any(is_on(properties.find(f"{W}{name}")) for name in ("strike", "dstrike"))


def is_placeholder(control: etree._Element) -> bool:
    """A content control that nobody has filled in shows its prompt (“click here”)."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def _seen(alternate: etree._Element) -> Iterator[etree._Element]:
    """Of the ways to draw one thing the first: the fallback says the same again."""
    choice = alternate.find(_CHOICE)
    yield from (alternate[0],) if choice is None and len(alternate) else () if choice is None else (choice,)


def _symbol(element: etree._Element) -> str:
    text = element.get(f"{W}char", "")
    code = int(text, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", text) else 0
    return "" if 0xE000 <= code <= 0xF8FF or not code else chr(code)
