"""How the units stand, as pictures for a paper."""

from collections import Counter
from collections.abc import Sequence

from bot.messages.duty_words import light_word
from bot.messages.fonts import known_font
from bot.messages.picture import MOST, ORDER, Bar, bars_picture, length_of
from bot.plan.lights import Light
from bot.texts import text
from bot.work.export.rows import Row
from bot.work.office import Office


def unit_charts(office: Office, units: Sequence[str], rows: Sequence[Row]) -> list[bytes]:
    """A bar a unit, in one measure; several pictures where the units are many, none without a font for their names."""
    font = known_font()
    if font is None:
        return []
    counts: dict[str, Counter[str]] = {unit: Counter() for unit in units}
    for row in rows:
        if row.unit in counts:
            counts[row.unit][str(row.light)] += 1
    bars = [Bar(unit, found) for unit, found in counts.items() if found]
    names = {light: light_word(Light(light)) for light in ORDER}
    colours, longest = office.rules.policy.lights, length_of(bars)
    return [
        bars_picture(text("papers.chart"), bars[first : first + MOST], names, font, colours, longest)
        for first in range(0, len(bars), MOST)
    ]
