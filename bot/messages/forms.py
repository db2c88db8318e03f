"""Formal documents as drafts: a Word file for the coordinator to check, sign and send. The bot sends none itself."""

from dataclasses import dataclass
from pathlib import Path

from bot.messages.grouping import paragraphs
from bot.messages.letter import Letter, Line
from bot.messages.templates import render
from bot.messages.typography import book, day
from bot.model import Attachment, NoticeKind
from bot.texts import counted, text

#: Kinds of notice that go to a coordinator with a draft.
DRAFTED = (NoticeKind.ESCALATION, NoticeKind.CIRCULAR)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Charge:
    """What one ledger charges one unit with: the ledger by title and number, the items in full."""

    ledger: str
    items: tuple[str, ...]
    is_urged: bool


@dataclass(frozen=True, slots=True)
class Addressee:
    """One unit and all that it is charged with."""

    unit: str
    charges: tuple[Charge, ...]


def render_form(kind: NoticeKind, letter: Letter, config: Path | None = None) -> Attachment:
    """The draft of `kind`: of 督办函 a letter a unit, each on a page of its own; of 通报 one over all units."""
    units = addressees(letter)
    if kind is NoticeKind.ESCALATION:
        pages = [_lines(kind, config, letter=letter, unit=unit, n=n) for n, unit in enumerate(units)]
    else:
        pages = [_lines(kind, config, letter=letter, units=units)]
    from bot.messages.docx_draft import docx_draft  # noqa: PLC0415 - python-docx is wanted now and then

    return Attachment(text(f"forms.name_{kind}", day=letter.today), WORD, docx_draft(pages))


def _lines(kind: NoticeKind, config: Path | None, **values: object) -> list[str]:
    found = (line.strip() for line in render(f"forms/{kind}.txt", config, **values).splitlines())
    return [line for line in found if line]


def addressees(letter: Letter) -> list[Addressee]:
    """The overdue items by unit, in the order of the letter; nothing of them is cut."""
    names = dict.fromkeys(line.unit for line in letter.lines if line.days_over > 0)
    return [Addressee(unit, tuple(_charges(letter, unit))) for unit in names]


def _charges(letter: Letter, unit: str) -> list[Charge]:
    made = []
    for part in letter.parts:
        lines = [line for line in part.lines if line.unit == unit and line.days_over > 0]
        number = text("letter.document_number", number=part.document_number) if part.document_number else ""
        if lines:
            items = tuple(_item(letter, line) for line in lines)
            made.append(Charge(book(part.title) + number, items, all(line.urgings > 0 for line in lines)))
    return made


def _item(letter: Letter, line: Line) -> str:
    """The item in full, and how it stands. Who was never urged is not said to have been."""
    assert line.due is not None
    parts = {"number": line.number, "task": full_task(letter, line), "due": day(line.due)}
    over = counted("forms.days", line.days_over)
    urged = counted("forms.urged", line.urgings) if line.urgings else ""
    return text("forms.item", over=over, urged=urged, **parts)


def full_task(letter: Letter, line: Line) -> str:
    """The task's whole words on one line, and which of its parts is meant."""
    full = letter.texts.get((line.ledger, line.number))
    words = "".join(paragraphs(full.words)) if full is not None else line.title
    words = words.rstrip("。；;. ")
    return text("duty.labelled", title=words, label=line.label) if line.label and line.label not in words else words
