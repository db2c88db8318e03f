"""Writes `tests/corpus/scans`: pages as the recogniser gave them, so that all that comes after it is tested without it.

`python -m tests.support.scans.record [PAGE…]`, where the extra `ocr` is installed; a page takes some seconds.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.reading.scan.engine import Engine
from bot.reading.scan.page import read_page
from bot.reading.scan.scan import Scan
from tests.support.scans import invented, paper, wear
from tests.support.scans.paper import Layout, Picture, Printer

FOLDER = Path(__file__).parents[2] / "corpus" / "scans"


def scanned(picture: Picture) -> Picture:
    return wear.jpeg(wear.noise(wear.blur(wear.turn(picture, 0.7), 0.6), 6, 1), 55)


def photographed(picture: Picture) -> Picture:
    bent = wear.perspective(wear.curl(wear.seal(picture, 0.7, 0.55), 10), 0.05, 1)
    return wear.jpeg(wear.noise(wear.blur(wear.shadow(bent, 0.4), 0.8), 5, 1), 70)


def copied(picture: Picture) -> Picture:
    folded = wear.fold(wear.show_through(wear.receipt(picture, 0.1, 0.02), picture, 0.12), 0.45)
    return wear.jpeg(wear.noise(wear.blur(wear.turn(wear.faint(folded, 0.8), -1.1), 0.8), 9, 1), 45)


PAGES: dict[str, tuple[Layout, int, bool, Callable[[Picture], Picture]]] = {
    "scanned": (Layout("宋体", 12), 7, True, scanned),
    "sealed": (Layout("楷体", 12), 7, True, lambda picture: scanned(wear.seal(picture, 0.6, 0.3))),
    "photographed": (Layout("宋体", 12), 7, True, photographed),
    "copied": (Layout("宋体", 12), 7, True, copied),
    "open-sides": (Layout("楷体", 12, open_sides=True), 7, True, scanned),
    "without-rules": (Layout("宋体", 12, ruled=False), 5, False, scanned),
}


def record(name: str, engine: Engine) -> dict[str, Any]:
    layout, count, merged, worn = PAGES[name]
    rows = invented.ledger(300, count, merged=merged)
    printer = Printer(layout)
    printer.title("青禾区2026年重点工作任务分解表")
    printer.table(rows)
    sheet = printer.close()[0]
    scan = read_page(worn(sheet.picture), engine)
    truth = [[text.replace("\n", "") for text in row] for row in paper.grid(rows)[: sheet.rows]]
    return {"truth": truth, **plain(scan)}


def plain(scan: Scan) -> dict[str, Any]:
    """The page as plain values, to a tenth of a point."""

    def near(*values: float) -> list[float]:
        return [round(value, 1) for value in values]

    return {
        "size": near(scan.width, scan.height),
        "text": [glyph.text for glyph in scan.glyphs],
        "boxes": [near(glyph.x0, glyph.x1, glyph.top, glyph.bottom) for glyph in scan.glyphs],
        "levels": [near(rule.at, rule.start, rule.end) for rule in scan.levels],
        "uprights": [near(rule.at, rule.start, rule.end) for rule in scan.uprights],
        "spots": [[near(*spot.box), spot.reason, round(spot.score, 4)] for spot in scan.spots],
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    loaded = Engine()
    for page in sys.argv[1:] or PAGES:
        words = json.dumps(record(page, loaded), ensure_ascii=False, separators=(",", ":"))
        (FOLDER / f"{page}.json").write_text(words + "\n", encoding="utf-8")
