"""Prose → items: the outline of numbered paragraphs, and which of them are tasks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.ledger.items.item import Item, UnitCell
from bot.ledger.prose.groups import hand_down_groups
from bot.ledger.prose.item_endings import Tail, parts_of, read_tail
from bot.ledger.prose.labels import begins_with_label
from bot.ledger.prose.lines import Line
from bot.ledger.prose.subjects import find_charges
from bot.ledger.prose.time_words import TIME
from bot.ledger.text.markers import RANK, Marker, leading
from bot.ledger.text.normal_form import squeeze
from bot.roster.names import is_group, is_unit
from bot.roster.unit_words import read_units
from bot.vocabulary.labels import ATTENDANCE

_TASK_HEADING = re.compile(
    r"(?:主要|重点|工作|目标|具体|整改|建设|改革)(?:任务|措施|举措|工作|内容|事项)|任务(?:分工|分解|清单)|改革举措|议定(?:事项|意见|如下)|交办事项"
)
_NO_TASK_HEADING = re.compile(
    r"保障|总体(?:要求|目标|思路)|指导思想|基本原则|工作要求|组织(?:领导|实施)|(?:工作|总体|主要|发展|实施|任务)目标|有关要求|其他(?:事项|要求)|附则|背景|适用范围|步骤|阶段|进度安排"
)


_TIME_PLAN = re.compile("(?:时间|进度|步骤|阶段)安排|(?:实施|工作|整治)步骤")

#: The line of minutes below which each numbered paragraph is a decision.
_DECIDES = re.compile(
    r"(?:(?:会议|现|经[^，。：:]{0,12}?)?(?:研究)?(?:议定|决定|明确|确定|要求)(?:如下|以下)?(?:事项|意见|内容|任务)?)[：:]"
)
#: A sentence that charges somebody.
_CHARGES = re.compile(r"由[^，。；：]{2,40}?(?:牵头|负责|组织|会同|承办)")
#: What asks something of the body named before it.
_ASKED = re.compile("要|请|应|须|负责|由|牵头|会同|[月日]底?前")
#: A clause of minutes that says no more than who leads or does it.
_IN_CHARGE = re.compile(r"(?:^|[。：])[^，。；：]{2,20}(?:牵头|负责|组织)[，。]")
_IS_CHARGED = re.compile("(?:负责|承办|主办)$")
_MINUTES = re.compile("纪要")
#: What stands below the last item: annexes, the signature's day, who was there.
_AFTER_ITEMS = re.compile(
    ATTENDANCE + r"|附件|附：|抄送|[（(](?:此件|本件)|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$|联系人"
)
_UNIT_HEAD = re.compile(r"[【［\[](?P<name>[^【】［］\[\]]{2,30})[】］\]][：:]?|(?P<plain>[^。；，：:]{2,30})[：:]")
_UNNUMBERED = Marker("none", 0, 0, 0)
_LONGEST_HEADING = 40
_BULLETS = "—–-●•▪◆■□※*·▲★〇○ "


@dataclass(slots=True, eq=False)
class Node:
    """A numbered paragraph with the unnumbered ones that belong to it, and its children."""

    marker: Marker
    line: Line
    text: str
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    tail: Tail = field(default_factory=lambda: Tail(""))
    decided: bool = False  # it stands under 会议议定：
    is_group: bool = False  # a heading that said who and when for the items below it
    unit: str = ""  # the body whose heading it stands under
    narrated: bool = False  # its decisions stand in paragraphs below its title

    @property
    def heading(self) -> str:
        """The number and the first sentence, without its stop."""
        return squeeze(self.line.text[self.marker.start : self.marker.end]) + re.split("[。：\n]", self.text)[0].strip()

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above, from the top."""
        return (*self.parent.path, self.parent.heading) if self.parent else ()

    def above(self) -> Iterator["Node"]:
        """All nodes that this one stands under, from the bottom."""
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def below(self) -> Iterator["Node"]:
        """All nodes under this one, in order."""
        for child in self.children:
            yield child
            yield from child.below()


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
    nodes = _outline(lines, start)
    _pull_up(nodes)
    _hand_down(nodes)
    _hand_down_leads(nodes)
    hand_down_groups(nodes)
    chosen = _choose(nodes)
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
            item.units += [cell for cell in standing if cell not in item.units]
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
        if node.marker.value and not set(node.lines) & used and id(node) not in heading and not _is_title(node)
    ]


# ------------------------------------------------------------------- outline
def _outline(lines: Sequence[Line], start: int) -> list[Node]:
    """All nodes in order; a style seen again closes what stood below it."""
    builder = _Builder(lines)
    for at in range(start, len(lines)):
        builder.take(at)
    for node in builder.nodes:
        node.tail = Tail(node.text.partition("\n")[2]) if node.narrated else read_tail(node.text)
        if node.unit and not any(cell.role in ("lead", "responsible") for cell in node.tail.units):
            node.tail.units.insert(0, UnitCell("responsible", node.unit))
    return builder.nodes


