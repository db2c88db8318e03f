"""What every use case stands on: the store, the roster, the rules. Built once, in `bot.app`."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from bot.calendars.memory import RememberedCalendar
from bot.courier.delivery import DEFAULT as DEFAULT_DELIVERY
from bot.courier.delivery import Delivery
from bot.deadlines import Conventions
from bot.errors import UsageError
from bot.plan.duty import Duty
from bot.plan.ladder import Rules
from bot.plan.lights import Light, Lit, light
from bot.roster.roster import Roster
from bot.settings import Settings
from bot.store.ledgers import find_ledger
from bot.store.store import Store
from bot.store.tables import LedgerRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: by name, in a role (contact, leader, coordinator), over a channel (cli, telegram)."""

    name: str
    role: str
    channel: str
    units: tuple[str, ...] = ()  # the units that a contact or leader speaks for


class Same(Generic[T]):
    """A value by which object it is: it is asked at every request, and never changes within itself."""

    def __init__(self, value: T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


@dataclass(frozen=True, slots=True)
class Office:
    """One office at work. `can_chat`: a Telegram bot is set up to answer; `unit_faults`: what of the units file could
    not be used, in words.
    """

    store: Store
    roster: Roster
    rules: Rules
    reading: Conventions
    settings: Settings
    config: Path | None = None
    delivery: Delivery = DEFAULT_DELIVERY
    can_chat: bool = False
    unit_faults: tuple[str, ...] = ()

    def remembering(self) -> "Office":
        """The same office with a calendar that keeps its answers: for whoever asks the same of thousands of duties."""
        calendar = RememberedCalendar.of(self.rules.calendar)
        return replace(self, rules=replace(self.rules, calendar=calendar))

    @property
    def name(self) -> str:
        """What letters are signed with: the first coordinator, or the plain word."""
        return self.roster.coordinator[0].name if self.roster.coordinator else "督办"

    @property
    def reads_mail(self) -> bool:
        """Whether answers by mail are read."""
        return self.settings.imap_url is not None

    def today(self, now: datetime) -> date:
        """The day of `now` in the office's zone."""
        return self.rules.today(now)

    def light(self, duty: Lit, today: date) -> Light:
        """How the duty looks on `today`."""
        return light(duty, today, self.rules.calendar, self.rules.policy.near_workdays)

    def shown_light(self, duty: Duty, today: date) -> Light:
        """Its light in what people read; what the unit has only since its last day is not late before the term that it
        got instead.
        """
        found = self.light(duty, today)
        if found is not Light.OVERDUE or duty.missed:
            return found
        held_to = self.rules.held_to(duty, today)
        return Light.NEAR if held_to is not None and today <= held_to else found

    def day(self, now: datetime) -> tuple[datetime, datetime]:
        """The midnights before and after `now` in the office's zone."""
        today = self.today(now)
        zone = self.rules.zone
        return datetime.combine(today, time(), zone), datetime.combine(today + timedelta(days=1), time(), zone)

    def tomorrow(self, now: datetime) -> datetime:
        """The sending hour of the next day on which duty notices may go out."""
        return self.rules.at(self.today(self.rules.opens(self.day(now)[1])))


def get_ledger(session: Session, ledger_id: str) -> LedgerRow:
    """The ledger called `ledger_id`. Raises UsageError."""
    row = find_ledger(session, ledger_id)
    if row is None:
        raise UsageError("work.no_ledger", found=ledger_id)
    return row
