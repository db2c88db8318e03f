"""The tables in docs/messages*.md say what the rehearsal of the example gives.

`UPDATE_GOLDEN=1 pytest tests/unit/test_docs_messages.py` writes them anew.
"""

import os
from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.app.office import open_office
from bot.ledger import extract
from bot.reading import read
from bot.resources import shipped
from bot.work.documents.intake import take_in
from bot.work.rehearsal.rehearse import WhatIf, rehearse
from tests.support.office import CLERK

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE = ("examples", "qingyu")
FIRST, LAST = date(2026, 2, 10), date(2027, 2, 8)
CLOSED = (0, 70, 100)
ROLES = ("contact", "leader", "coordinator")
HEADS = {
    "messages.md": ("closed in time", "contacts: all", "most to one", "leaders: all", "most", "coordinator"),
    "messages.zh-CN.md": ("按期销号", "联络员合计", "一人最多", "分管领导合计", "一人最多", "协调人"),
}


@cache
def year() -> dict[int, dict[str, Counter[str]]]:
    """Share closed in time → role → person → messages."""
    found: dict[int, dict[str, Counter[str]]] = {}
    with TemporaryDirectory() as folder:
        settings = {"DUBAN_CONFIG": str(shipped(*EXAMPLE, "config")), "DUBAN_DATABASE_URL": f"sqlite:///{folder}/d.db"}
        office = open_office(settings)
        ledger = extract(read(shipped(*EXAMPLE, "ledger.docx")), settings=office.reading)
        take_in(office, ledger, "ledger.docx", datetime.combine(FIRST, datetime.min.time(), office.rules.zone), CLERK)
        for share in CLOSED:
            counts = {role: Counter[str]() for role in ROLES}
            for message in rehearse(office, FIRST, LAST, what_if=WhatIf(closed_percent=share)):
                counts[message.role][message.person] += 1
            found[share] = counts
        office.store.close()
    return found


def table(heads: tuple[str, ...]) -> str:
    rows = [heads, ("---",) * len(heads)]
    for share, roles in year().items():
        told = [roles[role] for role in ROLES]
        most = [max(one.values(), default=0) for one in told]
        counts = (told[0].total(), most[0], told[1].total(), most[1], told[2].total())
        rows.append((f"{share}%", *map(str, counts)))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


@pytest.mark.parametrize("name", HEADS)
def test_the_table_is_what_the_rehearsal_gives(name: str) -> None:
    path = DOCS / name
    words = path.read_text(encoding="utf-8")
    start = words.index("| ") if "| " in words else len(words)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(words[:start] + table(HEADS[name]), encoding="utf-8")
        return
    assert words[start:] == table(HEADS[name]), f"{name} differs: UPDATE_GOLDEN=1 writes it anew"
