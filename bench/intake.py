"""Time and peak memory of taking a document in, beside the libraries that others read it with, in one run.

Usage: python bench/intake.py [--runs N] [--install] [FILE …]

Without files: a 2,000-row and a 4,000-row .docx and .xlsx made here.
Every figure is that of a whole process with its children, start-up included: seconds by the wall clock, seconds of
processor time (user and system), and the peak of the process or its largest child. “bare” is the library that reads
the format for us (lxml, calamine, pdfplumber), doing that alone. The peers stand in an environment of their own,
.venv/peers, which --install makes; a peer that is not there is named and left out.

What we state, and what is judged for every file: reading, and `duban import --dry-run`, each ≤ factor × the bare
library's work + start-up + 0.3 s for the child process. Judged is the lesser of the two times: neighbours on the
machine can only make them longer, and with two processors the wall clock shows less, for the child reads while its
parent loads. The factor is 1.5, and 2 for the files of 2,000 rows. Start-up is Python alone for reading, and for
import Python with what the command loads before it makes a ledger of the file. The peak of both is below markitdown's.
Exits with 1 where a limit is not held.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv" / "peers"
PACKAGES = ["markitdown[docx,xlsx,xls,pdf]", "python-docx", "openpyxl", "pandas", "lxml", "html5lib", "pdfplumber"]
CHILD_S = 0.3

# Each reads the file named as its argument and does with it what the library offers.
BARE = {
    ".docx": "import zipfile; from lxml import etree; z = zipfile.ZipFile(F);"
    "r = etree.fromstring(z.read('word/document.xml')); [''.join(c.itertext()) for c in r.iter('{*}tc')]",
    ".xlsx": "from python_calamine import CalamineWorkbook as C; w = C.from_path(F); [s.to_python() for s in "
    "map(w.get_sheet_by_name, w.sheet_names)]",
    ".html": "from lxml import html; [c.text_content() for c in html.fromstring(open(F, 'rb').read()).iter('td')]",
    ".pdf": "import pdfplumber\nwith pdfplumber.open(F) as p:\n"
    "    [(page.extract_text(), page.extract_tables()) for page in p.pages]",
    ".csv": "import csv; list(csv.reader(open(F, encoding='gb18030')))",
}
BARE[".xls"] = BARE[".xlsx"]
OTHERS = {
    "markitdown": (
        (".docx", ".xlsx", ".xls", ".pdf", ".html"),
        "from markitdown import MarkItDown as M; M().convert(F)",
    ),
    "python-docx": (
        (".docx",),
        "import docx; [[c.text for c in r.cells] for t in docx.Document(F).tables for r in t.rows]",
    ),
    "pandas": ((".html",), "import pandas; pandas.read_html(F)"),
    "openpyxl": ((".xlsx",), "import openpyxl; [list(s.values) for s in openpyxl.load_workbook(F)]"),
    "pdfplumber": ((".pdf",), BARE[".pdf"]),
}
READ = "from pathlib import Path; from bot.reading import read; read(Path(F))"
IMPORT = [sys.executable, "-m", "bot", "import", "--dry-run", "--json"]
LOADED = "import bot.__main__, bot.cli.declared.ledgers, bot.cli.dry_run, bot.cli.reading_in"
#: Modules are compiled once on a machine, not in every run.
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Cost:
    """Median seconds by the wall clock and of the processor, and the peak in MB; `failed` where it ended badly."""

    seconds: float
    processor: float
    megabytes: float
    failed: bool = False

    @property
    def least(self) -> float:
        """The lesser of the two times."""
        return min(self.seconds, self.processor)

    def __str__(self) -> str:
        times = f"{self.seconds:8.2f} s {self.processor:8.2f} s"
        return f"{times} {self.megabytes:6.0f} MB{' failed' if self.failed else ''}"


def cost(command: list[str], runs: int, fine: tuple[int, ...] = (0,)) -> Cost:
    """The cost of a command as a process of its own."""
    seconds, processor, peak, failed = [], [], 0, False
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(time.perf_counter() - start)
        processor.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss)
        failed = failed or process.returncode not in fine
    megabytes = peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Cost(statistics.median(seconds), statistics.median(processor), megabytes, failed)


def script(python: str, code: str, path: Path) -> list[str]:
    return [python, "-c", f"import sys; F = sys.argv[1]\n{code}", str(path)]


def install() -> None:
    venv.create(PEERS, with_pip=True)
    subprocess.run([str(PEERS / "bin" / "python"), "-m", "pip", "install", "-q", *PACKAGES], check=True)


def peers() -> dict[str, str]:
    """The peers that are there, by name, with the Python that has them."""
    python = PEERS / "bin" / "python"
    modules = {"python-docx": "docx"}
    there = {}
    for name in OTHERS:
        known = python.exists() and not cost([str(python), "-c", f"import {modules.get(name, name)}"], 1).failed
        if known:
            there[name] = str(python)
        else:
            print(f"{name} is not there: python bench/intake.py --install")
    return there


# ------------------------------------------------------------- large files
def large_docx(path: Path, rows: int) -> None:
    """A ledger of `rows` rows of four cells, the third merged over three rows, in the markup that Word writes."""
    look = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:sz w:val="24"/></w:rPr>'
    named = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def cell(words: list[str], merge: str = "") -> str:
        runs = "".join(f"<w:r>{look}<w:t>{word}</w:t></w:r>" for word in words)
        look_of_cell = f'<w:tcPr><w:tcW w:w="900"/>{merge}</w:tcPr>'
        return f'<w:tc>{look_of_cell}<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{runs}</w:p></w:tc>'

    body = ["<w:tr>" + "".join(cell([word]) for word in ("序号", "工作任务", "责任单位", "完成时限")) + "</w:tr>"]
    for row in range(rows):
        merge = "<w:vMerge/>" if row % 3 else '<w:vMerge w:val="restart"/>'
        task = [f"第{row + 1}项，", "做好政务公开工作，", "及时更新目录。"]
        cells = [
            cell([str(row + 1)]),
            cell(task),
            cell(["区财政局、", "区司法局"], merge),
            cell(["2021", "年", "12", "月底前"]),
        ]
        body.append(f"<w:tr>{''.join(cells)}</w:tr>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "word/document.xml", f"<w:document {named}><w:body><w:tbl>{''.join(body)}</w:tbl></w:body></w:document>"
        )
        file.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )


def large_xlsx(path: Path, rows: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ["序号", "工作任务", "责任单位", "完成时限"])
        for row in range(rows):
            sheet.write_row(
                row + 1, 0, [row + 1, f"第{row + 1}项，做好政务公开工作。", "区财政局、区司法局", "2021年12月底前"]
            )


def make(folder: Path) -> None:
    for rows in (2000, 4000):
        large_docx(folder / f"rows-{rows}.docx", rows)
        large_xlsx(folder / f"rows-{rows}.xlsx", rows)


def files(folder: Path) -> list[Path]:
    """The large files. A process of its own makes them: what it needs would count for its children."""
    subprocess.run([sys.executable, __file__, "--make", str(folder)], check=True)
    return sorted(folder.iterdir())


# ------------------------------------------------------------------ report
@dataclass(frozen=True)
class Base:
    """What everything is measured against: Python alone, and with what `import` loads."""

    python: Cost
    loaded: Cost
    peers: dict[str, str]
    runs: int


def measure(path: Path, base: Base) -> list[str]:
    """Prints one file's figures and verdicts; gives back the limits that are not held."""
    bare = cost(script(sys.executable, BARE[path.suffix], path), base.runs)
    ours = cost(script(sys.executable, READ, path), base.runs)
    taken = cost([*IMPORT, str(path)], base.runs, fine=(0, 1))
    print(f"\n{path.name:26}{'wall':>10} {'processor':>10} {'peak':>9}")
    for name, one in (("bare library", bare), ("reading", ours), ("import --dry-run", taken)):
        print(f"  {name:24}{one}")
    found = {}
    for name in (name for name in base.peers if path.suffix in OTHERS[name][0]):
        found[name] = cost(script(base.peers[name], OTHERS[name][1], path), 1)
        print(f"  {name:24}{found[name]}")
    if path.stem == "rows-4000":  # beside the 2,000 rows it shows that cost is linear
        return []
    work = (2.0 if path.stem == "rows-2000" else 1.5) * max(0.0, bare.least - base.python.least)
    faults = []
    for what, one, start in (("reading", ours, base.python), ("import", taken, base.loaded)):
        allowed = work + start.least + CHILD_S
        faults += verdict(f"{path.name}: {what}", one.least, allowed, "s", one.failed)
        if "markitdown" in found:
            faults += verdict(f"{path.name}: {what}", one.megabytes, found["markitdown"].megabytes, "MB", one.failed)
    return faults


def verdict(what: str, found: float, allowed: float, unit: str, failed: bool) -> list[str]:
    """Prints whether a limit is held; gives it back if it is not."""
    held = found <= allowed and not failed
    line = f"{what} {found:.2f} {unit}, allowed {allowed:.2f} {unit}"
    print(f"    {'held' if held else 'NOT HELD'}: {line.partition(': ')[2]}")
    return [] if held else [line]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="of ours and of the bare library; peers run once")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    if given.make:
        make(given.make)
        return
    if given.install:
        install()
    cost([sys.executable, "-c", LOADED], 1)  # compiles what is new
    python = cost([sys.executable, "-c", "pass"], given.runs)
    loaded = cost([sys.executable, "-c", LOADED], given.runs)
    print(f"{'start-up':26}{'wall':>10} {'processor':>10} {'peak':>9}")
    print(f"  {'Python':24}{python}\n  {'with what import loads':24}{loaded}")
    base = Base(python, loaded, peers(), given.runs)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in [one.resolve() for one in given.files] or files(Path(folder)):
            faults += measure(path, base)
    print("\nnot held:" if faults else "\nall limits are held", *faults, sep="\n  ")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
