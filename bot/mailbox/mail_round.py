"""Mails that came in, one by one: read, given to `bot.work`, never lost and never in the way of the next."""

import logging
from collections import Counter
from dataclasses import dataclass

from bot.clock import Clock
from bot.errors import BotError
from bot.mailbox.answer import Answer, Kind, Proof
from bot.mailbox.box import Box, Found, Place
from bot.mailbox.intake import MEGABYTE, Post, read_mail
from bot.mailbox.new_mails import fresh_mails
from bot.speech import read
from bot.work.answers.bookmark import keep_place, read_place
from bot.work.answers.incoming import Failure, Incoming, Outcome
from bot.work.answers.settlement import see_to, set_aside
from bot.work.office import Office

log = logging.getLogger(__name__)

#: A mail is read whole while it is no larger than so many of the largest files that are kept,
#: with what base64 and the headers add to them.
LARGEST_FILES, ENCODED = 3, 1.5


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A box under a name of its own, and what is known of it."""

    name: str
    box: Box
    post: Post


def fetch(office: Office, mailbox: Mailbox, clock: Clock) -> Counter[Outcome]:
    """Sees to every mail that has come; gives what became of them. Raises ChannelError and StoreError: those seen to
    stay so, and the next call goes on with the rest.
    """
    kept = read_place(office, mailbox.name)
    place = Place(*kept) if kept is not None else None
    most = int(mailbox.post.file_mb * LARGEST_FILES * MEGABYTE * ENCODED)
    found: Counter[Outcome] = Counter()
    for reached, mail in fresh_mails(mailbox.box, place, most):
        if mail is not None:
            found[_seen_to(office, mailbox.post, mail, clock, is_first=place is None)] += 1
        keep_place(office, mailbox.name, reached.validity, reached.uid)
    return found


def _seen_to(office: Office, post: Post, mail: Found, clock: Clock, *, is_first: bool) -> Outcome:
    answer = read_mail(mail.raw, post)
    incoming = _incoming(answer, whole=mail.whole, is_new=not is_first)
    try:
        return see_to(office, incoming, clock())
    except BotError:
        raise  # the store cannot be written: the mail comes again
    except Exception:
        log.exception("a mail broke what should see to it")
        return set_aside(office, incoming, clock())


def _incoming(answer: Answer, *, whole: bool, is_new: bool) -> Incoming:
    bounce = answer.bounce
    failure = Failure(bounce.about, bounce.recipients, bounce.permanent, bounce.reason) if bounce is not None else None
    return Incoming(
        message_id=answer.message_id,
        sender=answer.sender,
        subject=answer.subject,
        text="\n".join(answer.lines),
        said=read(answer.lines),
        reference=answer.reference,
        replied=answer.replied,
        files=tuple((file.name, file.content) for file in answer.files),
        left_out=answer.left_out,
        by_person=answer.kind is Kind.ANSWER,
        vouched=answer.proof is not Proof.FAIL,
        whole=whole,
        is_new=is_new,
        failure=failure,
    )
