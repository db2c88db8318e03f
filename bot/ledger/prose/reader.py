"""Prose → items: the numbered paragraphs that are tasks, each with its units and its deadline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.ledger.items.item import Item, UnitCell
from bot.ledger.prose.groups import hand_down_groups
from bot.ledger.prose.heading_units import hand_down, hand_down_leads, pull_up
from bot.ledger.prose.item_endings import parts_of, read_tail
from bot.ledger.prose.lines import Line
from bot.ledger.prose.node import Node, is_title
from bot.ledger.prose.outline import outline_of
from bot.ledger.prose.subjects import find_charges
from bot.ledger.prose.task_choice import choose
from bot.ledger.text.normal_form import squeeze


@dataclass(slots=True)
class Prose:
    """The tasks found, and which lines they take (indexes into the lines given)."""

    items: list[Item]
    first_leads: list[bool]
    used: set[int]
    passed: list[Line]  # numbered paragraphs that are neither a task nor a heading
    beside: Sequence[Item] = ()  # items that name units, given up for those of a table


def read_prose(lines: Sequence[Line], start: int) -> Prose:
    """The tasks among `lines` from `start` on; none where no paragraph carries units or stands under a task heading."""
    nodes = outline_of(lines, start)
    pull_up(nodes)
    hand_down(nodes)
    hand_down_leads(nodes)
    hand_down_groups(nodes)
    chosen = choose(nodes)
    items: list[Item] = []
    leads: list[bool] = []
    used: set[int] = set()
    standing: list[UnitCell] = []
    first_leads = any(re.search(r"下同", line.text) and read_tail(line.text).first_leads for line in lines)
    for node in chosen:
        members = [node, *(below for below in node.below() if below not in chosen)]
        if node.tail.standing:
            standing.append(UnitCell("responsible", node.tail.standing))
        for item in _items_of(node, members):
            item.standing = [cell for cell in standing if cell not in item.units]
            items.append(item)
            leads.append(first_leads or node.tail.first_leads)
        used |= {at for member in members for at in member.lines}
    used |= {at for node in nodes if node.is_group for at in node.lines}
    return Prose(items, leads, used, _passed(nodes, used))


def _passed(nodes: Sequence[Node], used: set[int]) -> list[Line]:
    """The numbered paragraphs with a text of their own that no task takes and that head none."""
    heading = {id(above) for node in nodes if set(node.lines) & used for above in node.above()}
    return [
        node.line
        for node in nodes
        if (node.marker.value or node.marker.style == "bullet")
        and not set(node.lines) & used
        and id(node) not in heading
        and not (is_title(node) and node.marker.value and not find_charges(node.text))
    ]


def _items_of(node: Node, members: Sequence[Node]) -> list[Item]:
    """The item of a node, or its parts (3.1, 3.2) where it has several brackets, each with a day of its own."""
    parts = parts_of(node.text) if len(members) == 1 else []
    if not parts:
        return [_item_of(node, members)]
    items = []
    for at, text in enumerate(parts, start=1):
        item = _item_of(replace(node, tail=read_tail(text)), [replace(node, tail=read_tail(text))])
        items.append(replace(item, label=f"{item.label}.{at}", printed=f"{item.printed}.{at}"))
    return items


def _title_of(node: Node, first: str, body: str) -> str | None:
    """The item's short name: its heading where paragraphs below it decide, else its first sentence if that is short."""
    if node.narrated:
        return node.text.partition("\n")[0].strip()
    return first.strip("。") if len(first) <= 40 and first != body else None


def _item_of(node: Node, members: Sequence[Node]) -> Item:
    body = squeeze(
        "\n".join(
            [
                node.tail.text,
                *(
                    member.line.text[member.marker.start : member.marker.end] + member.tail.text
                    for member in members[1:]
                ),
            ]
        )
    )
    first = re.split("(?<=。)", body)[0]
    units = [cell for member in members for cell in member.tail.units]
    deadline = "；".join(dict.fromkeys(member.tail.deadline for member in members if member.tail.deadline)) or None
    return Item(
        label=node.marker.label if node.marker.value else "",
        printed=node.marker.printed if node.marker.value else "",
        parent=node.parent.marker.label if node.parent else "",
        text=body,
        section=node.path,
        title=_title_of(node, first, body),
        units=list(dict.fromkeys(units)),
        deadline=deadline,
        labelled_deadline=node.tail.labelled,
        inherited=node.tail.inherited,
        done=node.tail.done,
        place=node.line.place,
        decided=node.decided,
        narrated=node.narrated,
    )
