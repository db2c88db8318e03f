"""Documents made by chance of a fixed seed, whose truth is known because they were made from it.

An invented document has a layout (a table or prose), roles (who leads, does, assists), brackets or headers that say so,
levels of numbers, and a format. What it must be read as is the value that it was written from.
"""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from tests.support.layouts import Grid, Layout

UNITS = {
    "court": "立案庭 执行局 审判管理办公室 政治部 司法警察支队 行政装备管理处 各人民法庭",
    "hospital": "医务科 护理部 院感科 总务科 信息科 药剂科 各临床科室",
    "village": "党政办 水利站 林业站 农业服务中心 派出所 财政所 各村",
    "bank": "信贷管理部 风险管理部 运营管理部 合规部 科技信息部 安全保卫部 各支行",
    "school": "教务处 总务处 政教处 校办公室 团委 信息中心 各年级部",
    "park": "招商局 规划建设局 经济发展局 企业服务中心 财政局 应急管理局 投资公司",
    "county": "县财政局 县住建局 县水利局 县教育局 县公安局 县司法局 各乡镇人民政府",
}
PLACES = ("青溪", "云川", "白沙", "岚江", "望山", "临河")
DOINGS = (
    "修订管理办法", "排查设施隐患", "建成信息平台", "开展业务培训", "清理历史台账", "更换消防器材", "编制实施方案",
    "改造供水管网", "完善值班制度", "组织应急演练", "公开服务清单", "核对固定资产", "整治占道经营", "建设便民驿站",
)  # fmt: skip
ENDINGS = ("", "，落实到人", "，建立长效机制", "，做到一项一策", "，确保取得实效")
TASK_HEADS = ("工作任务", "重点任务", "任务内容", "工作内容", "任务名称", "工作事项")
LEAD_HEADS = ("牵头单位", "牵头部门", "主办单位", "主责部门")
DOES_HEADS = ("责任单位", "责任部门", "承办单位", "落实单位")
HELP_HEADS = ("配合单位", "协办单位", "协助部门", "参与单位")
LIMIT_HEADS = ("完成时限", "办结时限", "完成时间", "整改时限", "时间节点", "截止时间", "计划完成时间")
FACT_HEADS = ("会议时间", "更新时间", "填报时间", "发现时间", "批示时间", "创建时间")
STATE_HEADS = ("任务状态", "进展情况", "完成情况", "当前状态")
KIND_HEADS = ("任务类型", "任务等级", "任务性质")
BRACKETS = ("（）", "()", "〔〕", "【】", "[]")
SECTIONS = ("夯实基础", "提升服务", "防范风险")
T = TypeVar("T")
CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Truth:
    """What one task must be read as; `due` is None for a task that the document calls done."""

    number: str
    text: str
    lead: tuple[str, ...]
    does: tuple[str, ...]
    helps: tuple[str, ...]
    due: date | None


@dataclass(frozen=True)
class Invented:
    """A document and its truth."""

    layout: Layout
    tasks: tuple[Truth, ...]


@dataclass(frozen=True)
class _Job:
    """One task before it has a number: its words, who, and the day with the words for it."""

    text: str
    lead: tuple[str, ...]
    does: tuple[str, ...]
    helps: tuple[str, ...]
    due: date
    when: str


