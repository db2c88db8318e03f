"""A ledger with its state as a workbook, and an edited one taken back."""

import csv
import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from bot.plan.duty import Duty, State
from bot.plan.lifecycle import Verb
from bot.reading import read
from bot.store import duties
from bot.work.duties.moves import Move, make_move
from bot.work.export.columns import CARRIED, SHOWN
from bot.work.export.edits import TakenBack, edits_in, take_back
from bot.work.export.list_formats import as_csv, as_json
from bot.work.export.rows import Exported, exported
from bot.work.export.sheet_names import LONGEST, sheet_names
from bot.work.export.workbook import as_workbook
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task

NOW = "2021-06-08T10:00"


@pytest.fixture
def office() -> Office:
    made = office_in()
    tasks = (
        task("26", due("2021-09-30"), units=("区财政局", "区教育局")),
        task("27", due("2021-10-31"), units=("区财政局",)),
        task("28", due("2021-06-01"), units=("区教育局",)),
    )
    dispatched(made, ledger(*tasks), "2021-05-03T09:00")
    return made


def found(office: Office) -> Exported:
    return exported(office, "test-2021", at(NOW))


def book(office: Office) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(as_workbook(found(office))))


def test_a_row_a_duty_with_its_state(office: Office) -> None:
    rows = found(office).rows
    assert [(row.number, row.unit) for row in rows] == [
        ("26", "区财政局"),
        ("26", "区教育局"),
        ("27", "区财政局"),
        ("28", "区教育局"),
    ]
    assert [str(row.light) for row in rows] == ["open", "open", "open", "overdue"]
    assert rows[0].task == "第26项工作"


def test_a_sheet_for_all_one_a_unit_one_of_figures(office: Office) -> None:
    made = book(office)
    assert made.sheet_names == ["台账", "统计", "区财政局", "区教育局"]
    header = made.get_sheet_by_name("台账").to_python()[2]
    assert header == ["序号", "工作任务", "单位", "分工", "完成时限", "现时限", "状态", "进度", "办理情况", *CARRIED]
    figures = made.get_sheet_by_name("统计").to_python()
    assert [row[-1] for row in figures[1:]] == [2, 2]
    assert figures[2][1] == 1  # overdue stands first
    assert len(made.get_sheet_by_name("区财政局").to_python()[2]) == len(SHOWN)


def test_lists_and_json(office: Office) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(found(office)).decode("utf-8-sig"))))
    assert [row["unit"] for row in rows] == ["区财政局", "区教育局", "区财政局", "区教育局"]
    held = json.loads(as_json(found(office)))
    assert (held["ledger"], held["day"], held["rows"][0]["due"]) == ("test-2021", "2021-06-08", "2021-09-30")


def edited(office: Office, tmp_path: Path, changes: dict[tuple[int, str], object]) -> Path:
    """The exported sheet as its editor saves it: (row from 0, field) → what was written there."""
    rows = book(office).get_sheet_by_name("台账").to_python()
    path = tmp_path / "edited.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("台账")
        date = made.add_format({"num_format": "yyyy-mm-dd"})
        for at_row, row in enumerate(rows):
            for column, held in enumerate(row):
                field = list(SHOWN)[column] if column < len(SHOWN) else ""
                value = changes.get((at_row - 3, field), held)
                if hasattr(value, "year"):
                    sheet.write_datetime(at_row, column, value, date)
                else:
                    sheet.write(at_row, column, value)
    return path


def taken(office: Office, path: Path) -> TakenBack:
    edits = edits_in(read(path))
    assert edits is not None
    return take_back(office, edits, CLERK, at(NOW))


def stored(office: Office) -> list[Duty]:
    with office.store.begin() as session:
        return sorted(duties.duties(session), key=lambda duty: duty.id)


def test_unchanged_it_changes_nothing(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "as-exported.xlsx"
    path.write_bytes(as_workbook(found(office)))
    assert edits_in(read(path)) == []
    assert edits_in(read(edited(office, tmp_path, {}))) == []


def test_what_was_changed_is_taken(office: Office, tmp_path: Path) -> None:
    path = edited(office, tmp_path, {(0, "state"): "已签收", (2, "due"): "2021-12-20", (3, "state"): "已销号"})
    result = taken(office, path)
    assert result.refused == ()
    assert [duty.number for duty in result.moved] == ["26", "27", "28"]
    found_now = stored(office)
    assert {(d.number, d.unit): d.state for d in found_now}["26", "区财政局"] is State.ACKNOWLEDGED
    assert [str(d.due) for d in found_now if d.number == "27"] == ["2021-12-20"]
    assert [d.state for d in found_now if d.number == "28"] == [State.CLOSED]


def test_what_changed_meanwhile_is_refused(office: Office, tmp_path: Path) -> None:
    path = edited(office, tmp_path, {(0, "state"): "已销号", (1, "state"): "已签收"})
    make_move(office, Move("26", Verb.ACKNOWLEDGED, unit="区财政局"), CLERK, at(NOW))
    result = taken(office, path)
    assert [where for where, _ in result.refused] == ["第 26 项（区财政局）"]
    assert [duty.unit for duty in result.moved] == ["区教育局"]


@pytest.mark.parametrize(
    "change",
    [
        {(0, "state"): "办完了"},
        {(0, "state"): "退回修改"},  # nobody reported
        {(0, "due"): "2021-08-01"},  # earlier
        {(0, "due"): "近期"},
        {(0, "note"): "已印发"},
    ],
)
def test_what_cannot_be_taken_is_said(office: Office, tmp_path: Path, change: dict[tuple[int, str], object]) -> None:
    before = stored(office)
    result = taken(office, edited(office, tmp_path, change))
    assert len(result.refused) == 1
    assert stored(office) == before


def test_another_table_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet().write(0, 0, "序号")
    assert edits_in(read(path)) is None


def test_names_of_sheets() -> None:
    long = "某某区人民政府办公室政务公开和电子政务管理科综合协调组（筹）"
    names = sheet_names([long, long, "a/b:c", "A b c", "", "[x]"])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= LONGEST and not set(name) & set("[]:*?/\\") for name in names)
