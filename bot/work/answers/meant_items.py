"""Which items a command is about: by their numbers, by the message that it answers, or all but some."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.plan.duty import ENDED, Duty
from bot.roster.roster import COORDINATOR
from bot.speech import Said
from bot.store import duties
from bot.work.answers.origin import Origin
from bot.work.duties.items import Item, Items, find_items, match_numbers, named_day, plain_number
from bot.work.letters.archived_ledgers import archived_titles
from bot.work.office import Actor


def items_meant(session: Session, actor: Actor, origin: Origin, said: Said) -> Items:
    """Those that are numbered; without numbers all that the message told of, but for those that are left out."""
    found = _found(session, actor, origin, said)
    return without(found, said.but) if said.but else found


def without(found: Items, numbers: Sequence[str]) -> Items:
    """The items but those called so. Raises UsageError for a number that is none of them."""
    for number in numbers:
        meant = match_numbers([(item.ledger_id, item.number) for item in found.items], number)
        if not meant:
            raise UsageError("work.no_task", number=number[:40])
        found = replace(found, items=tuple(i for i in found.items if (i.ledger_id, i.number) not in meant))
    return found


def _found(session: Session, actor: Actor, origin: Origin, said: Said) -> Items:
    stored = duties.get_duties(session, origin.duties)
    archived = archived_titles(session, stored.values())
    if archived and all(duty.ledger_id in archived for duty in stored.values()) and not said.numbers:
        raise UsageError("work.archived", ledger="、".join(archived.values()))
    told = {duty.id: duty for duty in stored.values() if _concerns(actor, duty) and duty.ledger_id not in archived}
    if not said.numbers:
        if not told and not said.every:
            raise UsageError("mailbox.no_numbers")
        return Items(_grouped(tuple(told.values())), every=True) if told else find_items(session, actor, "全部")
    found = [_numbered(session, actor, origin, told, number) for number in said.numbers]
    items = tuple(item for one in found for item in one.items)
    return replace(found[0], items=items, missing=tuple(number for one in found for number in one.missing))


def _numbered(session: Session, actor: Actor, origin: Origin, told: Mapping[int, Duty], written: str) -> Items:
    """A number is that of the message: of its ledger where several have it, of its task where that was renumbered."""
    number, _, ledger = written.partition("@")
    number, day = named_day(number)
    if not ledger:
        head, _, k = number.rpartition(".")
        for name, part in ((number, ""), (head, f".{k}")):
            meant = {(duty.ledger_id, duty.number) for duty in _called(origin, told, name)} if name else set()
            if len(meant) == 1:
                ((ledger, now_called),) = meant
                found = find_items(session, actor, _of_day(f"{now_called}{part}", day), ledger)
                return found if day else _as_told(found, told.values())
    return find_items(session, actor, _of_day(number, day), ledger or None)


def _of_day(number: str, day: str) -> str:
    return f"{number}/{day}" if day else number


def _as_told(found: Items, told: Iterable[Duty]) -> Items:
    """Of several occurrences or clocks the one that the message told of, while that is open."""
    days: dict[tuple[str, str], set[str]] = {}
    for duty in told:
        if duty.occurrence and duty.state not in ENDED:
            days.setdefault((duty.ledger_id, duty.number), set()).add(duty.occurrence)
    one = {key: min(known) for key, known in days.items() if len(known) == 1}
    return replace(found, items=tuple(replace(x, day=one.get((x.ledger_id, x.number), "")) for x in found.items))


def _called(origin: Origin, told: Mapping[int, Duty], number: str) -> list[Duty]:
    """The duties that the message told of under this number, whatever theirs is now."""
    names = {item.duty: item.number for item in origin.items if item.number}
    return [duty for duty in told.values() if plain_number(names.get(duty.id, duty.number)) == plain_number(number)]


def _concerns(actor: Actor, duty: Duty) -> bool:
    return actor.role == COORDINATOR or duty.unit in actor.units


def _grouped(found: Sequence[Duty]) -> tuple[Item, ...]:
    groups: dict[tuple[str, str], list[Duty]] = {}
    for duty in found:
        groups.setdefault((duty.ledger_id, duty.number), []).append(duty)
    return tuple(Item(ledger, number, tuple(own)) for (ledger, number), own in groups.items())
