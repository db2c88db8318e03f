"""What the head of a sheet, its name and its marks say of the rows, and what the last lines of minutes do not."""

import io
from datetime import date

import pytest
import xlsxwriter

from bot.ledger import extract
from bot.model import Kind, Ledger
from bot.reading.open_file import read_here

_HEADER = ("编号", "整治措施", "责任单位", "计划完成", "实际完成")
_ROWS = (
    ("1", "翻修截水天沟并回填", "桥隧车间", "2025年5月31日", "2025年5月30日"),
    ("2", "爆破清除孤石两块", "线路车间", "2025年6月5日", ""),
)


def _book(rows: "tuple[tuple[str, ...], ...]", *, sheet: str = "清单", first: int = 0) -> Ledger:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, first, row)
    return extract(read_here(out.getvalue(), "台账.xlsx"))


def _text(*lines: str) -> Ledger:
    return extract(read_here("\n".join(lines).encode(), "纪要.txt"))


@pytest.mark.parametrize("sheet", ["销号台账", "销号清单", "办结台账", "整改销号台账"])
def test_a_sheet_in_which_all_is_kept_closes_nothing(sheet: str) -> None:
    ledger = _book((_HEADER, *_ROWS), sheet=sheet)
    assert [one.kind for task in ledger.tasks for one in task.obligations] == [Kind.DONE, Kind.DUE]


@pytest.mark.parametrize("sheet", ["已销号台账", "已办结清单", "办结事项"])
def test_a_sheet_of_what_is_done_with_closes_its_rows(sheet: str) -> None:
    ledger = _book((_HEADER, *_ROWS), sheet=sheet)
    assert [one.kind for task in ledger.tasks for one in task.obligations] == [Kind.DONE, Kind.DONE]


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("total", ["小计", "合计", "总计"])
def test_a_table_may_begin_beside_the_first_column(first: int, total: str) -> None:
    ledger = _book((("某工务段2025年防洪隐患整治台账",), _HEADER, *_ROWS, (total, "2处")), first=first)
    assert (ledger.title, ledger.year) == ("某工务段2025年防洪隐患整治台账", 2025)
    assert [task.number for task in ledger.tasks] == ["1", "2"]


@pytest.mark.parametrize("label", ["制定日期：", "审定日期："])
@pytest.mark.parametrize("column", [0, 3])
def test_a_day_of_issue_may_stand_beside_other_words_of_a_head(label: str, column: int) -> None:
    head = [""] * 5
    head[0], head[column] = "填报单位：某局党组", f"{label}2024年5月8日"
    rows = (("1", "清理加油卡副卡", "办公室", "6月底前", ""),)
    ledger = _book((("某局整改台账",), tuple(head), _HEADER, *rows))
    assert ledger.issued == date(2024, 5, 8)
    assert ledger.tasks[0].obligations[0].date == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("words", "asks"), [("2025年1月完成满意度测评", True), ("次年1月底前完成测评", False), ("明年1月完成测评", True)]
)
def test_a_month_of_another_year_is_not_the_end_of_the_column(words: str, *, asks: bool) -> None:
    header = ("序号", "项目名称", "一季度", "二季度", "三季度", "四季度", "责任单位")
    rows = (
        ("1", "普法进万家", "完成续聘", "累计180场", "累计360场", words, "市司法局"),
        ("2", "公交线网优化", "优化6条", "优化14条", "优化20条", "优化26条", "市交通局"),
    )
    ledger = _book((("某市2024年民生实事进度安排表",), header, *rows))
    last = ledger.tasks[0].obligations[-1]
    assert last.date == date(2025, 1, 31)
    assert any("1" in question.tasks or question.task == "1" for question in ledger.questions) is asks
    assert ledger.tasks[1].obligations[-1].date == date(2024, 12, 31)


@pytest.mark.parametrize("word", ["出席", "列席", "请假"])
def test_who_was_there_is_charged_with_nothing(word: str) -> None:
    ledger = _text(
        "党委会议纪要",
        "一、关于安全生产",
        "会议要求，安全环保部牵头，生产技术部配合，于6月30日前完成专项排查。",
        "二、关于庆祝活动",
        "党群工作部“七一”前组织一次专题党课。",
        f"{word}：战略投资部、财务部、审计部负责人。",
        "2024年6月21日",
    )
    assert [(task.lead_units + task.responsible_units) for task in ledger.tasks] == [("安全环保部",), ("党群工作部",)]
    assert any(question.flag == "unread-time" for question in ledger.questions)


@pytest.mark.parametrize("inner", ["执行指挥中心", "党委宣传部"])
def test_a_body_with_two_names_behind_a_label_is_one(inner: str) -> None:
    ledger = _text("某院重点工作", f"1.终本案件管理。责任部门：执行局（{inner}）；完成时间：2025年6月底前")
    assert ledger.tasks[0].responsible_units == (f"执行局（{inner}）",)


def test_in_a_column_of_leaders_a_mark_says_who_of_them_leads() -> None:
    rows = (("1", "清理过期证件账户", "运营管理部（牵头）、个人金融部", "2025年6月底前", ""),)
    ledger = _book((("编号", "整改措施", "牵头部门", "整改期限", "备注"), *rows))
    assert (ledger.tasks[0].lead_units, ledger.tasks[0].responsible_units) == (("运营管理部",), ("个人金融部",))


@pytest.mark.parametrize("words", ["三日内复诊同一科室免收挂号费", "超声当日完成率提高到95%"])
def test_what_is_granted_or_measured_in_a_span_is_no_deadline(words: str) -> None:
    ledger = _text("某院方案", f"1.改善就医感受。{words}。责任科室：门诊部；完成时限：2024年6月底前")
    assert [one.kind for one in ledger.tasks[0].obligations] == [Kind.DUE]
