"""What goes with a digest by mail: its figures as a picture within the page, and the tasks as sheets."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import DigestLetter
from bot.messages.digest import CHART
from bot.messages.duty_words import light_word
from bot.messages.fonts import known_font
from bot.messages.picture import ORDER, Bar, bars_picture
from bot.model import Attachment, Role
from bot.plan.lights import Light
from bot.texts import text
from bot.work.export.rows import exported_in
from bot.work.letters.enclosures import SHEET
from bot.work.office import Office

#: So many ledgers come as sheets; of more the figures are enough, and the mail stays small.
MOST_SHEETS = 3


def digest_files(session: Session, office: Office, letter: DigestLetter, now: datetime) -> tuple[Attachment, ...]:
    """Nothing where there is nothing to say, or the policy leaves it out."""
    if letter.nothing:
        return ()
    chart = _chart(letter) if "chart" in letter.content else ()
    return (*chart, *(_sheets(session, office, letter, now) if "sheet" in letter.content else ()))


def _chart(letter: DigestLetter) -> tuple[Attachment, ...]:
    """A bar a ledger; none where no font of this machine has Chinese characters."""
    font = known_font()
    bars = [Bar(figures.title, figures.counts) for figures in letter.figures if figures.total]
    if font is None or not bars:
        return ()
    names = {light: light_word(Light(light)) for light in ORDER}
    drawn = bars_picture(text("digest.chart"), bars, names, font, letter.colours)
    return (Attachment("chart.png", "image/png", drawn, cid=CHART),)


def _sheets(session: Session, office: Office, letter: DigestLetter, now: datetime) -> tuple[Attachment, ...]:
    """To coordinators all tasks of each ledger, to others their own."""
    from bot.work.export.workbook import as_list  # noqa: PLC0415 - xlsxwriter is wanted now and then

    made = []
    for figures in [one for one in letter.figures if one.total][:MOST_SHEETS]:
        found = exported_in(session, office, figures.ledger, now)
        if letter.role is not Role.COORDINATOR:
            found = found.of_units(letter.units)
        made.append(Attachment(text("letter.sheet_name", title=figures.title[:40]), SHEET, as_list(found)))
    return tuple(made)
