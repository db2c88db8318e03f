"""Extraction within the limits of a reading child, for documents that are large enough to need them."""

import json
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot import deadlines
from bot.deadlines import Conventions
from bot.errors import LedgerError, ReadingError
from bot.ledger.extraction import extract
from bot.ledger.record.json_form import from_json
from bot.model import Document, Ledger, Paragraph, Table
from bot.reading import limits
from bot.reading.confinement import bare_environment
from bot.texts import language

#: Characters of a document that is extracted in this process, of its text and of a cell: whatever stands in texts of
#: these lengths, that takes a second or two at most. A ledger of 2,000 rows has 80,000 characters; starting a child
#: takes a third of a second.
SMALL, SMALL_TEXT, SMALL_CELL = 120_000, 12_000, 2_000
_CHILD = Path(__file__).with_name("confined_child.py")


def extract_confined(
    document: Document,
    *,
    issued: date | None = None,
    year: int | None = None,
    settings: Conventions = deadlines.DEFAULT,
    known: Iterable[str] = (),
) -> Ledger:
    """As `extract`; a large document in a child process. ReadingError if that goes beyond the limits."""
    if is_small(document):
        return extract(document, issued=issued, year=year, settings=settings, known=known)
    given = {"issued": issued, "year": year, "settings": settings, "known": tuple(known)}
    answer = json.loads(_asked(pickle.dumps((language(), document, given)), document.name))
    if "error" in answer:
        kind = LedgerError if answer["error"].startswith("ledger.") else ReadingError
        raise kind(answer["error"], **{**answer["parts"], "place": document.name})
    return from_json(answer["ledger"])


def is_small(document: Document) -> bool:
    """True where a document needs no limits: few words, in texts and cells that are short enough to cost little."""
    text = sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph))
    tables = (block for block in document.blocks if isinstance(block, Table))
    longest = max((len(cell.text) for table in tables for row in table.rows for cell in row), default=0)
    return text <= SMALL_TEXT and longest <= SMALL_CELL and size_of(document) <= SMALL


def size_of(document: Document) -> int:
    """Characters of all that the document says, merged cells once."""
    return sum(len(block.text) if isinstance(block, Paragraph) else _in_cells(block) for block in document.blocks)


def _in_cells(table: Table) -> int:
    cells = (cell for r, row in enumerate(table.rows) for c, cell in enumerate(row) if cell.origin == (r, c))
    return sum(len(cell.text) for cell in cells)


def _asked(request: bytes, name: str) -> bytes:
    """The child's one line; the request is ours and pickled, the answer may be a fooled child's and is not."""
    command = [sys.executable, "-I", "-X", "utf8", str(_CHILD)]
    try:
        # The command is this interpreter and a file of this package.
        ended = subprocess.run(  # noqa: S603 - as above
            command,
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.WALL_S,
            env=bare_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingError("reading.time", place=name, seconds=limits.WALL_S) from error
    if ended.returncode == -signal.SIGXCPU:
        raise ReadingError("reading.time", place=name, seconds=limits.CPU_S)
    if ended.returncode or not ended.stdout:
        reason = signal.Signals(-ended.returncode).name if ended.returncode < 0 else f"exit {ended.returncode}"
        raise ReadingError("reading.crashed", place=name, reason=reason)
    return ended.stdout