def _unit_heads(lines: Sequence[Line]) -> dict[int, str]:
    """The lines that are a body's name alone (【运检部】, 运检部：) above a number 1, where there are several."""
    heads = {}
    for at, line in enumerate(lines[:-1]):
        found = _UNIT_HEAD.fullmatch(line.text)
        below = leading(lines[at + 1].text)
        name = (found["name"] or found["plain"]) if found else ""
        if name and below and below.value == 1 and _are_units(name):
            heads[at] = name
    return heads if len(heads) > 1 else {}


class _Builder:
    """Puts paragraphs under the numbers that they belong to. An item without a number is a node of style “none”."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.nodes: list[Node] = []
        self._stack: list[Node] = []
        #: Lines that say who does what without a number (县水利局：…), where there are several of them.
        self._by_unit = {
            at
            for at, line in enumerate(lines)
            if not leading(line.text) and _says_who(line.text) and not begins_with_label(line.text)
        }
        self._unit_heads = _unit_heads(lines)
        self._unit: str = ""  # the body whose heading the next numbers stand under
        self._unit_style: str = ""
        self._waiting: int | None = None  # an unnumbered line that labels may follow
        self._decides: list[Node] | None = None  # the nodes that 会议议定： stands under
        self._minutes = any(_MINUTES.search(line.text) and len(line.text) <= 60 for line in lines[:6])

    def take(self, at: int) -> None:
        """Takes in the line `at`."""
        line = self._lines[at]
        marker = leading(line.text)
        if at in self._unit_heads:
            self._unit, self._unit_style, self._waiting = self._unit_heads[at], "", None
            return
        if marker and (line.text[marker.end :].strip() or marker.style == "named"):
            self._stack = _above([node for node in self._stack if node.marker.value], marker)
            self._open(marker, at, line.text[marker.end :].strip())
            return
        if at in self._by_unit and len(self._by_unit) > 1:
            self._open(_UNNUMBERED, at, line.text)
            return
        if _DECIDES.fullmatch(squeeze(line.text)):
            self._decides, self._waiting = [node for node in self._stack if node.marker.value], None
            return
        top = self._stack[-1] if self._stack else None
        if self._minutes and top and top.marker.value and _is_decision(line):
            self._add(top, at)
            top.decided = top.narrated = True
            return
        if self._waiting is not None and _only_labels(line):
            self._open(_UNNUMBERED, self._waiting, self._lines[self._waiting].text)
            self._add(self.nodes[-1], at)
        elif top and (_belongs(top, line) or begins_with_label(line.text)):
            self._add(top, at)
        elif _carries_alone(line):
            self._open(_UNNUMBERED, at, line.text)
        elif _ends_outline(line):
            self._stack, self._waiting = [], None
        else:
            self._waiting = at if len(line.text) >= 8 else None

    def _open(self, marker: Marker, at: int, text: str) -> None:
        above = [
            node for node in self._stack if node.marker.value and (marker.value or not read_tail(node.text).carries)
        ]
        if self._decides is not None and len(above) < len(self._decides):
            self._decides = None  # a heading of the same rank ends what the meeting decided
        node = Node(marker, self._lines[at], text.lstrip(_BULLETS), above[-1] if above else None, lines=[at])
        decides = self._decides is not None and above == self._decides
        node.decided = bool(marker.value) and (
            decides
            or (
                self._minutes
                and (bool(_IN_CHARGE.search(text)) or (len(text) > _LONGEST_HEADING and _is_decision(self._lines[at])))
            )
        )
        if above:
            above[-1].children.append(node)
        node.unit = self._unit_of(marker)
        self.nodes.append(node)
        self._stack = [*above, node]
        self._waiting = None

    def _unit_of(self, marker: Marker) -> str:
        """The body above a number, as long as numbers of the first style below it follow."""
        self._unit_style = self._unit_style or marker.style
        if marker.style != self._unit_style and RANK.get(marker.style, 0) < RANK.get(self._unit_style, 0):
            self._unit = ""
        return self._unit

    def _add(self, node: Node, at: int) -> None:
        node.text += "\n" + self._lines[at].text
        node.lines.append(at)


def _is_decision(line: Line) -> bool:
    """True for a paragraph of minutes that tells a body of its own what to do."""
    charged = [charge for charge in find_charges(line.text) if not all(map(is_group, charge.names))]
    return any(charge.role != "responsible" or _ASKED.search(line.text, charge.start) for charge in charged)


def _only_labels(line: Line) -> bool:
    """True for a line of labelled units or times and nothing else."""
    tail = read_tail(line.text)
    return tail.carries and len(tail.text) < 8 and bool(tail.labelled or tail.units)


def _above(stack: list[Node], marker: Marker) -> list[Node]:
    """The nodes that a number of this style stands under: those of other styles opened before its own."""
    for depth, node in enumerate(stack):
        if node.marker.style == marker.style:
            return stack[:depth]
    return stack


def _belongs(node: Node, line: Line) -> bool:
    """True where an unnumbered paragraph goes on with the item above: it brings labels, or the item is not closed."""
    if _only_labels(line) or (node.marker.style == "named" and not node.text):
        return True
    tail = read_tail(line.text)
    if _ends_outline(line) or (_is_title(node) and (tail.units or "。" not in line.text)):
        return False
    said = read_tail(node.text)
    return (
        not said.carries
        and bool(node.text)
        and (node.text[-1:] not in "。）)〕】" or len(node.text) < 60)
        and not node.children
        and node.marker.style != "part"
    )


def _is_title(node: Node) -> bool:
    """True for a short heading without a stop: what follows it is not its own text."""
    return "。" not in node.text and len(node.text) <= 40


def _carries_alone(line: Line) -> bool:
    """True for an unnumbered paragraph that ends with its units: an item without a number."""
    tail = read_tail(line.text)
    return bool(tail.units) and len(tail.text) >= 8 and not is_unit(tail.text) and not _ends_outline(line)


def _ends_outline(line: Line) -> bool:
    return bool(_AFTER_ITEMS.match(line.text)) or bool(line.heading)


def _pull_up(nodes: Sequence[Node]) -> None:
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


def _hand_down(nodes: Sequence[Node]) -> None:
    """Where nothing but headings (一、县农业农村局) or the words before a colon name units, these are the items'."""
    heads = [node for node in nodes if node.children and _is_unit_heading(node)]
    begun = [node for node in nodes if _begins_with_unit(node)]
    if any(node.tail.units for node in nodes):
        return
    for node in begun if len(begun) >= 2 else ():
        who, _, what = _by_colon(node.tail.text)
        node.tail.units.append(UnitCell("responsible", who))
        node.tail.text = what.strip()
    for head in heads if len(heads) >= 2 else ():
        for child in head.children:
            child.tail.units.append(UnitCell("responsible", head.text.rstrip("：:。")))


