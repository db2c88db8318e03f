"""The parts of a zip package (.docx, .xlsx), opened without trusting its directory."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from bot.errors import ReadingError
from bot.reading import limits

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_CHUNK = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


class Package:
    """A zip file in memory. Nothing is ever written; names with `..` are only names."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise ReadingError("reading.damaged-zip", place=name) from error
        self._check_sizes(entries)
        self.names = {entry.filename for entry in entries}
        # Some writers of other platforms use backslashes or another case.
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}

    def _check_sizes(self, entries: list[zipfile.ZipInfo]) -> None:
        total = sum(entry.file_size for entry in entries)
        if total > limits.PACKAGE_BYTES or len(entries) > limits.PACKAGE_PARTS:
            raise ReadingError("reading.inflates", place=self.name, size=_megabytes(total))

    def has(self, part: str) -> bool:
        return part.lower() in self._entries

    def parts(self, start: str) -> list[str]:
        """The names of all parts that begin with `start`, lower case."""
        return sorted(name for name in self._entries if name.startswith(start.lower()))

    def read(self, part: str) -> bytes:
        """The bytes of `part`, inflated no further than a part may be."""
        entry = self._entries[part.lower()]
        if entry.file_size > limits.PART_BYTES:
            raise ReadingError("reading.inflates", place=self.name, size=_megabytes(entry.file_size))
        return b"".join(self.stream(part))

    def stream(self, part: str, size: int = _CHUNK) -> Iterator[bytes]:
        """The inflated part piece by piece; it ends where the directory says, and a part that lies is damaged."""
        entry = self._entries[part.lower()]
        if entry.flag_bits & 1:
            raise ReadingError("reading.password", place=self.name)
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(size):
                    yield piece
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise ReadingError("reading.damaged-zip", place=self.name) from error

    def xml(self, part: str) -> etree._Element:
        """The root element of `part`; refused where it declares a document type, is too deep or too large."""
        return parse_xml(self.read(part), self.name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of `data`. No entity is resolved, nothing is loaded from anywhere."""
    if _DECLARES.search(data):
        raise ReadingError("reading.entities", place=name)
    if data.count(b"<") > limits.XML_TAGS:
        raise ReadingError("reading.elements", place=name, count=data.count(b"<"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        key = "reading.too-deep" if "depth" in str(error).lower() else "reading.damaged-xml"
        raise ReadingError(key, place=name) from error
    if root.getroottree().docinfo.doctype or "":  # type: ignore[union-attr]  # in an encoding not searched above
        raise ReadingError("reading.entities", place=name)
    return root


def _megabytes(count: int) -> int:
    return max(1, round(count / limits.MEGABYTE))
