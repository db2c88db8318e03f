"""What a command says beside what it did: whom nothing reaches, what has passed, what changed, what comes next."""

from pathlib import Path

import pytest

from tests.support.commands import LEDGER, Run, duban, empty_place

UNITS = '[[unit]]\nname = "甲局"\n[[unit.contact]]\nname = "张"\nemail = "a@example.org"\n'
PLAN = "序号,工作任务,责任单位,完成时限\n1,编制清单,甲局,{day}前\n2,公开清单,{unit},2026年11月30日前\n"
NOW = ("--now", "2026-04-01T08:00+08:00")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    place = empty_place(tmp_path, monkeypatch)
    (place / "config").mkdir()
    (place / "config" / "units.toml").write_text(UNITS, encoding="utf-8")

    def run(*words: str) -> object:
        return duban(monkeypatch, *words)

    return run  # type: ignore[return-value]


def add(run: Run, *words: str) -> None:
    run("add", *words, "--units", "甲局", *NOW)


def ledger_of(run: Run, deadline: str) -> None:
    run(
        "add",
        "方案",
        "--title",
        "测试区2026年工作方案",
        "--text",
        "编制清单",
        "--units",
        "甲局",
        "--deadline",
        deadline,
        *NOW,
    )


def test_a_dispatch_says_how_many_deadlines_have_passed_and_by_when_they_are_expected(run: Run) -> None:
    ledger_of(run, "2026年3月20日前")
    run("add", "方案", "--text", "公开清单", "--units", "甲局", "--deadline", "2026年11月30日前", *NOW)
    said = run("dispatch", "方案", "--yes", *NOW).err
    assert "其中 1 项待办的时限已过" in said
    assert "2026年4月7日前办结" in said  # three working days: 清明 and the weekend are none


@pytest.mark.parametrize("way", ["add", "edit", "mark"])
def test_whom_no_message_reaches_is_said_at_once(run: Run, way: str) -> None:
    ledger_of(run, "2026年11月30日前")
    run("dispatch", "方案", "--yes", *NOW)
    words = {
        "add": ("add", "方案", "--text", "公开清单", "--units", "乙局", "--deadline", "2026年11月30日前"),
        "edit": ("edit", "方案", "1", "--units", "乙局"),
        "mark": ("mark", "1", "改派", "--unit", "甲局", "--to", "乙局"),
    }[way]
    assert "有 1 个单位未填联系方式：乙局" in run(*words, *NOW).err


def test_whom_a_message_reaches_is_not_named(run: Run) -> None:
    ledger_of(run, "2026年11月30日前")
    assert "未填联系方式" not in run("edit", "方案", "1", "--deadline", "2026年10月31日前", *NOW).err


def test_a_term_that_an_event_begins_says_how_it_is_registered(run: Run) -> None:
    said = run(
        "add", "方案", "--title", "方案", "--text", "收到申请后5个工作日内答复", "--units", "甲局",
        "--deadline", "收到申请后5个工作日内", *NOW,
    ).err  # fmt: skip
    assert "duban start 1 --ledger 方案 --on 日期" in said


def test_no_questions_are_said_to_be_none(run: Run) -> None:
    ledger_of(run, "2026年11月30日前")
    assert "没有需要确认的问题" in run("questions", "方案", *NOW).err


def test_a_status_of_one_number_leaves_out_the_ledgers_without_it(run: Run) -> None:
    ledger_of(run, "2026年11月30日前")
    run(
        "add",
        "别的",
        "--title",
        "别的方案",
        "--number",
        "7",
        "--text",
        "报送",
        "--units",
        "甲局",
        "--deadline",
        "2026年5月31日前",
        *NOW,
    )
    for name in ("方案", "别的"):
        run("dispatch", name, "--yes", *NOW)
    assert "别的方案" not in run("status", "1", *NOW).out
    assert "别的方案" in run("status", *NOW).out


@pytest.mark.parametrize("dry", [True, False])
def test_a_correction_says_what_went_and_what_came(run: Run, tmp_path: Path, dry: bool) -> None:
    first, second = tmp_path / "方案.csv", tmp_path / "更正.csv"
    first.write_text(PLAN.format(day="2026年6月30日", unit="甲局"), encoding="utf-8")
    second.write_text(PLAN.format(day="2026年7月31日", unit="乙局"), encoding="utf-8")
    run("import", str(first), *NOW)
    run("dispatch", "方案", "--yes", *NOW)
    found = run("import", str(second), "--corrects", "方案", *(("--dry-run",) if dry else ()), *NOW)
    assert "时限：2026-06-30（周二） → 2026-07-31（周五）" in found.out
    assert "责任单位：甲局 → 乙局" in found.out
    assert ("变动已生效" in found.err) is not dry
    assert "duban dispatch" not in found.err
    status = run("status", "1", *NOW).out
    assert ("2026-06-30" in status) is dry


def test_the_shipped_example_is_not_told_of_what_has_not_happened(run: Run) -> None:
    found = run("import", str(LEDGER), "--dry-run", *NOW)
    assert "变动" not in found.err


@pytest.mark.parametrize("way", ["edit", "import"])
def test_a_correction_that_is_asked_about_says_that_what_was_dispatched_goes_on(
    run: Run, tmp_path: Path, way: str
) -> None:
    first, second = tmp_path / "方案.csv", tmp_path / "更正.csv"
    first.write_text(PLAN.format(day="2026年6月30日", unit="甲局"), encoding="utf-8")
    second.write_text(PLAN.format(day="2026年6月31日", unit="甲局"), encoding="utf-8")
    run("import", str(first), *NOW)
    run("dispatch", "方案", "--yes", *NOW)
    words = {
        "edit": ("edit", "方案", "1", "--deadline", "2026年6月31日前"),
        "import": ("import", str(second), "--corrects", "方案"),
    }[way]
    assert "已交办的事项照旧" in run(*words, *NOW).err
    assert "2026-06-30" in run("status", "1", *NOW).out