def _hand_down_leads(nodes: Sequence[Node]) -> None:
    """Units in a label under a heading (牵头单位：…) are those of its items that name none; it is no item itself."""
    for node in nodes:
        carrying = [child for child in node.children if child.tail.units]
        if not node.tail.units or node.tail.deadline or not carrying or read_tail(node.line.text).carries:
            continue
        if len(carrying) * 2 < len(node.children) or len(node.line.text) > _LONGEST_HEADING or "。" in node.line.text:
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
    return _says_who(node.text)


def _says_who(text: str) -> bool:
    """True for words that begin with units and a colon, and say behind it what these do."""
    who, colon, what = _by_colon(text)
    return bool(colon) and len(what) >= 6 and len(who) <= 40 and _are_units(who)


def _is_unit_heading(node: Node) -> bool:
    return len(node.text) <= 40 and _are_units(node.text.rstrip("：:。"))


def _are_units(words: str) -> bool:
    return read_units(words).names_only


# -------------------------------------------------------------------- choice
def _choose(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that are tasks, in order."""
    carriers = [
        node
        for node in nodes
        if node.tail.carries and not _is_stage(node) and (node.tail.units or node.tail.labelled or len(node.text) > 12)
    ]
    decided = any(node.decided for node in nodes)
    carriers = carriers or ([] if decided else _led(nodes))
    stages = [] if carriers or decided else _charging_stages(nodes)
    with_units = [
        node
        for node in carriers
        if node.tail.units or node.tail.labelled or _CHARGES.search(node.text) or _is_led(node)
    ]
    chosen = {id(node) for node in carriers} if with_units else set()
    style = Counter(node.marker.style for node in carriers).most_common(1)
    chosen |= {id(node) for node in nodes if node.decided} | {id(node) for node in stages}
    for node in nodes:
        if (
            id(node) in chosen
            or (node.tail.carries and _is_stage(node))
            or any(id(below) in chosen for below in node.below())
            or _inside(node, chosen)
        ):
            continue
        if (
            style and with_units and node.marker.style == style[0][0] and _among_carriers(node, nodes, chosen)
        ) or _under_task_heading(node, nodes):
            chosen.add(id(node))
    return [node for node in nodes if id(node) in chosen and not _inside(node, chosen)]


def _charging_stages(nodes: Sequence[Node]) -> list[Node]:
    """The stages of a timetable, where it is all that the document asks for: dated each, and most charge somebody."""
    stages = [node for node in nodes if node.tail.carries and _is_stage(node)]
    charging = [node for node in stages if find_charges(node.tail.text)]
    return stages if len(charging) * 2 > len(stages) else []


def _led(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without parts of which each is led by a body of its own; [] for a single one, which may be a duty."""
    led = [node for node in nodes if not node.children and _is_led(node)]
    return led if len(led) > 1 else []


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


# -------------------------------------------------------------------- items
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
