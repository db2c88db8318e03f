"""Paragraphs of prose under the numbers that they belong to."""

import re
from collections.abc import Sequence

from bot.ledger.items.item import UnitCell
from bot.ledger.prose.heading_units import are_units, says_who
from bot.ledger.prose.item_endings import Tail, read_tail
from bot.ledger.prose.labels import begins_with_label
from bot.ledger.prose.lines import Line, announces, asks_all, is_period_line
from bot.ledger.prose.node import LONGEST_HEADING, Node, is_stage_heading, is_title
from bot.ledger.prose.subjects import find_charges
from bot.ledger.text.markers import RANK, Marker, leading
from bot.ledger.text.normal_form import squeeze
from bot.roster.names import is_group, is_unit
from bot.vocabulary.labels import ATTENDANCE
from bot.vocabulary.page_marks import BULLETS

#: The line of minutes below which each numbered paragraph is a decision.
_DECIDES = re.compile(
    r"(?:^|。)(?:(?:会议|现|经[^，。：:]{0,12}?)?(?:研究)?(?:议定|决定|明确|确定|要求)(?:如下|以下)?(?:事项|意见|内容|任务)?)[：:]$"
)
#: What asks something of the body named before it.
_ASKED = re.compile('要|请|应|须|负责|由|牵头|会同|[月日节”"]底?前|[日天周月]内|每[日周月季年]|提交|上报|汇总')
#: The same of a body with which a paragraph begins (财务部做好资金统筹).
_DOES_WELL = re.compile("(?:做好|抓好|确保)(?!了)")
#: A clause of minutes that says no more than who leads or does it.
_IN_CHARGE = re.compile(r"(?:^|[。：])[^，。；：]{2,20}(?:牵头|负责|组织)[，。]")
_MINUTES = re.compile("纪要")
#: A paragraph behind the stages that is none of the last one's.
_OF_ALL = re.compile("(?:保障措施|工作要求|有关要求|组织保障|工作保障|保障|要求)[：:]")
#: What stands below the last item: annexes, the signature's day, who was there.
_AFTER_ITEMS = re.compile(
    ATTENDANCE + r"|附件|附：|抄送|[（(](?:此件|本件)|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$|联系人"
)
#: Who was at the meeting, behind the last of its matters.
_ATTENDANCE = re.compile(ATTENDANCE)
#: A note on the whole list, below its last item.
_NOTE = re.compile(r"(?:注|附注|P\.?S\.?)\s*[：:]", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"[【［\[](?P<name>[^【】［］\[\]]{2,30})[】］\]][：:]?|(?P<plain>[^。；，：:]{2,30})[：:]")
_DAY_ALONE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_LONGEST_NAME = 30
_LONGEST_ITEM = 4000  # characters of an item that a further paragraph may go on with
_UNNUMBERED = Marker("none", 0, 0, 0)
_BULLET = Marker("bullet", 0, 0, 0)
_FEWEST_BULLETS = 3
#: The number of a point as it is spoken: 一是…, 二是….
_SPOKEN = re.compile("[一二三四五六七八九十]{1,2}是")
_BULLETS = BULLETS + "—–-*·〇○ "


def outline_of(lines: Sequence[Line], start: int) -> list[Node]:
    """All nodes in order; a style seen again closes what stood below it."""
    builder = _Builder(lines)
    for at in range(start, len(lines)):
        builder.take(at)
    for node in builder.nodes:
        node.tail = _told(node) if node.narrated else read_tail(node.text)
        if node.unit and not any(cell.role in ("lead", "responsible") for cell in node.tail.units):
            node.tail.units.insert(0, UnitCell("responsible", node.unit))
    return builder.nodes


def _told(node: Node) -> Tail:
    """The end of an item whose decisions stand below its heading; the heading may say by when (第一阶段（3月底前）)."""
    heading, _, text = node.text.partition("\n")
    return Tail(text, deadline=read_tail(heading).deadline)


def _unit_heads(lines: Sequence[Line]) -> dict[int, str]:
    """The lines that are a body's name alone (【运检部】, 运检部：) above a number 1, where there are several."""
    heads = {}
    for at, line in enumerate(lines[:-1]):
        found = _UNIT_HEAD.fullmatch(line.text)
        below = leading(lines[at + 1].text)
        name = (found["name"] or found["plain"]) if found else ""
        if name and below and below.value == 1 and are_units(name):
            heads[at] = name
    return heads if len(heads) > 1 else {}


