"""The digest as it would be sent now, for whoever asks."""

from datetime import datetime, timedelta

from bot.lengths import plain
from bot.messages import render_digest
from bot.work.letters.digest import digest_letter
from bot.work.office import Office

WEEK = timedelta(days=7)


def digest_now(office: Office, now: datetime) -> str:
    """Of the last week, in the marks of a chat."""
    with office.store.begin() as session:
        letter = digest_letter(session, office, office.name, office.today(now - WEEK), now)
    message = render_digest(letter, "telegram", "digest", office.config)
    return message.html or plain(message.text)
