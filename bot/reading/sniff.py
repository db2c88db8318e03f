"""What a file really is, by its first bytes and never by its name."""

import re

from bot.errors import ReadingError
from bot.reading.decode import Decoded, decode
from bot.reading.html_prepare import declared_charset
from bot.reading.package import Package
from bot.reading.pictures import is_picture_name, picture_kind
from bot.signatures import kind_by_first_bytes

#: What is no document, as a sentence calls it.
_OTHERS = {"rar": "RAR", "7z": "7-Zip", "gz": "gzip", "exe": "EXE", "elf": "ELF", "sqlite": "SQLite", "riff": "RIFF"}
_HTML = re.compile(
    r"^(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|title|meta|link|"
    r"script|style|table|thead|tbody|tr|div|section|article|main|center|form|p|h[1-6]|[uod]l|span|font|strong)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_OFFICE_NAMES = (".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".pdf", ".rtf")


def signature(data: bytes, name: str, *, pictures: bool = False) -> str:
    """One of zip, ole, pdf, rtf, mhtml, text. ReadingError for an empty file, a picture, an archive, a program.

    With `pictures` a picture is one more kind.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise ReadingError("reading.empty", place=name)
    kind = kind_by_first_bytes(data)
    if kind in {"zip", "ole", "pdf", "rtf"}:
        return kind
    if pictures and picture_kind(data):
        return "picture"
    _refuse_known(data, name, kind)
    return "mhtml" if _MHTML.match(data[:4096]) and b"multipart/related" in data[:8192].lower() else "text"


def _refuse_known(data: bytes, name: str, kind: str | None) -> None:
    if called := picture_kind(data):
        raise ReadingError("reading.picture", place=name, kind=called)
    if kind is not None:
        raise ReadingError("reading.not-a-document", place=name, kind=_OTHERS[kind])


def package_kind(package: Package) -> tuple[str, str]:
    """(docx, xlsx or xlsb, its main part); ReadingError for any other package."""
    for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("xlsb", "xl/workbook.bin")):
        if package.has(part):
            return kind, part
    main = _main_part(package)
    if main:
        return main
    if package.names and all(is_picture_name(part) or part.endswith("/") for part in package.names):
        raise ReadingError("reading.picture", place=package.name, kind="ZIP")
    raise ReadingError("reading.not-a-document", place=package.name, kind=_package_name(package))


def _main_part(package: Package) -> tuple[str, str] | None:
    """The main part by its content type, for writers that name their parts otherwise."""
    if not package.has("[Content_Types].xml"):
        return None
    for element in package.xml("[Content_Types].xml"):
        content, part = element.get("ContentType", ""), element.get("PartName", "").lstrip("/")
        if not package.has(part):
            continue
        if "wordprocessingml" in content and content.endswith(".main+xml"):
            return "docx", part
        if "spreadsheetml" in content and content.endswith(".main+xml"):
            return "xlsx", part
    return None


def _package_name(package: Package) -> str:
    if package.has("OFD.xml"):
        return "OFD"
    if package.has("ppt/presentation.xml"):
        return "PowerPoint"
    if package.has("mimetype"):
        return package.read("mimetype")[:80].decode("ascii", "replace").strip()
    return "ZIP"


def ole_kind(data: bytes, name: str) -> str:
    """Whether an old Office file is a doc or an xls; ReadingError for a protected one and for any other."""

    def names(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if names("EncryptedPackage"):
        raise ReadingError("reading.password", place=name)
    if names("WordDocument"):
        if _is_locked(data):
            raise ReadingError("reading.password", place=name)
        return "doc"
    if names("Workbook") or names("Book\0"):
        return "xls"
    kind = "PowerPoint" if names("PowerPoint Document") else "OLE"
    raise ReadingError("reading.not-a-document", place=name, kind=kind)


def _is_locked(data: bytes) -> bool:
    """Whether the header of an old Word document says that the text is encrypted ([MS-DOC] 2.5.2, fEncrypted)."""
    starts = range(512, min(len(data), 1 << 20), 512)
    header = next((data[at : at + 12] for at in starts if data[at : at + 2] == b"\xec\xa5"), b"")
    return len(header) == 12 and bool(header[11] & 0x01)


def is_html(decoded: Decoded) -> bool:
    return _HTML.match(decoded.text[:4000]) is not None


def read_text(data: bytes, name: str) -> Decoded:
    """The characters of a text; ReadingError where a file named as an Office file holds none."""
    try:
        return decode(data, name, declared_charset(data))
    except ReadingError as error:
        if error.key == "reading.mixed-encoding" or not name.lower().endswith(_OFFICE_NAMES):
            raise
        raise ReadingError("reading.damaged", place=name) from error
