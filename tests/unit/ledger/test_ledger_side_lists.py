"""Lists joined by their numbers, cells that stand for several items, rhythm beside a deadline, duties by subject."""

import pytest

from bot.ledger import extract
from bot.model import Ledger
from bot.reading.open_file import read_here


def table(*rows: tuple[str, ...]) -> str:
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


def read(body: str, title: str = "青溪县2025年整改方案") -> Ledger:
    return extract(read_here(f"<html><p>{title}</p>{body}</html>".encode(), "a.html"))


PROBLEMS = table(("序号", "存在问题", "责任单位"), ("1", "党费收缴不及时", "党建办"), ("2", "台账不全", "财政所"))
TASKS = table(
    ("序号", "整改任务", "完成时限"), ("1", "补缴党费", "2025年5月15日前"), ("2", "补齐台账", "2025年6月底前")
)
WHO = table(("对应任务序号", "责任领导", "责任单位"), ("1", "郁青禾", "党建办"), ("2", "宋知远", "财政所"))


@pytest.mark.parametrize("lists", [[TASKS, WHO], [PROBLEMS, TASKS], [PROBLEMS, TASKS, WHO]])
def test_lists_joined_by_their_numbers_are_one_item_each(lists: list[str]) -> None:
    got = read("<p>清单</p>".join(lists))
    assert [(task.number, task.text) for task in got.tasks] == [("1", "补缴党费"), ("2", "补齐台账")]
    assert [task.responsible_units for task in got.tasks] == [("党建办",), ("财政所",)]
    assert [str(task.obligations[0].date) for task in got.tasks] == ["2025-05-15", "2025-06-30"]


def test_a_row_that_no_item_has_the_number_of_is_asked_about() -> None:
    got = read(TASKS + WHO.replace("<td>2</td>", "<td>7</td>"))
    assert [question.flag for question in got.questions] == ["no-unit", "unplaced"]


def test_a_day_in_a_cell_of_several_items_is_none_of_theirs() -> None:
    head = ("序号", "反馈问题", "整改目标", "整改措施", "责任单位", "整改时限")
    merged = (
        "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in head) + "</tr>"
        "<tr><td rowspan=2>1</td><td rowspan=2>污水直排</td><td rowspan=2>到2025年底收集率达到75%</td><td>新建管网</td>"
        "<td>县住建局</td><td>2025年9月底前</td></tr><tr><td>溯源排查</td><td>县环保局</td><td>立行立改</td></tr></table>"
    )
    got = read(merged)
    assert [[str(one.kind) for one in task.obligations] for task in got.tasks] == [["due"], ["immediate"]]


@pytest.mark.parametrize("rhythm", ["按月调度", "组织员每月抽查", "按季公示"])
def test_rhythm_beside_a_deadline_binds_nobody(rhythm: str) -> None:
    got = read(
        table(("序号", "工作任务", "责任单位", "完成时限"), ("1", f"修订办法，{rhythm}", "党建办", "2025年5月底前"))
    )
    assert [str(one.kind) for one in got.tasks[0].obligations] == ["due"]


@pytest.mark.parametrize("words", ["2025年7月之后", "视情况推进", "边建边练", "2025年7月1日起执行"])
def test_words_in_a_deadlines_place_that_give_no_day_are_asked_about(words: str) -> None:
    got = read(table(("序号", "工作任务", "责任单位", "完成时限"), ("1", "修路", "交通局", words)))
    assert [question.flag for question in got.questions] in (["not-understood"], ["vague"])


NOTICE = "<p>县直各部门：</p>{}<p>青溪县人民政府办公室</p><p>2024年12月10日</p>"


def duties(*sentences: str) -> list[tuple[tuple[str, ...], str]]:
    body = NOTICE.format("".join(f"<p>{sentence}</p>" for sentence in sentences))
    got = read(body, "青溪县人民政府办公室关于征求《2025年工作要点》意见的通知")
    return [(duty.who, str(one.rrule or one.last_day)) for duty in got.duties for one in duty.obligations]


def test_duties_belong_to_the_year_of_the_letter() -> None:
    assert duties("请各单位于12月20日前反馈县政府办公室。") == [(("各单位",), "2024-12-20")]


def test_each_body_has_its_own_day() -> None:
    said = duties("各单位每周五前将进展报综合科，综合科每月5日前汇总报县政府办公室。")
    assert said == [(("各单位",), "FREQ=WEEKLY;BYDAY=FR"), (("综合科",), "FREQ=MONTHLY;BYMONTHDAY=5")]
    yearly = duties("2025年起，每年2月底前各乡镇完成考核，3月底前县卫健委完成分析。")
    assert [who for who, _ in yearly] == [("各乡镇",), ("县卫健委",)]
    assert all("FREQ=YEARLY" in when for _, when in yearly)


@pytest.mark.parametrize(
    "sentence",
    [
        "12月8日上午，公司召开2024年12月份月度例会。",
        "会议听取了县发改局关于1—2月经济运行情况的汇报。",
        "县政府办公室于8月3日征求了意见。",
        "扎实开展“年末百日攻坚”行动。",
        "进展情况填写截至每月25日数据，由县政府办公室汇总报送。",
    ],
)
def test_what_was_and_names_of_campaigns_never_fall_due(sentence: str) -> None:
    assert duties("请各单位于12月20日前反馈县政府办公室。", sentence) == [(("各单位",), "2024-12-20")]


def test_three_lists_in_one_row_are_joined_by_their_numbers() -> None:
    head = ("问题清单", "任务清单", "责任清单", "完成时限")
    row = (
        "1.调研不深；2.窗口作风不实；3.会议偏多",
        "1.制定调研计划；2.整治窗口作风；3.精简会议",
        "1.党政办；2.便民服务中心；3.党政办、组织办",
        "1.5月底前；2.6月底前；3.长期坚持",
    )
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in one) + "</tr>" for one in (head, row))
    page = f"<html><p>青溪镇2025年问题、任务、责任清单</p><table>{lines}</table></html>"
    got = extract(read_here(page.encode(), "a.html"))
    assert [(task.text.strip("；"), task.responsible_units, task.deadline_raw) for task in got.tasks] == [
        ("制定调研计划", ("党政办",), "5月底前"),
        ("整治窗口作风", ("便民服务中心",), "6月底前"),
        ("精简会议", ("党政办", "组织办"), "长期坚持"),
    ]
    assert [task.requirement for task in got.tasks] == ["调研不深", "窗口作风不实", "会议偏多"]


def test_lists_of_other_numbers_are_not_joined() -> None:
    head, row = ("工作任务", "责任单位"), ("1.修路；2.架桥", "1.县交通局；2.县住建局；3.县财政局")
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in one) + "</tr>" for one in (head, row))
    got = extract(read_here(f"<html><table>{lines}</table></html>".encode(), "a.html"))
    assert [task.responsible_units for task in got.tasks] == [("县交通局", "县住建局", "县财政局")] * len(got.tasks)
