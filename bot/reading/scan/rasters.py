"""Files → the pictures of their pages: pages of a PDF drawn, photographs the way up that the camera says."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from bot.errors import ReadingError
from bot.reading import limits
from bot.reading.scan.picture import DPI, Picture

_LONGEST = 3400  # pixels: a page of A3 at 200 dpi; what is larger says no more
_SHORTEST = 1600  # pixels: what is smaller is enlarged, for letters of eight pixels are read badly
_LEAST = 300  # pixels of a side: smaller pictures are logos


class PdfPages:
    """The pages of a PDF, drawn one at a time."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ReadingError("reading.damaged", place=name) from error

    def picture(self, number: int) -> Picture:
        """Page `number`, from 1, at 200 dots an inch where that is not beyond what is read."""
        page = self._pdf[number - 1]
        scale = min(DPI / 72, _LONGEST / max(page.get_size()))
        drawn = page.render(scale=scale, rev_byteorder=True).to_numpy()
        return np.ascontiguousarray(drawn[:, :, :3])


def frames(data: bytes, name: str) -> Iterator[Picture]:
    """The pictures of an image file: one, or the pages of a .tif."""
    _know_heic()
    Image.MAX_IMAGE_PIXELS = limits.SCAN_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as image:
            for at in range(min(getattr(image, "n_frames", 1), limits.SCAN_PAGES + 1)):
                image.seek(at)
                yield _sized(image)
    except Image.DecompressionBombError as error:
        raise ReadingError("reading.picture-large", place=name, size=limits.SCAN_PIXELS // 1_000_000) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadingError("reading.damaged", place=name) from error


def is_page(data: bytes) -> bool:
    """Whether an image may be a page, and not a logo or a line drawn across."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return min(image.size) >= _LEAST and max(image.size) >= 2 * _LEAST
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False


def _sized(image: Any) -> Picture:
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA", "P"):
        clear = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    plain = turned.convert("RGB")
    longest = max(plain.size)
    share = _LONGEST / longest if longest > _LONGEST else max(1.0, min(3.0, _SHORTEST / longest))
    if share != 1.0:
        plain = plain.resize((round(plain.width * share), round(plain.height * share)), Image.Resampling.LANCZOS)
    return np.array(plain)


def _know_heic() -> None:
    try:
        import pi_heif  # noqa: PLC0415 - an iPhone's pictures, where the extra brought their reader
    except ImportError:
        return
    pi_heif.register_heif_opener()
