"""How well scans and photographs are read: invented ledgers drawn, worn and read back, beside tesseract and rapidocr.

Cells, characters, deadlines and units that are right; cells asked about; cells wrong without a question; processor
seconds and memory a page. The seeds are fixed. `--pages N`: pages of each kind (1). `--kinds a,b`: only these.
`--every`: each wear on each size of each face instead; with `--turn` the faces in turn, so each wear on each size
once. `--ledgers FOLDER`: the first page of the table in each of its
.docx files, whose own words are the truth, in place of invented ones.
Takes the extra `ocr` (make ocr) and the Chinese letters of Debian (fonts-arphic-gbsn00lp, fonts-arphic-gkai00mp).
"""

import argparse
import io
import resource
import shutil
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import numpy as np
    from PIL import Image

    from bot.reading.scan.document import read_scanned
    from tests.support.scans import invented, paper, wear
    from tests.support.scans.fonts import installed
    from tests.support.scans.paper import Layout, Picture, Printer
except ImportError:
    print("The extra ocr is not installed (make ocr): nothing is measured.")
    raise SystemExit(0) from None

from bot.errors import LedgerError
from bot.ledger import extract
from bot.model import Document, Table
from bot.reading import read

Wear = Callable[[Picture, int], Picture]
DEADLINE, UNIT = 3, 2


def scan(picture: Picture, seed: int) -> Picture:
    return wear.jpeg(wear.noise(wear.blur(wear.turn(picture, 0.4 + 0.2 * seed), 0.6), 6, seed), 55)


def sealed(picture: Picture, seed: int) -> Picture:
    return scan(wear.seal(picture, 0.55 + 0.05 * (seed % 5), 0.25 + 0.1 * (seed % 4)), seed)


def photo(picture: Picture, seed: int) -> Picture:
    bent = wear.perspective(wear.curl(wear.seal(picture, 0.7, 0.55), 8 + 2 * seed), 0.05, seed)
    return wear.jpeg(wear.noise(wear.blur(wear.shadow(bent, 0.4), 0.8), 5, seed), 70)


def noted(picture: Picture, seed: int) -> Picture:
    return scan(wear.pen(picture, seed), seed)


def worn_out(picture: Picture, seed: int) -> Picture:
    folded = wear.fold(wear.show_through(wear.receipt(picture, 0.1, 0.02), picture, 0.12), 0.45)
    return wear.jpeg(wear.noise(wear.blur(wear.turn(wear.faint(folded, 0.8), -1.1), 0.8), 9, seed), 45)


KINDS: dict[str, tuple[Layout, Wear]] = {
    "clean 宋 12": (Layout("宋体", 12), lambda p, _: p),
    "clean 楷 12": (Layout("楷体", 12), lambda p, _: p),
    "clean 宋 16": (Layout("宋体", 16, landscape=True), lambda p, _: p),
    "scan 宋 12": (Layout("宋体", 12), scan),
    "scan 楷 14": (Layout("楷体", 14, landscape=True), scan),
    "scan open sides": (Layout("宋体", 12, open_sides=True), scan),
    "seal 宋 12": (Layout("宋体", 12), sealed),
    "seal 楷 12": (Layout("楷体", 12), sealed),
    "photo 宋 12": (Layout("宋体", 12), photo),
    "copied, folded 宋 12": (Layout("宋体", 12), worn_out),
    "fax 宋 12": (Layout("宋体", 12), lambda p, s: wear.fax(wear.turn(p, 0.3 * s))),
    "dotted 楷 12": (Layout("楷体", 12), lambda p, s: wear.dots(wear.turn(p, 0.3 * s))),
    "notes by hand 宋 12": (Layout("宋体", 12), noted),
    "turned 宋 12": (Layout("宋体", 12), lambda p, s: np.ascontiguousarray(np.rot90(scan(p, s), 1 + s % 3))),
    "dark header 宋 12": (Layout("宋体", 12, ground="#1f3864"), scan),
    "blue header 楷 12": (Layout("楷体", 12, ground="#4472c4"), scan),
    "dark header photo 宋 12": (Layout("宋体", 12, ground="#1f3864"), photo),
    "small 宋 9": (Layout("宋体", 9), scan),
    "small 楷 9": (Layout("楷体", 9), scan),
}

