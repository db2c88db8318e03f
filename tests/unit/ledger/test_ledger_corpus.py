"""Layouts as offices write them, invented, in every format: each says what stands beside it, and nothing else."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import extract, to_json
from bot.reading.open_file import read_here
from tests.support.layouts import Layout, load, render
from tests.support.ledgers import flat, flattened, ragged, wrapped

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "ledgers"
_LAYOUTS = [load(path) for path in sorted(CORPUS.glob("*.toml"))]
_CASES = [(layout, kind) for layout in _LAYOUTS for kind in layout.formats]
_ROLES = ("lead_units", "responsible_units", "assisting_units")


@pytest.mark.parametrize(("layout", "kind"), _CASES, ids=[f"{layout.name}.{kind}" for layout, kind in _CASES])
def test_a_layout_says_what_stands_beside_it(layout: Layout, kind: str) -> None:
    got = to_json(extract(read_here(render(layout, kind), f"{layout.name}.{kind}")))
    beginnings = [flat(task[0]) for task in layout.tasks]
    assert [flat(_words(task))[: len(said)] for task, said in _pairs(got["tasks"], beginnings)] == beginnings
    assert [_line(task) for task in got["tasks"]] == [_wanted(task) for task in layout.tasks]
    if layout.sections:
        assert [" / ".join(task["section"]) for task in got["tasks"]] == list(layout.sections)
    if layout.mentions:
        assert [task["deadline_mentions"] for task in got["tasks"]] == [list(one) for one in layout.mentions]
    undated = [task for task in got["tasks"] if not task["deadline_raw"] and not task["deadline_mentions"]]
    assert [task["obligations"] for task in undated] == [[] for _ in undated]
    assert [one["text"] for one in got["questions"] if one["flag"] == "unplaced"] == []


def _pairs(tasks: list[dict[str, Any]], beginnings: list[str]) -> list[tuple[dict[str, Any], str]]:
    assert len(tasks) == len(beginnings), [task["text"] for task in tasks]
    return list(zip(tasks, beginnings, strict=True))


def _words(task: dict[str, Any]) -> str:
    return re.sub("^(?:问题[一二三四五六七八九十]：)", "", str(task["text"]))


def _line(task: dict[str, Any]) -> list[str]:
    return [*("、".join(task[role]) for role in _ROLES), flat(task["deadline_raw"])]


def _wanted(task: tuple[str, ...]) -> list[str]:
    return [*("、".join(task[at].split()) for at in (1, 2, 3)), flat(task[4])]


_PROSE = [layout for layout in _LAYOUTS if "txt" in layout.formats and all(isinstance(b, str) for b in layout.blocks)]


@pytest.mark.parametrize(("width", "page_lines"), [(25, 0), (38, 30), (60, 0)])
@pytest.mark.parametrize("layout", _PROSE, ids=[layout.name for layout in _PROSE])
def test_prose_says_the_same_wherever_its_lines_break(layout: Layout, width: int, page_lines: int) -> None:
    text = wrapped(render(layout, "txt").decode(), width, page_lines)
    got = to_json(extract(read_here(text.encode(), f"{layout.name}.txt")))
    assert [_line(task) for task in got["tasks"]] == [_wanted(task) for task in layout.tasks]


#: Layouts whose columns are not told once their cells stand line by line: words without a form of their own beside
#: each other, units that no column names, cells that were blank.
_NOT_FLAT = frozenset(
    {
        "assigned-by-township", "numbers-with-points", "roles-by-line", "started-and-ended",
        "task-and-measure-and-result", "text-with-blank-merges",
    }
)  # fmt: skip
_FLAT = [layout for layout in _LAYOUTS if "csv" in layout.formats and layout.name not in _NOT_FLAT]


@pytest.mark.parametrize("layout", _FLAT, ids=[layout.name for layout in _FLAT])
def test_a_table_that_came_cell_by_cell_is_put_together(layout: Layout) -> None:
    document = read_here(render(layout, "html"), "a.html")
    text = flattened(document, (12,) * 9, rows_a_page=7, least=1)
    got = to_json(extract(read_here(text.encode(), "a.txt")))
    assert [_line(task) for task in got["tasks"]] == [_wanted(task) for task in layout.tasks]
    assert any("核对单位和时限" in note for note in got["notes"])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", _PROSE, ids=[layout.name for layout in _PROSE])
def test_prose_says_the_same_with_ragged_lines(layout: Layout, seed: int) -> None:
    text = ragged(render(layout, "txt").decode(), seed)
    got = to_json(extract(read_here(text.encode(), f"{layout.name}.txt")))
    assert [_line(task) for task in got["tasks"]] == [_wanted(task) for task in layout.tasks]


_TABLES = [layout for layout in _LAYOUTS if "csv" in layout.formats]


@pytest.mark.parametrize("width", [30, 60])
@pytest.mark.parametrize("layout", _TABLES, ids=[layout.name for layout in _TABLES])
def test_rows_of_a_text_may_be_broken_anywhere(layout: Layout, width: int) -> None:
    text = wrapped(render(layout, "txt").decode(), width)
    got = to_json(extract(read_here(text.encode(), f"{layout.name}.txt")))
    asked = any(one["flag"] == "unplaced" for one in got["questions"])
    assert asked or [_line(task) for task in got["tasks"]] == [_wanted(task) for task in layout.tasks]
    assert len(got["tasks"]) == len(layout.tasks)
