"""What of a reading rests on the arrangement of holidays, and the same words by another calendar."""

from datetime import date

from bot.calendars import last_day
from bot.deadlines.conventions import Conventions
from bot.deadlines.parsing import parse
from bot.deadlines.rules.festivals import FESTIVAL_RULE
from bot.model import Obligation


def rests_on_holidays(one: Obligation) -> bool:
    """Whether its day moves with the arrangement: counted in working days, or beside a festival."""
    return one.unit == "workday" or is_by_festival(one)


def is_by_festival(one: Obligation) -> bool:
    """Whether it is counted from the holiday around a festival."""
    return one.rule.startswith(FESTIVAL_RULE)


def read_again(one: Obligation, issued: date | None, year: int | None, settings: Conventions) -> Obligation:
    """The obligation with the day that its words mean by the calendar of `settings`.

    Itself where none is meant: it rests on no holidays, has no day yet, or its words are no longer read as one day.
    """
    if one.date is None or not rests_on_holidays(one):
        return one
    if not is_by_festival(one):
        if one.anchor != "issued" or issued is None or one.n is None:
            return one
        return one._replace(date=last_day(issued, one.n, "workday", settings.calendar))
    where = "column" if one.source == "column" else "prose"
    reading = parse(one.phrase, issued=issued, year=year, where=where, settings=settings)
    alike = [again for again in reading.obligations if (again.kind, again.rule) == (one.kind, one.rule)]
    if len(alike) != 1 or alike[0].date is None:
        return one
    return one._replace(date=alike[0].date, flags=alike[0].flags)
