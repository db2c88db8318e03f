"""Answers in words of one's own: what they were read as, and units that nobody knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.deadlines import parse
from bot.errors import UsageError
from bot.ledger.items.units import ROLE_CHOICES
from bot.ledger.record.name_answers import asked_names, roles_said
from bot.model import Kind, Ledger, Obligation, Question
from bot.roster.names import is_group, is_unit
from bot.roster.roster import Roster
from bot.roster.unit_words import read_units
from bot.store import ledgers
from bot.work.office import Office, get_ledger
from bot.work.stored_ledger import stored_ledger

#: Questions that units answer.
UNITS_ASKED = frozenset({"open-list", "no-unit", "unit"})


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What one answer was read as: obligations, or units; `unknown`: those of them that are in no list of units."""

    question: str
    said: str
    obligations: tuple[Obligation, ...] = ()
    units: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def own_words(office: Office, ledger_id: str, given: Mapping[str, str]) -> list[OwnWords]:
    """Of answers just kept those that are no choice of their question, as they were read."""
    with office.store.begin() as session:
        ledger = stored_ledger(get_ledger(session, ledger_id))
        kept = ledgers.answers(session, ledger_id)
    return [
        _read(office, ledger, question, kept[question.id])
        for question in ledger.questions
        if question.id in given and question.id in kept and _is_own(question, kept[question.id])
    ]


def _is_own(question: Question, answer: str) -> bool:
    return answer not in {choice.key for choice in question.choices} and answer not in ROLE_CHOICES


def _read(office: Office, ledger: Ledger, question: Question, said: str) -> OwnWords:
    if question.flag in UNITS_ASKED:
        units = tuple(roles_said(question, said)) if asked_names(question) else tuple(_units(said))
        return OwnWords(question.id, said, (), units, tuple(u for u in units if not _is_known(office.roster, u)))
    reading = parse(said, issued=ledger.issued, year=ledger.year, where="column", settings=office.reading)
    return OwnWords(question.id, said, tuple(one for one in reading.obligations if one.kind is not Kind.NONE))


def check_units(roster: Roster, question: Question, said: str) -> None:
    """Raises UsageError where units are asked for and what was said names none: nothing is made of it."""
    if question.flag not in UNITS_ASKED or said in ROLE_CHOICES or asked_names(question):
        return
    named = list(_units(said))
    wrong = [name for name in named if not (_is_known(roster, name) or is_unit(name) or is_group(name))]
    if wrong or not named:
        raise UsageError("work.no_units", id=question.id, found="、".join(wrong) or said)


def _units(said: str) -> Iterator[str]:
    read = read_units(said)
    yield from dict.fromkeys((*read.lead, *read.responsible, *read.assisting, *read.doubtful))


def _is_known(roster: Roster, name: str) -> bool:
    return roster.find_unit(name) is not None or roster.find_group(name) is not None
