"""Invented documents of the layouts that differ most from a plain table, by name; made by chance of a fixed seed.

What each must be read as is known because it was made from it: of every task its words, its units by role, and each
obligation's kind and last day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.support.invented import CHINESE, DOINGS, PLACES, UNITS
from tests.support.layouts import Grid, Layout

TABLES, PROSE = ("docx", "xlsx", "html", "pdf"), ("docx", "html", "txt", "pdf")


@dataclass(frozen=True)
class Read:
    """One task as it must be read; `times` are kinds with last days."""

    text: str
    lead: str
    does: str
    helps: str
    times: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A document, what it says, and the flags of what it leaves to be asked."""

    layout: Layout
    tasks: tuple[Read, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Job:
    text: str
    first: str
    second: str
    month: int


def some_jobs(dice: Random) -> list[_Job]:
    units = UNITS[dice.choice(list(UNITS))].split()[:-1]
    jobs = []
    for doing in dice.sample(DOINGS, dice.randint(3, 6)):
        first, second = dice.sample(units, 2)
        jobs.append(_Job(doing, first, second, dice.randint(2, 12)))
    return jobs


def end_of(month: int, year: int = 2025) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def due(day: date) -> str:
    return f"due {day}"


def made_of(name: str, blocks: list[str | Grid], tasks: list[Read], formats: tuple[str, ...], *flags: str) -> Made:
    return Made(Layout(name, tuple(blocks), formats, (), (), (), ()), tuple(tasks), flags)


def in_table(
    name: str, dice: Random, grid: Grid, tasks: list[Read], *flags: str, formats: tuple[str, ...] = TABLES
) -> Made:
    return made_of(name, [f"{dice.choice(PLACES)}2025年重点工作台账", grid], tasks, formats, *flags)


# ------------------------------------------------------------------- tables
def quarters(dice: Random) -> Made:
    """A column a quarter, each with a target or blank."""
    grid: Grid = [["序号", "工作任务", "责任单位", "一季度", "二季度", "三季度", "四季度"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        filled = sorted(dice.sample(range(1, 5), dice.randint(1, 4)))
        grid.append([str(at), job.text, job.first, *("完成阶段目标" if q in filled else "" for q in range(1, 5))])
        tasks.append(Read(job.text, "", job.first, "", tuple(due(end_of(3 * q)) for q in filled)))
    return in_table("quarters", dice, grid, tasks)


def ticks(dice: Random) -> Made:
    """A column a month, ticked where the work runs."""
    grid: Grid = [["序号", "工作内容", "责任部门", *(f"{month}月" for month in range(1, 13))]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        first = dice.randint(1, 11)
        last = dice.randint(first, 12)
        grid.append([str(at), job.text, job.first, *("√" if first <= m <= last else "" for m in range(1, 13))])
        end = end_of(last)
        tasks.append(Read(job.text, "", job.first, "", (due(end) if first == last else f"window {end}",)))
    return in_table("ticks", dice, grid, tasks, formats=("docx", "xlsx", "html"))


def milestones(dice: Random) -> Made:
    """A column a milestone, each with its day."""
    grid: Grid = [["序号", "项目名称", "责任单位", "招标时间", "开工时间", "竣工时间"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        days = [date(2025, month, 20) for month in sorted(dice.sample(range(1, 13), 3))]
        grid.append([str(at), job.text, job.first, *(f"2025年{day.month}月{day.day}日" for day in days)])
        tasks.append(Read(job.text, "", job.first, "", tuple(map(due, days))))
    return in_table("milestones", dice, grid, tasks)


def english(dice: Random) -> Made:
    """Headers in English."""
    grid: Grid = [["No.", "Action", "Owner", "Support", "Due date", "Status"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        done = dice.random() < 0.3
        state = "Closed" if done else dice.choice(("Open", "In progress"))
        grid.append([str(at), job.text, job.first, job.second, f"2025-{job.month:02}-15", state])
        times = ("done",) if done else (due(date(2025, job.month, 15)),)
        tasks.append(Read(job.text, "", job.first, job.second, times))
    return in_table("english", dice, grid, tasks, *(["done"] if any("done" in one.times for one in tasks) else []))


def export(dice: Random) -> Made:
    """Codes of a system, with time stamps."""
    grid: Grid = [
        ["task_id", "task_name", "lead_dept", "co_dept", "due_date", "status_code", "created_at", "updated_at"]
    ]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        done = dice.random() < 0.3
        stamp = f"2025-{job.month:02}-15T18:00:00+08:00"
        grid.append([f"T{at:03}", job.text, job.first, job.second, stamp, "DONE" if done else "DOING",
                     "2025-01-03T09:12:33+08:00", "2025-01-18T16:40:02+08:00"])  # fmt: skip
        times = ("done",) if done else (due(date(2025, job.month, 15)),)
        tasks.append(Read(job.text, job.first, "", job.second, times))
    flags = ["done"] if any("done" in one.times for one in tasks) else []
    return in_table("export", dice, grid, tasks, *flags, formats=("csv", "xlsx", "html"))


def two_rows(dice: Random) -> Made:
    """A header of two rows: who and when each over columns of their own."""
    grid: Grid = [
        ["序号", "工作任务", "责任分工", "<", "整改时限", "<", "备注"],
        ["^", "^", "牵头单位", "配合单位", "计划完成", "实际完成", "^"],
    ]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        done = dice.random() < 0.3
        actual = f"2025年{job.month}月10日" if done else ""
        grid.append([str(at), job.text, job.first, job.second, f"2025年{job.month}月底", actual, ""])
        times = ("done",) if done else (due(end_of(job.month)),)
        tasks.append(Read(job.text, job.first, "", job.second, times))
    flags = ["done"] if any("done" in one.times for one in tasks) else []
    return in_table("two-rows", dice, grid, tasks, *flags, formats=("docx", "xlsx", "html"))


def spans(dice: Random) -> Made:
    """A start and an end in two columns."""
    start, end = dice.choice((("起", "止"), ("开始时间", "结束时间"), ("起始日期", "截止日期")))
    grid: Grid = [["序号", "工作任务", "责任单位", start, end]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        grid.append([str(at), job.text, job.first, "2025-01-06", f"2025-{job.month:02}-26"])
        tasks.append(Read(job.text, "", job.first, "", (f"window {date(2025, job.month, 26)}",)))
    return in_table("spans", dice, grid, tasks)


def instructions(dice: Random) -> Made:
    """Leaders' notes: a limit in days counts from the day on which the matter was handed over."""
    grid: Grid = [["序号", "批示领导", "批示时间", "批示内容", "承办单位", "交办时间", "办理期限", "办理情况"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        day = date(2025, job.month, 10)
        grid.append(
            [str(at), "某领导", "2025年1月6日", job.text, job.first, f"2025年{job.month}月10日", "10日内", "正在办理"]
        )
        tasks.append(Read(job.text, "", job.first, "", (f"relative {day + timedelta(days=10)}",)))
    return in_table("instructions", dice, grid, tasks)


def side_table(dice: Random) -> Made:
    """A page whose layout is a table: a card, a title and the text in cells of their own."""
    jobs = some_jobs(dice)
    lines = [
        f"{at}．{job.text}。（责任单位：{job.first}；完成时限：2025年{job.month}月底前）"
        for at, job in enumerate(jobs, 1)
    ]
    tasks = [Read(job.text, "", job.first, "", (due(end_of(job.month)),)) for job in jobs]
    card: Grid = [
        ["索引号：", "000-2025-01", "发文机关：", "青溪县人民政府"],
        ["成文日期：", "2025年1月6日", "有效性：", "有效"],
    ]
    text: Grid = [["青溪县2025年重点工作方案\n一、重点任务\n" + "\n".join(lines)]]
    return made_of("side-table", [card, text], tasks, ("html",))


# -------------------------------------------------------------------- prose
def minutes(dice: Random) -> Made:
    """Minutes: who is charged stands in the sentences."""
    jobs = some_jobs(dice)
    blocks: list[str | Grid] = [
        "青溪县人民政府专题会议纪要",
        "〔2025〕3号",
        "2025年1月6日，副县长主持召开专题会议。纪要如下：",
    ]
    blocks += [
        f"{CHINESE[at]}、由{job.first}牵头，{job.second}配合，{job.month}月底前{job.text}。"
        for at, job in enumerate(jobs)
    ]
    blocks.append("出席：某某、某某")
    tasks = [Read(f"由{job.first}牵头", job.first, "", job.second, (due(end_of(job.month)),)) for job in jobs]
    return made_of("minutes", blocks, tasks, PROSE)


def phases(dice: Random) -> Made:
    """Stages, each with its span and who works in it."""
    jobs = some_jobs(dice)[:3]
    blocks: list[str | Grid] = ["青溪县2025年专项整治方案", "一、工作步骤"]
    tasks = []
    for at, job in enumerate(jobs):
        first, last = 1 + 4 * at, 3 + 4 * at
        blocks.append(
            f"（{CHINESE[at]}）{job.text[:4]}阶段（2025年{first}月—{last}月）。由{job.first}牵头，{job.text}。"
        )
        tasks.append(Read(f"{job.text[:4]}阶段", job.first, "", "", (f"window {end_of(last)}",)))
    return made_of("phases", blocks, tasks, PROSE)


def by_unit(dice: Random) -> Made:
    """Duties by unit, a paragraph each, without numbers."""
    first, *others = some_jobs(dice)
    jobs = [first, *(job for job in others if job.first != first.first)]
    jobs += [_Job(first.text, first.second, first.first, first.month)] if len(jobs) < 2 else []
    blocks: list[str | Grid] = ["青溪县2025年防汛工作职责分工", "现将有关单位工作任务明确如下：", "（以下按单位列出）"]
    blocks += [f"{job.first}：负责{job.text}，{job.month}月底前完成。" for job in jobs]
    tasks = [Read(f"负责{job.text}", "", job.first, "", (due(end_of(job.month)),)) for job in jobs]
    return made_of("by-unit", blocks, tasks, PROSE)


def unknown_header(dice: Random) -> Made:
    """Headers that tell nothing known: what stands below them does, and the times are asked about."""
    task, who, when = dice.choice(
        (("要紧的活", "归哪里", "最晚"), ("条款", "去向", "截至哪天"), ("摘记", "对口", "末日"))
    )
    grid: Grid = [["顺序", task, who, when]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        text = f"{job.text}并按要求报告"
        grid.append([str(at), text, job.first, f"2025年{job.month}月15日前"])
        tasks.append(Read(text, "", job.first, "", (due(date(2025, job.month, 15)),)))
    return in_table("unknown-header", dice, grid, tasks, "column", formats=("docx", "xlsx", "html", "csv", "pdf"))


def plain_words(dice: Random) -> Made:
    """Headers as people say them."""
    who, when = dice.choice((("谁来办", "什么时候"), ("谁负责", "什么时候完成"), ("由谁", "何时完成")))
    grid: Grid = [["序号", "事项", who, when, "备注"]]
    tasks = []
    for at, job in enumerate(some_jobs(dice), start=1):
        grid.append([str(at), job.text, job.first, f"2025年{job.month}月底前", ""])
        tasks.append(Read(job.text, "", job.first, "", (due(end_of(job.month)),)))
    return in_table("plain-words", dice, grid, tasks, formats=("docx", "xlsx", "html", "csv", "txt", "pdf"))


def reports(dice: Random) -> Made:
    """Reports of progress: a share of all, words that end the item, words that may."""
    grid: Grid = [["序号", "工作任务", "责任单位", "计划完成", "完成比例", "进度说明"]]
    tasks, flags = [], set()
    for at, job in enumerate(some_jobs(dice), start=1):
        share, said, flag = dice.choice(
            (("60%", "正在推进", ""), ("100%", "", "done"), ("", "5月18日已办结", "done"), ("", "已印发", "over"))
        )
        flags |= {flag} - {""}
        grid.append([str(at), job.text, job.first, f"2025-{job.month:02}-15", share, said])
        times = ("done",) if flag == "done" else (due(date(2025, job.month, 15)),)
        tasks.append(Read(job.text, "", job.first, "", times))
    return in_table("reports", dice, grid, tasks, *sorted(flags), formats=("docx", "xlsx", "html", "csv"))


def chat_list(dice: Random) -> Made:
    """A list pasted from a chat: who and when between wide blanks or commas, without a role word."""
    gap = dice.choice(("   ", "，", "  ，"))
    jobs = (some_jobs(dice) + some_jobs(dice))[:5]
    blocks: list[str | Grid] = ["关于近期重点工作的提醒（2025/1/6 发工作群）"]
    blocks += [f"{at}、{job.text}{gap}{job.first}{gap}{job.month}月15日前" for at, job in enumerate(jobs, start=1)]
    tasks = [Read(job.text, "", job.first, "", (due(date(2025, job.month, 15)),)) for job in jobs]
    return made_of("chat-list", blocks, tasks, ("txt", "docx", "html"))


def run_on(dice: Random) -> Made:
    """One paragraph that holds its title and all items."""
    jobs = (some_jobs(dice) + some_jobs(dice))[:6]
    items = "；".join(
        f"{at}.{job.text}，由{job.first}牵头、{job.second}配合，{job.month}月底前完成"
        for at, job in enumerate(jobs, start=1)
    )
    text = f"关于2025年重点工作有关事项的安排 为抓好全年工作，现明确任务如下：{items}。"
    tasks = [Read(job.text, job.first, "", job.second, (due(end_of(job.month)),)) for job in jobs]
    return made_of("run-on", [text], tasks, ("txt", "docx", "html"))


MAKERS: dict[str, Callable[[Random], Made]] = {
    "quarters": quarters, "ticks": ticks, "milestones": milestones, "english": english, "export": export,
    "two rows": two_rows, "spans": spans, "instructions": instructions, "side table": side_table,
    "minutes": minutes, "phases": phases, "by unit": by_unit, "unknown header": unknown_header,
    "plain words": plain_words, "reports": reports, "chat list": chat_list, "run on": run_on,
}  # fmt: skip
