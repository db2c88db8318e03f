"""What a column is: limits and facts, states, plans; what is asked once and how the answer settles it."""

from typing import Any

import pytest

from bot.errors import LedgerError
from bot.ledger import apply_answers, extract, to_json
from bot.model import Ledger
from bot.reading.open_file import read_here

BASIS = ("批示时间", "交办时间", "收文日期", "来文时间")
FACTS = (
    "会议时间",
    "检查时间",
    "发现时间",
    "印发时间",
    "上次反馈时间",
    "填报时间",
    "更新时间",
    "调度时间",
    "创建时间",
    "录入时间",
    "审核时间",
)
STARTS = ("开始时间", "启动时间", "立项时间", "开工时间")
EITHER = ("办结时间", "反馈时间", "竣工时间", "报送时间", "验收时间")
STATES = ("任务状态", "工作状态", "办结状态", "进展情况", "整改进展情况", "完成情况", "状态")
KINDS = ("任务类型", "任务等级", "任务性质", "任务编码", "任务来源", "任务分值")


def table(*rows: tuple[str, ...], year: int = 2025) -> Ledger:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return extract(read_here(f"<html><p>青溪县{year}年任务表</p><table>{lines}</table></html>".encode(), "a.html"))


def days(ledger: Ledger) -> list[list[tuple[str, str | None]]]:
    """Kind and last day of each obligation, task by task."""
    return [
        [(str(one.kind), one.last_day.isoformat() if one.last_day else None) for one in task.obligations]
        for task in ledger.tasks
    ]


def flags(ledger: Ledger) -> list[str]:
    return [question.flag for question in ledger.questions]


@pytest.mark.parametrize("fact", [*BASIS, *FACTS, *STARTS, *EITHER])
@pytest.mark.parametrize("at", [1, 4])
def test_a_time_that_was_is_no_deadline_beside_a_limit(fact: str, at: int) -> None:
    head, row = ["序号", "工作任务", "责任单位", "办结时限"], ["1", "抢修水管", "县住建局", "2025年3月10日前"]
    head.insert(at, fact)
    row.insert(at, "2025年1月6日")
    got = table(tuple(head), tuple(row))
    assert days(got) == [[("due", "2025-03-10")]]
    assert [task.text for task in got.tasks] == ["抢修水管"]
    assert flags(got) == []


@pytest.mark.parametrize("basis", BASIS)
def test_a_period_counts_from_the_day_of_the_instruction(basis: str) -> None:
    got = table(
        ("序号", basis, "工作任务", "责任单位", "办结时限"),
        ("1", "2025年1月6日", "抢修水管", "县住建局", "3个工作日内"),
    )
    assert days(got) == [[("relative", "2025-01-09")]]


@pytest.mark.parametrize("either", EITHER)
def test_a_single_column_that_may_be_either_is_asked_once(either: str) -> None:
    got = table(
        ("序号", "工作任务", "责任单位", either),
        ("1", "抢修水管", "县住建局", "2025年3月10日"),
        ("2", "清淤", "县水利局", "2025年4月10日"),
    )
    (question,) = got.questions
    assert (question.flag, question.default, question.tasks) == ("column", "deadline", ("1", "2"))
    assert days(got) == [[("due", "2025-03-10")], [("due", "2025-04-10")]]
    assert days(apply_answers(got, {question.id: "skip"})) == [[], []]


def test_a_time_of_completion_beside_a_limit_is_asked() -> None:
    got = table(
        ("序号", "工作任务", "责任单位", "完成时限", "完成时间"),
        ("1", "清淤", "县水利局", "2025年3月10日前", "2025年3月1日"),
    )
    (question,) = got.questions
    assert (question.flag, question.default) == ("column", "skip")
    assert days(got) == [[("due", "2025-03-10")]]
    answered = apply_answers(got, {question.id: "deadline"})
    assert days(answered) == [[("due", "2025-03-10"), ("due", "2025-03-01")]]


