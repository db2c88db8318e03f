"""Invented ledgers: sentences put together from parts, so that each differs; nobody's real tasks."""

from random import Random

from tests.support.scans.paper import Box

_WHAT = (
    "老旧小区加装电梯", "农村饮水安全巩固提升", "智慧停车平台建设", "中小学校园食堂“明厨亮灶”", "殡葬服务设施修缮",
    "河湖岸线清理整治", "政务服务“一件事一次办”", "残疾人托养中心改造", "乡镇卫生院能力提升", "城市书房选址与布设",
    "危旧桥梁加固", "公共充电桩规划布局", "畜禽粪污资源化利用", "燃气管网隐患排查", "职业技能培训券发放",
)  # fmt: skip
_HOW = (
    "制定实施方案并报区政府审定", "完成全部点位的现场勘察", "新增泊位不少于{n}个", "改造提升{n}处并投入使用",
    "建立月调度、季通报机制", "组织验收，形成评估报告", "兑现补助资金{n}万元", "公布第二批事项清单",
    "覆盖率达到{p}%以上",
)  # fmt: skip
UNITS = (
    "青禾区发改局", "区财政局", "区住建局", "区民政局", "区教育局", "区卫健局", "区水务局", "区农业农村局", "区人社局",
    "区市场监管局", "区文旅局", "区自然资源分局", "区残联", "区交通运输局", "各镇（街道）", "区行政审批局",
)  # fmt: skip
DEADLINES = (
    "2026年{m}月底前", "2026年{m}月{d}日前", "{m}月底前完成", "2026年三季度末", "长期坚持", "每季度末月25日前",
    "2026年{m}月{d}日前完成方案，{l}月底前完成", "立行立改", "2026年12月31日前", "收到通知后5个工作日内",
)  # fmt: skip
_SECTIONS = ("一、民生保障", "二、城乡建设", "三、营商环境", "四、生态治理")
HEADER = ("序号", "工作任务", "责任单位", "完成时限")


def task(chance: Random) -> str:
    parts = [chance.choice(_HOW).format(n=chance.randrange(3, 900), p=chance.randrange(60, 99)) for _ in range(2)]
    return f"推进{chance.choice(_WHAT)}，{'；'.join(dict.fromkeys(parts))}。"


def units(chance: Random) -> str:
    lead, *others = chance.sample(UNITS, chance.choice((1, 2, 3)))
    return f"牵头单位：{lead}\n配合单位：{'、'.join(others)}" if others else lead


def deadline(chance: Random) -> str:
    month = chance.randrange(3, 10)
    return chance.choice(DEADLINES).format(m=month, d=chance.randrange(1, 29), l=month + 2)


def ledger(seed: int, count: int, *, merged: bool = True) -> list[list[Box]]:
    """The rows of a ledger with `count` items; where `merged`, sections span the width and some deadlines two rows."""
    chance = Random(seed)
    rows = [[Box(text) for text in HEADER]]
    held = False
    for at in range(count):
        if merged and at % 5 == 0:
            rows.append([Box(_SECTIONS[at // 5 % len(_SECTIONS)], columns=4)])
        row = [Box(str(at + 1)), Box(task(chance)), Box(units(chance))]
        if held:
            held = False
        else:
            held = merged and at % 5 < 4 and at + 1 < count and chance.random() < 0.25
            row.append(Box(deadline(chance), rows=2 if held else 1))
        rows.append(row)
    return rows
