"""The lights of today as the store counts by them."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.plan.lateness import end_of_short_term
from bot.store.duty_lights import LightDays, StoredLight, ToldOn, late_untold, light_of, told_lately
from bot.work.office import Office

A_DAY = timedelta(days=1)


def shown_lights(session: Session, office: Office, today: date) -> StoredLight:
    """The light that people read of every duty, as one expression."""
    days = light_days(office, today)
    told: dict[date, list[datetime]] = {}
    dispatched: dict[date, list[datetime]] = {}
    for at in told_lately(session, days):
        told.setdefault(office.today(at), []).append(at)
    for at in late_untold(session, days):
        dispatched.setdefault(office.today(office.rules.opens(at)), []).append(at)
    lately = sorted(day for day in {*told, *dispatched} if day >= days.term_from)
    return light_of(days, [ToldOn(day, tuple(told.get(day, ())), tuple(dispatched.get(day, ()))) for day in lately])


def plain_lights(office: Office, today: date) -> StoredLight:
    """The light by the ledger's own days, whenever a unit got the work."""
    return light_of(light_days(office, today))


def light_days(office: Office, today: date) -> LightDays:
    """The days that decide lights today."""
    calendar, policy = office.rules.calendar, office.rules.policy
    near_through = calendar.shift(today, policy.near_workdays + 1) - A_DAY
    term_from = today
    while end_of_short_term(term_from - A_DAY, policy, calendar) >= today:
        term_from -= A_DAY
    return LightDays(today, near_through, term_from, datetime.combine(term_from, time(), office.rules.zone))
