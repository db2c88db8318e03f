"""Names of one ledger that may mean one body: proposed to the coordinator, never merged here."""

import itertools
import re
from collections.abc import Iterator, Sequence

from bot.model import Task
from bot.roster.names import is_group, level

#: Short forms that offices use, and what they stand for.
_SHORT = (
    ("发改", "发展改革"),
    ("发展和改革", "发展改革"),
    ("住建", "住房城乡建设"),
    ("住房和城乡建设", "住房城乡建设"),
    ("人社", "人力资源社会保障"),
    ("人力资源和社会保障", "人力资源社会保障"),
    ("卫健", "卫生健康"),
    ("市监", "市场监管"),
    ("市场监督管理", "市场监管"),
    ("工信", "工业和信息化"),
    ("农业农村", "农业农村"),
    ("自然资源和规划", "自然资源规划"),
    ("资规", "自然资源规划"),
    ("医保", "医疗保障"),
    ("文旅", "文化旅游"),
    ("文化和旅游", "文化旅游"),
    ("国资委", "国有资产监督管理委员会"),
    ("城管", "城市管理"),
    ("政务办", "政务服务办"),
    ("网信办", "网络安全和信息化委员会办公室"),
    ("政府办公室", "政府办"),
    ("应急管理", "应急"),
    ("退役军人事务", "退役军人"),
    ("交通运输", "交通"),
    ("生态环境", "环境"),
)
_MOST = 6

#: Between the two names in the label of the choice that makes them one.
SAME = "＝"


def propose(tasks: Sequence[Task]) -> Iterator[tuple[str, str]]:
    """Pairs of names of one level that differ only in a short form or in 委 against 局, at most six."""
    names = dict.fromkeys(
        name for task in tasks for name in (*task.lead_units, *task.responsible_units, *task.assisting_units)
    )
    single = [name for name in names if not is_group(name)]
    pairs = (pair for pair in itertools.combinations(single, 2) if _alike(*pair))
    yield from itertools.islice(pairs, _MOST)


def _alike(one: str, other: str) -> bool:
    return level(one) == level(other) and _stem(one) == _stem(other)


def _stem(name: str) -> str:
    """The name in long form, its last character aside where that is 委 or 局."""
    for short, long in _SHORT:
        if long not in name or len(short) > len(long):
            name = name.replace(short, long)
    return re.sub(r"(?:委员会|委|局)$", "", name)
