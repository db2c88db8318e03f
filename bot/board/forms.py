"""Parts that several forms share."""

from datetime import date

from bot.board.call import Call, own_page
from bot.errors import UsageError


def day_of(words: str) -> date | None:
    """None where nothing was filled in. Raises UsageError for what is no day of the calendar."""
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageError("chat.bad_day", found=words[:40]) from error


def day_or_none(words: str) -> date | None:
    """The day that words of an address are; None for anything else."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def page_before(call: Call) -> str:
    """The page that the form came from, without what was said there; the first page for anything else."""
    return own_page(call.field("back").partition("?")[0])
