"""What happens to paper on its way to a screen: turned, noisy, blurred, sealed, folded, photographed."""

from math import cos, pi, sin

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.support.scans.fonts import letters
from tests.support.scans.paper import Picture

_RED = (214, 40, 46)


def turn(picture: Picture, degrees: float) -> Picture:
    """Turned a little, as by a feeder; the paper's edge shows nothing but white."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)), np.uint8
    )


def noise(picture: Picture, sigma: float, seed: int) -> Picture:
    grain = np.random.default_rng(seed).normal(0, sigma, picture.shape)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def blur(picture: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def jpeg(picture: Picture, quality: int) -> Picture:
    packed: Picture = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    opened: Picture = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return np.asarray(opened[:, :, ::-1], np.uint8)


def faint(picture: Picture, share: float) -> Picture:
    """Grey ink, as from an old copier."""
    return np.asarray(255 - (255 - picture.astype(np.float32)) * share, np.uint8)


def fax(picture: Picture) -> Picture:
    """Black and white alone, as sent by telephone."""
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 0.6)
    return np.repeat(np.where(grey > 150, 255, 0).astype(np.uint8)[:, :, None], 3, axis=2)


def dots(picture: Picture) -> Picture:
    """Grey paper as black dots, as a copier makes it in its mode for pictures."""
    grey = Image.fromarray((picture * 0.92).astype(np.uint8))
    return np.asarray(grey.convert("1").convert("RGB"))


def pen(picture: Picture, seed: int) -> Picture:
    """Notes by hand in black and blue, beside what is printed and upon it."""
    chance = np.random.default_rng(seed)
    page = Image.fromarray(picture)
    draw, (width, height) = ImageDraw.Draw(page), page.size
    for at in range(4):
        x, y = chance.uniform(0.08, 0.85) * width, chance.uniform(0.2, 0.85) * height
        steps = np.cumsum(chance.uniform(2, 16, 14))
        points = [(float(x + step), float(y + chance.uniform(-22, 22))) for step in steps]
        draw.line(points, fill=(20, 20, 25) if at % 2 else (30, 40, 140), width=4, joint="curve")
    return np.asarray(page)


def perspective(picture: Picture, share: float, seed: int) -> Picture:
    """Photographed from aside, on a dark table."""
    height, width = picture.shape[:2]
    moved = np.random.default_rng(seed).uniform(0.2, 1.0, (4, 2)) * share * min(height, width)
    inward = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)])
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, (corners + inward * moved).astype(np.float32))
    return np.asarray(
        cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(70, 62, 55)), np.uint8
    )


def curl(picture: Picture, pixels: float) -> Picture:
    """A page that arches: its middle stands `pixels` higher than its sides."""
    height, width = picture.shape[:2]
    mesh: Picture = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    x, y = mesh
    shift = (pixels * np.sin(pi * x / width)).astype(np.float32)
    return np.asarray(cv2.remap(picture, x, y + shift, cv2.INTER_CUBIC, borderValue=(255, 255, 255)), np.uint8)


def shadow(picture: Picture, depth: float) -> Picture:
    height, width = picture.shape[:2]
    mesh: Picture = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    x, y = mesh
    light = 1 - depth / (1 + np.exp(-12 * (x + y * 0.4 - 0.9)))
    return np.clip(picture * light[:, :, None], 0, 255).astype(np.uint8)


def fold(picture: Picture, share: float) -> Picture:
    """A crease across the paper at `share` of its height."""
    y = np.arange(picture.shape[0])[:, None, None] / picture.shape[0] - share
    return np.clip(picture * (1 - 0.35 * np.exp(-((y * 260) ** 2))), 0, 255).astype(np.uint8)


def show_through(picture: Picture, other: Picture, share: float) -> Picture:
    """The back of the leaf shines through, mirrored."""
    back = 255 - (255 - other[:, ::-1].astype(np.float32)) * share
    return np.minimum(picture, back).astype(np.uint8)


def seal(picture: Picture, x: float, y: float, words: str = "青禾区人民政府办公室", face: str = "宋体") -> Picture:
    """A round red seal with its centre at the shares `x`, `y` of the page, 42 mm across, pressed over what is there."""
    height, width = picture.shape[:2]
    radius = round(21 / 25.4 * 200)
    stamp = Image.new("L", (2 * radius + 8, 2 * radius + 8), 0)
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((4, 4, 2 * radius + 3, 2 * radius + 3), outline=255, width=10)
    middle = radius + 4
    draw.polygon(_star(middle, radius * 0.3), fill=255)
    for at, char in enumerate(words):
        angle = pi * (0.75 + 1.5 * at / max(1, len(words) - 1))
        one = Image.new("L", (80, 80), 0)
        ImageDraw.Draw(one).text((16, 16), char, 255, letters(face, 17))
        one = one.rotate(-np.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        at_x, at_y = middle + radius * 0.72 * cos(angle), middle + radius * 0.72 * sin(angle)
        stamp.paste(255, (round(at_x - 40), round(at_y - 40)), one)
    left, top = round(x * width - middle), round(y * height - middle)
    return press(picture, np.asarray(stamp), left, top, _RED)


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    return [
        (
            middle + radius * (1 if at % 2 == 0 else 0.4) * cos(pi * at / 5 - pi / 2),
            middle + radius * (1 if at % 2 == 0 else 0.4) * sin(pi * at / 5 - pi / 2),
        )
        for at in range(10)
    ]


def receipt(picture: Picture, x: float, y: float, face: str = "宋体") -> Picture:
    """A blue receipt stamp with a frame: 收文, a number, a date."""
    height, width = picture.shape[:2]
    stamp = Image.new("L", (420, 200), 0)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((4, 4, 415, 195), outline=255, width=5)
    for at, words in enumerate(("青禾区政府办收文", "第 0387 号", "2026年3月9日")):
        draw.text((30, 18 + at * 58), words, 255, letters(face, 15))
    return press(picture, np.asarray(stamp), round(x * width), round(y * height), (40, 60, 170))


def press(
    picture: Picture, stamp: Picture, left: int, top: int, colour: tuple[int, int, int], strength: float = 0.85
) -> Picture:
    """Coloured ink where `stamp` is set; black letters below stay black."""
    out = picture.astype(np.float32)
    height, width = picture.shape[:2]
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(height, top + stamp.shape[0]), min(width, left + stamp.shape[1])
    share = stamp[y0 - top : y1 - top, x0 - left : x1 - left, None] / 255.0 * strength
    ink = out[y0:y1, x0:x1] * (1 - share + share * np.array(colour) / 255.0)
    out[y0:y1, x0:x1] = ink
    return np.clip(out, 0, 255).astype(np.uint8)
