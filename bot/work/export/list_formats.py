"""An export as a list (.csv) or as JSON: a duty a line or an object, by the names of the fields."""

import csv
import io
import json
from dataclasses import asdict
from datetime import date

from bot.work.export.rows import Exported, Row


def as_csv(found: Exported) -> bytes:
    """With the mark by which spreadsheets know UTF-8. A text that a spreadsheet would take for a formula is quoted."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(Row.__slots__)
    for row in found.rows:
        writer.writerow([_safe(value) for value in asdict(row).values()])
    return written.getvalue().encode("utf-8-sig")


def as_json(found: Exported) -> bytes:
    """One object: ledger, title, day, and the rows; dates as in ISO 8601."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _safe(value: object) -> object:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t"} and len(value) > 1 else str(value)
    return value
