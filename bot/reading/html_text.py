"""The words of a stretch of HTML as a browser shows them."""

import re

from lxml import etree

from bot.model import Mark
from bot.reading.white_space import clean

DROPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "select", "option", "button", "textarea", "input", "svg",
     "iframe", "object", "audio", "video", "canvas", "map", "title", "datalist")
)  # fmt: skip
BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th",
     "section", "article", "header", "footer", "main", "aside", "nav", "blockquote", "pre", "form", "fieldset", "hr",
     "center", "body", "html", "tbody", "thead", "tfoot", "caption", "figure", "address", "details", "summary")
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
# A source line that breaks between two Chinese characters is no space.
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_WRAP = re.compile(rf"(?<=[{_CJK}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_CJK}])")
BREAK = "\x0c"
_CELLS = ("td", "th")
_STRIKES = frozenset(("s", "strike", "del"))


def is_dropped(element: etree._Element) -> bool:
    """Comments, scripts, form fields, and what the page hides."""
    return (
        not isinstance(element.tag, str)
        or element.tag in DROPPED
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def shown(pieces: list[str]) -> str:
    """Runs of white space as one space; only `BREAK` makes a new line."""
    text = _SPACE.sub(" ", _WRAP.sub("", "".join(pieces).replace(BREAK, "\x00")))
    lines = (clean(line.replace("\u00a0", " ")) for line in text.split("\x00"))
    return "\n".join(line for line in lines if line)


def is_struck(element: etree._Element) -> bool:
    """What the page shows crossed out."""
    return element.tag in _STRIKES or "line-through" in element.get("style", "")


def text_of(element: etree._Element) -> str:
    """The words of `element` in force, a line a block; tables within it a line a row, cells parted by tabs."""
    return words_of(element)[0]


def words_of(element: etree._Element) -> tuple[str, Mark]:
    """As `text_of`, with a mark: where all words are struck through, those words."""
    pieces: list[str] = []
    struck: list[str] = []
    _gather(element, pieces, struck)
    text = shown(pieces)
    return (text, "") if text or not struck else (shown(struck), "struck")


def _gather(element: etree._Element, pieces: list[str], struck: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if not is_dropped(child):
            tag = str(child.tag)
            block = tag in BLOCKS
            pieces.append(BREAK if tag == "br" or (block and tag not in _CELLS) else "")
            _gather(child, struck if is_struck(child) else pieces, struck)
            pieces.append("\t" if tag in _CELLS else BREAK if block else "")
        pieces.append(child.tail or "")
