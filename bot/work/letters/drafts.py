"""The formal documents that a rung asks for, as drafts for the coordinator: by the office's own templates, if any."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import Letter
from bot.messages.forms import DRAFTED, WORD, render_form
from bot.model import Attachment, NoticeKind
from bot.store.tables import OutboxRow
from bot.work.office import Office


def drafts(
    session: Session, office: Office, row: OutboxRow, now: datetime, told: Callable[[NoticeKind], Letter | None]
) -> tuple[Attachment, ...]:
    """Those of every kind that the message is about. `told`: what it tells as this kind, if anything is left of it."""
    asked = [kind for kind in DRAFTED if any(item.kind == kind for item in row.items)]
    return tuple(one for kind in asked for one in _drafts(session, office, row, now, kind, told(kind)))


def _drafts(
    session: Session, office: Office, row: OutboxRow, now: datetime, kind: NoticeKind, letter: Letter | None
) -> list[Attachment]:
    from bot.messages.papers.filling import own_template  # noqa: PLC0415 - python-docx is wanted now and then

    if letter is None:
        return []
    if own_template(kind, office.config) is None:
        return [render_form(kind, letter, office.config)]
    from bot.work.papers.papers import papers_about  # noqa: PLC0415 - the same

    told = {line.duty for line in letter.lines}
    ids = {item.duty for item in row.items if item.kind == kind and item.duty in told}
    return [Attachment(paper.name, WORD, paper.content) for paper in papers_about(session, office, ids, kind, now)]
