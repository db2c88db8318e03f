"""The row of the document that a question is about, drawn as it stands there; of a scan the places themselves."""

from functools import partial

from bot.conversation.answer import Answer, Reply, Slow
from bot.conversation.request import Request
from bot.errors import ReadingError
from bot.messages.fonts import known_font
from bot.messages.row_picture import TableRow, row_picture
from bot.model import Question
from bot.texts import text
from bot.work.documents.original import Original, find_original
from bot.work.documents.place_pictures import one_picture, pictures_of
from bot.work.documents.source_row import source_row
from bot.work.views.ledger_head import ledger_head


def has_picture(question: Question) -> bool:
    """Whether there may be a row to draw, or places of a scan."""
    return question.source.row is not None or bool(question.doubtful)


def pictured(request: Request, ledger_id: str, question: Question) -> Answer:
    """The picture, as soon as the document was read again."""
    if question.doubtful:
        shown = one_picture(pictures_of(request.office, ledger_head(request.office, ledger_id).ledger, question))
        return _shown(request, shown)
    original = find_original(request.office, ledger_id)
    if known_font() is None:
        return Answer(toast=text("chat.no_font"))
    if original is None or not has_picture(question):
        return Answer(toast=text("chat.no_row"))
    return Answer(slow=Slow(partial(_drawn, original, question), partial(_shown, request)))


def _drawn(original: Original, question: Question) -> bytes:
    """Empty where the row is not found again."""
    font = known_font()
    try:
        found = source_row(original, question)
    except ReadingError:
        return b""
    return row_picture(TableRow(found.heads, found.cells, found.asked), font) if found and font else b""


def _shown(request: Request, picture: bytes) -> Answer:
    return (
        Answer((Reply("", aside=request.aside, picture=picture),)) if picture else request.answer(text("chat.no_row"))
    )
