"""What an office may set about the reading of deadlines: `config/deadlines.toml`."""

from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.calendars import OFFICIAL, Calendar


@dataclass(frozen=True, slots=True)
class Conventions:
    """`closing` is the office's own end of work; 月初 and 月中 mean these days of the month.

    `before` (lenient or strict) is for the plan: which of two honest readings of “9月前” counts. The reader gives both.
    """

    closing: time = time(17, 30)
    month_start_day: int = 5
    month_middle_day: int = 15
    before: str = "lenient"
    calendar: Calendar = OFFICIAL


DEFAULT: Final = Conventions()
