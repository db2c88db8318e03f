"""A place in words: 表格第14行."""

from bot.model import Place
from bot.texts import text


def words(place: Place) -> str:
    """Where something stands, as a reader would look it up; "" where nothing is known."""
    parts: list[str] = []
    if place.sheet:
        parts.append(text("ledger.place-sheet", sheet=place.sheet))
    if place.page:
        parts.append(text("ledger.place-page", page=place.page))
    if place.table and not place.sheet:
        parts.append(text("ledger.place-table", table=place.table))
    if place.row and (place.table or place.sheet):
        parts.append(text("ledger.place-row", row=place.row))
    elif place.line:
        parts.append(text("ledger.place-line", line=place.line))
    return text("ledger.place-comma").join(parts)
