"""A coordinator's day: what waits for a decision, what is late, what comes, what is in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.plan.duty import Duty, State
from bot.roster.roster import CONTACT
from bot.store import duties, duty_summaries, ledgers, mails, outbox, people
from bot.store.tables import EventRow
from bot.work.duties.evidence import kept_name, shown
from bot.work.office import Office
from bot.work.people.directory import Directory
from bot.work.stored_ledger import asking
from bot.work.views.duty_list import Listed, Together, listed, together

AHEAD = timedelta(days=14)
MOST = 200
#: Of a duty so many of its last remarks are looked through for what was said with the report.
REMARKS = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """A duty that waits for a decision, with what its unit said and the files that it handed in (id, name)."""

    own: Listed
    note: str
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A ledger that has open questions, or was not dispatched yet."""

    id: str
    title: str
    questions: int
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Day:
    """All of one day. `goes_on`: those of its lists of which only the first MOST duties are here."""

    reported: tuple[Waiting, ...]
    extensions: tuple[Waiting, ...]
    handed_back: tuple[Waiting, ...]
    late: tuple[Together, ...]
    coming: tuple[Together, ...]
    unsigned: tuple[tuple[str, int], ...]
    asking: tuple[Asking, ...]
    unreached: int
    without_way: tuple[str, ...]
    mails: int
    goes_on: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for a coordinator."""
        waits = (self.reported, self.extensions, self.handed_back, self.asking, self.without_way)
        return not any(waits) and not self.unreached and not self.mails


def day_of(office: Office, now: datetime) -> Day:
    """As things stand now."""
    today = office.today(now)
    with office.store.look() as session:
        working = ledgers.heads_by_state(session, ledgers.DISPATCHED)
        first, last, more = today, today + AHEAD, MOST + 1
        found = {
            "waiting": duty_summaries.to_decide(session, working, more),
            "late": duty_summaries.late(session, working, today, more),
            "coming": duty_summaries.coming(session, working, first, last, more),
        }
        waiting = _waiting(session, office, found["waiting"][:MOST], now)
        unsigned = duty_summaries.unsigned(session, working)
        directory = Directory(office.roster, people.all_bindings(session), today)
        return Day(
            reported=tuple(one for one in waiting if one.own.duty.state is State.REPORTED),
            extensions=tuple(one for one in waiting if one.own.duty.extension_until is not None),
            handed_back=tuple(one for one in waiting if one.own.duty.state is State.HANDED_BACK),
            late=tuple(together(listed(office, found["late"][:MOST], today))),
            coming=tuple(together(listed(office, found["coming"][:MOST], today))),
            unsigned=tuple(unsigned),
            asking=tuple(_asking(session)),
            unreached=outbox.count_in(session, outbox.UNSENT, outbox.WAITING, faulty=True),
            without_way=tuple(unit for unit, _ in unsigned if _is_unreachable(directory, unit)),
            mails=len(mails.waiting(session)),
            goes_on=frozenset(name for name, own in found.items() if len(own) > MOST),
        )


def _is_unreachable(directory: Directory, unit: str) -> bool:
    found = directory.recipient(unit, CONTACT)
    return found is not None and not found.ways


def _waiting(session: Session, office: Office, found: Sequence[Duty], now: datetime) -> list[Waiting]:
    said: dict[int, list[EventRow]] = {}
    for event in duties.remarks(session, [duty.id for duty in found], len(found) * REMARKS):
        said.setdefault(event.duty_id or 0, []).append(event)
    return [_with_words(one, said.get(one.duty.id, [])) for one in listed(office, found, office.today(now))]


def _with_words(own: Listed, said: Sequence[EventRow]) -> Waiting:
    """The newest words; the files of the same move."""
    note = next((event.note for event in said if event.note), "") or ""
    files = [(event.id, shown(event.evidence)) for event in reversed(said) if kept_name(event.evidence)]
    return Waiting(own, note, tuple(files))


def _asking(session: Session) -> list[Asking]:
    counts = {name: n for name, (_, n) in asking(session, ledgers.DRAFT, ledgers.DISPATCHED).items()}
    return [
        Asking(head.id, head.title, counts.get(head.id, 0), head.state == ledgers.DRAFT)
        for head in ledgers.all_heads(session)
        if head.state == ledgers.DRAFT or head.id in counts
    ]
