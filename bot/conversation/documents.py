"""A document that a coordinator sends: read aside, taken in as a draft, or asked about where it is like another."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.conversation.answer import FETCH, Answer, Hear, Reply, Slow
from bot.conversation.drafts import changes_answer, draft_answer
from bot.conversation.request import Request, page
from bot.errors import UsageError
from bot.ledger import Changes, extract_confined, from_json, to_record
from bot.messages import render
from bot.messages.buttons import CARD, button
from bot.model import Button, Ledger
from bot.reading import read_data
from bot.roster.roster import COORDINATOR
from bot.texts import text
from bot.work.answers.cards import Card, cards_of_kind, change_card, new_card
from bot.work.documents.amendment import amend, amended_by
from bot.work.documents.intake import SAME, Taken, take_in
from bot.work.documents.original import as_original
from bot.work.documents.place_pictures import keep_pictures
from bot.work.documents.resemblance import UncertainLedgerError
from bot.work.documents.scan_progress import ScanProgress
from bot.work.duties.evidence import Evidence
from bot.work.office import Office

#: The card of a document while it is read.
READING = "reading"
#: What a document's name ends with; whether it is one is seen by reading it.
ENDINGS = (".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".pdf", ".ofd", ".html", ".htm", ".txt", ".csv", ".zip")


def is_document(request: Request) -> bool:
    """Whether a coordinator sends a file that may be a ledger, in private and without saying what it belongs to."""
    actor, said = request.actor, request.said
    return (
        actor is not None
        and actor.role == COORDINATOR
        and said.private
        and len(said.files) == 1
        and said.files[0].name.lower().endswith(ENDINGS)
    )


def take_document(request: Request) -> Answer:
    """Says that it is being read, and reads it beside the port's other work."""
    file = request.said.files[0]
    return FETCH if file.content is None else read_document(request, file.name, file.content)


def read_document(request: Request, name: str, content: bytes) -> Answer:
    """The same of a file that is here."""
    card = new_card(request.office, Card("", request.said.chat, READING, content={"name": name}), request.now)
    told = _Told(request.office, name)
    read = partial(_read, content, name, request, ScanProgress(told.tell))
    said = Reply(page(request, "reading", name=name))
    kept = as_original(request.office, name, content)
    work = partial(_ended, request, card, read)
    return Answer((said,), slow=Slow(work, partial(_taken, request, name, kept), told.tell_to))


class _Told:
    """How far a document is, as a message in the place of the one that it is being read."""

    def __init__(self, office: Office, name: str) -> None:
        self._office, self._name = office, name
        self._hear: Hear | None = None

    def tell_to(self, hear: Hear) -> None:
        self._hear = hear

    def tell(self, words: str) -> None:
        if self._hear is not None:
            self._hear(render("chat/recognising.html", self._office.config, name=self._name, words=words))


def _ended(request: Request, card: Card, read: Callable[[], Ledger]) -> Ledger:
    """What was read; that it was is noted, however it ended."""
    try:
        return read()
    finally:
        change_card(request.office, replace(card, kind="over", content={}))


def unfinished(office: Office) -> list[tuple[int, Reply]]:
    """Whose documents were being read when the program ended: they are asked to send them once more."""
    found = []
    for card in cards_of_kind(office, READING):
        change_card(office, replace(card, kind="over", content={}))
        html = render("chat/reading_lost.html", office.config, name=card.content["name"])
        found.append((card.chat, Reply(html)))
    return found


def _read(content: bytes, name: str, request: Request, told: ScanProgress) -> Ledger:
    office = request.office
    document = read_data(content, name, progress=told.progress, announce=told.announce)
    ledger = extract_confined(document, settings=office.reading, known=office.roster.names)
    return keep_pictures(office, ledger, document.pictures, request.now)


def _taken(request: Request, name: str, kept: Evidence | None, ledger: Ledger) -> Answer:
    """The draft, or the question what the document is to the ledgers that there are."""
    amended = amended_by(request.office, ledger)
    if amended is not None:
        ledger_id, changes = amended
        return _which(request, name, ledger, ledger_id, changes, "amends")
    try:
        taken = take_in(request.office, ledger, name, request.now, request.known, original=kept)
    except UncertainLedgerError as doubt:
        return _which(request, name, ledger, doubt.found.ledger_id, doubt.found.changes, "corrects")
    return _told(request, taken)


def _which(request: Request, name: str, ledger: Ledger, other: str, changes: Changes, how: str) -> Answer:
    content = {"name": name, "ledger": to_record(ledger), "other": other}
    card = new_card(request.office, Card("", request.said.chat, "document", content=content), request.now)
    rows = ((button(how, CARD, card.id, how),), (button("another", CARD, card.id, "new"),), _cancel(card))
    html = page(request, "which_document", how=how, other=other, title=ledger.title, changes=_counts(changes))
    return Answer((Reply(html, rows, "", card.id),))


def _cancel(card: Card) -> tuple[Button, ...]:
    return (button("cancel", CARD, card.id, "cancel"),)


def _counts(changes: Changes) -> dict[str, int]:
    found = {"added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed)}
    return {name: n for name, n in found.items() if n}


def on_document(request: Request, card: Card, act: str) -> Answer:
    """What the document is, as the coordinator says."""
    if request.known.role != COORDINATOR:
        return Answer(toast=text("chat.not_for_you"))
    change_card(request.office, replace(card, kind="over", content={}))
    if act == "cancel":
        return Answer((Reply(page(request, "cancelled"), (), card.message),))
    ledger, name, other = from_json(card.content["ledger"]), card.content["name"], card.content["other"]
    office, now, actor = request.office, request.now, request.known
    if act == "amends":
        changes = amend(office, other, ledger, now, actor)
        return changes_answer(request, other, changes)
    if act not in {"corrects", "new"}:
        raise UsageError("chat.button_gone")
    taken = take_in(
        office, ledger, name, now, actor, as_new=act == "new", corrects=other if act == "corrects" else None
    )
    return _told(request, taken)


def _told(request: Request, taken: Taken) -> Answer:
    if taken.changes is not None and taken.outcome != SAME:
        return changes_answer(request, taken.ledger_id, taken.changes)
    return draft_answer(request, taken.ledger_id)
