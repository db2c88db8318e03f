"""The values that travel the road: Document → Ledger → Task → Obligation → Notice → Message → Delivery.

All are frozen. A value that came from a document carries its `Place`, so that any message can say
which line of which document it rests on.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

# A field named `date` or `time` hides the type of that name from the fields after it.
Day = date
Clock = time


# ------------------------------------------------------------------ reading
@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: 1-based; None where the format knows no such thing."""

    file: str = ""
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph outside tables. `label` is an automatic list number, already spelled out (“（一）”, “1.”)."""

    text: str
    place: Place
    label: str = ""
    heading: int | None = None  # 1 is the highest


@dataclass(frozen=True, slots=True)
class Cell:
    """One position of a table's grid.

    A merged area stands at every position that it covers with the same text; `origin` is the (row, column)
    index, 0-based within the table, of its first position, so `origin != own index` means inherited by merging.
    A cell that is truly blank has its own index as origin and an empty text.
    Paragraphs within a cell are separated by a newline.
    """

    text: str
    place: Place
    origin: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: every row has the same number of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says, in reading order.

    `format`: docx, xlsx, xls, csv, pdf, html, txt. `remarks`: keys of texts about what was noticed while reading
    (a cut end, an embedded picture), with the place.
    """

    name: str
    format: str
    blocks: tuple[Paragraph | Table, ...]
    sha256: str = ""
    published: date | None = None  # the publication date of a saved web page
    remarks: tuple[tuple[str, Place], ...] = ()


# ---------------------------------------------------------------- deadlines
class Kind(StrEnum):
    """The eight kinds of obligation (`deadlines.md`)."""

    DUE = "due"
    WINDOW = "window"
    RECURRING = "recurring"
    STANDING = "standing"
    RELATIVE = "relative"
    IMMEDIATE = "immediate"
    DONE = "done"
    NONE = "none"


#: Flags that are questions to the coordinator; nothing is sent before they are settled.
QUESTION_FLAGS = frozenset({"past", "conflict", "missing", "not-understood", "vague"})


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing to be done by some time, read from `phrase` by the rule named `rule`.

    `date`, `alt`, `end` and every occurrence of `rrule` are last on-time days, inclusive. `alt` is the stricter
    of two honest readings. `source` says where in a ledger the phrase stood: column, text or notice.
    """

    kind: Kind
    phrase: str = ""
    date: Day | None = None
    alt: Day | None = None
    time: Clock | None = None
    start: Day | None = None
    end: Day | None = None
    rrule: str | None = None
    at_least: int | None = None
    n: int | None = None
    unit: str | None = None  # minute, hour, workday, day, week, month, year
    anchor: str | None = None  # event, issued
    label: str | None = None
    rule: str = ""
    flags: tuple[str, ...] = ()
    source: str | None = None

    @property
    def last_day(self) -> Day | None:
        """The one day by which it must be done, where there is one."""
        return self.end if self.kind is Kind.WINDOW else self.date


@dataclass(frozen=True, slots=True)
class Unread:
    """Characters `start` (inclusive) to `end` (exclusive) of the phrase that no rule explains."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase means: the obligations in the order written, and what is to be said of them."""

    obligations: tuple[Obligation, ...]
    flags: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


# ------------------------------------------------------------------- ledger
@dataclass(frozen=True, slots=True)
class Person:
    """A contact that the document itself names."""

    name: str
    phone: str | None = None
    email: str | None = None
    fax: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One numbered item. `number` is unique in its ledger: as printed, with its section where numbers start again."""

    number: str
    text: str
    section: tuple[str, ...] = ()
    title: str | None = None
    requirement: str | None = None
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    assisting_units: tuple[str, ...] = ()
    units_raw: str | None = None
    deadline_raw: str | None = None
    deadline_inherited: bool = False
    deadline_mentions: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    source: Place = Place()


@dataclass(frozen=True, slots=True)
class Duty:
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
    source: Place = Place()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: `key` is typed or stored, `label` is read."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What could not be read with certainty, for the coordinator. `default` is a key of `choices`.

    `task` is the number of a task or the id of a duty, None where the question is about the whole ledger;
    `tasks` lists the numbers it settles when it is one question for many. `obligation` is the 0-based index of the
    obligation meant, None for all of the item's.
    """

    id: str
    flag: str
    text: str
    choices: tuple[Choice, ...]
    default: str
    task: str | None = None
    tasks: tuple[str, ...] = ()
    obligation: int | None = None
    source: Place = Place()


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
    duties: tuple[Duty, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()  # sentences for the coordinator that ask nothing
    source: Place = Place()
    sha256: str = ""


# ----------------------------------------------------------------- delivery
@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One rendered message for one address.

    `html` is what the channel takes as markup: a whole page for mail, Telegram's subset for chat. `id` stays the
    same over repeats: it becomes the Message-ID of a mail. `repeat` is True when an earlier try may have arrived.
    """

    id: str
    subject: str
    text: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """A channel took the message. `confirmed` is False where the service only says that it was handed over.

    `refused` names those of several recipients that the server did not take, each with its code: 5xx for good,
    4xx for now, so the message may be sent to them alone again.
    """

    channel: str
    address: str
    remote_id: str | None = None
    confirmed: bool = True
    refused: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a notice: one duty at one rung."""

    duty_id: int
    ledger: str
    task: str
    unit: str
    rung: str
    due: date | None = None
    alt: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is to be told at one instant, before it is put into words."""

    at: datetime
    to: str
    role: str  # contact, leader, coordinator
    contact: str | None
    kind: str  # dispatch, reminder, urging, escalation, feedback, digest
    items: tuple[Item, ...] = ()
