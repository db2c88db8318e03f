"""Headers and bodies of a raw mail as text, whatever their encoding; what is broken is read as far as it goes.

The library's older policy is used on purpose: the newer one raises on headers that Chinese servers really write, and
decodes GBK that calls itself gb2312 wrongly (RFC 1922 names gb2312; mail programs write GBK under that name).
"""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

_CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "cp936", "gb_2312-80", "hz-gb-2312"}
_CHINESE_WORD = re.compile(r"=\?(?:gb2312|gbk|x-gbk|cp936)\?", re.IGNORECASE)
#: Two encoded words with nothing but white space between are one (RFC 2047 §6.2); some servers leave none at all.
_JOINT = re.compile(r"\?=(?==\?)")
_ID = re.compile(r"<\s*([^<>\s]+@[^<>\s]+?)\s*>")


def header(mail: Message, name: str) -> str:
    """The first header of that name on one line; empty where there is none."""
    return next(iter(headers(mail, name)), "")


def headers(mail: Message, name: str) -> list[str]:
    """All headers of that name, from the top."""
    return [_plain(value) for value in _raw(mail, name)]


def ids(mail: Message, name: str) -> list[str]:
    """The Message-IDs of a header, without brackets."""
    return _ID.findall(header(mail, name))


def addresses(mail: Message, name: str) -> list[tuple[str, str]]:
    """(display name, bare address in small letters) of each address of a header."""
    # Names are decoded after the addresses are parted: a decoded comma would part them anew.
    raw = [re.sub(r"\s+", " ", _sound(value)) for value in _raw(mail, name)]
    return [(_plain(shown), spec.strip().lower()) for shown, spec in getaddresses(raw) if "@" in spec]


def _raw(mail: Message, name: str) -> list[str]:
    """As they came, bytes beyond ASCII as surrogates; the usual access makes question marks of them."""
    return [str(value) for found, value in mail.raw_items() if found.lower() == name.lower()]


def _plain(value: str) -> str:
    words = _JOINT.sub("?= ", _CHINESE_WORD.sub("=?gb18030?", " ".join(value.split())))
    try:
        pieces = decode_header(words)
    except HeaderParseError:
        return _sound(words)
    found = [piece if isinstance(piece, str) else _text(piece, charset) for piece, charset in pieces]
    return "".join(c if c.isprintable() else " " for c in _sound("".join(found))).strip()


def _sound(value: str) -> str:
    """Bytes that stand in a header without encoding, against the rules, as what they most likely are."""
    if not any("\udc80" <= c <= "\udcff" for c in value):
        return value
    return _text(value.encode("utf-8", "surrogateescape"), None)


def text_of(part: Message) -> str:
    """The words of one text part; a paragraph that was broken to be sent (RFC 3676, flowed) on one line again."""
    payload = part.get_payload(decode=True)
    words = _text(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        gone = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
        words = re.sub(r"(?<!^--) \n(?![>\n])", gone, words, flags=re.MULTILINE)
    return words


def _text(content: bytes, charset: str | None) -> str:
    declared = (charset or "").lower()
    first = "gb18030" if declared in _CHINESE else declared
    for encoding in dict.fromkeys((first, "utf-8", "gb18030")):
        try:
            return content.decode(encoding) if encoding else content.decode("ascii")
        except (ValueError, LookupError):  # not so written, or the name of no encoding
            continue
    return content.decode("utf-8", "replace")


def parts(mail: Message) -> Iterator[Message]:
    """Every part that holds something itself; of a mail within the mail (a forwarded one) nothing."""
    if mail.get_content_maintype() == "message":
        return
    if mail.is_multipart():
        for part in mail.get_payload():
            if isinstance(part, Message):
                yield from parts(part)
        return
    yield mail


def file_name(part: Message) -> str:
    """The name of a part that is a file; empty for one that is a text of the mail."""
    name = part.get_filename() or ""
    return _plain(name) if name else ""
