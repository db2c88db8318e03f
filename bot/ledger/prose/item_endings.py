"""The end of a prose item: （牵头单位：…；完成时限：…）, labels without bracket, or （X、Y负责，8月底前完成）."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.ledger.items.item import UnitCell
from bot.ledger.prose.brackets import CLOSE, OPEN, find_brackets, strip_marks
from bot.ledger.prose.charges import (
    charges,
    closes_with_time,
    is_charge,
    is_charging_clause,
    one_line,
    says_what,
    who_and_when,
)
from bot.ledger.prose.labels import LABELS, with_colons, within_sentence
from bot.ledger.prose.subjects import time_spans
from bot.ledger.prose.time_words import TIME
from bot.roster.names import is_unit
from bot.roster.unit_words import read_units
from bot.vocabulary.roles import Role, role_of
from bot.vocabulary.states import state_reported

_LONGEST_SENTENCE = 200

#: 除另有注明外 before a deadline that items below may change.
_UNLESS = re.compile("除(?:另有|特别)(?:注明|说明|规定|明确|标注)(?:的|者)?(?:以外|之外|外)[，,]?")

#: What goes on behind a bracket within a time: 本周三（8月13日）前, 9月19日（周五）下班前.
_WITHIN_TIME = re.compile(r"\s*(?:[之以]?前|下班|[上下中]午|\d{1,2}[:：时点])")

#: A day with a name, which a bracket behind it gives: 元宵节（3月3日）.
_NAMED_DAY = re.compile("(?:节|[周期][一二三四五六日天]|[年月]底?前?|日)$")

_MARK = re.compile(
    r"(?:以下|下列|后续|其他|以上)(?:各项|各条|任务|工作|措施|内容|条款)*[，,]?(?:均|都)?(?:需|须|应)?(?:由)?"
    r"(?P<who>[^。；;]{2,80}?)(?:按(?:照)?职责(?:分工)?)?(?:负责|落实|组织|贯彻|参与|配合|牵头)+(?:实施|落实)?[，,]?\s*"
    r"(?:以下|后文|后续)?(?:不再|不)(?:一一|逐一|逐项|重复|另行)?(?:列出|列明|标注|列举|赘述|说明)"
)
_FIRST = re.compile(
    r"(?:排(?:在)?(?:第一位|首位|名第一|第一)|第一个|首个|列(?:在)?(?:首位|第一位)|首位)[^。；]{0,14}牵头"
)
_FIRST_CLAUSE = re.compile(
    r"[，,；;。](?:其中|以上)?(?:排|列)(?:名|位)?(?:在)?(?:第一位|首位|第一|最前)[^，。；]{0,14}牵头[^，。；]{0,6}(?:[，,]下同)?$"
)


@dataclass(slots=True)
class Tail:
    """What the end of an item says. `text` is the item without it; `standing` are units for all later items too."""

    text: str
    units: list[UnitCell] = field(default_factory=list)
    deadline: str | None = None
    labelled: bool = False
    standing: str = ""
    first_leads: bool = False
    inherited: bool = False  # its deadline is that of the heading above
    done: str | None = None  # the words of a label of state by which the item is done with (完成情况：已完成)

    @property
    def carries(self) -> bool:
        """True where units or a deadline were told."""
        return bool(self.units or self.deadline)

    def add_units(self, role: Role, words: str) -> None:
        """Adds unit words, once."""
        if words and (cell := UnitCell(role, words)) not in self.units:
            self.units.append(cell)

    def add_deadline(self, words: str) -> None:
        """Adds deadline words, once."""
        if words and words not in (self.deadline or "").split("；"):
            self.deadline = f"{self.deadline}；{words}" if self.deadline else words

    def add(self, role: Role, words: str) -> None:
        """Adds words that may hold both."""
        found = who_and_when(words)
        self.add_units(role, found.who)
        self.add_deadline(found.when)


def read_tail(text: str) -> Tail:
    """The units and the deadline of one item's text, from brackets and labels anywhere in it."""
    text = _UNLESS.sub("", with_colons(text))
    tail = Tail(text, first_leads=bool(_FIRST.search(text)))
    if mark := _MARK.search(text):
        tail.standing = mark["who"]
        text = text[: mark.start()].rstrip("。，；") + text[mark.end() :]
    kept = ""
    at = 0
    for start, end in find_brackets(text):
        if _WITHIN_TIME.match(text, end + 1) or (_NAMED_DAY.search(text[:start]) and not _closes(text, start, end)):
            continue
        if _is_of_name(text, start, end):
            continue
        inner = _FIRST_CLAUSE.sub("", strip_marks(text[start + 1 : end]))
        if _take(tail, inner, closing=_closes(text, start, end)):
            kept += text[at:start]
            at = min(end + 1, len(text))
    kept = _take_labels(tail, kept + text[at:])
    tail.text = kept if tail.carries else _take_sentence(tail, kept)
    tail.text = re.sub(r"[。]{2,}$", "。", tail.text).strip()
    return tail


def _is_of_name(text: str, start: int, end: int) -> bool:
    """责任部门：执行局（执行指挥中心）: what a body is called too, behind its name in the value of a label."""
    if not any(spot["role"] for spot in LABELS.finditer(_STOPS.split(text[:start])[-1])):
        return False
    return is_unit(re.split("[：:、，,]", text[:start])[-1]) and is_unit(text[start + 1 : end])