def _bulleted(lines: Sequence[Line]) -> set[int]:
    """The lines of a list that a bullet, or a spoken number, begins each, where nothing of the text bears a number."""
    if any(leading(line.text) for line in lines):
        return set()
    spoken = {at for at, line in enumerate(lines) if _SPOKEN.match(line.text)}
    if len(spoken) >= _FEWEST_BULLETS:
        return spoken
    found = {at for at, line in enumerate(lines) if line.text[:1] in BULLETS and not _NOTE.match(line.text[1:].strip())}
    return found if len(found) >= _FEWEST_BULLETS and len({lines[at].text[0] for at in found}) == 1 else set()


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
            if not leading(line.text) and says_who(line.text) and not begins_with_label(line.text)
        }
        self._bulleted = _bulleted(lines)
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
        if is_period_line(line.text) or self._signs(at):
            self._stack, self._waiting = [], None
            return
        if at in self._unit_heads:
            self._unit, self._unit_style, self._waiting = self._unit_heads[at], "", None
            return
        if marker and (line.text[marker.end :].strip() or marker.style == "named"):
            self._stack = _above([node for node in self._stack if node.marker.value], marker)
            self._open(marker, at, line.text[marker.end :].strip())
            return
        if at in self._bulleted:
            self._open(_BULLET, at, line.text)
            return
        if at in self._by_unit and len(self._by_unit) > 1:
            self._open(_UNNUMBERED, at, line.text)
            return
        if _DECIDES.search(squeeze(line.text)):
            self._decides, self._waiting = [node for node in self._stack if node.marker.value], None
            return
        top = self._stack[-1] if self._stack else None
        if top and top.narrated and _ATTENDANCE.match(line.text):
            self._stack, self._waiting = [], None
            return
        if top and top.marker.value and self._tells(top, line):
            self._add(top, at)
            top.decided = top.narrated = True
            return
        if self._waiting is not None and _only_labels(line):
            self._open(_UNNUMBERED, self._waiting, self._lines[self._waiting].text)
            self._add(self.nodes[-1], at)
        elif top and self._closes(at, top):
            self._stack, self._waiting = [], None
        elif top and not _NOTE.match(line.text) and (_belongs(top, line) or begins_with_label(line.text)):
            self._add(top, at)
        elif _carries_alone(line):
            self._open(_UNNUMBERED, at, line.text)
        elif _ends_outline(line):
            self._stack, self._waiting = [], None
        else:
            self._waiting = at if len(line.text) >= 8 else None

    def _tells(self, top: Node, line: Line) -> bool:
        """True for a paragraph that says who does what below the heading of a matter of minutes, or of a stage."""
        if is_stage_heading(top):
            return not (_OF_ALL.match(line.text) or asks_all(line.text)) and bool(find_charges(line.text))
        return self._minutes and _is_decision(line)

    def _closes(self, at: int, above: Node) -> bool:
        """True for a paragraph below the last item that asks all for a report, or tells what the office will do."""
        if is_title(above) or any(leading(line.text) for line in self._lines[at + 1 :]):
            return False
        return asks_all(self._lines[at].text) or announces(self._lines[at].text)

    def _signs(self, at: int) -> bool:
        """True for the signature: an office alone on its line, above a day."""
        text = self._lines[at].text
        below = self._lines[at + 1].text if at + 1 < len(self._lines) else ""
        return len(text) <= _LONGEST_NAME and is_unit(text) and bool(_DAY_ALONE.fullmatch(below))

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
                and (bool(_IN_CHARGE.search(text)) or (_is_more_than_heading(text) and _is_decision(self._lines[at])))
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
    if any(charge.start == 0 for charge in charged) and _DOES_WELL.search(line.text):
        return True
    return any(charge.role != "responsible" or _ASKED.search(line.text, charge.start) for charge in charged)


def _is_more_than_heading(text: str) -> bool:
    return len(text) > LONGEST_HEADING or text[-1:] in "。；"


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
    if _ends_outline(line) or (is_title(node) and (tail.units or "。" not in line.text)):
        return False
    return (
        0 < len(node.text) <= _LONGEST_ITEM
        and (node.text[-1:] not in "。）)〕】" or len(node.text) < 60)
        and not node.children
        and node.marker.style != "part"
        and not read_tail(node.text).carries
    )


def _carries_alone(line: Line) -> bool:
    """True for an unnumbered paragraph that ends with its units: an item without a number."""
    tail = read_tail(line.text)
    return (
        bool(tail.units)
        and line.text[-1:] not in "：:"
        and len(tail.text) >= 8
        and not is_unit(tail.text)
        and not _ends_outline(line)
    )


def _ends_outline(line: Line) -> bool:
    return bool(_AFTER_ITEMS.match(line.text) or _NOTE.match(line.text)) or bool(line.heading)
