"""Headings that say who and by when for the items below them: （一）校园食品安全（牵头股室：…；5月底前完成）."""

from collections.abc import Sequence
from dataclasses import replace

from bot.ledger.prose.item_endings import Tail
from bot.ledger.prose.node import Node, is_stage_heading
from bot.ledger.prose.subjects import find_charges
from bot.ledger.prose.time_words import TIME

_LONGEST = 40  # characters of a heading
_DOING = ("lead", "responsible")


def hand_down_groups(nodes: Sequence[Node]) -> None:
    """Gives the items below such headings what these say and they do not; the headings are then no items themselves.

    A heading is one where at least half of its items say something of their own about who or when, or where most of
    the headings beside it are. Below any other, numbered sentences are the steps of one item.
    """
    heads = [node for node in nodes if _may_head(node)]
    for head in heads:
        beside = [other for other in heads if other.parent is head.parent and other.marker.style == head.marker.style]
        if sum(map(_items_say_more, beside)) * 2 > len(beside):
            for child in head.children:
                _inherit(child, head.tail)
            head.is_group = True
    for head in heads:
        if head.is_group:
            head.tail = Tail(head.tail.text)


def _may_head(node: Node) -> bool:
    title = node.tail.text
    return node.tail.carries and len(node.children) >= 2 and len(title) <= _LONGEST and "。" not in title


def _items_say_more(head: Node) -> bool:
    said = is_stage_heading(head)
    saying = sum(1 for child in head.children if child.tail.carries or (said and find_charges(child.text)))
    return saying * 2 >= len(head.children)


def _inherit(child: Node, above: Tail) -> None:
    tail = child.tail
    roles = {cell.role for cell in tail.units}
    does = [] if roles & set(_DOING) else [cell for cell in above.units if cell.role in _DOING]
    helps = [] if "assisting" in roles else [cell for cell in above.units if cell.role == "assisting"]
    late = tail.deadline is None and above.deadline is not None and not TIME.search(tail.text)
    child.tail = replace(
        tail,
        units=[*does, *tail.units, *helps],
        deadline=above.deadline if late else tail.deadline,
        inherited=late,
    )
