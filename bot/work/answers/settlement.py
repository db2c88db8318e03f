"""A mail seen to: once, wholly or not at all, and answered if it is from somebody we know."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.roster.roster import LEADER
from bot.speech import Errand, Said, Unclear
from bot.store import mails
from bot.texts import away_from_terminal
from bot.work.answers.deeds import do_all
from bot.work.answers.failures import take_back
from bot.work.answers.incoming import Incoming, Outcome
from bot.work.answers.origin import Case, case_of
from bot.work.answers.outcomes import answered, noted
from bot.work.duties.evidence import Evidence, from_file
from bot.work.office import Office


def see_to(office: Office, mail: Incoming, now: datetime) -> Outcome:
    """What became of the mail. What it asks for is done in one transaction with the note that it was."""
    with away_from_terminal():
        try:
            with office.store.begin() as session:
                if mails.is_known(session, mail.message_id):
                    return Outcome.REPEATED
                return _see_to(session, office, mail, now)
        except UsageError as fault:
            with office.store.begin() as session:
                case = case_of(session, office.roster, mail)
                return answered(session, office, case, Outcome.REFUSED, now, fault=str(fault))


def set_aside(office: Office, mail: Incoming, now: datetime) -> Outcome:
    """Kept for a person, with nothing done: seeing to it ended in something nobody foresaw."""
    with office.store.begin() as session:
        return noted(session, mail, Outcome.BROKEN, now)


def _see_to(session: Session, office: Office, mail: Incoming, now: datetime) -> Outcome:
    if mail.failure is not None:
        row = take_back(session, office, mail.failure, now)
        return noted(session, mail, Outcome.BOUNCED, now, about=row.id if row is not None else None)
    if not mail.by_person:
        return noted(session, mail, Outcome.PASSED, now)
    case = case_of(session, office.roster, mail)
    if case.origin is None and not (mail.is_new and (case.rights or isinstance(mail.said, tuple))):
        return noted(session, mail, Outcome.PASSED, now)  # no answer to us: what else lies in a mailbox
    early = _before_reading(case)
    if early is not None:
        return answered(session, office, case, early, now)
    if not mail.whole:
        raise UsageError("mailbox.too_large")
    if isinstance(mail.said, Unclear):
        return answered(session, office, case, Outcome.UNCLEAR, now, nearest=mail.said.nearest)
    if any(one.verb is Errand.LATER for one in mail.said):  # whoever answers by mail has it in their mailbox
        return answered(session, office, case, Outcome.UNCLEAR, now)
    if any(one.verb is Errand.HELP for one in mail.said):
        return answered(session, office, case, Outcome.HELPED, now)
    return _do(session, office, case, mail.said, now)


def _before_reading(case: Case) -> Outcome | None:
    """What a mail is whose words are not heard; None where they are."""
    if not case.rights or (case.origin is not None and case.actor is None):
        return Outcome.STRANGER
    if not case.mail.vouched:
        return Outcome.FORGED
    return Outcome.UNBOUND if case.origin is None else None


def _do(session: Session, office: Office, case: Case, said: Sequence[Said], now: datetime) -> Outcome:
    assert case.origin is not None  # those without were told so before
    assert case.actor is not None
    if case.actor.role == LEADER:
        raise UsageError("mailbox.read_only")
    evidence, left_out = _evidence(office, case.mail)
    deeds = do_all(session, office, case.actor, case.origin, said, evidence, now)
    kept = [name for name, _ in case.mail.files if name not in left_out]
    return answered(session, office, case, Outcome.ACTED, now, deeds=deeds, kept=kept, left_out=left_out)


def _evidence(office: Office, mail: Incoming) -> tuple[list[Evidence], list[str]]:
    """The files that are kept, and the names of those that are not: too large, or of no kind that is."""
    kept, left_out = [], list(mail.left_out)
    for name, content in mail.files:
        try:
            kept.append(from_file(office, name, content))
        except UsageError:
            left_out.append(name)
    return kept, left_out
