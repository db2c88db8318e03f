"""One duty in full, and what may be done with it."""

from starlette.responses import Response

from bot.board.call import REFUSED, Call, attachment, missing, page, refused, see, whole, written
from bot.board.clock import waits
from bot.board.forms import day_of, page_before
from bot.board.notice import notice_of
from bot.board.readings import readings
from bot.errors import BotError
from bot.plan.duty import Duty, State
from bot.plan.lifecycle import DATED, MOVES, Verb
from bot.plan.moves import is_too_late_to_hand_back
from bot.work.duties.chosen_duties import Pointed, move_pointed
from bot.work.duties.evidence import from_file
from bot.work.duties.undo import undo_move
from bot.work.letters.urging import urge
from bot.work.views.duty_story import duty_story, find_file

#: What a unit does here, in the order of its work; what a coordinator does.
OF_UNIT = (Verb.ACKNOWLEDGED, Verb.REPORTED, Verb.IN_PROGRESS, Verb.EXTENSION_REQUESTED, Verb.HANDED_BACK)
OF_COORDINATOR = (
    Verb.CLOSED,
    Verb.SENT_BACK,
    Verb.EXTENSION_GRANTED,
    Verb.EXTENSION_REFUSED,
    Verb.REASSIGNED,
    Verb.SUSPENDED,
    Verb.RESUMED,
    Verb.WITHDRAWN,
    Verb.REOPENED,
)
#: Without these a move says nothing.
NEEDS_NOTE = {Verb.SENT_BACK, Verb.EXTENSION_REQUESTED, Verb.HANDED_BACK}
LONGEST_NOTE = 4000
TAKES_FILES = {Verb.REPORTED}


def look(call: Call) -> Response:
    """A duty, its words, its story."""
    return _page(call, whole(call.path["id"]) or 0, call.query.get("do", "")) or missing(call)


def _page(call: Call, duty_id: int, chosen: str, fault: str = "") -> Response | None:
    """The page with the form of `chosen` open; where it was refused, with `fault` and all that was written into it.

    None where nothing is there for this reader, or no such form any more.
    """
    story = duty_story(call.office, call.actor, duty_id, call.now, call.known.duties)
    if story is None:
        return None
    offered = OF_COORDINATOR if call.is_coordinator else OF_UNIT if call.actor.role in MOVES[Verb.REPORTED].by else ()
    verbs = [verb for verb in offered if story.is_open and _fits(verb, story.own.duty, call)]
    if fault and chosen not in verbs:
        return None
    units = [unit.name for unit in call.office.roster.unit] if Verb.REASSIGNED in verbs else []
    return page(
        call,
        "duty",
        REFUSED if fault else 200,
        fault=fault,
        story=story,
        reading=readings(story.obligations),
        verbs=verbs,
        chosen=chosen,
        needs_note=NEEDS_NOTE,
        takes_files=TAKES_FILES,
        takes_day=DATED,
        units=units,
        waits=call.is_coordinator and story.is_open and waits(story.own.duty),
        notice=notice_of(call),
    )


def _fits(verb: Verb, duty: Duty, call: Call) -> bool:
    asked = duty.extension_until is not None
    if verb is Verb.EXTENSION_REFUSED and not asked:
        return False
    if verb is Verb.REPORTED and duty.state is State.REPORTED:  # more is said of what waits
        return True
    if verb is Verb.HANDED_BACK and is_too_late_to_hand_back(duty, call.today, call.office.rules):
        return False
    dated = verb not in DATED or duty.due is not None
    return dated and duty.state in MOVES[verb].sources


def act(call: Call) -> Response:
    """What a form asks for, done with the duties that it names; a refused one says why and changes nothing."""
    verb = call.field("verb")
    if verb not in set(Verb):
        return refused(call, "", 400)
    ids = tuple(whole(name) or 0 for name in call.form.get("duty", ()))
    try:
        move = _move(call, Verb(verb), ids)
    except BotError as fault:
        again = _page(call, ids[0], verb, str(fault)) if len(ids) == 1 and written(call) else None
        if again is None:
            raise
        return again
    return see(call, page_before(call), move=move)


def _move(call: Call, verb: Verb, ids: tuple[int, ...]) -> str:
    pointed = Pointed(
        ids=ids,
        verb=verb,
        until=day_of(call.field("until")),
        note=call.words("note", LONGEST_NOTE) or None,
        evidence=tuple(from_file(call.office, file.name, file.content) for file in call.files if file.content),
        to_unit=call.field("to_unit") or None,
        by_name=bool(call.field("by_name")),
    )
    return move_pointed(call.office, pointed, call.actor, call.now, call.known.duties)


def press(call: Call) -> Response:
    """Urges the late unit of a duty in the coordinator's own words."""
    story = duty_story(call.office, call.actor, whole(call.field("duty")) or 0, call.now)
    if story is None:
        return missing(call)
    own = story.own.duty
    words = call.words("note", LONGEST_NOTE)
    urge(call.office, own.number, words, call.now, call.actor, ledger_id=own.ledger_id, unit=own.unit)
    return see(call, page_before(call), urged=1)


def undo(call: Call) -> Response:
    """Takes a move back."""
    undone = undo_move(call.office, call.actor, call.now, call.field("move")[:36], call.known.duties)
    return see(call, page_before(call), undone=len(undone.duties))


def fetch(call: Call) -> Response:
    """A file that was handed in: always to be saved, never shown in the page."""
    file = find_file(call.office, call.actor, whole(call.path["id"]) or 0, call.known.duties)
    if file is None:
        return missing(call)
    return attachment(file.name, file.content, "application/octet-stream")
