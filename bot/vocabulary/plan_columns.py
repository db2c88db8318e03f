"""Columns that are a part of a plan themselves: quarters, months, years with their targets, and milestones."""

import re

from bot.vocabulary.patterns import any_of, words

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
_PERIOD = re.compile(
    r"(?P<period>(?:(?:19|20)?\d\d年(?:度)?)?"
    rf"(?:第?[一二三四1-4]季度?|Q[1-4]|[上下]半年|前[一二三]季度|{_MONTH}(?:[上中下]旬)?|(?<=年)(?:度)?|(?<=年度)))"
    r"(?P<end>[底末]前?|前)?"
    r"(?P<rest>(?:工作|主要|推进|计划|阶段|进度|目标|任务|安排|节点|要求|重点|时序|形象)*)",
    re.IGNORECASE,
)

#: What a project passes through, each with its day in a column of its own.
MILESTONES = words(
    "立项 可研 可研批复 初设 初步设计 施工图 施工图设计 设计 规划许可 用地 用地报批 征地 征地拆迁 环评 招标 招投标 "
    "施工招标 挂网 开标 定标 签约 进场 开工 动工 主体封顶 封顶 主体完工 完工 竣工 竣工验收 验收 交付 交付使用 投用 "
    "投产 投入使用 试运行 启用 决算 移交 施工图审查 施工许可 设备采购 设备安装 安装调试 联调 初验 终验"
)
_MILESTONE = re.compile(rf"(?P<name>(?:完成)?{any_of(MILESTONES)}(?:完成)?)(?:时间|日期|节点|时点)?")

_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
#: A step of the work that only its number names: 节点1, 时间节点二, 第一阶段, 第1步, 第一个节点.
_STEP = re.compile(
    rf"(?P<name>(?:时间|关键|重要|进度|工作|推进)?(?:节点|阶段|步骤|里程碑)[（(]?{_COUNT}[）)]?|第{_COUNT}个?(?:时间|关键)?(?:节点|阶段|步|步骤))"
    r"(?:[（(：:](?P<when>[^（）()]+)[）)]?)?(?:完成)?(?:时间|时限|日期|目标|任务|工作|安排|要求|计划|内容)*"
)
#: What is no more than a span or an end of one: 3—5月, 6月底前, 2025年3月—5月.
_SPAN = re.compile(rf"(?=.*{_MONTH}|.*[季年]度)[\d年月日度季底末前初上中下旬至到—\-~－一二三四五六七八九十]+")


def plan_period(header: str) -> str | None:
    """The period of a column of a plan: 6月底 of 6月底进度目标; None for another header."""
    if (step := _STEP.fullmatch(header)) and step["when"]:
        return step["when"] if _SPAN.fullmatch(step["when"]) else None
    found = _PERIOD.fullmatch(header)
    if found is None or not found["period"]:
        return None
    return found["period"].replace("年度", "年") + (found["end"] or "")


def milestone(header: str) -> str | None:
    """The milestone that a column gives the day of: 竣工 of 竣工时间; None for another header."""
    found = _MILESTONE.fullmatch(header)
    return found["name"] if found else None


def step(header: str) -> str | None:
    """The numbered step that a column tells of, with its day in the cell: 节点1; None for another header."""
    found = _STEP.fullmatch(header)
    return found["name"] if found else None
