"""What is said in a mail or a chat, done: every command of it or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.messages import Line
from bot.plan.duty import Duty, State
from bot.plan.lifecycle import DATED, MOVES, WORDLESS, Verb
from bot.roster.roster import COORDINATOR, LEADER
from bot.speech import Errand, Said
from bot.speech.signs import SIGNS
from bot.speech.spans import read_span
from bot.texts import text
from bot.work.answers.meant_items import items_meant
from bot.work.answers.origin import Origin
from bot.work.duties.chosen_duties import keep_more
from bot.work.duties.days import read_day, unread_day
from bot.work.duties.evidence import Evidence
from bot.work.duties.moves import Move, check, move_meant
from bot.work.duties.selection import Wanted, choose
from bot.work.duties.undo import UNDONE, undo_in
from bot.work.duties.units import Named, not_in_task, one_unit, units_of_option, units_of_words
from bot.work.letters.lines import line_of
from bot.work.office import Actor, Office

#: Before the unit that takes over, and a sign behind it.
_TO = ("给", "至", "到")
#: The same in English.
_TO_WORD = "to"
_SIGN = re.compile(f"[{SIGNS}]")
#: Words with which no unit's name begins: 已报区政府, 同意, 情况属实.
_REMARK = re.compile("已(?!知)|同意|情况|属实|符合|合格|收到|可以|(?i:ok|fine|good|agreed)\\b")
#: What was said of a report later.
ADDED = "added"


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
        return _undone(session, office, actor, said, now)
    if said.verb is Errand.ADD:
        return _added(session, office, actor, origin, said, evidence, now)
    if not isinstance(said.verb, Verb):  # whoever asks for help is helped before
        raise UsageError("chat.in_a_chat_only")
    verb = Verb.CLOSED if said.verb is Verb.REPORTED and actor.role == COORDINATOR else said.verb
    if actor.role in MOVES[verb].by or actor.role != COORDINATOR:
        items = items_meant(session, actor, origin, said)
    else:
        raise MoveError("plan.not_yours", verb=text(f"plan.verb_{verb}"), role=actor.role)
    own = items.parts
    first, _, more = said.words.partition("\n")
    named, rest = _units(office, actor, own, said, first.split())
    if named is None and verb in WORDLESS and len({duty.unit for duty in own}) > 1 and _is_a_name(rest):
        raise not_in_task(own, rest[0])
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


def _is_a_name(words: Sequence[str]) -> bool:
    """Whether the first of them must be meant as a unit's name, since it is no remark."""
    return bool(words) and not _REMARK.match(words[0])


def _undone(session: Session, office: Office, actor: Actor, said: Said, now: datetime) -> Deed:
    """The last move taken back. Raises UsageError where it is said to be another."""
    undone = undo_in(session, office, actor, now, "、".join(said.numbers) or None)
    if said.words in set(Verb) and set(undone.verbs) != {said.words}:
        found = text("mailbox.list_comma").join(text(f"plan.verb_{verb}") for verb in undone.verbs if verb in set(Verb))
        raise UsageError("chat.last_was", found=found, wanted=text(f"plan.verb_{said.words}"))
    return Deed(UNDONE, _lines(office, undone.duties, undone.numbers, now))


def _added(
    session: Session,
    office: Office,
    actor: Actor,
    origin: Origin,
    said: Said,
    evidence: Sequence[Evidence],
    now: datetime,
) -> Deed:
    """More of a report that was made. Raises UsageError where any of it is not under review."""
    own = items_meant(session, actor, origin, said).parts
    if not own or any(duty.state is not State.REPORTED for duty in own):
        raise UsageError("chat.not_under_review")
    if not (said.words or evidence):
        raise UsageError("work.needs_note", verb=text("chat.button_more"))
    done = _do(session, office, actor, origin, replace(said, verb=Verb.REPORTED), evidence, now)
    return replace(done, verb=ADDED)


def _units(
    office: Office, actor: Actor, own: Sequence[Duty], said: Said, words: Sequence[str]
) -> tuple[Named | None, Sequence[str]]:
    """The units of the item that are named, and the words after them; of a reassignment perhaps none."""
    if said.units:
        return units_of_option(office, own, said.units), words
    if said.verb is Verb.REASSIGNED and words and (words[0].startswith(_TO) or words[0] == _TO_WORD):
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
    if rest[0] == _TO_WORD and len(rest) > 1:
        return one_unit(office, " ".join(rest[1:])), ()
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
            raise unread_day(office, said.until, today)
        return day, rest
    if verb not in DATED or said.longer or not rest:
        return None, rest
    day = read_day(office, rest[0].lstrip("至到"), today)
    if day is None and verb is Verb.EXTENSION_REQUESTED:
        raise unread_day(office, rest[0].lstrip("至到"), today)
    return day, rest[1:] if day is not None else rest


def _lines(office: Office, found: Sequence[Duty], numbers: Mapping[int, str], now: datetime) -> tuple[Line, ...]:
    today = office.today(now)
    return tuple(replace(line_of(duty, office, today), number=numbers[duty.id]) for duty in found)
