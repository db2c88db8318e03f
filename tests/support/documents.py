"""Small documents made by hand, so that a test can say exactly what is in them."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:shape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


# ------------------------------------------------------------------- docx
def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """A paragraph; what is not markup becomes a run."""
    runs = "".join(piece if piece.startswith("<") else run(piece) for piece in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(*inside: str, properties: str = "") -> str:
    body = "".join(piece if piece.startswith("<") else paragraph(piece) for piece in inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body or '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def numbered(list_id: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def level(depth: int, style: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, lists: str = "") -> str:
    """A numbering part with one abstract list and the list 1 of it; `lists` may add more."""
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>'
    )


def docx(*body: str, parts: Mapping[str, str | bytes] | None = None, head: str = "") -> bytes:
    """A Word document. `parts` are further parts below word/, `head` stands before the root element."""
    inside = "".join(piece if piece.startswith("<") else paragraph(piece) for piece in body)
    document = f"{head}<w:document {_NAMES}><w:body>{inside}</w:body></w:document>"
    return package(
        {
            "[Content_Types].xml": _TYPES,
            "word/document.xml": document,
            **{f"word/{name}": content for name, content in (parts or {}).items()},
        }
    )


def package(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def large_package(name: str, pieces: Iterable[bytes], others: Mapping[str, str | bytes]) -> bytes:
    """A package with one part that is written piece by piece, so that a bomb costs no memory to make."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for other, content in others.items():
            file.writestr(other, content)
        with file.open(name, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
    return out.getvalue()


# -------------------------------------------------------------------- pdf
def pdf(*pages: bytes, stream: bytes | None = None) -> bytes:
    """A PDF of one content stream a page, in Helvetica; `stream` is a ready deflated stream for all pages instead."""
    contents = [zlib.compress(content) if stream is None else stream for content in pages]
    return pdf_of(contents, font=b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", box=(400, 500))


def pdf_of(contents: Sequence[bytes], *, font: bytes, box: tuple[int, int]) -> bytes:
    """A PDF of these deflated content streams, a page each, with one font called F."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    kids = []
    for data in contents:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (*box, number + 1),
            b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(data), data),
        ]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return _with_directory(objects)


def _with_directory(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def text_at(x: float, y: float, text: str) -> bytes:
    """Text with its baseline `y` points from the bottom, ten points high."""
    return f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n".encode("ascii")


def box(x: float, y: float, width: float, height: float) -> bytes:
    """A ruled box."""
    return f"{x} {y} {width} {height} re S\n".encode("ascii")
