"""Invented documents whose notes speak of their items' deadlines, and plans of numbered steps and of marks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.support.invented import CHINESE
from tests.support.invented_layouts import Made, Read, due, end_of, in_table, made_of, some_jobs
from tests.support.layouts import Grid

_SAVED = ("docx", "xlsx", "html")
_HEADER = ["序号", "工作任务", "责任单位", "完成时限"]


def _with_note(name: str, grid: Grid, note: str, tasks: list[Read], *flags: str) -> Made:
    blocks: list[str | Grid] = ["青溪县2025年重点工作台账", "（2025年1月6日印发）", grid, note]
    return made_of(name, blocks, tasks, _SAVED, *flags)


def default_in_note(dice: Random) -> Made:
    """Some deadlines are blank; a note gives one to all of these, and it is asked whether it holds."""
    says = dice.choice(("未注明完成时限的，于{}前完成", "未明确时限的一律{}前办结", "没写时间的，都在{}前完成"))
    grid: Grid = [list(_HEADER)]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        blank = at == 1 or dice.random() < 0.4
        grid.append([str(at), job.text, job.first, "" if blank else f"2025年{job.month}月15日前"])
        when = date(2025, 11, 20) if blank else date(2025, job.month, 15)
        tasks.append(Read(job.text, "", job.first, "", (due(when),)))
    grid[-1][-1] = grid[-1][-1] or "2025年3月15日前"
    at = len(tasks) - 1
    day = date(2025, int(grid[-1][-1].split("年")[1].split("月")[0]), 15)
    tasks[at] = replace(tasks[at], times=(due(day),))
    return _with_note("default-in-note", grid, f"注：1.{says.format('2025年11月20日')}。", tasks, "by-note")


def counted_from_issue(dice: Random) -> Made:
    """Spans of days that a note counts from the document's own day."""
    grid: Grid = [list(_HEADER)]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        days = dice.choice((5, 10, 15, 30))
        grid.append([str(at), job.text, job.first, f"{days}日内"])
        tasks.append(Read(job.text, "", job.first, "", (f"relative {date(2025, 1, 6) + timedelta(days=days)}",)))
    subject = dice.choice(("以上时限", "整改时限", "完成期限"))
    return _with_note("counted-from-issue", grid, f"注：{subject}均自本通知印发之日起计算。", tasks)


def moved_in_note(dice: Random) -> Made:
    """One item of several is put off by a note, which holds alone."""
    codes = dice.random() < 0.5
    grid: Grid = [list(_HEADER)]
    tasks = []
    jobs = some_jobs(dice)
    moved = dice.randint(1, len(jobs))
    for at, job in enumerate(jobs, start=1):
        grid.append([f"B{at}" if codes else str(at), job.text, job.first, f"2025年{job.month}月15日前"])
        when = date(2026, 1, 20) if at == moved else date(2025, job.month, 15)
        tasks.append(Read(job.text, "", job.first, "", (due(when),)))
    name = f"B{moved}原时限" if codes else f"第{moved}项{dice.choice(('', '时限', '完成时限'))}"
    how = dice.choice(("调整为", "延期至", "顺延至"))
    return _with_note("moved-in-note", grid, f"说明：1.{name}{how}2026年1月20日前。", tasks)