def test_an_unknown_column_of_days_is_asked_and_any_other_is_noted() -> None:
    head = ("序号", "工作任务", "责任单位", "完成时限", "领导关注", "建设地点")
    got = table(head, ("1", "清淤", "县水利局", "2025年3月10日前", "2025年2月底前报方案", "东村"))
    (question,) = got.questions
    assert (question.flag, question.default) == ("column", "skip")
    assert "第5列“领导关注”（如“2025年2月底前报方案”）" in question.text
    assert any("第6列“建设地点”（如“东村”）" in str(note) for note in got.notes)
    answered = apply_answers(got, {question.id: "deadline"})
    assert days(answered) == [[("due", "2025-03-10"), ("due", "2025-02-28")]]
    (task,) = apply_answers(got, {question.id: "requirement"}).tasks
    assert task.requirement == "2025年2月底前报方案"


@pytest.mark.parametrize("name", [*STATES, *KINDS])
@pytest.mark.parametrize("at", [0, 1, 3])
def test_no_column_of_states_or_kinds_is_the_task(name: str, at: int) -> None:
    head, row = ["任务名称", "责任部门", "完成时间"], ["修订章程", "发展部", "2025年6月30日"]
    head.insert(at, name)
    row.insert(at, "重点")
    got = table(tuple(head), tuple(row))
    assert [(task.text, task.section) for task in got.tasks] == [("修订章程", ())]
    assert days(got) == [[("due", "2025-06-30")]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("完成情况", "已完成"), ("整改进展", "已销号"), ("任务状态", "已办结"), ("进展情况", "取消"),
        ("是否销号", "是"), ("是否完成", "√"), ("完成率", "100%"), ("进度", "100%"), ("状态", "Completed"),
        ("实际完成时间", "2025年5月2日"),
    ],
)  # fmt: skip
def test_done_work_is_done_and_asked_once_for_all(name: str, value: str) -> None:
    got = table(
        ("序号", "工作任务", "责任单位", "完成时限", name),
        ("1", "清淤", "县水利局", "2025年3月底前", value),
        ("2", "修路", "县交通局", "2025年9月底前", ""),
        ("3", "修桥", "县交通局", "2025年3月底前", value),
    )
    assert days(got) == [[("done", None)], [("due", "2025-09-30")], [("done", None)]]
    (question,) = got.questions
    assert (question.flag, question.default, question.tasks) == ("done", "done", ("1", "3"))
    assert value in question.text
    live = apply_answers(got, {question.id: "live"})
    assert days(live) == [[("due", "2025-03-31")], [("due", "2025-09-30")], [("due", "2025-03-31")]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("完成情况", "已完成初稿"), ("任务状态", "进行中"), ("是否销号", "否"), ("进度", "60%"), ("完成率", "0"),
        ("进展情况", "未完成"), ("完成情况", "基本完成"), ("实际完成时间", ""),
    ],
)  # fmt: skip
def test_work_under_way_is_not_done(name: str, value: str) -> None:
    got = table(("序号", "工作任务", "责任单位", "完成时限", name), ("1", "清淤", "县水利局", "2025年3月底前", value))
    assert days(got) == [[("due", "2025-03-31")]]
    assert flags(got) == []


PLANS: dict[tuple[str, ...], list[tuple[str, str | None]]] = {
    ("一季度", "二季度", "三季度", "四季度"): [
        ("due", "2025-03-31"), ("due", "2025-06-30"), ("due", "2025-09-30"), ("due", "2025-12-31")
    ],
    ("第一季度目标", "第二季度目标"): [("due", "2025-03-31"), ("due", "2025-06-30")],
    ("6月底进度目标", "12月底进度目标"): [("due", "2025-06-30"), ("due", "2025-12-31")],
    ("2025年目标", "2026年目标"): [("due", "2025-12-31"), ("due", "2026-12-31")],
    ("9月", "10月"): [("due", "2025-09-30"), ("due", "2025-10-31")],
    ("上半年任务", "下半年任务"): [("due", "2025-06-30"), ("due", "2025-12-31")],
}  # fmt: skip


