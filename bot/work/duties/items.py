"""Which items numbers mean, as people write them: 26, ２６, 第26项, 26.1, 26/2026-06-25, 26@LEDGER, 1-3、7, 全部."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.deadlines.numerals import to_int
from bot.errors import UsageError
from bot.plan.duty import Duty
from bot.roster.roster import COORDINATOR
from bot.speech.numbers import leading_numbers
from bot.store import duties, ledgers
from bot.work.office import Actor, get_ledger

#: What stands for every item.
ALL_ITEMS = {"全部", "all", "所有"}


@dataclass(frozen=True, slots=True)
class Item:
    """One item with those of its duties that concern the speaker. `k`: the one of several deadlines that was named;
    `day`: the one of several occurrences or clocks, by its day.
    """

    ledger_id: str
    number: str
    duties: tuple[Duty, ...]
    k: int | None = None
    day: str = ""

    @property
    def parts(self) -> tuple[Duty, ...]:
        """The duties of the deadline and the day that were named, or all."""
        return tuple(duty for duty in self.duties if self.k in {None, duty.k} and self.day in {"", duty.occurrence})


@dataclass(frozen=True, slots=True)
class Items:
    """The items that numbers mean. `missing`: numbers of a range that are not there, or not the speaker's."""

    items: tuple[Item, ...]
    every: bool = False
    missing: tuple[str, ...] = ()

    @property
    def parts(self) -> list[Duty]:
        """The duties of all of them, of each of the deadline that was named."""
        return [duty for item in self.items for duty in item.parts]


def find_items(session: Session, actor: Actor, numbers: str, ledger_id: str | None = None) -> Items:
    """Raises UsageError for a number that is not there, stands in two ledgers, or has no such deadline."""
    working = _working(session, ledger_id)
    written = numbers.strip()
    number, _, where = written.partition("@")
    if number.strip() in ALL_ITEMS:
        of = working if not where else [known for known in working if known == where]
        if not of:
            raise UsageError("chat.no_ledger", found=where[:40])
        return Items(tuple(_all(session, actor, of)), every=True)
    known = duties.numbers(session, working)
    if (not where or where in working) and match_numbers(known, number):
        return Items((_item(session, actor, known, written),))
    listed = leading_numbers(unicodedata.normalize("NFKC", written))
    tokens = listed.numbers if listed.numbers and not listed.rest and not listed.doubtful else (written,)
    found, faults = [], []
    for token in tokens:
        try:
            found.append(_item(session, actor, known, token))
        except _MissingError as fault:
            faults.append((token, fault))
    if not found or (faults and not _is_range(written)):
        raise faults[0][1]
    return Items(tuple(found), missing=tuple(token for token, _ in faults))


class _MissingError(UsageError):
    """A number that is not there, or not the speaker's: in a range it may be passed over."""


def _is_range(written: str) -> bool:
    return re.search(r"[-~～–—－至到]", written) is not None


def _working(session: Session, ledger_id: str | None) -> list[str]:
    """The ledgers in which somebody can be moved. Raises UsageError for one that is archived or not dispatched."""
    at_work = [head.id for head in ledgers.all_heads(session) if head.state == ledgers.DISPATCHED]
    if ledger_id is None or ledger_id in at_work:
        return at_work if ledger_id is None else [ledger_id]
    state = get_ledger(session, ledger_id).state
    raise UsageError("work.archived" if state == ledgers.ARCHIVED else "work.not_dispatched", ledger=ledger_id)


def _all(session: Session, actor: Actor, working: Sequence[str]) -> list[Item]:
    found: dict[tuple[str, str], list[Duty]] = {}
    for ledger_id in working:
        for duty in duties.duties(session, ledger_id=ledger_id, locked=True):
            if actor.role == COORDINATOR or duty.unit in actor.units:
                found.setdefault((duty.ledger_id, duty.number), []).append(duty)
    return [Item(ledger_id, number, tuple(own)) for (ledger_id, number), own in found.items()]


