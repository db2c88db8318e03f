"""Invented documents whose lists, stages and matters charge bodies in sentences, and rows pasted as text."""

from collections.abc import Callable
from datetime import date
from random import Random

from tests.support.invented import CHINESE
from tests.support.invented_layouts import Made, Read, due, end_of, in_table, made_of, some_jobs
from tests.support.layouts import Grid

_PROSE = ("docx", "html", "txt")
_SAVED = ("docx", "xlsx", "html")


def charged_list(dice: Random) -> Made:
    """A notice whose numbered points each charge bodies of their own, in sentences."""
    jobs = (some_jobs(dice) + some_jobs(dice))[:5]
    blocks: list[str | Grid] = ["青溪县人民政府办公室关于做好近期重点工作的通知", "各乡镇人民政府，县直各单位：",
                                "现将有关事项通知如下："]  # fmt: skip
    blocks += [
        f"{CHINESE[at]}、第{at + 1}件。{job.first}牵头，{job.second}配合，{job.month}月底前{job.text}。"
        for at, job in enumerate(jobs)
    ]
    blocks += ["青溪县人民政府办公室", "2025年1月6日"]
    tasks = [
        Read(f"第{at}件。{job.first}牵头", job.first, "", job.second, (due(end_of(job.month)),))
        for at, job in enumerate(jobs, start=1)
    ]
    return made_of("charged-list", blocks, tasks, _PROSE)


def dashed(dice: Random) -> Made:
    """Rows of a table pasted as text, with codes for their numbers."""
    jobs = (some_jobs(dice) + some_jobs(dice))[:6]
    letter, rule = dice.choice("ABC"), dice.choice((" —— ", "——"))
    blocks: list[str | Grid] = ["青溪博物馆2025年春展任务安排", f"{letter}. 筹备"]
    blocks += [
        f"{letter}{at} {job.text}{rule}{job.first}、{job.second}{rule}2025年{job.month}月15日前"
        for at, job in enumerate(jobs, start=1)
    ]
    times = [(due(date(2025, job.month, 15)),) for job in jobs]
    tasks = [Read(job.text, "", f"{job.first}、{job.second}", "", when) for job, when in zip(jobs, times, strict=True)]
    return made_of("dashed", blocks, tasks, ("txt", "docx"))


def stage_headings(dice: Random) -> Made:
    """Stages as headings with their spans, their work told below them."""
    jobs = some_jobs(dice)[:3]
    sign = dice.choice(("", "●", "■"))
    blocks: list[str | Grid] = ["青溪街道2025年攻坚行动方案"]
    tasks = []
    for at, job in enumerate(jobs):
        first, last = 1 + 4 * at, 3 + 4 * at
        blocks.append(f"{sign}第{CHINESE[at]}阶段　推进工作（{first}月1日至{last}月底）")
        blocks.append(f"{job.first}牵头、{job.second}配合，{job.text}。")
        tasks.append(Read(f"{job.first}牵头", job.first, "", job.second, (f"window {end_of(last)}",)))
    return made_of("stage-headings", blocks, tasks, _PROSE)


def matters(dice: Random) -> Made:
    """Minutes by matter: what is decided stands in a paragraph below each."""
    jobs = some_jobs(dice)
    blocks: list[str | Grid] = ["青溪县人民医院院长办公会会议纪要", "（2025年第3期）"]
    for at, job in enumerate(jobs):
        blocks.append(f"议题{CHINESE[at]}：关于{job.text}的事项")
        blocks.append(f"会议听取了汇报。会议决定，由{job.first}牵头，{job.second}配合，{job.month}月底前完成。")
    tasks = [Read(f"关于{job.text}的事项", job.first, "", job.second, (due(end_of(job.month)),)) for job in jobs]
    return made_of("matters", blocks, tasks, _PROSE)


def parallel(dice: Random) -> Made:
    """Rows that list two items side by side, in each of their cells."""
    jobs = (some_jobs(dice) + some_jobs(dice))[:6]
    jobs = jobs[: len(jobs) // 2 * 2]
    mark = dice.choice(("（{}）", "{}.", "①②"))
    grid: Grid = [["序号", "反馈问题", "整改措施", "责任单位", "整改时限"]]
    tasks = []
    for at in range(0, len(jobs), 2):
        pair = jobs[at : at + 2]
        signs = list(mark) if mark == "①②" else [mark.format(1), mark.format(2)]
        cells = [[job.text for job in pair], [job.first for job in pair], [f"2025年{job.month}月底前" for job in pair]]
        listed = ["⏎".join(f"{sign}{words}" for sign, words in zip(signs, cell, strict=True)) for cell in cells]
        grid.append([str(at // 2 + 1), "管理不够规范", *(words.replace("⏎", "\n") for words in listed)])
        tasks += [Read(f"管理不够规范：{job.text}", "", job.first, "", (due(end_of(job.month)),)) for job in pair]
    return in_table("parallel", dice, grid, tasks, formats=_SAVED)


def closed_by_mark(dice: Random) -> Made:
    """A column 销号 that says 是 or 否, and one of months for the limits."""
    grid: Grid = [["月份", "工作内容", "负责人/负责科室", "销号"]]
    tasks = []
    for job in some_jobs(dice):
        done = dice.random() < 0.4
        grid.append([f"{job.month}月", job.text, job.first, "是" if done else "否"])
        tasks.append(Read(job.text, "", job.first, "", ("done",) if done else (due(end_of(job.month)),)))
    flags = ["done"] if any("done" in one.times for one in tasks) else []
    return in_table("closed-by-mark", dice, grid, tasks, *flags, formats=_SAVED)


MAKERS: dict[str, Callable[[Random], Made]] = {
    "charged list": charged_list, "dashed": dashed, "stage headings": stage_headings, "matters": matters,
    "parallel": parallel, "closed by mark": closed_by_mark,
}  # fmt: skip
