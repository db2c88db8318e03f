"""A review card in words: who handed in what, with the evidence, and what may be decided of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.lengths import plain
from bot.messages import render
from bot.messages.buttons import LETTER, LONGEST_LABEL, button
from bot.messages.channel_limits import fits_telegram, longest
from bot.messages.tidy import tidy_lines
from bot.messages.typography import short
from bot.model import Button, Buttons, Message
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.store.tables import OutboxRow
from bot.texts import text
from bot.work.duties.evidence import kept_name, shown
from bot.work.duties.submissions import Submission, submissions
from bot.work.letters.lines import line_of
from bot.work.office import Office

#: What may be decided, in the order shown, each by its short name in a button.
DECISIONS: dict[Verb, tuple[str, ...]] = {
    Verb.REPORTED: ("approve", "back"),
    Verb.EXTENSION_REQUESTED: ("grant", "refuse"),
    Verb.HANDED_BACK: ("reassign", "keep", "withdraw"),
}
#: Files that are offered to be opened.
MOST_FILES = 6


def review_message(session: Session, office: Office, row: OutboxRow, now: datetime) -> Message | None:
    """The card of an outbox row as things stand; None where nothing of it waits any more."""
    found = submissions(session, duties.get_duties(session, [item.duty for item in row.items]).values())
    if not found:
        return None
    html = review_page(office, found[0], now)
    subject = text("chat.review_subject", unit=found[0].unit)
    return Message(row.id, subject, plain(html), html, buttons=review_buttons(found[0], LETTER, row.id))


def review_page(office: Office, one: Submission, now: datetime) -> str:
    """Who handed in what, when, with which words; long lists are cut."""
    lines = tidy_lines(line_of(duty, office, office.today(now)) for duty in one.duties)
    at = one.at.astimezone(office.rules.zone) if one.at is not None else None
    names = [shown(words) for words in one.evidence]

    def write(most: int) -> str:
        return render(
            "chat/review.html", office.config, one=one, at=at, lines=lines, shown=most, names=names, width=1200
        )

    found = longest(write, len(lines), fits_telegram, least=0)
    return found if found is not None else write(0)


def review_buttons(one: Submission, kind: str, name: str) -> Buttons:
    """核准 · 退回修改, 同意 · 不同意, 改派 · 仍由其承办; and the files, to be opened."""
    return (tuple(button(act, kind, name, act) for act in DECISIONS[one.verb]), *file_buttons(one.evidence, kind, name))


def file_buttons(evidence: Sequence[str], kind: str, name: str) -> Buttons:
    """A button for each file that is kept."""
    files = [(n, words) for n, words in enumerate(evidence) if kept_name(words)][:MOST_FILES]
    return tuple((Button(short(f"📎 {shown(words)}", LONGEST_LABEL), f"{kind}:{name}:f{n}"),) for n, words in files)
