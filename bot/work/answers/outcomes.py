"""What became of a mail, written down, and said to its sender if we know him."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.store import mails
from bot.store.tables import MailRow
from bot.work.answers.incoming import FOR_PEOPLE, Incoming, Outcome
from bot.work.answers.origin import Case
from bot.work.answers.reply import reply_words
from bot.work.office import Office
from bot.work.outgoing.replies import post_reply

#: A program that answers without saying that it is one is answered so often in an hour, and then no more.
MOST_FAULTS, WITHIN = 5, timedelta(hours=1)
LONGEST_TEXT, MOST_THREAD = 4000, 20


def answered(session: Session, office: Office, case: Case, outcome: Outcome, now: datetime, **facts: Any) -> Outcome:
    """Writes down what became of the mail, and a reply to whom the units file names; nobody else gets one.

    `facts`: what the reply tells, as `reply_words` takes it.
    """
    mail, reply = case.mail, None
    if case.rights and not _too_often(session, mail.sender, outcome, now):
        role, unit = case.addressed_as
        words = reply_words(office, outcome, role=role, quoted=mail.text, told=_told(case), **facts)
        reply = post_reply(session, mail.sender, to=unit, role=role, subject=mail.subject, words=words, now=now)
    about = case.origin.message_id if case.origin is not None else None
    return noted(session, mail, outcome, now, about=about, reply=reply, why=str(facts.get("fault") or ""))


def _told(case: Case) -> list[tuple[str, str]]:
    """Numbers and units of what the answered message told of."""
    return [(item.number, item.unit) for item in case.origin.items] if case.origin is not None else []


def _too_often(session: Session, sender: str, outcome: Outcome, now: datetime) -> bool:
    return outcome in FOR_PEOPLE and mails.count_since(session, sender, FOR_PEOPLE, now - WITHIN) >= MOST_FAULTS


def noted(
    session: Session,
    mail: Incoming,
    outcome: Outcome,
    now: datetime,
    about: str | None = None,
    reply: str | None = None,
    why: str = "",
) -> Outcome:
    """Writes down what became of the mail; its words are kept where a person should look at it."""
    row = MailRow(id=mails.key_of(mail.message_id), at=now, sender=mail.sender, subject=mail.subject)
    row.outcome, row.about, row.reply, row.why = str(outcome), about, reply, why or None
    row.text = mail.text[:LONGEST_TEXT] if outcome in FOR_PEOPLE else None
    row.thread = [mail.message_id, *mail.replied][:MOST_THREAD]
    session.add(row)
    return outcome
