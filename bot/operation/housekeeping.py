"""Records are kept as long as the settings say; what was done, and by whom, is kept for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import ledgers, pacing, retention, visits
from bot.store.store import get_mark
from bot.work.documents.original import IMPORTS
from bot.work.duties.evidence import folder, kept_name
from bot.work.office import Office

EVERY = timedelta(days=1)
MARK = "housekeeping"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was taken out."""

    messages: int = 0
    evidence: int = 0
    files: int = 0


def keep_house(office: Office, now: datetime) -> Kept:
    """Once a day takes out what is older than the settings keep; at other times nothing."""
    keep = office.delivery.keep
    with office.store.begin() as session:
        mark = get_mark(session, MARK)
        if mark.at is not None and now - mark.at < EVERY:
            return Kept()
        mark.at = now
        pacing.forget_idle(session, now - EVERY)
        visits.sweep(session, now, EVERY)
        messages = evidence = 0
        if keep.messages_days:
            before = now - timedelta(days=keep.messages_days)
            messages = retention.drop_messages(session, before)
        if keep.evidence_days:
            before = now - timedelta(days=keep.evidence_days)
            # What a ledger came from is no evidence of work, and is asked for again.
            evidence = retention.drop_evidence(session, before, but=("amend", *IMPORTS))
        named = {kept_name(words) for words in retention.named_files(session)} | ledgers.kept_pictures(session)
    files = folder(office).sweep({name for name in named if name}, now - EVERY)
    return Kept(messages, evidence, files)