WEARS: dict[str, Wear] = {"clean": lambda p, _: p, "scan": scan, "seal": sealed, "photo": photo, "copied": worn_out}
#: Points at 200 dpi; smaller letters than 12 are reported apart.
SIZES = (9, 10.5, 12, 14, 16)


def every_kind(*, turn: bool = False) -> dict[str, tuple[Layout, Wear]]:
    """Each wear on each size of each face that is installed; where `turn`, of one face each."""
    faces, pairs = sorted(installed()), [(name, points) for name in WEARS for points in SIZES]
    return {
        f"{name} {face[0]} {points:g}": (Layout(face, points, landscape=points > 12), WEARS[name])
        for at, (name, points) in enumerate(pairs)
        for face in (faces[at % len(faces) :][:1] if turn else faces)
    }


@dataclass
class Score:
    cells: int = 0
    right: int = 0
    asked_right: int = 0
    silent: int = 0
    silent_dates: int = 0
    deadlines: list[int] = field(default_factory=lambda: [0, 0])
    units: list[int] = field(default_factory=lambda: [0, 0])
    characters: list[float] = field(default_factory=lambda: [0, 0])
    false_rows: int = 0
    pages: int = 0
    seconds: float = 0.0
    misread: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        right_asked = 100 * self.asked_right / max(1, self.right)
        return (
            f"{name:22} {self.right:4}/{self.cells:<4} {_share(self.characters):6.2f} % "
            f"{self.deadlines[0]:3}/{self.deadlines[1]:<3} {self.units[0]:3}/{self.units[1]:<3} "
            f"{right_asked:5.1f} % {self.silent:3} ({self.silent_dates}) {self.false_rows:3} "
            f"{self.seconds / max(1, self.pages):6.1f} s"
        )


def _share(pair: list[float]) -> float:
    return 100 * pair[0] / max(1.0, pair[1])


def plain(text: str) -> str:
    """Without spaces, and marks and digits in one width: on paper （ and ( are hardly told apart, and mean the same."""
    return unicodedata.normalize("NFKC", "".join(text.split()))


def common(one: str, other: str) -> int:
    """How many characters of `other` are in `one`, in any order."""
    return sum((Counter(one) & Counter(other)).values())


def words_of(truth: list[list[str]]) -> str:
    """All that is written, what stands in merged cells once."""
    above = [[""] * len(truth[0]), *truth]
    return plain(
        "".join(
            text
            for before, row in zip(above, truth, strict=False)
            for c, text in enumerate(row)
            if before[c] != text and not (c and row[c - 1] == text)
        )
    )


def asked_cells(document: Document) -> set[tuple[int, int]]:
    """The cells that a question shows, by row and column from 0."""
    try:
        ledger = extract(document)
    except LedgerError:
        return set()
    shown = [one for question in ledger.questions for one in question.doubtful]
    return {(one.source.row - 1, one.source.column - 1) for one in shown if one.source.row and one.source.column}


def take(score: Score, document: Document, truth: list[list[str]]) -> None:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows]
    asked = asked_cells(document)
    score.false_rows += max(0, len(rows) - len(truth))
    written = words_of(truth)
    read = plain(
        "".join(cell.text for r, row in enumerate(rows) for c, cell in enumerate(row) if cell.origin == (r, c))
    )
    score.characters[0] += common(read, written)
    score.characters[1] += len(written)
    for r, line in enumerate(truth):
        for c, text in enumerate(line):
            if (r and truth[r - 1][c] == text) or (c and line[c - 1] == text):
                continue
            said = rows[r][c].text if r < len(rows) and c < len(rows[r]) else ""
            right, is_asked = plain(said) == plain(text), (r, c) in asked
            score.cells += 1
            score.right += right
            score.asked_right += right and is_asked
            if not right and not is_asked:
                score.silent += 1
                score.silent_dates += c == DEADLINE
                score.misread.append(f"{plain(text)} → {plain(said)}")
            for column, pair in ((DEADLINE, score.deadlines), (UNIT, score.units)):
                if c == column and r:
                    pair[0] += right
                    pair[1] += 1


def png(picture: Picture) -> bytes:
    kept = io.BytesIO()
    Image.fromarray(picture).save(kept, "PNG")
    return kept.getvalue()


#: A page of it, for a layout and a seed, and what stands in its table.
Source = Callable[[Layout, int], tuple[Picture, list[list[str]]]]


