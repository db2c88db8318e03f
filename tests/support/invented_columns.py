"""Invented documents whose columns are unlike those of other offices: two languages, persons, marks, halves, forms."""

from collections.abc import Callable
from datetime import date
from random import Random

from tests.support.invented_layouts import Made, Read, due, end_of, in_table, made_of, some_jobs
from tests.support.layouts import Grid

_NAMES = ("时聿怀", "漆雕砚", "云出岫", "令狐策", "狄青禾", "梁丘野", "白川", "鲜于冉")
_SAVED = ("docx", "xlsx", "html")


def languages(dice: Random) -> Made:
    """Headers that say the same in two languages, in one cell."""
    sign = dice.choice((" ", " / ", "\n"))
    pairs = (("编号", "No."), ("任务", "Task"), ("牵头部门", "Lead"), ("配合部门", "Support"), ("完成日期", "Due date"),
             ("状态", "Status"))  # fmt: skip
    grid: Grid = [[f"{own}{sign}{other}" for own, other in pairs]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        grid.append([str(at), job.text, job.first, job.second, f"2025-{job.month:02}-15", "Open"])
        tasks.append(Read(job.text, job.first, "", job.second, (due(date(2025, job.month, 15)),)))
    return in_table("languages", dice, grid, tasks, formats=_SAVED)


def with_persons(dice: Random) -> Made:
    """Persons in brackets behind the units that they answer for, as the header says."""
    grid: Grid = [["序号", "工作任务", "牵头单位及责任人", "配合单位及责任人", "完成时限"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        first, second = dice.sample(_NAMES, 2)
        grid.append([str(at), job.text, f"{job.first}（{first}）", f"{job.second}（{second}）", f"{job.month}月底前"])
        tasks.append(Read(job.text, job.first, "", job.second, (due(end_of(job.month)),)))
    return in_table("with-persons", dice, grid, tasks, formats=_SAVED)


def marked(dice: Random) -> Made:
    """A column for each body, marked where it leads or assists."""
    jobs = some_jobs(dice)
    bodies = list(dict.fromkeys(one for job in jobs for one in (job.first, job.second)))
    lead, helps = dice.choice(("▲△", "●○", "★☆"))
    grid: Grid = [["序号", "工作任务", *bodies, "完成时限"]]
    tasks = []
    for at, job in enumerate(jobs, start=1):
        marks = {job.first: lead, job.second: helps}
        grid.append([str(at), job.text, *(marks.get(body, "") for body in bodies), f"{job.month}月底前"])
        tasks.append(Read(job.text, job.first, "", job.second, (due(end_of(job.month)),)))
    blocks: list[str | Grid] = ["2025年重点工作分工表", grid, f"注：{lead}为牵头单位，{helps}为配合单位。"]
    return made_of("marked", blocks, tasks, _SAVED)


def halves(dice: Random) -> Made:
    """The list in two halves side by side, under one header twice."""
    jobs = (some_jobs(dice) + some_jobs(dice))[:6]
    header = ["序号", "工作任务", "责任单位", "完成时限"]
    rows = [[str(at), job.text, job.first, f"{job.month}月底前"] for at, job in enumerate(jobs, start=1)]
    half = (len(rows) + 1) // 2
    right = [*rows[half:], ["", "", "", ""]][:half]
    grid: Grid = [header + header, *(one + two for one, two in zip(rows[:half], right, strict=True))]
    tasks = [Read(job.text, "", job.first, "", (due(end_of(job.month)),)) for job in jobs]
    return in_table("halves", dice, grid, tasks, formats=_SAVED)


def slips(dice: Random) -> Made:
    """A form for each matter, label by label."""
    jobs = some_jobs(dice)
    blocks: list[str | Grid] = ["2025年督办单汇编"]
    for at, job in enumerate(jobs, start=1):
        blocks.append([
            ["督办编号", f"督〔2025〕{at}号", "签发日期", "2025年1月6日"],
            ["督办事项", job.text, "<", "<"],
            ["承办单位", job.first, "协办单位", job.second],
            ["办结时限", f"2025年{job.month}月15日", "联系人", dice.choice(_NAMES)],
        ])  # fmt: skip
    tasks = [Read(job.text, "", job.first, job.second, (due(date(2025, job.month, 15)),)) for job in jobs]
    return made_of("slips", blocks, tasks, ("docx", "html"))


def put_off(dice: Random) -> Made:
    """A progress column that puts some items off: which day holds is asked."""
    grid: Grid = [["序号", "工作任务", "责任单位", "完成时限", dice.choice(("进展情况", "备注", "处置情况"))]]
    tasks, flags = [], []
    for at, job in enumerate(some_jobs(dice), start=1):
        later = dice.random() < 0.5
        said = f"未完成，{dice.choice(('延期至', '顺延到', '推迟至'))}2026年1月20日" if later else "正在推进"
        grid.append([str(at), job.text, job.first, f"2025年{job.month}月15日", said])
        times = (due(date(2025, job.month, 15)), *([due(date(2026, 1, 20))] if later else []))
        tasks.append(Read(job.text, "", job.first, "", times))
        flags += ["conflict"] if later else []
    return in_table("put-off", dice, grid, tasks, *flags, formats=_SAVED)


def planned(dice: Random) -> Made:
    """The plan's beginning and end in two columns, in so many words."""
    start, end = dice.choice((("计划开工", "计划完工"), ("拟启动", "拟完成"), ("预计开始", "预计结束")))
    grid: Grid = [["序号", "建设内容", "责任单位", start, end]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        grid.append([str(at), job.text, job.first, "2025-01-10", f"2025-{job.month:02}-15"])
        tasks.append(Read(job.text, "", job.first, "", (f"window 2025-{job.month:02}-15",)))
    return in_table("planned", dice, grid, tasks, formats=_SAVED)


MAKERS: dict[str, Callable[[Random], Made]] = {
    "languages": languages, "with persons": with_persons, "marked": marked, "halves": halves, "slips": slips,
    "put off": put_off, "planned": planned,
}  # fmt: skip
