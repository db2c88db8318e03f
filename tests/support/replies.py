"""The replies of the corpus, as the bytes that a mailbox would hold."""

import base64
import quopri
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "replies"
SENDER = "czj@example.org"
SUBJECT = "=?utf-8?b?5Zue5aSN77ya44CQ5Lqk5Yqe44CR?="


@dataclass(frozen=True)
class Reply:
    """One mail of the corpus: its name, its bytes, and the lines that are its sender's own."""

    name: str
    raw: bytes
    lines: tuple[str, ...]
    expected: dict[str, Any] = field(default_factory=dict)


def replies() -> Iterator[Reply]:
    """Every mail of every program."""
    for path in sorted(CORPUS.glob("*.toml")):
        held = tomli.loads(path.read_text(encoding="utf-8"))
        for one in held["mail"]:
            yield Reply(f"{path.stem}: {one['name']}", raw_of(one), tuple(one.get("lines", ())), one)


def raw_of(one: dict[str, Any]) -> bytes:
    """A mail in the form, charset and encoding that the corpus says; or as it stands there."""
    if "raw" in one:
        return str(one["raw"]).lstrip("\n").replace("\n", "\r\n").encode()
    named = {"From": f"<{SENDER}>", "To": "<duban@example.org>", "Subject": SUBJECT, "Message-ID": "<r1@example.org>"}
    head = "".join(f"{name}: {value}\r\n" for name, value in (named | one.get("headers", {})).items())
    if one["form"] != "both":
        return f"{head}MIME-Version: 1.0\r\n".encode() + part_of(one["form"], one["text"], one)
    parts = part_of("plain", one["plain"], one), part_of("html", one["text"], one)
    head += 'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n'
    return head.encode() + b"".join(b"--b1\r\n" + part + b"\r\n" for part in parts) + b"--b1--\r\n"


def part_of(form: str, text: str, one: dict[str, Any]) -> bytes:
    charset = one["charset"]
    # gb2312 is the name under which mail programs write GBK.
    content = text.replace("\n", "\r\n").encode("gb18030" if charset == "gb2312" else charset)
    written = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(one["encoding"], bytes)(
        content
    )
    declared = one.get("declared", charset)
    kind = f"Content-Type: text/{form}" + (f'; charset="{declared}"' if declared else "")
    flowed = "; format=flowed" if one.get("flowed") else ""
    return f"{kind}{flowed}\r\nContent-Transfer-Encoding: {one['encoding']}\r\n\r\n".encode() + written
