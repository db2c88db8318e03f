"""How things stand at a glance: a bar for each section, or each unit where a ledger has none."""

from bot.conversation.request import Request
from bot.messages.duty_words import light_word
from bot.messages.fonts import known_font
from bot.messages.picture import ORDER, Bar, bars_picture
from bot.plan.lights import Light
from bot.texts import text
from bot.work.duties.figures import Figure
from bot.work.views.status import figures


def picture_of(request: Request) -> bytes:
    """A PNG of all ledgers at work; empty where there is nothing to show, or no font to write Chinese with."""
    font = known_font()
    if font is None:
        return b""
    found = figures(request.office, request.now, request.known)
    shown = [figure for _, of_ledger in found for figure in of_ledger if figure.total]
    if not shown:
        return b""
    bars = [Bar(figure.name or text("chat.no_section"), _counts(figure)) for figure in shown]
    bars.sort(key=lambda bar: -bar.counts["overdue"])
    return bars_picture(text("chat.picture", office=request.office.name), bars, _names(), font)


def _counts(figure: Figure) -> dict[str, int]:
    """What is closed is what remains beside the rest."""
    open_ = {"overdue": figure.overdue, "near": figure.near, "reported": figure.reported}
    open_ |= {"open": figure.open, "standing": figure.standing}
    return {**open_, "closed": figure.in_time + figure.late}


def _names() -> dict[str, str]:
    return {light: light_word(Light(light)) for light in ORDER}
