"""Which numbered paragraphs are tasks."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.ledger.prose.lines import asks_all
from bot.ledger.prose.loose_items import choose_listed, count_listed, find_loose_units, listed_lines
from bot.ledger.prose.node import Node, is_title
from bot.ledger.prose.subjects import find_charges, time_spans
from bot.ledger.prose.time_words import TIME
from bot.roster.names import is_group

_TASK_HEADING = re.compile(
    r"(?:主要|重点|工作|目标|具体|整改|建设|改革)(?:任务|措施|举措|工作|内容|事项)|[\u4e00-\u9fff]任务$|任务(?:分工|分解|清单)|改革举措|议定(?:事项|意见|如下)|交办事项"
)
_NO_TASK_HEADING = re.compile(
    r"保障|总体(?:要求|目标|思路)|指导思想|基本原则|工作要求|组织(?:领导|实施)|(?:工作|总体|主要|发展|实施|任务)目标|有关要求|其他(?:事项|要求)|附则|背景|适用范围|步骤|阶段|进度安排"
)
_TIME_PLAN = re.compile("(?:时间|进度|步骤|阶段)安排|(?:实施|工作|整治)步骤")
#: A sentence that charges somebody.
_CHARGES = re.compile(r"由[^，。；：]{2,40}?(?:牵头|负责|组织|会同|承办)")
_TELLING = re.compile("问题|情况|成效|不足|做法|要求|保障")
_FEWEST = 3  # members of a list that charges bodies
_AT_ONCE = 2  # characters before the name with which a paragraph begins
_TERM = re.compile(f"{TIME.pattern}|[\\d一二三四五六七八九十]+个?(?:工作日|日|天)内")
_IS_CHARGED = re.compile("(?:负责|承办|主办)$")


def choose(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that are tasks, in order."""
    carriers = [
        node
        for node in nodes
        if (
            node.tail.carries and not _is_stage(node) and (node.tail.units or node.tail.labelled or len(node.text) > 12)
        )
        or (node.parent and node.parent.is_group and find_charges(node.text))
    ]
    if all_listed := _mixed_list(nodes, carriers):
        return all_listed
    decided = any(node.decided for node in nodes)
    listed = [] if decided else _charging_lists(nodes)
    listed = listed if len(carriers) * 2 <= len(listed) else []
    told = bool(carriers)  # by brackets or labels; else by sentences, among which one to all is the notice's own duty
    carriers = carriers or ([] if decided or _is_one_list(nodes) else _led(nodes))
    # Beside numbered tasks the stages only tell when these are done; beside duties by unit they are tasks themselves.
    apart = [node for node in carriers if not _is_among_stages(node)]
    stages = [] if decided or any(node.marker.value for node in apart) else _charging_stages(nodes)
    for node in stages:
        node.decided = True  # each of its sentences may charge another body
    with_units = [
        node
        for node in carriers
        if node.tail.units or node.tail.labelled or _CHARGES.search(node.text) or _is_led(node)
    ]
    chosen = {id(node) for node in carriers} if with_units else set()
    style = Counter(node.marker.style for node in carriers).most_common(1)
    chosen |= {id(node) for node in nodes if node.decided} | {id(node) for node in (*stages, *listed)}
    for node in nodes:
        if (
            id(node) in chosen
            or (node.tail.carries and _is_stage(node))
            or any(id(below) in chosen for below in node.below())
            or _inside(node, chosen)
            or (not told and asks_all(node.text))
        ):
            continue
        if (
            style and with_units and node.marker.style == style[0][0] and _among_carriers(node, nodes, chosen)
        ) or _under_task_heading(node, nodes):
            chosen.add(id(node))
    if not chosen:
        return choose_listed(nodes)
    found = [node for node in nodes if id(node) in chosen and not _inside(node, chosen)]
    for node in found:
        node.tail.units += find_loose_units(node)
    return found


def _mixed_list(nodes: Sequence[Node], carriers: Sequence[Node]) -> list[Node]:
    """The lines of one list of which each tells who and by when in its own way, few by labels; [] for any other."""
    lines = listed_lines(nodes) if carriers and not any(node.decided for node in nodes) else []
    among = {id(node) for node, _ in lines}
    if len(carriers) * 2 > len(lines) or any(id(node) not in among for node in carriers):
        return []
    for node, tail in lines:
        node.tail = node.tail if node.tail.carries or find_charges(node.text) else tail
    return [node for node, _ in lines]


def _charging_stages(nodes: Sequence[Node]) -> list[Node]:
    """The stages of a timetable, where it is all that the document asks for: dated each, and most charge somebody."""
    stages = [node for node in nodes if node.tail.carries and (_is_stage(node) or _is_among_stages(node))]
    charging = [node for node in stages if find_charges(node.tail.text)]
    return stages if len(charging) * 2 > len(stages) else []


