"""Which ledger a document is, and what follows an item from one reading to the next, as an office meets it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import duban, import_
from bot.errors import UsageError
from tests.support.documents import docx, paragraph, row, table

UNITS = """
[[unit]]
name = "区财政局"
  [[unit.contact]]
  name = "财政"
  email = "cz@example.org"
[[unit]]
name = "区教育局"
  [[unit.contact]]
  name = "教育"
  email = "jy@example.org"
"""
TITLE = "青禾区2026年重点工作任务清单"
Item = tuple[str, str, str]
BUDGET: Item = ("公开2026年部门预算并接受社会监督", "区财政局", "2026年6月底前")
SCHOOL: Item = ("新建实验小学一所并投入使用", "区教育局", "2026年9月1日前")
ROADS: Item = ("完成农村公路养护工程二十公里", "区财政局", "2026年10月底前")
PARKS: Item = ("建成口袋公园三处并向市民开放", "区财政局", "2026年11月底前")
LIBRARY: Item = ("改造区图书馆阅览室和无障碍设施", "区教育局", "2026年8月底前")
ELDERS: Item = ("新增养老机构护理型床位一百张", "区教育局", "2026年12月底前")
OTHERS: tuple[Item, ...] = (
    ("开展燃气管道安全隐患排查整治", "区财政局", "2026年7月底前"),
    ("举办第三届农民丰收节系列活动", "区教育局", "2026年9月底前"),
    ("推广电子证照在政务大厅的应用", "区财政局", "2026年11月底前"),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("CONFIG", "DATABASE_URL", "TELEGRAM_TOKEN", "SMTP_URL", "LANGUAGE", "TIMEZONE"):
        monkeypatch.delenv(f"DUBAN_{name}", raising=False)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "units.toml").write_text(UNITS, encoding="utf-8")
    return tmp_path


def write(name: str, items: Sequence[Item], *above: str, title: str = TITLE) -> str:
    """A ledger as a document: what stands above its title, the title, the table."""
    rows = [row("序号", "工作任务", "责任单位", "完成时限")]
    rows += [row(str(n), *item) for n, item in enumerate(items, 1)]
    Path(name).write_bytes(docx(*(paragraph(words) for words in (*above, title)), table(*rows)))
    return name


def typed(*words: str, code: int | None = 0, answers: str = "") -> Result:
    result = CliRunner().invoke(duban, words, input=answers)
    fault = result.exception
    found = fault.exit_code if isinstance(fault, UsageError) else result.exit_code
    assert code is None or found == code, (result.output, fault)
    return result


def stored() -> dict[str, int]:
    """Ledger → how many tasks."""
    return {one["id"]: one["tasks"] for one in json.loads(typed("ledgers", "--json").stdout)}


def states(ledger: str) -> dict[tuple[str, str], str]:
    """Number and unit → state."""
    found = json.loads(typed("status", "--json").stdout)
    return {
        (one["number"], one["unit"]): one["state"]
        for part in found
        if part["ledger"] == ledger
        for one in part["items"]
    }


def asked_of(ledger: str) -> dict[str, dict[str, Any]]:
    """Number → the question about it."""
    return {one["task"]: one for one in json.loads(typed("questions", ledger, "--json", code=None).stdout)}


def begun(*items: Item, above: Sequence[str] = ()) -> None:
    """A stored and dispatched ledger `first`, of which the first task was reported."""
    typed("import", write("first.docx", items, *above))
    typed("dispatch", "first", "--on", "2026-02-10", "--yes")
    typed("mark", "1", "--unit", items[0][1], "reported", "--on", "2026-02-12", "--note", "已公开")


def test_another_ledger_of_the_same_title_replaces_nothing_in_silence(place: Path) -> None:
    begun(BUDGET, SCHOOL, ROADS)
    before = states("first")
    other = write("second.docx", OTHERS)
    refused = typed("import", other, "--now", "2026-03-01", code=2)
    assert "--corrects first" in str(refused.exception)
    assert "--as-new" in str(refused.exception)
    typed("import", other, "--json", code=2)
    assert states("first") == before
    assert stored() == {"first": 3}
    typed("import", other, "--as-new", "--now", "2026-03-01")
    assert states("first") == before
    assert stored() == {"first": 3, "second": 3}
    typed("import", other)  # it is known now
    assert stored() == {"first": 3, "second": 3}


def test_what_is_said_to_correct_a_ledger_does_so(place: Path) -> None:
    begun(BUDGET, SCHOOL, ROADS)
    typed("import", write("second.docx", OTHERS), "--corrects", "first", "--now", "2026-03-01")
    assert stored() == {"first": 3}
    assert states("first") == {
        ("原1", "区财政局"): "withdrawn",
        ("原2", "区教育局"): "withdrawn",
        ("原3", "区财政局"): "withdrawn",
        ("1", "区财政局"): "dispatched",
        ("2", "区教育局"): "dispatched",
        ("3", "区财政局"): "dispatched",
    }
    typed("import", write("third.docx", OTHERS[:2]), "--corrects", "first", "--as-new", code=2)
    typed("import", write("third.docx", OTHERS[:2]), "--corrects", "nothing", code=2)


@pytest.mark.parametrize(("says", "expected"), [("1\n", {"first": 3}), ("2\n", {"first": 3, "second": 3})])
def test_in_a_terminal_it_is_asked(
    place: Path, monkeypatch: pytest.MonkeyPatch, says: str, expected: dict[str, int]
) -> None:
    begun(BUDGET, SCHOOL, ROADS)
    monkeypatch.setattr(import_, "is_talking", lambda as_json: not as_json)
    asked = typed("import", write("second.docx", OTHERS), "--now", "2026-03-01", answers=says, code=None)
    assert "另一份台账" in asked.output
    assert stored() == expected


@pytest.mark.parametrize("kept", range(7))
def test_half_of_the_larger_ledger_must_be_alike(place: Path, kept: int) -> None:
    """A file with a few rows of a ledger, or one with as many again, is no correction that goes without saying."""
    items = (BUDGET, SCHOOL, ROADS, PARKS, LIBRARY, ELDERS)
    typed("import", write("first.docx", items))
    fewer = items[:kept] if kept < 6 else (*items[:5], OTHERS[0])
    if not kept:
        fewer = OTHERS
    typed("import", write("second.docx", fewer), code=0 if kept >= 3 else 2)


@pytest.mark.parametrize(
    ("one", "other", "items", "code", "ledgers"),
    [
        ("青禾政发〔2026〕3号", "青禾政发〔2026〕3号", (BUDGET, SCHOOL), 0, 1),
        ("青禾政发〔2026〕3号", "青禾政发[2026]3 号", (BUDGET, SCHOOL), 0, 1),
        ("青禾政发〔2026〕3号", "青禾政发〔2026〕9号", (BUDGET, SCHOOL), 2, 1),
        ("青禾政发〔2026〕3号", "青禾政发〔2026〕9号", OTHERS, 0, 2),
        ("青禾政发〔2026〕3号", "青禾政发〔2026〕3号", OTHERS, 2, 1),
    ],
)
def test_its_number_is_part_of_what_a_ledger_is(
    place: Path, one: str, other: str, items: tuple[Item, ...], code: int, ledgers: int
) -> None:
    typed("import", write("first.docx", (BUDGET, SCHOOL, ROADS), one))
    typed("import", write("second.docx", items, other), code=code)
    assert len(stored()) == ledgers


def test_a_row_that_another_task_took_is_a_new_duty(place: Path) -> None:
    begun(BUDGET, SCHOOL, ROADS)
    typed("import", write("again.docx", (PARKS, SCHOOL, ROADS)), "--now", "2026-03-01")
    found = states("first")
    assert found["1", "区财政局"] == "dispatched"
    assert found["原1", "区财政局"] == "withdrawn"
    mails = typed("tick", "--console", "--now", "2026-03-02T09:00").stdout
    assert "口袋公园" in mails
    # And once more the same row: each former task stays told apart.
    typed("import", write("third.docx", (LIBRARY, SCHOOL, ROADS)), "--now", "2026-03-03")
    assert {number for number, _ in states("first")} == {"1", "2", "3", "原1", "原原1"}


@pytest.mark.parametrize("moved", [(SCHOOL, BUDGET, ROADS), (PARKS, BUDGET, SCHOOL, ROADS), (SCHOOL, ROADS, BUDGET)])
def test_state_follows_the_task_wherever_it_stands(place: Path, moved: tuple[Item, ...]) -> None:
    begun(BUDGET, SCHOOL, ROADS)
    typed("import", write("again.docx", moved), "--now", "2026-03-01")
    found = states("first")
    assert found[str(moved.index(BUDGET) + 1), "区财政局"] == "reported"
    assert list(found.values()).count("reported") == 1
    assert len(found) == len(moved)


VAGUE: Item = ("完成老旧小区改造方案编制和报批", "区财政局", "适时")
WRONG: Item = ("推进数据共享平台建设和广泛应用", "区教育局", "2026年9月31日前")
CLEAR: Item = (VAGUE[0], VAGUE[1], "尽早")


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ((VAGUE, WRONG, BUDGET), {"1": "none", "2": "2026年9月30日前"}),
        ((PARKS, WRONG, BUDGET, VAGUE), {"2": "2026年9月30日前", "4": "none"}),
        ((WRONG, CLEAR, BUDGET), {"1": "2026年9月30日前", "2": None}),
        ((WRONG, BUDGET), {"1": "2026年9月30日前"}),
    ],
)
def test_an_answer_stays_with_its_question(
    place: Path, again: tuple[Item, ...], expected: dict[str, str | None]
) -> None:
    typed("import", write("first.docx", (WRONG, VAGUE, BUDGET)), code=1)
    asked = asked_of("first")
    given = {"1": "2026年9月30日前", "2": "none"}
    said = [word for number, choice in given.items() for word in ("--answer", f"{asked[number]['id']}={choice}")]
    typed("questions", "first", *said)
    typed("import", write("again.docx", again), code=None)
    assert {number: one["answer"] for number, one in asked_of("first").items()} == expected


def test_what_holds_for_the_whole_ledger_is_answered_once(place: Path) -> None:
    half: Item = ("完成老旧小区改造方案编制和报批", "区财政局", "2026年9月前")
    other: Item = ("推进数据共享平台建设和广泛应用", "区教育局", "2026年10月前")
    typed("import", write("first.docx", (half, BUDGET)), code=1)
    typed("questions", "first", "--answer", "q1=strict")
    typed("import", write("again.docx", (other, half, BUDGET)))
    assert [one["answer"] for one in json.loads(typed("questions", "first", "--json").stdout)] == ["strict"]


def test_an_office_reads_places_and_questions_in_its_own_language(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("import", write("first.docx", (BUDGET, VAGUE)), code=1)
    typed("dispatch", "first", "--on", "2026-02-10", "--yes")
    assert "表1第3行" in typed("questions", "first", code=None).output
    assert "表1第2行" in typed("tick", "--console", "--now", "2026-02-10T09:00").stdout
    monkeypatch.setenv("DUBAN_LANGUAGE", "en")
    asked = asked_of("first")["2"]
    assert "table 1, row 3" in asked["text"]
    assert "适时" in asked["text"]
    assert asked["key"] == "ledger.ask-vague"
    assert asked["parts"]["place"]["row"] == 3
    told = typed("tick", "--console", "--now", "2026-06-25T09:00").stdout
    assert "table 1, row 2" in told
    assert "第2行" not in told
