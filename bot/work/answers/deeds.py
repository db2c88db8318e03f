"""What a mail says, done: every command of it or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.messages import Line
from bot.plan.duty import Duty
from bot.plan.lifecycle import MOVES, Verb
from bot.roster.roster import COORDINATOR
from bot.speech import Errand, Said
from bot.store import duties
from bot.store.store import record
from bot.texts import text
from bot.work.answers.origin import Origin
from bot.work.duties.evidence import Evidence, keep
from bot.work.duties.items import Item, Items, find_items, plain_number
from bot.work.duties.moves import Move, check, move_meant
from bot.work.duties.selection import Wanted, choose
from bot.work.duties.undo import undo_in
from bot.work.duties.units import units_of_words
from bot.work.letters.composer import line_of
from bot.work.office import Actor, Office
from bot.work.views.conversation import read_day


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
        return Deed("undone", _lines(office, undone.duties, now))
    assert isinstance(said.verb, Verb)  # whoever asks for help is helped before
    verb = Verb.CLOSED if said.verb is Verb.REPORTED and actor.role == COORDINATOR else said.verb
    if actor.role in MOVES[verb].by or actor.role != COORDINATOR:
        items = _items(session, actor, origin, said)
    else:
        raise MoveError("plan.not_yours", verb=text(f"plan.verb_{verb}"), role=actor.role)
    own = items.parts
    first, _, more = said.words.partition("\n")
    named, rest = units_of_words(office, actor, own, first.split())
    to_unit, rest = _new_unit(office, verb, rest)
    until = _day(office, said, now)
    note = "\n".join(filter(None, (" ".join(rest), more))) or None
    move = Move(
        "、".join(said.numbers), verb, until=until, note=note, evidence=next(iter(evidence), None), to_unit=to_unit
    )
    check(move, actor)
    meant = choose(office, actor, items, Wanted(verb, named, until), office.today(now))
    done = move_meant(session, office, meant, move, actor, now)
    _keep_more(session, office, actor, done.duties, evidence[1:], now)
    return Deed(str(verb), _lines(office, done.duties, now), len(done.left_open), done.skipped)


def _items(session: Session, actor: Actor, origin: Origin, said: Said) -> Items:
    """Those that are numbered; without numbers all that the message told of."""
    told = [duty for duty in duties.get_duties(session, origin.duties).values() if _concerns(actor, duty)]
    if not said.numbers:
        if not told and not said.every:
            raise UsageError("mailbox.no_numbers")
        return Items(_grouped(told), every=True) if told else find_items(session, actor, "全部")
    found = [_numbered(session, actor, told, number) for number in said.numbers]
    items = tuple(item for one in found for item in one.items)
    return replace(found[0], items=items, missing=tuple(number for one in found for number in one.missing))


def _numbered(session: Session, actor: Actor, told: Sequence[Duty], written: str) -> Items:
    """A number that stands in several ledgers means that of the one that the message told of."""
    number, _, ledger = written.partition("@")
    head = number.rpartition(".")[0]
    where = {duty.ledger_id for duty in told if plain_number(duty.number) in {plain_number(number), plain_number(head)}}
    return find_items(session, actor, number, ledger or (where.pop() if len(where) == 1 else None))


def _concerns(actor: Actor, duty: Duty) -> bool:
    return actor.role == COORDINATOR or duty.unit in actor.units


def _grouped(found: Sequence[Duty]) -> tuple[Item, ...]:
    groups: dict[tuple[str, str], list[Duty]] = {}
    for duty in found:
        groups.setdefault((duty.ledger_id, duty.number), []).append(duty)
    return tuple(Item(ledger, number, tuple(own)) for (ledger, number), own in groups.items())


def _new_unit(office: Office, verb: Verb, rest: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Of a reassignment the unit that takes over, which is the first word."""
    if verb is not Verb.REASSIGNED or not rest:
        return None, rest
    unit = office.roster.find_unit(rest[0])
    if unit is None:
        raise UsageError("work.no_such_unit", found=rest[0][:40])
    return unit.name, rest[1:]


def _day(office: Office, said: Said, now: datetime) -> date | None:
    if not said.until:
        return None
    day = read_day(office, said.until, office.today(now))
    if day is None:
        raise UsageError("chat.bad_day", found=said.until[:40])
    return day


def _keep_more(
    session: Session, office: Office, actor: Actor, moved: Sequence[Duty], more: Sequence[Evidence], now: datetime
) -> None:
    """A move names one file; the others of the mail are lines of their own in the trail."""
    for evidence in more:
        for duty in moved:
            words = evidence.words
            record(session, actor, now, "evidence", ledger_id=duty.ledger_id, duty_id=duty.id, evidence=words)
        keep(office, evidence, now)


def _lines(office: Office, found: Sequence[Duty], now: datetime) -> tuple[Line, ...]:
    return tuple(line_of(duty, office, office.today(now)) for duty in found)