def page_of(layout: Layout, seed: int) -> tuple[Picture, list[list[str]]]:
    """One page full of an invented ledger, and what stands in its table."""
    rows = invented.ledger(seed, 5 if layout.landscape else 8)
    return drawn_page(layout, "青禾区2026年重点工作任务分解表", rows)


def drawn_page(layout: Layout, title: str, rows: list[list[paper.Box]]) -> tuple[Picture, list[list[str]]]:
    printer = Printer(layout)
    printer.title(title)
    printer.table(rows)
    sheets = printer.close()
    kept = paper.grid(rows)[: sheets[0].rows]
    return sheets[0].picture, kept


def ledgers_in(folder: Path) -> Source:
    """The ledgers of a folder, in turn; columns as wide as their words ask for."""
    tables = [table for path in sorted(folder.glob("*.docx")) if (table := _largest(path)) is not None]

    def page(layout: Layout, seed: int) -> tuple[Picture, list[list[str]]]:
        rows = tables[seed % len(tables)]
        longest = [max(8, *(len(row[at].text) for row in rows)) ** 0.5 for at in range(len(rows[0]))]
        return drawn_page(replace(layout, widths=tuple(round(10 * one) for one in longest)), "任务分解表", rows)

    return page


def _largest(path: Path) -> list[list[paper.Box]] | None:
    """A file's largest table; what is merged stands in each of its cells."""
    found = [block for block in read(path).blocks if isinstance(block, Table)]
    rows = max((table.rows for table in found), key=len, default=())
    return [[paper.Box(cell.text) for cell in row] for row in rows] if rows else None


def tesseract(picture: bytes) -> str:
    command = ["tesseract", "-", "-", "-l", "chi_sim", "--psm", "3", "--dpi", "200"]
    return subprocess.run(command, input=picture, capture_output=True, check=False).stdout.decode("utf-8", "replace")


def bare(picture: Picture) -> str:
    from rapidocr import RapidOCR

    found = RapidOCR(params={"Global.log_level": "critical"})(picture[:, :, ::-1])
    return "".join(found.txts or ())


def children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--peers", action="store_true", help="tesseract and the bare recogniser too")
    parser.add_argument("--every", action="store_true", help="each wear on each size of each face")
    parser.add_argument("--turn", action="store_true", help="of those one face each, in turn")
    parser.add_argument("--ledgers", type=Path, help="a folder of .docx files to draw, in place of invented ledgers")
    given = parser.parse_args()
    kinds = every_kind(turn=given.turn) if given.every or given.turn else KINDS
    source = ledgers_in(given.ledgers) if given.ledgers else page_of
    wanted = [name for name in kinds if any(part in name for part in given.kinds.split(","))]
    print(f"{'kind':22} cells exact  characters deadl. units  asked*  silent (dates) rows+  processor a page")
    for name in wanted:
        layout, worn = kinds[name]
        if layout.face not in installed():
            print(f"{name:22} the letters are not installed")
            continue
        score, peers = Score(), {"tesseract": [0.0, 0.0, 0.0], "rapidocr alone": [0.0, 0.0, 0.0]}
        for seed in range(1, given.pages + 1):
            picture, truth = source(layout, 100 + seed)
            picture = worn(picture, seed)
            data = png(picture)
            start = time.process_time()
            document = read_scanned(data, "made.png", lambda _: None, lambda _: None)
            score.seconds += time.process_time() - start
            score.pages += 1
            take(score, document, truth)
            if given.peers:
                compare(peers, picture, data, words_of(truth))
        print(score.line(name))
        for text in score.misread:
            print("    in silence:", text)
        for peer, (found, of, seconds) in peers.items():
            if of:
                print(f"    {peer:20} no cells    {100 * found / of:6.2f} % {seconds / given.pages:42.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"* of the right cells. Peak memory {peak:.0f} MB.")


def compare(peers: dict[str, list[float]], picture: Picture, data: bytes, written: str) -> None:
    if shutil.which("tesseract"):
        start = children_s()
        found = tesseract(data)
        _add(peers["tesseract"], found, written, children_s() - start)
    start = time.process_time()
    _add(peers["rapidocr alone"], bare(picture), written, time.process_time() - start)


def _add(figures: list[float], found: str, written: str, seconds: float) -> None:
    figures[0] += common(plain(found), written)
    figures[1] += len(written)
    figures[2] += seconds


if __name__ == "__main__":
    main()
