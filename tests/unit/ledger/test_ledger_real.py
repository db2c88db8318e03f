"""The five real ledgers in every format, and the six further ones, held against what they say."""

from pathlib import Path

import pytest

from bot.ledger import extract, to_json
from bot.reading.open_file import read_here
from tests.support.ledgers import SHARED, WHY_NOT, Score, differences, flattened, load, read_file, share, wrapped

_TEXTS = {
    "000_3bfa67f7fa548c34": "quangang-2021",
    "001_7360b67819d7dd6e": "licheng-2020",
    "002_aed2741f4cdfe2fc": "quanzhou-2018",
    "003_7faa7dbd0abcd0a1": "zhanjiang-2021",
    "004_a2fdf2ba95380693": "chengzihe-2021",
}
_FILES = [
    *(("", f"{text}.txt", name) for text, name in _TEXTS.items()),
    *(
        ("office", file, name)
        for file, name in (
            ("zhanjiang-2021.docx", "zhanjiang-2021"),
            ("zhanjiang-2021.xlsx", "zhanjiang-2021"),
            ("zhanjiang-2021-shared.xlsx", "zhanjiang-2021"),
            ("zhanjiang-2021.xls", "zhanjiang-2021"),
            ("zhanjiang-2021.csv", "zhanjiang-2021"),
            ("zhanjiang-2021.pdf", "zhanjiang-2021"),
            ("chengzihe-2021.docx", "chengzihe-2021"),
            ("chengzihe-2021-5col.docx", "chengzihe-2021"),
            ("licheng-2020.docx", "licheng-2020"),
            ("licheng-2020.pdf", "licheng-2020"),
            ("quangang-2021.xlsx", "quangang-2021"),
            ("quangang-2021-shared.xlsx", "quangang-2021"),
            ("quangang-2021.html", "quangang-2021"),
            ("quangang-2021.gb.html", "quangang-2021"),
            ("quanzhou-2018.docx", "quanzhou-2018"),
            ("quanzhou-2018.pdf", "quanzhou-2018"),
        )
    ),
]
_MORE = ("gansu-2023", "ganzhou-2023", "kindergartens-2019", "permits-2022", "xinzhou-2023", "zhengzhou-2023")

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=WHY_NOT)


@pytest.mark.parametrize(("folder", "file", "name"), _FILES, ids=[file for _, file, _ in _FILES])
def test_a_real_ledger_says_what_was_checked_by_hand(folder: str, file: str, name: str) -> None:
    got = read_file(SHARED / folder / file)
    annex_only = name == "quangang-2021" and Path(file).suffix == ".xlsx"
    assert differences(got, load(SHARED / f"{name}.json"), annex_only=annex_only, web=file.endswith(".html")) == []


@pytest.mark.parametrize(
    "file", ["004_a2fdf2ba95380693.txt", "office/chengzihe-2021.docx", "office/chengzihe-2021-5col.docx"]
)
def test_merged_deadlines_are_told_from_blank_ones(file: str) -> None:
    got, want = read_file(SHARED / file), load(SHARED / "chengzihe-2021.json")
    assert [task["deadline_inherited"] for task in got["tasks"]] == [
        task["deadline_inherited"] for task in want["tasks"]
    ]
    assert [(one["flag"], one["task"]) for one in got["questions"]] == [("missing", "18")]


def test_a_column_against_the_text_is_asked_about() -> None:
    got = read_file(SHARED / "office" / "zhanjiang-2021.docx")
    assert [one["task"] for one in got["questions"] if one["flag"] == "conflict"] == ["26", "27"]


@pytest.mark.parametrize(("file", "count"), [("000_3bfa67f7fa548c34.txt", 33), ("002_aed2741f4cdfe2fc.txt", 38)])
def test_tasks_without_a_day_are_one_question(file: str, count: int) -> None:
    (question,) = read_file(SHARED / file)["questions"]
    assert (question["flag"], len(question["tasks"])) == ("missing", count)


def test_further_ledgers_are_read_nearly_whole() -> None:
    score = Score()
    for name in _MORE:
        score.add(name, read_file(SHARED / "more" / f"{name}.txt"), load(SHARED / "more" / f"{name}.json"))
    faults = "\n".join(score.faults)
    assert share(score.tasks) >= 0.98, faults
    assert share(score.units) >= 0.97, faults
    assert share(score.deadlines) >= 0.96, faults
    assert score.too_many <= 0.05 * score.tasks[1], faults


@pytest.mark.parametrize(("width", "page_lines"), [(25, 0), (38, 30), (60, 0)])
def test_lines_may_break_anywhere(width: int, page_lines: int) -> None:
    score = Score()
    for name in _MORE:
        text = wrapped((SHARED / "more" / f"{name}.txt").read_text(encoding="utf-8"), width, page_lines)
        score.add(
            name, to_json(extract(read_here(text.encode(), f"{name}.txt"))), load(SHARED / "more" / f"{name}.json")
        )
    faults = "\n".join(score.faults)
    assert min(share(score.tasks), share(score.units), share(score.deadlines)) >= 0.99, faults
    assert score.too_many == 0, faults


@pytest.mark.parametrize(
    ("file", "widths"),
    [
        ("zhanjiang-2021.docx", (8, 22, 12, 7)),
        ("chengzihe-2021.docx", (8, 10, 22, 8, 10, 7)),
        ("quangang-2021.html", (14, 24, 12)),
        ("quanzhou-2018.docx", (10, 6, 12, 24)),
    ],
)
def test_a_table_flattened_to_lines_is_put_together_again(file: str, widths: tuple[int, ...]) -> None:
    path = SHARED / "office" / file
    text = flattened(read_here(path.read_bytes(), file), widths, rows_a_page=7)
    score = Score()
    got = to_json(extract(read_here(text.encode(), "flat.txt")))
    score.add(path.stem, got, load(SHARED / f"{path.stem}.json"))
    faults = "\n".join(score.faults)
    assert share(score.tasks) == 1, faults
    assert share(score.units) >= 0.88, faults
    assert score.too_many == 0, faults
