"""One message as a mail by RFC 5322: both bodies, attachments, and the headers that an office's server looks for.

Sources: RFC 5322 §3.6.4 (Message-ID), RFC 2045 §6.8 (base64), RFC 2046 §5.1 (multipart), RFC 2047 (Chinese in
headers), RFC 2231 and RFC 2183 (Chinese file names), RFC 3834 §5 (Auto-Submitted, so that absence notes do not
answer), MS-OXCMAIL (X-Auto-Response-Suppress, which Exchange's absence notes heed). There is no List-Unsubscribe: who
is told of duties does not choose so himself, and what looks like a list is sorted away by the filters of offices.

Written out rather than through `email.message`: that parses each header anew and costs 1.3 ms a mail, a third of
what sending it does.
"""

import base64
import hashlib
import re
from datetime import datetime
from email.utils import format_datetime, quote
from functools import lru_cache
from urllib.parse import quote as percent

from bot.channels.mail_address import read_address
from bot.lengths import octet_pieces
from bot.model import Attachment, Message

_UNSAFE_ID = re.compile(r"[^A-Za-z0-9._-]+")
#: An id that came from outside, fit for a header of ours.
_FOREIGN_ID = re.compile(r"[!-;=?-~]{1,400}@[!-;=?-~]{1,400}")
#: So many things that a mail is about make its thread; more would make a header that servers refuse.
LONGEST_THREAD = 10
#: By which our own mail is known if it is sent back to us.
OURS = "X-Duban-Mail"
_LINE_END = re.compile(r"\r\n|\r|\n")
_MEDIA_TYPE = re.compile(r"(?!message/|multipart/)[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+")
#: A part that is to be sent: its headers and its content, ready for the wire.
Part = tuple[str, str]


def message_id(message: Message, domain: str) -> str:
    """`<id@domain>`, the same at every try, so that a repeat is seen as such by the reader's mail program."""
    return f"<{stable_name(message.id)}@{domain}>"


def stable_name(words: str) -> str:
    """`words` in letters that a header and a file name bear; what had to be changed is told apart by a digest."""
    name = _UNSAFE_ID.sub("-", words).strip("-.")[:80]
    if name and name == words:
        return name
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{name}-{digest}" if name else digest


def build_mail(
    message: Message, sender: str, recipients: list[str], at: datetime, reply_to: str | None = None
) -> bytes:
    """The mail as it goes over the wire: CRLF, seven-bit, no line over 78. `at` becomes the Date.

    The same message gives the same bytes. `recipients` are bare addresses, as `read_recipients` gives them. `reply_to`:
    where answers go; None: to the sender.
    """
    name, spec = read_address(sender)
    domain = spec.rpartition("@")[2]
    headers = [
        f"From: {_phrase(name)}<{spec}>" if name else f"From: {spec}",
        "To: " + ",\r\n ".join(recipients),
        f"Subject: {_words(_subject(message), 'Subject')}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {message_id(message, domain)}",
        f"Reply-To: {reply_to or spec}",
        *_thread(message, domain),
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        f"{OURS}: yes",
        *(["X-Duban-Repeat: yes"] if message.repeat else []),
        "MIME-Version: 1.0",
    ]
    head, content = _body(message)
    return "\r\n".join([*headers, head, "", content]).encode("ascii")


def _subject(message: Message) -> str:
    """On one line, the reference last: the words are what a reader of a list of mails wants first."""
    reference = f" 〔{message.reference}〕" if message.reference else ""
    return " ".join(message.subject.split()) + reference


def _thread(message: Message, domain: str) -> list[str]:
    """What makes mail programs show the mails about one thing together (RFC 5322 §3.6.4)."""
    answered = [found for found in message.answers if _FOREIGN_ID.fullmatch(found)]
    names = [f"<{stable_name(name)}@{domain}>" for name in message.thread[:LONGEST_THREAD]]
    references = [*names, *(f"<{found}>" for found in reversed(answered[:LONGEST_THREAD]))]
    first = [f"In-Reply-To:\r\n <{answered[0]}>"] if answered else []
    return [*first, *(["References: " + "\r\n ".join(references)] if references else [])]


