"""Lists of short lines that name who and when without any role word: 3、入户登记，统计站，10月20日前."""

import re
from collections.abc import Sequence

from bot.ledger.items.item import UnitCell
from bot.ledger.prose.charges import WhoWhen, says_what, who_and_when
from bot.ledger.prose.dashed_columns import read_dashed
from bot.ledger.prose.item_endings import Tail
from bot.ledger.prose.node import Node
from bot.ledger.prose.subjects import find_charges, time_spans
from bot.ledger.prose.time_words import TIME, begins_time, says_time_unread
from bot.roster.names import is_group, is_unit
from bot.roster.unit_words import read_units
from bot.vocabulary.states import state_reported

_STYLES = ("num", "nump", "circled", "code", "bullet")
_FEWEST, _LONGEST = 3, 120  # lines of such a list, characters of each
_LONGEST_TIME = 20
_PIECES = re.compile(
    r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff，,])|[，,；;。]|——|—(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff）])[：:]|"
    r"[（(](?=[\u4e00-\u9fff、]{2,20}[）)，,；;])|[）)]$"
)
#: A piece that tells how things stand, or where a matter is from, and names neither a time nor a body.
_TOLD = re.compile(
    r"[还尚]?[没未](?:有|能|做|完成|开始|到)|尚未|还没|带队|^(?:转自|来自|源自|转|原|含|包括|见|详见|附)"
)
_BINDS = re.compile("前|[底末内止]|每|完成|截|长期|立")
_CHARGED = re.compile("(?:负责|牵头|配合|主办|承办)(?:[，。；、]|$)")
_OVER = re.compile("已(?:经)?(?:结束|办结|完成|完工|销号|落实|整改)(?:[，。；]|$)")
#: A line that closes with being done with: …——已处理完毕，销单。
_FINISHED = re.compile(
    "已(?:经)?(?:办好|办结|办理完毕|处理完毕|销号|销单)(?=[，。！；])|(?:已(?:经)?(?:全部)?(?:处理|办理|整改|落实|发放|安装|更换)?(?:完毕|办好|完成|办结|到位)|此项(?:已)?完成|销[单号])[。！]?$"
)
_SLASH = re.compile(r"(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])")


def choose_listed(nodes: Sequence[Node]) -> list[Node]:
    """The numbered lines of one list of which most name a body or a time; [] where there is no such list.

    Their ends are read as units and deadlines without a word that says so.
    """
    listed = listed_lines(nodes)
    for node, tail in listed:
        node.tail = tail
    return [node for node, _ in listed]


def count_listed(nodes: Sequence[Node]) -> int:
    """How many lines such a list has; 0 where there is none."""
    return len(listed_lines(nodes))


def listed_lines(nodes: Sequence[Node]) -> list[tuple[Node, Tail]]:
    """Each line of such a list with what it says; [] where there is none."""
    listed = [
        node for node in nodes if node.marker.style in _STYLES and not node.children and len(node.text) <= _LONGEST
    ]
    style = max(_STYLES, key=lambda one: sum(node.marker.style == one for node in listed))
    listed = [node for node in listed if node.marker.style == style]
    tails = read_dashed([node.text for node in listed]) or [read_loose(node.text) for node in listed]
    telling = sum(bool(tail.units or _CHARGED.search(tail.text) or find_charges(tail.text)) for tail in tails)
    dated = sum(bool(tail.deadline) or bool(TIME.search(tail.text)) for tail in tails)
    half = telling * 2 == len(listed) and dated == len(listed)  # each has its time, and half of them a body
    if len(listed) < _FEWEST or dated * 2 <= len(listed) or not (half or telling * 2 > len(listed)):
        return []
    return list(zip(listed, tails, strict=True))


def read_loose(text: str) -> Tail:
    """The text whole, with the pieces that are nothing but units, or nothing but a time, as its units and deadline."""
    tail = Tail(text)
    if finished := _FINISHED.search(text):
        tail.done = finished[0]
    # A day that binds nobody, beside bodies with their own, is an event's.
    charging = [text[charge.start : charge.end] for charge in find_charges(text)]
    limited = any(TIME.search(clause) or time_spans(clause) for clause in charging)
    for piece in list(filter(None, map(str.strip, _PIECES.split(text))))[1:]:
        if _TOLD.search(piece) or (limited and not _BINDS.search(piece) and begins_time(piece)):
            continue
        names = read_units(_SLASH.sub("、", piece))
        if names.names_only and all(is_unit(name) or is_group(name) for name in names.all) and not TIME.search(piece):
            tail.add_units("responsible", _SLASH.sub("、", piece))
        elif both := _name_and_time(piece):
            tail.add_units("responsible", both.who)
            tail.add_deadline(both.when)
        elif (begins_time(piece) or says_time_unread(piece)) and len(piece) <= _LONGEST_TIME:
            if state_reported(piece) in ("done", "dropped") or _OVER.search(piece):
                tail.done = piece
            else:
                tail.add_deadline(piece)
    return tail


def _name_and_time(piece: str) -> WhoWhen | None:
    """The body and its time where a piece is nothing else (膳食科每月5日前); None for any other."""
    found = who_and_when(piece)
    names = read_units(found.who) if found.who and found.when and len(found.when) <= _LONGEST_TIME else None
    if names is None or says_what(found.when):
        return None
    return found if names.names_only and all(map(is_unit, names.all)) else None


def find_loose_units(node: Node) -> list[UnitCell]:
    """The units that a numbered line names between commas, where nothing else of it says who."""
    short = node.marker.style in _STYLES and len(node.text) <= _LONGEST and not node.children
    charged = node.tail.units or (short and find_charges(node.text))
    return read_loose(node.text).units if short and not charged else []
