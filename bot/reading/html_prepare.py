"""A saved page before it is parsed: its encoding, and nesting so deep that the parser would lose what lies below."""

import email
import re

from lxml import etree

from bot.errors import ReadingError
from bot.reading import limits
from bot.reading.decode import Decoded

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DROPPED = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|svg|iframe|object)\b.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_ROWS = re.compile(r"</?(?:tbody|thead|tr)\b[^>]*>", re.IGNORECASE)
_BOXES = re.compile(r"</?(div|section|article|main|span|font|center|form)\b[^>]*>", re.IGNORECASE)
_LINE_BOXES = ("span", "font")
_DEPTH = 200


def declared_charset(data: bytes) -> str | None:
    """The charset that the page names, gb2312 and gbk as the gb18030 that contains them."""
    match = _CHARSET.search(data[:8192])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    return "gb18030" if name.startswith("gb") else name


def parse_html(decoded: Decoded, name: str) -> etree._Element:
    """The page's root. Scripts, styles and comments are out; ReadingError where a table would be lost."""
    source = _with_table(_DROPPED.sub("", decoded.text))
    if source.count("<") > limits.XML_TAGS:
        raise ReadingError("reading.elements", place=name, count=source.count("<"))
    tables = len(_TABLE.findall(source))
    root = _parse(source)
    if root is None or _depth(root) > _DEPTH or _tables(root) < tables:
        root = _parse(_BOXES.sub(_flat, source))  # boxes hold nothing that a table needs
    if root is None or _depth(root) > _DEPTH or _tables(root) < tables:
        raise ReadingError("reading.html-lost", place=name)
    return root


def _with_table(source: str) -> str:
    """`source` with a table around rows that have none, as where a page was copied from its middle."""
    rows = list(_ROWS.finditer(source))
    if not rows or _TABLE.search(source):
        return source
    start, last = rows[0].start(), rows[-1]
    end = last.end() if last[0].startswith("</") else len(source)
    return f"{source[:start]}<table>{source[start:end]}</table>{source[end:]}"


def _flat(match: re.Match[str]) -> str:
    return "" if match[1].lower() in _LINE_BOXES else "<br>"


def _parse(source: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _tables(root: etree._Element) -> int:
    return sum(1 for _ in root.iter("table"))


def _depth(root: etree._Element) -> int:
    """How deep the tree goes; counting stops a little beyond what is allowed."""
    level, depth = [root], 0
    while level and depth <= _DEPTH:
        level = [child for element in level for child in element]
        depth += 1
    return depth


def html_of_mail(data: bytes, name: str) -> tuple[bytes, str | None]:
    """(the page in a web archive (.mht, and “.doc” that some systems write so), the charset that it names)."""
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)  # a part that is not itself made of parts
            return content, part.get_content_charset()
    raise ReadingError("reading.not-a-document", place=name, kind="MHTML")
