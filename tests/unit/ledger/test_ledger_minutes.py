"""Minutes and phases: what a meeting decided and who leads a phase are tasks, part by part."""

import pytest

from bot.ledger import extract
from bot.model import Ledger
from bot.reading.open_file import read_here


def read(*lines: str) -> Ledger:
    return extract(read_here("\n".join(lines).encode(), "a.txt"))


def who(ledger: Ledger) -> list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], list[str]]]:
    return [
        (
            task.number, task.lead_units, task.responsible_units, task.assisting_units,
            [str(one.rrule or one.last_day) for one in task.obligations],
        )
        for task in ledger.tasks
    ]  # fmt: skip


HEAD = (
    "云川水务公司专题会议纪要",
    "〔2024〕5号",
    "云川水务公司办公室 2024年10月9日",
    "一、关于管网改造",
    "会议听取了建设部的汇报。",
)
DECIDES = ("会议议定：", "会议决定：", "会议明确如下：", "会议议定事项：", "会议要求：")


@pytest.mark.parametrize("decides", DECIDES)
@pytest.mark.parametrize("mark", ["1.", "（一）"])
def test_what_a_meeting_decided_is_a_task(decides: str, mark: str) -> None:
    got = read(*HEAD, decides, f"{mark}由市财政局牵头，市商务局、市统计局配合，于10月25日前形成方案。")
    number = "1" if mark == "1." else "一"
    assert who(got) == [(number, ("市财政局",), (), ("市商务局", "市统计局"), ["2024-10-25"])]
    assert got.duties == ()


def test_each_body_of_a_decision_has_its_own_part() -> None:
    got = read(*HEAD, "会议议定：", "（一）市住建局负责普查，11月底前完成；市城投集团负责更新，12月底前完成。",
               "（二）市财政局会同市审计局，10月20日前拿出方案。", "（三）市委宣传部要加强引导。")  # fmt: skip
    assert who(got) == [
        ("一.1", (), ("市住建局",), (), ["2024-11-30"]),
        ("一.2", (), ("市城投集团",), (), ["2024-12-31"]),
        ("二", ("市财政局",), (), ("市审计局",), ["2024-10-20"]),
        ("三", (), ("市委宣传部",), (), []),
    ]


def test_a_heading_ends_what_was_decided() -> None:
    got = read(
        *HEAD, "会议议定：", "（一）市住建局负责普查，11月底前完成。", "二、关于安全", "（一）会议指出，要提高认识。"
    )
    assert [task.number for task in got.tasks] == ["一"]


def test_paragraphs_of_minutes_that_name_who_leads() -> None:
    got = read(*HEAD, "1.管网方面。建设部牵头，12月底前建成。", "2.收费方面。营业部组织，年底前回收率达到98%。")
    assert [(lead or doing) for _, lead, doing, _, _ in who(got)] == [("建设部",), ("营业部",)]


@pytest.mark.parametrize("heading", ["二、时间安排", "二、实施步骤"])
@pytest.mark.parametrize("brackets", ["（{}）", "({})"])
def test_a_phase_that_names_who_leads_it_is_a_task(heading: str, brackets: str) -> None:
    first, second = (brackets.format(time) for time in ("2024年5月底前", "2024年6月底前"))
    got = read(
        "云川市三线整治方案", "云城管〔2024〕3号", "一、总体要求", "全面整治。", heading,
        f"（一）摸底排查{first}。由市供电公司牵头，摸底并形成清单。",
        f"（二）现场复核{second}。由市城管局牵头，复核清单。",
    )  # fmt: skip
    assert [(lead, days) for _, lead, _, _, days in who(got)] == [
        (("市供电公司",), ["2024-05-31"]), (("市城管局",), ["2024-06-30"])
    ]  # fmt: skip


@pytest.mark.parametrize("colon", ["：", ":"])
def test_duties_by_unit(colon: str) -> None:
    got = read(
        "云川市三线整治方案", "一、工作职责", f"（一）市城管局{colon}牵头制定方案，每季度组织召开推进会。",
        f"（二）市供电公司{colon}摸排线路，编制月度计划。",
    )  # fmt: skip
    assert [doing for _, _, doing, _, _ in who(got)] == [("市城管局",), ("市供电公司",)]
