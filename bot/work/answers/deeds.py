"""What is said in a mail or a chat, done: every command of it or none."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.messages import Line
from bot.plan.duty import ENDED, Duty
from bot.plan.lifecycle import MOVES, Verb
from bot.roster.roster import COORDINATOR, LEADER
from bot.speech import Errand, Said
from bot.speech.signs import SIGNS
from bot.speech.spans import read_span
from bot.store import duties
from bot.texts import text
from bot.work.answers.origin import Origin
from bot.work.duties.chosen_duties import keep_more
from bot.work.duties.days import read_day
from bot.work.duties.evidence import Evidence
from bot.work.duties.items import Item, Items, find_items, named_day, plain_number
from bot.work.duties.moves import Move, check, move_meant
from bot.work.duties.selection import Wanted, choose
from bot.work.duties.undo import UNDONE, undo_in
from bot.work.duties.units import Named, one_unit, units_of_option, units_of_words
from bot.work.letters.archived_ledgers import archived_titles
from bot.work.letters.lines import line_of
from bot.work.office import Actor, Office

#: Before the unit that takes over, and a sign behind it.
_TO = ("给", "至", "到")
_SIGN = re.compile(f"[{SIGNS}]")
#: What may name a new last day.
EXTENSIONS = frozenset({Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED})


@dataclass(frozen=True, slots=True)
class Deed:
    """One command as it was done: the duties as they now stand, and how many others were left open."""

    verb: str
    lines: tuple[Line, ...]
    left_open: int = 0
    skipped: tuple[tuple[str, str], ...] = ()


def do_all(
    session: Session,
    office: Office,
    actor: Actor,
    origin: Origin,
    said: Sequence[Said],
    evidence: Sequence[Evidence],
    now: datetime,
) -> list[Deed]:
    """Raises UsageError or MoveError at the first that cannot be done; the caller's transaction ends with it."""
    if actor.role == LEADER:
        raise UsageError("chat.read_only")
    return [_do(session, office, actor, origin, one, evidence, now) for one in said]


def _do(
    session: Session,
    office: Office,
    actor: Actor,
    origin: Origin,
    said: Said,
    evidence: Sequence[Evidence],
    now: datetime,
) -> Deed:
    if said.verb is Errand.UNDO:
        undone = undo_in(session, office, actor, now, "、".join(said.numbers) or None)
        return Deed(UNDONE, _lines(office, undone.duties, undone.numbers, now))
    assert isinstance(said.verb, Verb)  # whoever asks for help is helped before
    verb = Verb.CLOSED if said.verb is Verb.REPORTED and actor.role == COORDINATOR else said.verb
    if actor.role in MOVES[verb].by or actor.role != COORDINATOR:
        items = _items(session, actor, origin, said)
    else:
        raise MoveError("plan.not_yours", verb=text(f"plan.verb_{verb}"), role=actor.role)
    own = items.parts
    first, _, more = said.words.partition("\n")
    named, rest = _units(office, actor, own, said, first.split())
    to_unit, rest = _new_unit(office, verb, rest)
    until, rest = _day(office, said, verb, rest, now)
    note = "\n".join(filter(None, (" ".join(rest), more))) or None
    numbers, proof = "、".join(said.numbers), next(iter(evidence), None)
    longer = read_span(said.longer)
    move = Move(numbers, verb, until=until, note=note, evidence=proof, to_unit=to_unit, longer=longer)
    check(move, actor)
    wanted = Wanted(verb, named, until, adds=bool(note or evidence), is_longer=longer is not None)
    meant = choose(office, actor, items, wanted, office.today(now))
    done = move_meant(session, office, meant, move, actor, now)
    keep_more(session, office, actor, done.duties, evidence[1:], now)
    return Deed(str(verb), _lines(office, done.duties, done.numbers, now), len(done.left_open), done.skipped)


def _items(session: Session, actor: Actor, origin: Origin, said: Said) -> Items:
    """Those that are numbered; without numbers all that the message told of."""
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


def _units(
    office: Office, actor: Actor, own: Sequence[Duty], said: Said, words: Sequence[str]
) -> tuple[Named | None, Sequence[str]]:
    """The units of the item that are named, and the words after them; of a reassignment perhaps none."""
    if said.units:
        return units_of_option(office, own, said.units), words
    if said.verb is Verb.REASSIGNED and words and words[0].startswith(_TO):
        return None, words
    try:
        return units_of_words(office, actor, own, words)
    except UsageError:
        if said.verb is not Verb.REASSIGNED:
            raise
        return None, words


def _new_unit(office: Office, verb: Verb, rest: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Of a reassignment the unit that takes over, which is the first word."""
    if verb is not Verb.REASSIGNED or not rest:
        return None, rest
    word, _, behind = _SIGN.sub("\n", rest[0].lstrip("".join(_TO)), count=1).partition("\n")
    return one_unit(office, word), [*filter(None, [behind]), *rest[1:]]


def _day(
    office: Office, said: Said, verb: Verb, rest: Sequence[str], now: datetime
) -> tuple[date | None, Sequence[str]]:
    """The new last day, and the words after it; granting may leave it out."""
    today = office.today(now)
    if said.until:
        day = read_day(office, said.until, today)
        if day is None:
            raise UsageError("chat.bad_day", found=said.until[:40])
        return day, rest
    if verb not in EXTENSIONS or said.longer or not rest:
        return None, rest
    day = read_day(office, rest[0].lstrip("至到"), today)
    if day is None and verb is Verb.EXTENSION_REQUESTED:
        raise UsageError("chat.bad_day", found=rest[0][:40])
    return day, rest[1:] if day is not None else rest


def _lines(office: Office, found: Sequence[Duty], numbers: Mapping[int, str], now: datetime) -> tuple[Line, ...]:
    today = office.today(now)
    return tuple(replace(line_of(duty, office, today), number=numbers[duty.id]) for duty in found)
