"""Formal documents as drafts: a Word file for the coordinator to check, sign and send. The bot sends none itself."""

from pathlib import Path

from bot.messages.letter import Letter
from bot.messages.templates import render
from bot.model import Attachment, NoticeKind
from bot.texts import text

#: Kinds of notice that go to a coordinator with a draft.
DRAFTED = (NoticeKind.ESCALATION, NoticeKind.CIRCULAR)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render_form(kind: NoticeKind, letter: Letter, config: Path | None = None) -> Attachment:
    """The draft of `kind` (escalation: 督办函, circular: 通报) over all lines of the letter."""
    lines = [line.strip() for line in render(f"forms/{kind}.txt", config, letter=letter).splitlines()]
    from bot.messages.docx_draft import docx_draft  # noqa: PLC0415 - python-docx is wanted now and then

    file = docx_draft([line for line in lines if line])
    return Attachment(text(f"forms.name_{kind}", day=letter.today), WORD, file)