def _led(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without parts of which each is led by a body of its own, and lists in which most are charged so by a
    day; [] for a single one, which may be a duty.
    """
    alone = [node for node in nodes if not node.children]
    listed = [node for node in alone if node.parent and _charges_its_own(node)]
    families = Counter(id(node.parent) for node in listed)
    sizes = Counter(id(node.parent) for node in alone)
    most = {parent for parent, count in families.items() if count > 1 and count * 2 > sizes[parent]}
    led = [node for node in alone if _is_led(node) or (node in listed and id(node.parent) in most)]
    return led if len(led) > 1 else []


def _charging_lists(nodes: Sequence[Node]) -> list[Node]:
    """The members of lists of which most charge somebody, two bodies or more of their own."""
    families: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.marker.value and not is_title(node) and not _is_told(node):
            families[id(node.parent), node.marker.style].append(node)
    return [node for members in families.values() if _is_charging(members) for node in members if _asks(node)]


def _is_told(node: Node) -> bool:
    """True for a paragraph below a heading of what was found or is asked of all."""
    return node.parent is not None and bool(_TELLING.search(node.parent.heading))


def _asks(node: Node) -> bool:
    return bool(find_charges(node.text) or TIME.search(node.text))


def _is_charging(members: Sequence[Node]) -> bool:
    charges = [find_charges(node.text) for node in members]
    own = {name for found in charges for charge in found for name in charge.names if not is_group(name)}
    most = len(members) >= _FEWEST and sum(map(bool, charges)) * 2 > len(members)
    return most and len(own) > 1 and any(time_spans(node.text) for node in members)


def _is_one_list(nodes: Sequence[Node]) -> bool:
    """True where some items of one list of short lines are led by a body and most only name one: they are all alike."""
    led = [node for node in nodes if not node.children and _is_led(node)]
    alike = [
        node for node in nodes if led and node.parent is led[0].parent and node.marker.style == led[0].marker.style
    ]
    return bool(led) and len(led) * 2 < len(alike) and count_listed(nodes) == len(alike)


def _charges_its_own(node: Node) -> bool:
    """True where the node begins with a body of its own, no group, and gives it a day or a term."""
    charges = find_charges(node.tail.text)
    first = charges[0] if charges else None
    return bool(first and first.start <= _AT_ONCE and not is_group(first.names[0]) and _TERM.search(node.tail.text))


def _is_led(node: Node) -> bool:
    """True where a sentence of the node has a body of its own lead something by a day (建设部牵头，…11月建成)."""
    text = node.tail.text
    led = any(
        (charge.role == "lead" or _IS_CHARGED.search(text[charge.start : charge.end])) and not is_group(charge.names[0])
        for charge in find_charges(text)
    )
    return led and bool(TIME.search(text))


def _is_stage(node: Node) -> bool:
    """True for a stage of a timetable: a time in brackets, nobody named, under 实施步骤 and the like."""
    if node.tail.units or _CHARGES.search(node.text):
        return False
    if node.parent is None:
        return bool(_TIME_PLAN.search(node.heading))
    return "阶段" in node.heading or bool(_NO_TASK_HEADING.search(node.parent.heading))


def _is_among_stages(node: Node) -> bool:
    """True for a stage below 工作步骤 and the like, whether or not it says who is charged in so many words."""
    return node.parent is not None and "阶段" in node.heading and bool(_NO_TASK_HEADING.search(node.parent.heading))


def _inside(node: Node, chosen: set[int]) -> bool:
    """True where the node is part of a chosen one above it."""
    above = node.parent
    while above:
        if id(above) in chosen and not node.tail.carries:
            return True
        above = above.parent
    return False


def _among_carriers(node: Node, nodes: Sequence[Node], chosen: set[int]) -> bool:
    """True where most siblings of the node carry a bracket."""
    siblings = [other for other in nodes if other.parent is node.parent and other.marker.style == node.marker.style]
    carrying = sum(1 for other in siblings if id(other) in chosen or other.tail.carries)
    return carrying * 2 >= len(siblings) and len(node.text) > 12


def _under_task_heading(node: Node, nodes: Sequence[Node]) -> bool:
    parent = node.parent
    if (
        parent is None
        or len(node.text) < 8
        or not _TASK_HEADING.search(parent.heading)
        or _NO_TASK_HEADING.search(parent.heading)
    ):
        return False
    if _is_stage(node):
        return False
    siblings = [other for other in nodes if other.parent is parent]
    return len(siblings) >= 2 and not any(child.tail.carries for child in parent.below() if child not in siblings)