_STOPS = re.compile("[。；;\\n]")


def parts_of(text: str) -> list[str]:
    """The parts of an item that each end with a bracket of their own and name a day of their own; [] for others."""
    text = with_colons(text)
    ends = [
        end + 1
        for start, end in find_brackets(text)
        if _closes_part(text, start, end) and _charges(strip_marks(text[start + 1 : end]))
    ]
    parts = [text[start:end].strip("。；; ") for start, end in zip([0, *ends], ends, strict=False)]
    whole = len(parts) > 1 and not text[ends[-1] :].strip("。；; ")
    return parts if whole and all(map(time_spans, parts)) else []


def _closes_part(text: str, start: int, end: int) -> bool:
    return _closes(text, start, end) or text[end + 1 : end + 2] in ("。", "；", ";")


def _charges(inner: str) -> bool:
    """Whether a bracket says who or by when, with labels or without."""
    labels = any(spot["role"] or spot["deadline"] for spot in LABELS.finditer(inner))
    return labels or is_charge(inner, closing=True)


# ------------------------------------------------------------------ brackets
def _take(tail: Tail, inner: str, *, closing: bool) -> bool:
    """True where a bracket held units or a deadline, now taken into `tail`.

    Words beside its labels are units too; what they name, and no body is, is asked about with the units.
    """
    if any(not (spot["person"] or spot["told"]) for spot in LABELS.finditer(inner)):
        rest = strip_marks(_take_labels(tail, inner))
        if rest and is_charge(rest, closing=True):
            tail.add("responsible", rest)
        else:
            tail.add_units("responsible", rest)
        return True
    inner = _without_told(inner)
    if not is_charge(inner, closing=closing):
        return False
    tail.add("responsible", inner)
    return True


def _without_told(inner: str) -> str:
    """A bracket without what it tells beside who and when (…负责，适用范围：…)."""
    spot = LABELS.search(inner)
    return strip_marks(inner[: spot.start()]) if spot and spot.start() else inner


def _closes(text: str, start: int, end: int) -> bool:
    """True where the bracket stands at the end of a sentence or of the text, not within a clause."""
    return not text[end + 1 :].strip("。；;，,、 \n") or text[:start].rstrip()[-1:] in "。；！？"


# -------------------------------------------------------------------- labels
def _take_labels(tail: Tail, text: str) -> str:
    """`text` without its labelled values, which are taken into `tail`."""
    spots = [spot for spot in LABELS.finditer(text) if not within_sentence(text, spot.start())]
    if not any(spot["deadline"] or spot["role"] for spot in spots):
        return text
    kept, at = "", 0
    for spot, limit in zip(spots, [*(spot.start() for spot in spots[1:]), len(text)], strict=True):
        if spot["told"]:
            _take_state(tail, strip_marks(one_line(text[spot.end() : limit])))
            continue
        kept += text[at : spot.start()]
        at = limit
        if not spot["person"]:
            at = _value_end(text, spot.end(), limit, deadline=bool(spot["deadline"]))
            _take_value(tail, spot, strip_marks(one_line(text[spot.end() : at])))
    return (kept + text[at:]).rstrip("；;，,、—－- " + OPEN).strip()


def _take_state(tail: Tail, value: str) -> None:
    if state_reported(value) in ("done", "dropped"):
        tail.done = value


def _take_value(tail: Tail, spot: re.Match[str], value: str) -> None:
    if spot["deadline"]:
        tail.labelled = True
        tail.add_deadline(value)
    elif closes_with_time(value):
        tail.add(role_of(spot["role"]), value)
    else:
        tail.add_units(role_of(spot["role"]), value)


def _value_end(text: str, start: int, limit: int, *, deadline: bool) -> int:
    """The end of a label's value: the next label, or the full stop (for a deadline also ；) before it."""
    depth = 0
    for at in range(start, limit):
        char = text[at]
        depth += (char in OPEN) - (char in CLOSE)
        if depth < 0:
            return at
        if depth == 0 and char == "。" and not _goes_on_after(text[at + 1 : limit]):
            return at + 1
        if depth == 0 and deadline and char in "；;" and at + 1 < len(text) and not TIME.match(text[at + 1 : limit]):
            return at + 1
    return limit


def _goes_on_after(rest: str) -> bool:
    """True where what follows a full stop within a unit value is more units (…落实。市财政局配合)."""
    first = rest.split("。", maxsplit=1)[0]
    return bool(first.strip()) and len(rest) < _LONGEST_SENTENCE and read_units(first).names_only


# ------------------------------------------------------------------ sentences
def _take_sentence(tail: Tail, text: str) -> str:
    """`text` without a last sentence that says nothing but who (市教育局牵头，市财政局配合，6月底前完成。)."""
    bare = text.rstrip("。 ")
    start = max(bare.rfind(mark) for mark in "。；") + 1
    said = bare[start:].strip()
    pieces: Sequence[str] = [piece for piece in re.split("[，；]", said) if piece]
    if not start or len(said) > _LONGEST_SENTENCE or not all(map(is_charging_clause, pieces)):
        return text
    if not any(map(charges, pieces)):
        return text
    tail.add("responsible", said)
    return text if any(map(says_what, pieces)) else text[:start].rstrip("；")
