"""What happened to a duty, to its unit at once: a decision, another last day, other words, an end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.messages.typography import day
from bot.model import Change, Item, NoticeKind
from bot.plan.duty import ENDED, RUNNING, Duty, State
from bot.plan.lifecycle import Verb, waiting_verb
from bot.roster.roster import CONTACT
from bot.store import people
from bot.texts import text
from bot.work.office import Office
from bot.work.outgoing.posting import DECISIONS, ENDINGS, Batch, change_kind, post_all
from bot.work.people.directory import Directory

#: The moves of a coordinator that its unit hears of.
TOLD = DECISIONS | {Verb.WITHDRAWN, Verb.SUSPENDED, Verb.RESUMED, Verb.REOPENED, Verb.REASSIGNED}


def change_of(after: Duty, verb: Verb, note: str | None) -> Change | None:
    """What a move is to the unit; None where it made the move itself, or has nothing to learn from it."""
    if verb not in TOLD:
        return None
    if verb is Verb.CLOSED and after.state is not State.CLOSED:  # this cycle's report; the work goes on
        if after.at_least is not None and after.at_least > 1:
            return Change("counted", note=note or "", done=after.accepted, of=after.at_least)
        return Change("accepted", note=note or "")
    until = after.due if verb in {Verb.EXTENSION_GRANTED, Verb.RESUMED, Verb.REOPENED} else None
    return Change(str(verb), until, note or "")


def is_told(duty: Duty, change: Change) -> bool:
    """Whether the unit hears of a change of a duty that stands so: its end, and whatever concerns work it has to do.

    While a report waits, what the document changed is news; a decision on what was reported before is none.
    """
    if change.verb in ENDINGS or duty.state in RUNNING:
        return True
    return duty.state not in ENDED and change.verb not in set(Verb)


def tell_changes(
    session: Session,
    office: Office,
    found: Iterable[tuple[Duty, Change]],
    now: datetime,
    first_at: datetime | None = None,
) -> None:
    """One message a person, with what waits for them unsent; it waits for no other day than the hours ask for.

    `found`: duties as they now stand. `first_at`: not before then, so that what was a
    slip can be put right. Who was not told of a duty yet is told of no change of it.
    """
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    batches: dict[str, Batch] = {}
    for duty, change in found:
        known = duty.told_at is not None or duty.renewal
        recipient = directory.recipient(duty.unit, CONTACT) if known and is_told(duty, change) else None
        if recipient is not None:
            kind = change_kind(change)
            item = Item(duty.id, duty.unit, f"{kind} {now.isoformat()}", kind, number=duty.number, changes=(change,))
            batches.setdefault(recipient.person, Batch(recipient)).add(item)
    post_all(session, office, batches, now, capped=False, first_at=first_at, spaced=True)


def after_a_while(office: Office, now: datetime) -> datetime:
    """When what happens by and by is told: in so many minutes, so that all of them are one message."""
    return now + timedelta(minutes=office.rules.policy.bundle_minutes)


def is_to_tell(item: Item, duty: Duty, *, heard: bool = False) -> bool:
    """Whether an item still says something: of a duty at work all; of another what is told of it all the same.

    `heard`: its message may have gone out already, unknown to us.
    """
    if item.kind is NoticeKind.NEWS:
        return waiting_verb(duty) is not None or any(change.verb == "taken-back" for change in item.changes)
    if item.kind is NoticeKind.INQUIRY:  # an answer has come meanwhile in any other state
        return duty.state is State.ACKNOWLEDGED and duty.extension_until is None
    # What ended before anybody was told of it is no news to its unit.
    passed_over = ENDINGS if item.kind is NoticeKind.DISPATCH and not heard else frozenset[str]()
    return duty.state in RUNNING or any(
        is_told(duty, change) for change in item.changes if change.verb not in passed_over
    )


def change_words(item: Item) -> str:
    """The changes that an item tells, in one line; empty without any."""
    return text("work.and_told").join(_sentence(one) for one in item.changes)


def _sentence(change: Change) -> str:
    note = change.note.rstrip("。；;. ")
    key = f"work.noted_{change.verb}" if note else f"work.told_{change.verb}"
    return text(key, note=note, was=_before(change), until=day(change.until) if change.until else "")


def _before(change: Change) -> str:
    """What a change goes on from, or comes with, in words."""
    if change.was_on is not None:
        return day(change.was_on)
    if change.verb == "undone":
        return text(f"plan.verb_{change.was if change.was in set(Verb) else Verb.CLOSED}")
    if change.of:
        return text("work.accepted_of", done=change.done, n=change.of)
    return text("work.with_evidence", name=change.evidence) if change.evidence else change.was
