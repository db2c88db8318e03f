"""A document read as a ledger: tasks, duties of its notice, questions."""

from dataclasses import dataclass
from datetime import date

from bot.model.deadline import Obligation
from bot.model.document import NOWHERE, Place
from bot.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Person:
    """A contact that the document itself names."""

    name: str
    phone: str | None = None
    email: str | None = None
    fax: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One numbered item. `number` is unique in its ledger: as printed, with its section where numbers start again.

    `supervising_units` (督导, 指导, 督办) are shown and have no duty. `cells` are its words in the columns,
    1-based, that a question is about.
    """

    number: str
    text: str
    section: tuple[str, ...] = ()
    title: str | None = None
    requirement: str | None = None
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    assisting_units: tuple[str, ...] = ()
    supervising_units: tuple[str, ...] = ()
    units_raw: str | None = None
    deadline_raw: str | None = None
    deadline_inherited: bool = False
    deadline_mentions: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    cells: tuple[tuple[int, str], ...] = ()
    source: Place = NOWHERE

    @property
    def charged_units(self) -> tuple[str, ...]:
        """Those that have a duty: who leads, who is responsible, who assists."""
        return (*self.lead_units, *self.responsible_units, *self.assisting_units)


@dataclass(frozen=True, slots=True)
class NoticeDuty:
    """A dated sentence of the covering notice: who does what, to whom, when.

    `binds` is False for text that addresses another level of government; `refines` names the duty that an annex
    note makes precise.
    """

    id: str
    text: str
    who: tuple[str, ...] = ()
    what: str = ""
    to: str | None = None
    deadline_phrase: str = ""
    binds: bool = True
    refines: str | None = None
    obligations: tuple[Obligation, ...] = ()
    source: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: `key` is typed or stored, `label` is read, in the language set."""

    key: str
    sentence: Sentence

    @property
    def label(self) -> str:
        """What the answer means, in words."""
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Words of a picture that may have been misread, as a question asks about them.

    `part`: deadline, unit, number, text or other. `role`: of a unit cell, what its column says of the names in it
    (lead, responsible, assisting); “name” where the words are one name. `tasks`: the items and duties they belong to.
    """

    text: str
    part: str
    tasks: tuple[str, ...] = ()
    source: Place = NOWHERE
    role: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What could not be read with certainty, for the coordinator. `default` is a key of `choices`.

    `task` is the number of a task or the id of a duty, None where the question is about the whole ledger;
    `tasks` lists the numbers it settles when it is one question for many. `obligation` is the 0-based index of the
    obligation meant, None for all of the item's.
    """

    id: str
    flag: str
    sentence: Sentence
    choices: tuple[Choice, ...]
    default: str
    task: str | None = None
    tasks: tuple[str, ...] = ()
    obligation: int | None = None
    source: Place = NOWHERE
    doubtful: tuple[Doubtful, ...] = ()  # what a question about a scan's page asks to be compared, from 1
    layout: str = ""  # of a question about a column: the header of its table, for the next file of that layout

    @property
    def text(self) -> str:
        """What is asked, in words of the language set."""
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A document read: its tasks, the duties of its notice, and what must be asked."""

    title: str
    issuer: str | None = None
    document_number: str | None = None
    issued: date | None = None
    year: int | None = None
    contacts: tuple[Person, ...] = ()
    recipients: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    duties: tuple[NoticeDuty, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Sentence, ...] = ()  # what is said for the coordinator that ask nothing
    source: Place = NOWHERE
    sha256: str = ""
    pictures: str = ""  # the name of the kept file that shows the places in doubt
