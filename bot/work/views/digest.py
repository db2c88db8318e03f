"""The digest as it would be sent now, for whoever asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.lengths import plain
from bot.messages import render_digest
from bot.model import page_with_pictures
from bot.store import people
from bot.work.letters.digest import digest_letter
from bot.work.letters.digest_files import digest_files
from bot.work.office import Office
from bot.work.people.directory import Directory

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MailedDigest:
    """A digest as a mail: its subject, its words, its page with pictures in it, the names of what is enclosed beside,
    and who would get it.
    """

    subject: str
    text: str
    page: str
    enclosed: tuple[str, ...]
    to: tuple[str, ...]


def digest_now(office: Office, now: datetime) -> str:
    """Of the last week, in the marks of a chat."""
    with office.store.begin() as session:
        letter = digest_letter(session, office, office.name, office.today(now - WEEK), now)
    message = render_digest(letter, "telegram", "digest", office.config)
    return message.html or plain(message.text)


def digest_by_mail(office: Office, now: datetime) -> MailedDigest:
    """Of the last week."""
    with office.store.begin() as session:
        letter = digest_letter(session, office, office.name, office.today(now - WEEK), now)
        files = digest_files(session, office, letter, now)
        directory = Directory(office.roster, people.all_bindings(session), office.today(now))
        to = tuple(one.contact or one.to for one in directory.coordinators())
    message = render_digest(letter, "email", "digest", office.config)
    page = page_with_pictures(message.html or "", files)
    return MailedDigest(message.subject, message.text, page, tuple(file.name for file in files if not file.cid), to)
