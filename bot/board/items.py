"""Single items by hand: a leader's instruction or a meeting's minute added, a wrong item corrected."""

from dataclasses import asdict, astuple
from hashlib import sha256

from starlette.responses import Response

from bot.board.call import Call, missing, page, see
from bot.errors import UsageError
from bot.model import Task
from bot.work.documents.items import Words, add_item, edit_item, new_ledger_id
from bot.work.views.ledger_head import ledger_head

#: More than any cell of a document holds that a person writes by hand.
LONGEST = 20_000
LONGEST_TITLE = 200
FIELDS = ("text", "lead", "responsible", "assisting", "deadline")


def ask(call: Call) -> Response:
    """A form with the words of an item: empty to add one, to a ledger or to a new one; filled in to correct it."""
    ledger_id, number = call.path.get("id", ""), call.query.get("number", "")
    head = ledger_head(call.office, ledger_id) if ledger_id else None
    old = next((task for task in head.ledger.tasks if task.number == number), None) if head is not None else None
    if number and old is None:
        return missing(call)
    words = _words_of(old) if old is not None else Words()
    return page(call, "item", head=head, old=old, words=words, state=_state(words), units=_names(call))


def _names(call: Call) -> list[str]:
    roster = call.office.roster
    return [*(unit.name for unit in roster.unit), *(group.name for group in roster.group)]


def put(call: Call) -> Response:
    """Reads the words like a document's and keeps the item; its questions stand on the ledger's page."""
    said = Words(**{name: call.words(name, LONGEST) for name in FIELDS})
    if not said.text:
        raise UsageError("board.no_text")
    number = call.field("number")
    if call.field("what") == "edit":
        return _edit(call, number, said)
    title = call.words("title", LONGEST_TITLE)
    ledger_id = call.path.get("id") or new_ledger_id(call.office, title)
    task, _ = add_item(call.office, ledger_id, number or None, said, call.now, call.actor, title or None)
    return see(call, f"/document/{ledger_id}", put=task.number)


def _edit(call: Call, number: str, said: Words) -> Response:
    head = ledger_head(call.office, call.path["id"])
    old = next((task for task in head.ledger.tasks if task.number == number), None)
    if old is None:
        return missing(call)
    before = _words_of(old)
    if _state(before) != call.field("state"):
        raise UsageError("board.item_changed", number=number)
    # What was left as it stood is not read again.
    changed = Words(**{name: new for name, new in asdict(said).items() if new != _as_sent(getattr(before, name))})
    if changed != Words():
        edit_item(call.office, head.id, number, changed, call.now, call.actor)
    return see(call, f"/document/{head.id}", put=number)


def _as_sent(words: str | None) -> str:
    """The words as a browser sends them back where nobody touched them."""
    return (words or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _words_of(task: Task) -> Words:
    lead, responsible, assisting = map("、".join, (task.lead_units, task.responsible_units, task.assisting_units))
    return Words(task.text, lead, responsible, assisting, task.deadline_raw or "")


def _state(words: Words) -> str:
    return sha256("\0".join(word or "" for word in astuple(words)).encode()).hexdigest()[:16]