@pytest.mark.parametrize(("periods", "wanted"), PLANS.items(), ids=[" ".join(periods) for periods in PLANS])
def test_columns_of_a_plan_are_dated_parts(periods: tuple[str, ...], wanted: list[tuple[str, str | None]]) -> None:
    targets = tuple(f"完成第{n}批" for n in range(1, len(periods) + 1))
    got = table(("序号", "重点任务", "责任单位", *periods), ("1", "改造管网", "县住建局", *targets))
    assert days(got) == [wanted]
    assert tuple(one.label for one in got.tasks[0].obligations) == targets


def test_ticks_are_the_end_of_their_run() -> None:
    head = ("序号", "重点任务", "责任单位", "3月", "4月", "5月", "6月", "7月")
    got = table(head, ("1", "改造管网", "县住建局", "", "✓", "√", "", "●"))
    assert days(got) == [[("window", "2025-05-31"), ("due", "2025-07-31")]]


def test_a_day_within_a_target_is_the_day() -> None:
    got = table(
        ("序号", "重点任务", "责任单位", "三季度", "四季度"), ("1", "建平台", "县数据局", "9月15日前试运行", "验收")
    )
    assert days(got) == [[("due", "2025-09-15"), ("due", "2025-12-31")]]


@pytest.mark.parametrize(
    "target",
    [
        "完成招标、9月15日前开工",
        "完成招标，9月15日前开工",
        "9月15日前开工，完成招标",
        "完成招标（9月15日前）和开工",
        "招标；9月15日前开工",
    ],
)
def test_what_stands_beside_a_day_within_a_target_is_kept(target: str) -> None:
    got = table(("序号", "重点任务", "责任单位", "三季度", "四季度"), ("1", "建平台", "县数据局", target, "验收"))
    assert days(got) == [[("due", "2025-09-15"), ("due", "2025-12-31")]]
    assert [one.label for one in got.tasks[0].obligations] == [target, "验收"]


def test_milestones_are_dated_parts() -> None:
    head = ("序号", "项目名称", "责任单位", "立项", "招标", "开工", "竣工验收")
    got = table(head, ("1", "新建学校", "县教育局", "2025年3月", "2025年5月底", "2025年6月20日", "2026年8月15日"))
    assert days(got) == [[("due", "2025-03-31"), ("due", "2025-05-31"), ("due", "2025-06-20"), ("due", "2026-08-15")]]
    assert [one.label for one in got.tasks[0].obligations] == ["立项", "招标", "开工", "竣工验收"]


def test_a_start_and_an_end_are_a_window() -> None:
    head = ("任务名称", "主责部门", "计划开始时间", "计划完成时间")
    got = table(head, ("修订章程", "发展部", "2025-03-01 00:00:00", "2025-06-30 00:00:00"))
    (one,) = got.tasks[0].obligations
    assert (one.kind, str(one.start), str(one.end), one.time) == ("window", "2025-03-01", "2025-06-30", None)


def test_a_wide_table_keeps_its_task() -> None:
    head = (
        "序号",
        "工作任务",
        "责任单位",
        "完成时限",
        "项目名称",
        "建设地点",
        "总投资（万元）",
        "形象进度",
        "存在问题",
        "联系电话",
    )
    got = table(head, ("1", "建成学校", "县教育局", "2025年9月底前", "甲", "乙", "300", "丙", "无", "丁"))
    assert [(task.text, task.section) for task in got.tasks] == [("建成学校", ())]


def test_english_headers() -> None:
    got = table(
        ("Action", "Owner", "Support", "Due", "Status"),
        ("Publish plan", "Estates", "Legal", "30 Sep 2025", "Done"),
        ("Hire staff", "HR Office", "", "15 Oct 2025", "Open"),
    )
    data: dict[str, Any] = to_json(got)
    assert [task["text"] for task in data["tasks"]] == ["Publish plan", "Hire staff"]
    assert days(got) == [[("done", None)], [("due", "2025-10-15")]]


