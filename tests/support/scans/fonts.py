"""The Chinese letters that Debian has: 宋体, 楷体, 明体; what is not installed is left out."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

DPI = 200
#: Debian: fonts-arphic-gbsn00lp, fonts-arphic-gkai00mp, fonts-arphic-uming, fonts-noto-cjk. It has no 仿宋.
FACES = {
    "宋体": ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    "楷体": ("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
    "明体": ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    "思源宋体": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
}


def installed() -> list[str]:
    """The names of the faces that are here."""
    return [name for name, (path, _) in FACES.items() if Path(path).is_file()]


@lru_cache
def letters(face: str, points: float) -> ImageFont.FreeTypeFont:
    path, index = FACES[face]
    return ImageFont.truetype(path, round(points * DPI / 72), index=index)
