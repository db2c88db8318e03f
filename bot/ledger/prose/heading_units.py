"""Units that items have from the headings above them or from the last of their parts."""

from collections import defaultdict
from collections.abc import Sequence

from bot.ledger.items.item import UnitCell
from bot.ledger.prose.item_endings import Tail, read_tail
from bot.ledger.prose.node import LONGEST_HEADING, Node
from bot.roster.unit_words import read_units


def pull_up(nodes: Sequence[Node]) -> None:
    """Where of each item's parts only the last carries a bracket, the bracket is the whole item's."""
    by_style: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if len(node.children) >= 2 and not node.tail.carries:
            by_style[node.marker.style].append(node)
    for parents in by_style.values():
        closing = [
            node
            for node in parents
            if node.children[-1].tail.carries and not any(child.tail.carries for child in node.children[:-1])
        ]
        if len(closing) * 2 > len(parents) and len(closing) >= 2:
            for node in closing:
                last = node.children[-1]
                node.tail = Tail(
                    node.text,
                    last.tail.units,
                    last.tail.deadline,
                    last.tail.labelled,
                    last.tail.standing,
                    last.tail.first_leads,
                )
                last.tail = Tail(last.tail.text)


def hand_down(nodes: Sequence[Node]) -> None:
    """Where nothing but headings (一、县农业农村局) or the words before a colon name units, these are the items'."""
    heads = [node for node in nodes if node.children and _is_unit_heading(node)]
    begun = [node for node in nodes if _begins_with_unit(node)]
    if any(node.tail.units for node in nodes):
        return
    for node in begun if len(begun) >= 2 else ():
        who, _, what = _by_colon(node.tail.text)
        heading, _, who = who.rpartition("\n")  # 三、后勤保障 above 区机关事务中心：…
        node.tail.units.append(UnitCell("responsible", who))
        node.tail.text = f"{heading}：{what.strip()}" if heading else what.strip()
    for head in heads if len(heads) >= 2 else ():
        for child in head.children:
            child.tail.units.append(UnitCell("responsible", head.text.rstrip("：:。")))


def hand_down_leads(nodes: Sequence[Node]) -> None:
    """Units in a label under a heading (牵头单位：…) are those of its items that name none; it is no item itself."""
    for node in nodes:
        carrying = [child for child in node.children if child.tail.units]
        if not node.tail.units or node.tail.deadline or not carrying or read_tail(node.line.text).carries:
            continue
        if len(carrying) * 2 < len(node.children) or len(node.line.text) > LONGEST_HEADING or "。" in node.line.text:
            continue
        for child in node.children:
            if not child.tail.units:
                child.tail.units += node.tail.units
        node.tail = Tail(node.tail.text)


def _by_colon(text: str) -> tuple[str, str, str]:
    """What stands before the first colon, full or half, the colon, and what follows; as `str.partition`."""
    colon = next((sign for sign in text if sign in "：:"), "：")
    return text.partition(colon)


def _begins_with_unit(node: Node) -> bool:
    return says_who(node.text)


def says_who(text: str) -> bool:
    """True for words that begin with units and a colon, and say behind it what these do."""
    who, colon, what = _by_colon(text)
    return bool(colon) and len(what) >= 6 and len(who) <= 40 and are_units(who.rpartition("\n")[2])


def _is_unit_heading(node: Node) -> bool:
    return len(node.text) <= 40 and are_units(node.text.rstrip("：:。"))


def are_units(words: str) -> bool:
    return read_units(words).names_only
