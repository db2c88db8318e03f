"""A month as a small picture: how many messages on each day, darker where there are more."""

from collections.abc import Mapping
from datetime import date, timedelta

from rich.text import Text

from bot.texts import text

SHADES = ("", "on grey85", "on khaki1", "on orange1", "on indian_red1")


def month_of_counts(month: date, counts: Mapping[date, int]) -> Text:
    """The month that begins on `month`, a week a line, beginning with Monday."""
    most = max(counts.values(), default=1)
    picture = Text(text("cli.month", year=month.year, month=month.month) + "\n", style="bold")
    picture.append("  ".join(f"{text(f'cli.weekday_short_{n}'):>3}" for n in range(7)) + "\n", style="dim")
    day = month - timedelta(days=month.weekday())
    while day.month == month.month or day < month:
        for _ in range(7):
            inside = day.month == month.month
            n = counts.get(day, 0) if inside else 0
            style = f"black {SHADES[1 + min(3, 4 * (n - 1) // most)]}" if n else "dim"
            label = f"{day.day:2}" if inside else "  "
            picture.append(f"{label}{f'·{n}' if n else '':<4}", style=style if inside else "")
            day += timedelta(days=1)
        picture.append("\n")
        if day.month != month.month:
            break
    return picture