def _item(session: Session, actor: Actor, known: Sequence[tuple[str, str]], written: str) -> Item:
    """Raises _MissingError, or UsageError where the number stands in two ledgers."""
    number, _, ledger_id = written.partition("@")
    number, day = named_day(number)
    if ledger_id:
        known = [pair for pair in known if pair[0] == ledger_id]
        if not known:
            raise UsageError("chat.no_ledger", found=ledger_id[:40])
    found, k = match_numbers(known, number), None
    if not found and "." in number:
        head, _, tail = number.rpartition(".")
        if tail.isdecimal():
            found, k = match_numbers(known, head), int(tail)
    stored = [
        duty for where, name in found for duty in duties.duties(session, ledger_id=where, number=name, locked=True)
    ]
    if not stored:
        raise _MissingError("work.no_task", number=number[:40])
    own = [duty for duty in stored if actor.role == COORDINATOR or duty.unit in actor.units]
    if not own:
        # Whoever has no part in it does not learn who has.
        raise _MissingError("work.not_yours_item", number=stored[0].number, unit="、".join(actor.units))
    where = list(dict.fromkeys(duty.ledger_id for duty in own))
    if len(where) > 1:
        choices = "、".join(f"{number}@{name}" for name in where)
        raise UsageError("work.two_ledgers", number=number, choices=choices)
    item = Item(where[0], own[0].number, tuple(own), k, day)
    if day and not item.parts:
        raise _MissingError("work.no_occurrence", number=item.number, day=day)
    if not item.parts:
        raise _MissingError("work.no_part", number=item.number, k=k)
    return item


def named_day(number: str) -> tuple[str, str]:
    """A number, and the day after its stroke that names one of several occurrences: 3/2026-06-25."""
    head, _, day = number.rpartition("/")
    return (head, day) if head and re.fullmatch(r"\d{4}-\d\d-\d\d", day) else (number, "")


def match_numbers(known: Collection[tuple[str, str]], word: str) -> list[tuple[str, str]]:
    exact = [pair for pair in known if pair[1] == word]
    alike = exact or [pair for pair in known if plain_number(pair[1]) == plain_number(word)]
    alike = alike or [pair for pair in known if (parts := _parts(word)) and _parts(pair[1]) == parts]
    if alike or (value := _value(word)) is None:
        return alike
    # 第一项 is item 1 where none is called 一, and the other way round.
    return [pair for pair in known if _value(pair[1]) == value]


def _parts(number: str) -> tuple[str, ...]:
    """The section and its own number, of 二.1, 二、1 and 二（1）; nothing for what has no section in Chinese."""
    found = re.fullmatch(r"([一二三四五六七八九十]+)(?:[.、]?(\d+)|[.、]?\((\d+)\))", plain_number(number))
    return tuple(part for part in found.groups() if part) if found else ()


def _value(number: str) -> int | None:
    """What a number that is nothing else counts: 26 of 第二十六项 and of 26; None for 26.1, n2, 三（一）."""
    plain = plain_number(number)
    return to_int(plain) if plain.isdecimal() or not plain.isascii() else None


def plain_number(number: str) -> str:
    """A number without what people write around it: “第２６项”, “#26”, “26、” are 26."""
    return re.sub(r"[\s#第项号条]|[.、,]+$", "", unicodedata.normalize("NFKC", number)).casefold()


def item_names(found: Iterable[Duty]) -> dict[tuple[str, str], str]:
    """(ledger, number) → the item's number, with its ledger where they are of several; in the order of `found`."""
    items = dict.fromkeys((duty.ledger_id, duty.number) for duty in found)
    several = len({ledger_id for ledger_id, _ in items}) > 1
    return {(ledger, number): f"{number}@{ledger}" if several else number for ledger, number in items}


def shown_numbers(session: Session, found: Sequence[Duty]) -> dict[int, str]:
    """Id → the number that tells each of these from its like: with its deadline where the item has several, and with
    its ledger where they are of several.
    """
    names = item_names(found)
    parts: dict[tuple[str, str], set[int]] = {}
    for ledger_id, number, k in duties.deadlines(session, names):
        parts.setdefault((ledger_id, number), set()).add(k)
    shown = {}
    for duty in found:
        item = duty.ledger_id, duty.number
        with_k = f"{duty.number}.{duty.k}" if len(parts[item]) > 1 else duty.number
        shown[duty.id] = with_k + names[item].removeprefix(duty.number)
    return shown
