"""A stored document: its questions answered in place, who can be reached, a rehearsal, the dispatch."""

from collections import Counter
from datetime import date, timedelta

from starlette.responses import Response

from bot.board.call import Call, attachment, missing, page, see, whole
from bot.board.facsimile import facsimile
from bot.board.forms import day_of
from bot.board.readings import item_lines
from bot.board.uploads import read_kept
from bot.errors import UsageError
from bot.ledger import write_correction
from bot.messages.page import month_pictures
from bot.model import Question
from bot.store.ledgers import ARCHIVED, DRAFT
from bot.work.documents.archive import archive
from bot.work.documents.carry_undo import carried_into
from bot.work.documents.dispatch import dispatch, preview
from bot.work.documents.intake import answer, questions
from bot.work.documents.original import find_original
from bot.work.documents.place_pictures import pictures_of
from bot.work.people.unit_editing import units_state
from bot.work.rehearsal.loads import loads
from bot.work.rehearsal.rehearse import rehearse
from bot.work.views.ledger_head import ledger_head

#: How far a rehearsal looks ahead, unless asked otherwise; at most a year and a half.
AHEAD, MOST_AHEAD = timedelta(days=92), timedelta(days=550)
OTHER = "date"


def look(call: Call) -> Response:
    """What was read, what is asked, and what a dispatch would do."""
    head = ledger_head(call.office, call.path["id"])
    asked = questions(call.office, head.id)
    return page(
        call,
        "document",
        head=head,
        is_draft=head.state == DRAFT,
        items=item_lines(head.ledger),
        numbers={task.number for task in head.ledger.tasks},
        put=call.query.get("put", ""),
        carried=whole(call.query.get("carried", "")),
        uncarried="uncarried" in call.query,
        carries=[] if head.state == ARCHIVED else carried_into(call.office, head.id),
        asked=[one for one in asked if one.answer is None],
        pictured={one.question.id: sorted(pictures_of(call.office, head.ledger, one.question)) for one in asked},
        answered=[one for one in asked if one.answer is not None],
        state=units_state(call.office),
        preview=preview(call.office, head.id, call.now, defaults=True) if head.state == DRAFT else None,
    )


def original(call: Call) -> Response:
    """The document in its own form, what was read of it marked, beside its items."""
    head = ledger_head(call.office, call.path["id"])
    file = find_original(call.office, head.id)
    if file is None:
        return page(call, "original", head=head, facsimile=None, items=())
    drawn = facsimile(read_kept(file.content, file.name), head.ledger)
    return page(call, "original", head=head, facsimile=drawn, items=item_lines(head.ledger))


def fetch(call: Call) -> Response:
    """The file that the ledger was read from, to be saved."""
    file = find_original(call.office, call.path["id"])
    return attachment(file.name, file.content, "application/octet-stream") if file is not None else missing(call)


def show_place(call: Call) -> Response:
    """One place of a scan as it looks there."""
    head, at = ledger_head(call.office, call.path["id"]), whole(call.path["at"])
    question = next((one for one in head.ledger.questions if one.id == call.path["question"]), None)
    picture = pictures_of(call.office, head.ledger, question).get(at or 0) if question is not None else None
    return Response(picture, media_type="image/jpeg") if picture is not None else missing(call)


def settle(call: Call) -> Response:
    """Answers that were chosen; words go before a choice. What was left open stays open."""
    name = call.path["id"]
    given = {}
    for one in questions(call.office, name):
        chosen, words = call.field(f"q-{one.question.id}"), call.field(f"w-{one.question.id}")
        right = _right_words(call, one.question)
        if right:
            given[one.question.id] = write_correction(right)
        elif words:
            given[one.question.id] = words
        elif chosen and chosen != OTHER:
            given[one.question.id] = chosen
    if given:
        answer(call.office, name, given, call.now, call.actor)
    return see(call, f"/document/{name}")


def _right_words(call: Call, question: Question) -> dict[int, str]:
    """What was written beside places of a scan, by their numbers."""
    said = {at: call.field(f"p-{question.id}-{at}") for at in range(1, len(question.doubtful) + 1)}
    return {at: words for at, words in said.items() if words}


def try_out(call: Call) -> Response:
    """What would be sent in the months to come, as a picture; nothing is sent."""
    head = ledger_head(call.office, call.path["id"])
    first = _day(call, "from") or call.today
    last = _day(call, "to") or first + AHEAD
    if last < first:
        raise UsageError("cli.dates_turned", first=first, last=last)
    if last - first > MOST_AHEAD:
        raise UsageError("board.rehearsal_long", days=MOST_AHEAD.days)
    messages = list(rehearse(call.office, first, last, head.id))
    counts = Counter(message.at.date() for message in messages)
    return page(
        call,
        "rehearsal",
        head=head,
        first=first,
        last=last,
        n=len(messages),
        months=month_pictures(first, last, counts),
        loads=loads(messages),
        days=sorted(counts.items()),
        fullest=max((load.messages for load in loads(messages)), default=0),
    )


def send_out(call: Call) -> Response:
    """交办: from now on, or from the day given, its duties are told."""
    name = call.path["id"]
    day = _day(call, "on")
    at = call.office.rules.at(day) if day is not None and day > call.today else call.now
    dispatch(call.office, name, at, call.now, call.actor, defaults=bool(call.field("defaults")))
    return see(call, f"/ledger/{name}")


def put_away(call: Call) -> Response:
    """Ends everything for a ledger."""
    archive(call.office, call.path["id"], call.now, call.actor, anyway=bool(call.field("anyway")))
    return see(call, "/ledgers")


def _day(call: Call, name: str) -> date | None:
    return day_of(call.field(name) or call.query.get(name, ""))
