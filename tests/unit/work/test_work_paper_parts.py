"""A task of several parts: each paper says which one it means, and counts days over from a day that it names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bot.plan.lifecycle import Verb
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.papers.papers import KINDS, papers
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task, tick

NOW = at("2021-08-20T10:00")
PARTS = {"拟定“清单”": "2021-05-31", "公开清单": "2021-06-30", "清零问题": "2021-12-31"}
_DAY = r"(\d+)年(\d+)月(\d+)日"
_LATE = re.compile(rf"时限{_DAY}(?:（交办时已过，应于{_DAY}办结）)?，已逾期 (\d+) 天")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = replace(office_in(), config=tmp_path)
    parts = [due(day, label=label) for label, day in PARTS.items()]
    dispatched(made, ledger(task("1", *parts, units=("区财政局", "区教育局"))))
    for when in ("2021-06-01T09:00", "2021-07-01T09:00", "2021-07-12T09:00"):
        tick(made, when)
    for move in (
        Move("1.1", Verb.CLOSED, unit="区教育局"),
        Move("1.3", Verb.EXTENSION_GRANTED, unit="区教育局", until=date(2022, 1, 20)),
    ):
        make_move(made, move, CLERK, at("2021-07-12T10:00"))
    yield made
    made.store.close()


def lines_of(content: bytes) -> list[str]:
    """The lines, and rows of tables, that are about the task."""
    document = Document(BytesIO(content))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    lines = [one.text for one in document.paragraphs]
    return [one for one in lines if "第 1 项" in one] + [one for one in rows if one.startswith("1 |")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_says_which_part_it_means(office: Office, kind: str) -> None:
    labels = [label.translate(str.maketrans("“”", "‘’")) for label in PARTS]
    made = list(papers(office, "test-2021", NOW, kinds=(kind,)))
    assert made
    for paper in made:
        lines = lines_of(paper.content)
        assert lines
        assert all(sum(label in line for label in labels) == 1 for line in lines), lines
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("kind", ["urging", "escalation", "circular", "year"])
def test_days_over_are_counted_from_the_day_that_is_named(office: Office, kind: str) -> None:
    found = [
        match.groups()
        for paper in papers(office, "test-2021", NOW, kinds=(kind,))
        for line in lines_of(paper.content)
        if (match := _LATE.search(line))
    ]
    assert found
    for *days, over in found:
        named = [int(part) for part in (days[3:] if days[3] else days[:3])]
        assert date(*named) + timedelta(days=int(over)) == NOW.date()