def _body(message: Message) -> Part:
    body = _text_part("plain", message.text)
    files = message.attachments
    if message.html is not None:
        page = _text_part("html", message.html)
        if shown := [_attachment_part(one, "inline") for one in files if one.cid]:
            page = _multipart("related", message, [page, *shown])  # RFC 2387: the page and what it shows
            files = tuple(one for one in files if not one.cid)
        body = _multipart("alternative", message, [body, page])
    if files:
        body = _multipart("mixed", message, [body, *map(_attachment_part, files)])
    return body


def _multipart(kind: str, message: Message, parts: list[Part]) -> Part:
    """The boundary holds `=_`, which no line of base64 begins with after two hyphens."""
    boundary = f"=_{kind}_{hashlib.sha256(message.id.encode('utf-8', 'replace')).hexdigest()[:24]}"
    inner = [f"--{boundary}\r\n{head}\r\n\r\n{content}" for head, content in parts]
    content = "\r\n".join([*inner, f"--{boundary}--", ""])
    return f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"', content


def _text_part(subtype: str, words: str) -> Part:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: base64"
    return head, _base64(_with_line_ends(words).encode("utf-8", "replace"))


def _with_line_ends(words: str) -> str:
    """Every line ended as on the wire; what this program wrote has its own ends alone."""
    return _LINE_END.sub("\r\n", words) if "\r" in words else words.replace("\n", "\r\n")


def _attachment_part(attachment: Attachment, disposition: str = "attachment") -> Part:
    media_type = attachment.media_type
    if not _MEDIA_TYPE.fullmatch(media_type):  # a message or multipart would have to be parsed first
        media_type = "application/octet-stream"
    head = (
        f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: {disposition};\r\n {_file_name(attachment.name)}"
    )
    if disposition == "inline":
        head += f"\r\nContent-ID: <{attachment.cid}>"
    return head, _base64(attachment.content)


@lru_cache(maxsize=256)
def _file_name(name: str) -> str:
    """The name in pieces, each on its own line, as long Chinese names would exceed one; cut between characters."""
    pieces = [""]
    for character in name:
        encoded = percent(character, safe="", errors="replace")
        if len(pieces[-1]) + len(encoded) > 60:
            pieces.append("")
        pieces[-1] += encoded
    first, *rest = pieces
    if not rest:
        return f"filename*=utf-8''{first}"
    lines = [f"filename*0*=utf-8''{first}", *(f"filename*{n}*={piece}" for n, piece in enumerate(rest, 1))]
    return ";\r\n ".join(lines)


def _base64(content: bytes) -> str:
    """In lines of 76 characters, each with its end (RFC 2045 §6.8)."""
    octets = base64.b64encode(content).decode("ascii")
    return "\r\n".join([*(octets[at : at + 76] for at in range(0, len(octets), 76)), ""])


def _words(words: str, header: str) -> str:
    """`words` as the value of `header`, in encoded words unless they are short and plain."""
    if words.isascii() and words.isprintable() and len(words) <= 60 and "=?" not in words:
        return words
    return "\r\n ".join(_encoded_words(words, len(header) + len(": ")))


def _encoded_words(words: str, before: int) -> list[str]:
    """Encoded words by RFC 2047, each of whole characters and short enough for its line; `before`: what the first
    line has on it already.
    """
    pieces = octet_pieces(words, _room(before), _room(1))
    return [f"=?utf-8?b?{base64.b64encode(piece).decode('ascii')}?=" for piece in pieces]


def _room(before: int) -> int:
    """How many octets an encoded word holds on a line that has so many characters already: 75 at the most with its
    marks, 76 the line (RFC 2047 §2).
    """
    return (min(75, 76 - before) - len("=?utf-8?b??=")) // 4 * 3


@lru_cache(maxsize=16)
def _phrase(name: str) -> str:
    """A display name before an address."""
    encoded = _words(" ".join(name.split()), "From")
    return f"{encoded} " if "=?" in encoded else f'"{quote(encoded)}" '