class Inventor:
    """Makes documents by the dice it is given."""

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)
        self._office = self._dice.choice(list(UNITS))
        self._units = UNITS[self._office].split()
        self._roles = self._dice.choice(["does", "lead", "lead does", "lead helps", "does helps", "lead does helps"])
        self._name = f"{self._dice.choice(PLACES)}{self._office}-{seed}"

    def table(self) -> Invented:
        """A table with a header, columns in any order of the usual ones, and columns that are none of these."""
        jobs = self._jobs()
        columns = [("number", "序号"), ("task", self._pick(TASK_HEADS))]
        columns += [(role, self._pick(heads)) for role, heads in self._role_heads()]
        columns.append(("when", self._pick(LIMIT_HEADS)))
        beside = self._pick((None, FACT_HEADS, STATE_HEADS, KIND_HEADS))
        if beside is not None:
            columns.insert(self._dice.randint(1, len(columns)), ("beside", self._pick(beside)))
        joint = self._pick(("、", "⏎", "，", "；")).replace("⏎", "\n")
        grid: Grid = [[name for _, name in columns]]
        truths = []
        for at, job in enumerate(jobs, start=1):
            done = beside is STATE_HEADS and self._dice.random() < 0.3
            said = {"number": str(at), "task": job.text, "when": job.when, "beside": self._beside(beside, done=done)}
            said |= {role: joint.join(getattr(job, role)) for role, _ in self._role_heads()}
            grid.append([said[role] for role, _ in columns])
            truths.append(Truth(str(at), job.text, job.lead, job.does, job.helps, None if done else job.due))
        title = f"{self._pick(PLACES)}2025年重点工作台账"
        return Invented(self._layout((title, grid), ("docx", "xlsx", "html", "txt", "csv", "pdf")), tuple(truths))

    def prose(self) -> Invented:
        """Numbered paragraphs that close with a bracket or with labels, under headings of any depth."""
        levels = self._pick(("num", "cn num", "cn cnp", "cn cnp num"))
        style, brackets = self._pick(("labels", "words", "lines")), self._pick(BRACKETS)
        blocks = [f"{self._pick(PLACES)}2025年重点工作方案"]
        truths: list[Truth] = []
        jobs = self._jobs()
        for section, own in enumerate(jobs[start : start + 3] for start in range(0, len(jobs), 3)):
            if levels != "num":
                blocks.append(f"{CHINESE[section]}、{SECTIONS[section]}")
            for at, job in enumerate(own, start=1):
                number, mark = self._number(levels, section, at, len(truths) + 1)
                if levels == "cn cnp num":
                    blocks.append(f"（{CHINESE[at - 1]}）{job.text[:4]}工作")
                blocks += self._paragraph(mark, job, style, brackets)
                truths.append(Truth(number, job.text, job.lead, job.does, job.helps, job.due))
        return Invented(self._layout(tuple(blocks), ("docx", "html", "txt", "pdf")), tuple(truths))

    # ------------------------------------------------------------------ parts
    def _pick(self, given: tuple[T, ...]) -> T:
        return self._dice.choice(given)

    def _role_heads(self) -> list[tuple[str, tuple[str, ...]]]:
        heads = {"lead": LEAD_HEADS, "does": DOES_HEADS, "helps": HELP_HEADS}
        return [(role, heads[role]) for role in self._roles.split()]

    def _jobs(self) -> list[_Job]:
        doings = self._dice.sample(DOINGS, self._dice.randint(3, 8))
        return [self._job(doing + self._pick(ENDINGS)) for doing in doings]

    def _job(self, text: str) -> _Job:
        units = self._dice.sample(self._units, 4)
        who = {role: tuple(units[at : at + 1]) for at, role in enumerate(self._roles.split())}
        last = self._roles.split()[-1]
        who[last] = (*who[last], units[3]) if self._dice.random() < 0.5 else who[last]
        month = self._dice.randint(2, 12)
        day, words = self._dice.choice([
            (date(2025, month, 15), f"2025年{month}月15日前"),
            (_end(month), f"2025年{month}月底前"),
            (date(2025, month, 9), f"2025年{month}月9日"),
        ])  # fmt: skip
        return _Job(text, who.get("lead", ()), who.get("does", ()), who.get("helps", ()), day, words)

    def _beside(self, heads: tuple[str, ...] | None, *, done: bool) -> str:
        if heads is FACT_HEADS:
            return "2025年1月6日"
        if heads is STATE_HEADS:
            return self._pick(("已完成", "已办结", "已销号")) if done else self._pick(("进行中", "未完成", ""))
        return "重点" if heads is KIND_HEADS else ""

    def _number(self, levels: str, section: int, at: int, count: int) -> tuple[str, str]:
        """(the number that a reader says, the mark as printed)."""
        if levels == "num":
            return str(count), f"{count}."
        if levels == "cn cnp":
            return f"{CHINESE[section]}（{CHINESE[at - 1]}）", f"（{CHINESE[at - 1]}）"
        if levels == "cn num":
            return f"{CHINESE[section]}.{at}", f"{at}."
        return f"{CHINESE[section]}（{CHINESE[at - 1]}）1", "1."

    def _paragraph(self, mark: str, job: _Job, style: str, brackets: str) -> list[str]:
        if style == "lines":
            return [
                f"{mark}{job.text}。",
                *(f"{name}：{'、'.join(units)}" for name, units in _labels(job)),
                f"完成时限：{job.when}",
            ]
        if style == "labels":
            said = "；".join(
                [*(f"{name}：{'、'.join(units)}" for name, units in _labels(job)), f"完成时限：{job.when}"]
            )
        else:
            words = {"lead": "牵头", "does": "负责", "helps": "配合"}
            who = [f"{'、'.join(getattr(job, role))}{word}" for role, word in words.items() if getattr(job, role)]
            said = "，".join([*who, f"{job.when}完成"])
        return [f"{mark}{job.text}。{brackets[0]}{said}{brackets[1]}"]

    def _layout(self, blocks: tuple[str | Grid, ...], formats: tuple[str, ...]) -> Layout:
        return Layout(self._name, blocks, formats, (), (), (), ())


def _labels(job: _Job) -> list[tuple[str, tuple[str, ...]]]:
    named = [("牵头单位", job.lead), ("责任单位", job.does), ("配合单位", job.helps)]
    return [(name, units) for name, units in named if units]


def _end(month: int) -> date:
    return date(2025, month, 31) if month == 12 else date.fromordinal(date(2025, month + 1, 1).toordinal() - 1)