def test_a_table_without_a_task_is_refused_with_its_headers() -> None:
    with pytest.raises(LedgerError) as caught:
        table(("附件",), ("甲项", "乙项", "丙项"), ("1", "2", "3"))
    assert "甲项 | 乙项 | 丙项" in str(caught.value)


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0"])
def test_a_million_blanks_in_a_cell_are_a_few(at: int, blank: str) -> None:
    row = ["1", "清淤", "县水利局", "2025年3月底前"]
    row[at] = row[at][:1] + blank * 1_000_000 + row[at][1:]
    data = "序号,工作任务,责任单位,完成时限\n" + ",".join(row) + "\n"
    (task,) = extract(read_here(data.encode(), "a.csv")).tasks
    assert len("".join((task.text, task.deadline_raw or "", task.units_raw or ""))) < 60


@pytest.mark.parametrize("either", EITHER)
def test_a_column_whose_days_say_that_they_are_limits_is_not_asked(either: str) -> None:
    got = table(("序号", "工作任务", "责任单位", either), ("1", "抢修水管", "县住建局", "2025年3月底前"))
    assert (days(got), flags(got)) == ([[("due", "2025-03-31")]], [])


def test_a_note_that_names_a_day_is_asked_about_and_any_other_is_not() -> None:
    head = ("序号", "工作任务", "责任单位", "完成时限", "备注")
    got = table(head, ("1", "清淤", "县水利局", "2025年12月底前", "需报备，11月20日前"))
    assert flags(got) == ["column"]
    assert "需报备，11月20日前" in got.questions[0].text
    assert flags(table(head, ("1", "清淤", "县水利局", "2025年12月底前", "已列入县政府2025年实事"))) == []


@pytest.mark.parametrize(
    ("answer", "text", "requirement"),
    [
        ("skip", "清淤", None),
        ("requirement", "清淤", "逐段清除淤泥并外运"),
        ("note", "清淤", "细化：逐段清除淤泥并外运"),
        ("task", "逐段清除淤泥并外运", "清淤"),
    ],
)
def test_an_unknown_column_of_words_becomes_what_the_answer_says(
    answer: str, text: str, requirement: str | None
) -> None:
    head = ("序号", "工作任务", "细化", "责任单位", "完成时限")
    got = table(tuple("甲乙" if word == "细化" else word for word in head),
                ("1", "清淤", "逐段清除淤泥并外运", "县水利局", "2025年12月底前"))  # fmt: skip
    (question,) = got.questions
    assert (question.flag, question.default, question.tasks) == ("column", "skip", ())
    assert question.layout == "序号|工作任务|甲乙|责任单位|完成时限"
    (task,) = apply_answers(got, {question.id: answer}).tasks
    assert (task.text, task.requirement) == (text, requirement.replace("细化", "甲乙") if requirement else None)


def test_columns_of_bodies_whose_role_no_word_tells_are_asked_about_once_each() -> None:
    page = (
        "<p>2025年重点工作台账</p><table><tr><td>序号</td><td>工作任务</td><td>甲栏</td><td>乙栏</td><td>完成时限</td></tr>"
        "<tr><td>1</td><td>疏浚河道</td><td>县水利局</td><td>县财政局</td><td>6月底前</td></tr>"
        "<tr><td>2</td><td>开展普查</td><td>县统计局</td><td>县公安局</td><td>7月底前</td></tr></table>"
    )
    got = extract(read_here(f"<html><body>{page}</body></html>".encode(), "t.html"))
    asked = [question for question in got.questions if question.flag == "column"]
    assert [str(question.sentence.part("name")) for question in asked] == ["甲栏", "乙栏"]
    settled = apply_answers(got, {asked[0].id: "lead", asked[1].id: "assisting"})
    assert [(task.lead_units, task.assisting_units) for task in settled.tasks] == [
        (("县水利局",), ("县财政局",)),
        (("县统计局",), ("县公安局",)),
    ]
