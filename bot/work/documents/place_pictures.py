"""What the places of a scan look like that its questions ask about: kept as one file, shown beside what was read."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from PIL import Image

from bot.model import Ledger, Place, Question
from bot.work.duties.evidence import folder
from bot.work.office import Office

_WIDEST, _HIGHEST = 1000, 2400  # pixels of all places of a question below each other: what a chat shows
_APART = 12  # pixels between two places
_DAY = (1980, 1, 1, 0, 0, 0)  # the same pictures are the same file


def keep_pictures(office: Office, ledger: Ledger, pictures: Mapping[Place, bytes], now: datetime) -> Ledger:
    """The ledger that knows where the pictures of its places in doubt are kept, which they are from now on."""
    asked = {one.source for question in ledger.questions for one in question.doubtful}
    shown = {_name(place): pictures[place] for place in pictures if place in asked and pictures[place]}
    if not shown:
        return ledger
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as package:
        for name, picture in sorted(shown.items()):
            package.writestr(ZipInfo(name, _DAY), picture)
    content = packed.getvalue()
    kept = f"{sha256(content).hexdigest()}.zip"
    folder(office).put(kept, content, now)
    return replace(ledger, pictures=kept)


def _name(place: Place) -> str:
    parts = (place.page, place.table, place.row, place.column, place.line)
    return "-".join(str(part or 0) for part in parts) + ".jpg"


def pictures_of(office: Office, ledger: Ledger, question: Question) -> dict[int, bytes]:
    """The places of a question, by their number from 1: a JPEG each. Those of which none is kept are left out."""
    content = folder(office).get(ledger.pictures) if ledger.pictures and question.doubtful else None
    if content is None:
        return {}
    try:
        with ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            wanted = ((at, _name(one.source)) for at, one in enumerate(question.doubtful, start=1))
            return {at: package.read(name) for at, name in wanted if name in names}
    except BadZipFile:
        return {}


def one_picture(pictures: Mapping[int, bytes]) -> bytes:
    """The places below each other in one PNG, as many as fit; empty for none."""
    images = list(_fitting(pictures))
    if not images:
        return b""
    width = max(image.width for image in images)
    height = sum(image.height + _APART for image in images)
    sheet, top = Image.new("RGB", (width, height), "#d0d4da"), 0
    for image in images:
        sheet.paste(image, (0, top))
        top += image.height + _APART
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    return kept.getvalue()


def _fitting(pictures: Mapping[int, bytes]) -> Iterator[Image.Image]:
    room = _HIGHEST
    for _, picture in sorted(pictures.items()):
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        image.thumbnail((_WIDEST, _HIGHEST))
        room -= image.height + _APART
        if room < 0:
            return
        yield image
