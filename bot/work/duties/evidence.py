"""Evidence of what was done: a file, an address of the web, or words, named in the trail with the file's hash."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePath
from zipfile import BadZipFile, ZipFile

from bot.errors import UsageError
from bot.signatures import PICTURES, kind_by_first_bytes
from bot.store.evidence import NAME, Folder, folder_of
from bot.work.office import Office

MEGABYTE = 1024 * 1024
LONGEST_NAME = 80
#: What the trail says of a file: its hash and kind, then the name that it came with.
_REFERENCE = re.compile(rf"sha256:({NAME.pattern}) (.*)", re.DOTALL)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_PATH = re.compile(r"\S*[/\\]\S*|\S+\.[A-Za-z0-9]{1,5}")

#: Kinds that are kept as they are; programs, databases and unknown ones are not.
_KEPT = PICTURES | {"mp4", "pdf", "rar", "7z", "rtf"}
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd"))
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the trail says (`words`), and for a file the name under which it is kept and what it holds."""

    words: str
    name: str = ""
    content: bytes = field(default=b"", repr=False)


def from_file(office: Office, name: str, content: bytes) -> Evidence:
    """A file that came under `name`. Raises UsageError where it is empty, too large, or of no kind that is kept."""
    shown = _shown(name)
    check_size(office, shown, len(content))
    kind = kind_of(content)
    if kind is None:
        raise UsageError("work.evidence_kind", name=shown)
    kept = f"{sha256(content).hexdigest()}.{kind}"
    return Evidence(f"sha256:{kept} {shown}", kept, content)


def check_size(office: Office, name: str, size: int) -> None:
    """Raises UsageError for an empty or too large file; before it is fetched, where its size is told."""
    most = office.settings.evidence_mb
    if size > most * MEGABYTE:
        raise UsageError("work.evidence_large", name=_shown(name), size=f"{size / MEGABYTE:.1f}", most=most)
    if size == 0:
        raise UsageError("work.evidence_empty", name=_shown(name))


def from_words(office: Office, words: str) -> Evidence:
    """What somebody typed: a file where there is one of that name, else an address, else words.

    Raises UsageError where it looks like the path of a file and there is none.
    """
    words = words.strip()
    if _LINK.fullmatch(words):
        return Evidence(words)
    path = Path(words)
    try:
        if path.is_file():
            check_size(office, path.name, path.stat().st_size)
            return from_file(office, path.name, path.read_bytes())
    except OSError as error:  # a name that is too long is none
        if _PATH.fullmatch(words):
            raise UsageError("work.evidence_unread", name=words, reason=error.strerror) from error
    if _PATH.fullmatch(words):
        raise UsageError("work.evidence_missing", name=words)
    return Evidence(words)


def keep(office: Office, evidence: Evidence, now: datetime) -> None:
    """Writes the file, if it is one. Within the transaction of the move, so that none is named that is not there."""
    if evidence.name:
        folder(office).put(evidence.name, evidence.content, now)


def folder(office: Office) -> Folder:
    """Where the files are."""
    return folder_of(office.store, office.settings.evidence_folder)


def kept_name(words: str | None) -> str | None:
    """The name under which the file is kept that an entry of the trail names; None where it names none."""
    found = _REFERENCE.fullmatch(words or "")
    return found[1] if found else None


def shown(words: str | None) -> str:
    """An entry's evidence as a reader of a chat sees it: a file by the name that it came with."""
    found = _REFERENCE.fullmatch(words or "")
    return found[2] if found else words or ""


def kind_of(content: bytes) -> str | None:
    """The extension that the content itself calls for; None for programs and for what is nothing known."""
    kind = kind_by_first_bytes(content)
    if kind in _KEPT:
        return kind
    judge = {"zip": _package, "ole": _compound, None: _text}.get(kind)
    return judge(content) if judge is not None else None


def _package(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as package:
            names = package.namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return None
    return next((kind for start, kind in _PARTS if any(name.startswith(start) for name in names)), "zip")


def _compound(content: bytes) -> str | None:
    return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in content), None)


def _text(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            words = content.decode(encoding)
        except ValueError:
            continue
        return "txt" if all(c.isprintable() or c.isspace() for c in words) and not words.startswith("MZ") else None
    return None


def _shown(name: str) -> str:
    """A file's own name without folders, control characters and excess."""
    plain = "".join(c for c in PurePath(name.replace("\\", "/")).name if c.isprintable()).strip() or "file"
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 10]}…{plain[-9:]}"