def steps(dice: Random) -> Made:
    """Columns of numbered steps, each with its day in the cell."""
    name = dice.choice(("节点{}", "第{}阶段", "时间节点{}", "第{}步", "里程碑{}"))
    numbers = CHINESE if "第" in name or dice.random() < 0.5 else "123"
    grid: Grid = [["序号", "工作任务", "责任单位", *(name.format(one) for one in numbers[:3])]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        count = dice.randint(2, 3)
        months = sorted(dice.sample(range(1, 13), count))
        cells = [f"{month}月底前{dice.choice(('', '完成摸底', '全部整改'))}" for month in months]
        grid.append([str(at), job.text, job.first, *cells, *[""] * (3 - count)])
        tasks.append(Read(job.text, "", job.first, "", tuple(due(end_of(month)) for month in months)))
    return in_table("steps", dice, grid, tasks, formats=_SAVED)


def months_in_figures(dice: Random) -> Made:
    """Bare numbers of months under one header, with marks that a legend explains."""
    start, end = dice.choice((("▲", "★"), ("△", "●"), ("○", "◆")))
    head = dice.choice(("2025年（月）", "实施月份", "月度进度"))
    grid: Grid = [
        ["序号", "工作任务", "责任单位", head, *["<"] * 11],
        ["^", "^", "^", *(str(month) for month in range(1, 13))],
    ]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        first = dice.randint(1, 11)
        last = dice.randint(first + 1, 12)
        signs = {first: start, last: end} | dict.fromkeys(range(first + 1, last), "—")
        grid.append([str(at), job.text, job.first, *(signs.get(month, "") for month in range(1, 13))])
        tasks.append(Read(job.text, "", job.first, "", (f"window {end_of(last)}",)))
    legend = f"图例：{start}启动　—推进中　{end}完成"
    return made_of("months-in-figures", ["2025年重点工作推进计划表", grid, legend], tasks, _SAVED)


def bullets(dice: Random) -> Made:
    """Lines behind bullets that name who and when between commas, without a word of role."""
    sign = dice.choice("◆●▪■")
    blocks: list[str | Grid] = ["青溪中学2025年工作安排", "各位老师，重点如下："]
    tasks = []
    for job in (some_jobs(dice) + some_jobs(dice))[:5]:
        blocks.append(f"{sign} {job.text}，{job.first}，2025年{job.month}月15日前；")
        tasks.append(Read(job.text, "", job.first, "", (due(date(2025, job.month, 15)),)))
    return made_of("bullets", blocks, tasks, ("txt", "docx"))


def each_its_own_way(dice: Random) -> Made:
    """One list whose lines say who and when in labels, between commas, behind dashes, in sentences."""
    ways = [
        "{text}，责任单位：{who}，完成时限：{when}；", "{text}，{who}，{when}；", "{text}——{who}——{when}；",
        "{text}：{when}，由{who}负责；",
    ]  # fmt: skip
    dice.shuffle(ways)
    blocks: list[str | Grid] = ["青溪县2025年重点事项清单"]
    tasks = []
    for at, (way, job) in enumerate(zip(ways, some_jobs(dice) + some_jobs(dice), strict=False), start=1):
        when = f"2025年{job.month}月15日前"
        blocks.append(f"{at}.{way.format(text=job.text, who=job.first, when=when)}")
        tasks.append(Read(job.text, "", job.first, "", (due(date(2025, job.month, 15)),)))
    return made_of("each-its-own-way", blocks, tasks, ("txt", "docx"))


def divided(dice: Random) -> Made:
    """A column that divides the work among bodies in sentences, and none of units."""
    grid: Grid = [["任务", "具体分工", "时限"]]
    tasks = []
    for job in some_jobs(dice):
        grid.append([job.text, f"{job.first}：组织推进\n{job.second}：落实保障", f"2025年{job.month}月15日前"])
        tasks.append(Read(job.text, "", f"{job.first}、{job.second}", "", (due(date(2025, job.month, 15)),)))
    return in_table("divided", dice, grid, tasks, formats=_SAVED)


def found_by(dice: Random) -> Made:
    """A second sheet whose header names the finding in words of its own."""
    jobs = list({job.text: job for job in some_jobs(dice) + some_jobs(dice) + some_jobs(dice)}.values())[:6]
    finding = dice.choice(("审计所见", "专班所见", "督导指出"))
    rows = [[str(at), job.text, job.first, f"2025年{job.month}月15日"] for at, job in enumerate(jobs, start=1)]
    first: Grid = [["序号", "存在问题", "责任部门", "整改时限"], *rows[:3]]
    second: Grid = [["序号", finding, "整改责任部门", "完成时间"], *([f"N-{row[0]}", *row[1:]] for row in rows[3:])]
    blocks: list[str | Grid] = ["=== 检查", first, "=== 内审", second]
    tasks = [Read(job.text, "", job.first, "", (due(date(2025, job.month, 15)),)) for job in jobs]
    return made_of("found-by", blocks, tasks, ("xlsx",))


def ordered_roles(dice: Random) -> Made:
    """Who leads and who assists in one cell, in the order that the header gives, and signs of state with a legend."""
    done, live = dice.choice((("●", "○"), ("★", "☆"), ("■", "□")))
    grid: Grid = [["序号", "工作任务", "承接部门（牵头/配合）", "完成节点", "进度"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        over = at == 1 or dice.random() < 0.4
        who = f"{job.first}/{job.second}"
        grid.append([str(at), job.text, who, f"2025年{job.month}月15日前", done if over else live])
        times = ("done",) if over else (due(date(2025, job.month, 15)),)
        tasks.append(Read(job.text, job.first, "", job.second, times))
    legend = f"注：{done}已完成；{live}推进中。"
    return made_of("ordered-roles", ["2025年重点工作台账", grid, legend], tasks, _SAVED, "done")


def stages_before_the_end(dice: Random) -> Made:
    """A column of stages beside the last day, under one header; roles with their level under another."""
    grid: Grid = [
        ["序号", "工作任务", "责任分工", "<", "时限要求", "<"],
        ["^", "^", "市级牵头", "市级配合", "阶段目标", "最终时限"],
    ]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        month = dice.randint(1, job.month)
        grid.append([str(at), job.text, job.first, job.second, f"{month}月5日前完成摸底", f"2025年{job.month}月15日"])
        times = (due(date(2025, job.month, 15)), due(date(2025, month, 5)))
        tasks.append(Read(job.text, job.first, "", job.second, times))
    return in_table("stages-before-the-end", dice, grid, tasks, formats=_SAVED)


def month_of_the_title(dice: Random) -> Made:
    """The list of a month, issued before it begins: 月底 is that month's."""
    month = dice.randint(2, 12)
    blocks: list[str | Grid] = [f"青溪镇2025年{month}月份重点工作清单"]
    tasks = []
    for at, job in enumerate((some_jobs(dice) + some_jobs(dice))[:4], start=1):
        blocks.append(f"{at}、{job.text}，{job.first}，月底前。")
        tasks.append(Read(job.text, "", job.first, "", (due(end_of(month)),)))
    blocks += ["青溪镇党政综合办公室", f"2025年{month - 1}月{dice.choice((20, 28))}日"]
    return made_of("month-of-the-title", blocks, tasks, ("docx", "txt"))


def spoken_numbers(dice: Random) -> Made:
    """Points that are numbered as they are spoken (一是…), each with its body and its day."""
    blocks: list[str | Grid] = ["各位：请按早会要求抓紧落实"]
    tasks = []
    for number, job in zip(CHINESE, (some_jobs(dice) + some_jobs(dice))[:4], strict=False):
        blocks.append(f"{number}是{job.text}，{job.first}牵头，{job.second}配合，2025年{job.month}月15日前完成；")
        tasks.append(Read(f"{number}是{job.text}", job.first, "", job.second, (due(date(2025, job.month, 15)),)))
    return made_of("spoken-numbers", blocks, tasks, ("txt", "docx"))


def terms_in_figures(dice: Random) -> Made:
    """Bare numbers below a header that gives their unit, of bodies that were inspected."""
    unit = dice.choice(("天", "日", "工作日"))
    who = dice.choice(("被检查单位", "受检单位", "被督办单位"))
    grid: Grid = [["序号", "问题隐患", who, f"整改期限（{unit}）"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        grid.append([str(at), job.text, job.first, str(dice.choice((3, 7, 15, 30)))])
        tasks.append(Read(job.text, "", job.first, "", ("relative",)))
    return in_table("terms-in-figures", dice, grid, tasks, formats=_SAVED)


def school_term(dice: Random) -> Made:
    """A plan of a school term, whose months are of two years or of the second alone."""
    first = dice.random() < 0.5
    grid: Grid = [["周次", "工作内容", "负责部门", "完成时间"]]
    tasks = []
    months = dice.sample([9, 10, 11, 12, 1] if first else [2, 3, 4, 5, 6], 3)
    for at, (month, job) in enumerate(zip(months, some_jobs(dice), strict=False), start=1):
        grid.append([str(at), job.text, job.first, f"{month}月10日前"])
        year = 2025 if first and month > 1 else 2026
        tasks.append(Read(job.text, "", job.first, "", (due(date(year, month, 10)),)))
    title = f"青溪中学2025-2026学年第{'一' if first else '二'}学期工作安排表"
    return made_of("school-term", [title, grid], tasks, _SAVED)


MAKERS: dict[str, Callable[[Random], Made]] = {
    "default in a note": default_in_note, "counted from the issue": counted_from_issue,
    "moved in a note": moved_in_note, "steps": steps, "months in figures": months_in_figures, "bullets": bullets,
    "each its own way": each_its_own_way, "divided": divided, "found by": found_by, "ordered roles": ordered_roles,
    "stages before the end": stages_before_the_end, "month of the title": month_of_the_title,
    "spoken numbers": spoken_numbers, "terms in figures": terms_in_figures,
    "school term": school_term,
}  # fmt: skip
