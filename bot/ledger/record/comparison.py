"""Two readings of one ledger compared, and documents that amend a stored one."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from bot.ledger.text.normal_form import key
from bot.model import Ledger, NoticeDuty, Obligation, Task

#: How alike two texts must be (0 to 1) to be one item whose words were corrected.
_ALIKE = 0.6
#: The same where nothing else speaks for it.
_NEARLY = 0.85
_COMPARED = (
    "text",
    "requirement",
    "lead_units",
    "responsible_units",
    "assisting_units",
    "supervising_units",
    "obligations",
)
_AMENDS = re.compile(r"(?P<word>补充|调整|延期|变更|修订|修改|增补|新增|更正|勘误|撤销|取消)")


@dataclass(frozen=True, slots=True)
class Change:
    """One item in both readings. `fields` are the names of what differs; a new number counts as `number`."""

    old: Task
    new: Task
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a corrected document changes. Items of `kept` are the same but for their places."""

    added: tuple[Task, ...] = ()
    removed: tuple[Task, ...] = ()
    changed: tuple[Change, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()  # (old number, new number)
    duties_added: tuple[NoticeDuty, ...] = ()
    duties_removed: tuple[NoticeDuty, ...] = ()
    same_duties: tuple[tuple[str, str], ...] = ()  # (old id, new id) of the notice's duties that are one

    @property
    def same(self) -> dict[str, str]:
        """Old number or id → the new one, of every item that both readings have, changed or not."""
        return {
            **dict(self.kept),
            **{change.old.number: change.new.number for change in self.changed},
            **dict(self.same_duties),
        }

    @property
    def is_empty(self) -> bool:
        """True where nothing that anybody is held to differs."""
        return not (self.added or self.removed or self.changed or self.duties_added or self.duties_removed)


def compare(old: Ledger, new: Ledger) -> Changes:
    """What `new` changes in `old`: items matched by number and text, then by text alone, then by likeness."""
    pairs = pairs_of(old.tasks, new.tasks, lambda task: task.number)
    taken_old, taken_new = {one.number for one, _ in pairs}, {two.number for _, two in pairs}
    changed = tuple(Change(one, two, differing) for one, two in pairs if (differing := _differing(one, two)))
    said = {_duty_key(duty) for duty in old.duties}
    says = {_duty_key(duty) for duty in new.duties}
    return Changes(
        added=tuple(task for task in new.tasks if task.number not in taken_new),
        removed=tuple(task for task in old.tasks if task.number not in taken_old),
        changed=changed,
        kept=tuple((one.number, two.number) for one, two in pairs if not _differing(one, two)),
        duties_added=tuple(duty for duty in new.duties if _duty_key(duty) not in said),
        duties_removed=tuple(duty for duty in old.duties if _duty_key(duty) not in says),
        same_duties=tuple((one.id, two.id) for one, two in pairs_of(old.duties, new.duties, lambda duty: duty.id)),
    )


Item = TypeVar("Item", Task, NoticeDuty)


def pairs_of(old: Sequence[Item], new: Sequence[Item], name: Callable[[Item], str]) -> list[tuple[Item, Item]]:
    """The items that are one in both: by name and text, by text, by name and likeness, by likeness; in the new order.

    `name`: an item's number or id, which says little alone: a row may have been replaced by another task.
    """
    left, right = list(old), list(new)
    pairs: list[tuple[Item, Item]] = []

    def take(found: Iterable[tuple[Item, Item]]) -> None:
        for one, two in found:
            if one in left and two in right:
                left.remove(one)
                right.remove(two)
                pairs.append((one, two))

    by_both = {(name(item), key(item.text)): item for item in right}
    take([(one, by_both[name(one), key(one.text)]) for one in left if (name(one), key(one.text)) in by_both])
    by_text = {key(item.text): item for item in right}
    take([(one, by_text[key(one.text)]) for one in list(left) if key(one.text) in by_text])
    by_name = {name(item): item for item in right}
    take(
        [
            (one, by_name[name(one)])
            for one in list(left)
            if name(one) in by_name and _likeness(one, by_name[name(one)]) >= _bar(one, by_name[name(one)])
        ]
    )
    ranked = sorted(((_likeness(one, two), one, two) for one in left for two in right), key=lambda found: -found[0])
    take([(one, two) for score, one, two in ranked if score >= _bar(one, two)])
    return sorted(pairs, key=lambda pair: new.index(pair[1]))


def _bar(one: Task | NoticeDuty, two: Task | NoticeDuty) -> float:
    """How alike they must be: of tasks with neither a unit nor a day in common nearly the same."""
    if not isinstance(one, Task) or not isinstance(two, Task):
        return _ALIKE
    units = [set(task.charged_units) for task in (one, two)]
    shares = bool(units[0] & units[1]) or not any(units) or _times(one.obligations) == _times(two.obligations)
    return _ALIKE if shares else _NEARLY


def _likeness(one: Task | NoticeDuty, two: Task | NoticeDuty) -> float:
    """How alike their words are, 0 to 1; 0 where a quick look shows that it is less than `_ALIKE`."""
    matcher = SequenceMatcher(None, key(one.text), key(two.text), autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _differing(one: Task, two: Task) -> tuple[str, ...]:
    out = [] if one.number == two.number else ["number"]
    for name in _COMPARED:
        mine, other = getattr(one, name), getattr(two, name)
        same = _times(mine) == _times(other) if name == "obligations" else _plain(mine) == _plain(other)
        out += [] if same else [name]
    return tuple(out)


def _plain(value: object) -> object:
    return key(value) if isinstance(value, str) else value


def _times(obligations: Sequence[Obligation]) -> list[tuple[object, ...]]:
    """What obligations mean, without the words they were read from."""
    names = [name for name in Obligation._fields if name not in ("phrase", "rule", "flags", "label")]
    return [tuple(getattr(one, name) for name in names) for one in obligations]


def _duty_key(duty: NoticeDuty) -> tuple[object, ...]:
    return key(duty.text), tuple(map(tuple, _times(duty.obligations)))


# --------------------------------------------------------------- amendments
@dataclass(frozen=True, slots=True)
class Amendment:
    """A document that changes a stored ledger: which one (index into those given), and by which word."""

    of: int
    word: str


def find_amended(new: Ledger, stored: Sequence[Ledger]) -> Amendment | None:
    """The stored ledger that `new` adds to, changes or extends; None where its title says nothing of the kind.

    Both must speak of one subject: what is left of their titles without offices, years and the words of change.
    """
    said = _AMENDS.search(new.title)
    if said is None or not stored:
        return None
    scores = [
        (_same_subject(new, other), at)
        for at, other in enumerate(stored)
        if other.sha256 != new.sha256 or not new.sha256
    ]
    best = max(scores, default=(0.0, -1))
    return Amendment(best[1], said["word"]) if best[0] >= _ALIKE else None


def _same_subject(new: Ledger, other: Ledger) -> float:
    if new.year and other.year and new.year != other.year:
        return 0.0
    mine, theirs = _subject(new.title), _subject(other.title)
    if theirs and (theirs in mine or mine in theirs) and min(len(mine), len(theirs)) >= 4:
        return 1.0
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def _subject(title: str) -> str:
    """The subject of a title: without the office, the year, quotation marks, and words of form or of change."""
    text = re.sub(r"^.{2,40}?(?:关于|转发)", "", key(title))
    text = re.sub(
        r"[《》“”〈〉]|(?:19|20)\d\d年(?:度)?|\d{4}|印发|转发|下发|对|部分|的|通知|函|公告|进一步|做好", "", text
    )
    return _AMENDS.sub("", text)
