"""The policy: the ladder and the hours, as data of `policy.toml`, checked key by key."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot.calendars import Calendar
from bot.errors import SettingsErrors
from bot.resources import shipped
from bot.settings import faults_of, read_toml

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _hour(value: object) -> object:
    """“09:00” as TOML authors write it; a TOML time passes through."""
    return time.fromisoformat(value) if isinstance(value, str) else value


Hour = Annotated[time, BeforeValidator(_hour)]


class Rung(BaseModel):
    """One step of a ladder, `days` before (negative) or after (positive) the last day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    days: int = Field(ge=-366, le=366)
    unit: Literal["workday", "day"] = "workday"
    kind: Literal["reminder", "urging", "escalation"] = "reminder"
    to: tuple[Literal["contact", "leader", "coordinator"], ...] = ("contact",)
    repeat_days: int | None = Field(default=None, ge=1, le=366)


class Digest(BaseModel):
    """When the coordinators' digest goes out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    at: Hour = time(8, 30)


class Policy(BaseModel):
    """When who is told what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    send_at: Hour = time(9)
    working_days_only: bool = True
    quiet_from: Hour = time(20)
    quiet_until: Hour = time(8)
    near_workdays: int = Field(default=5, ge=0, le=60)
    immediate_workdays: int = Field(default=3, ge=0, le=60)
    feedback_every: Literal["quarter", "half-year", "year"] = "quarter"
    repeated_rungs: int = Field(default=3, ge=0, le=20)
    digest: Digest = Digest()
    rung: tuple[Rung, ...] = ()

    @model_validator(mode="after")
    def _rungs_make_a_ladder(self) -> "Policy":
        names = [rung.name for rung in self.rung]
        if len(set(names)) != len(names):
            raise ValueError("every rung needs a name of its own")
        if not self.quiet_until <= self.send_at < self.quiet_from:
            raise ValueError("send_at must lie between quiet_until and quiet_from")
        return self

    def before(self) -> tuple[Rung, ...]:
        """The rungs up to the last day, the furthest first."""
        return tuple(sorted((r for r in self.rung if r.days <= 0), key=lambda r: r.days))

    def after(self) -> tuple[Rung, ...]:
        """The rungs after the last day, the first first."""
        return tuple(sorted((r for r in self.rung if r.days > 0), key=lambda r: r.days))


def load_policy(path: Path) -> Policy:
    """The policy of one file over the shipped one, so that a file without rungs does not silence anybody.

    Raises SettingsErrors with every fault.
    """
    try:
        return Policy.model_validate({**read_toml(shipped("config", "policy.toml")), **read_toml(path)})
    except ValidationError as error:
        raise SettingsErrors(faults_of(path, error)) from error


def opens(policy: Policy, calendar: Calendar, instant: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at or after `instant` at which duty notices may go out.

    On a day off it is the next working day's sending hour; in the morning's quiet hours the end of them.
    """
    local = instant.astimezone(zone)
    day = local.date()
    if local.time() >= policy.quiet_from:
        day += timedelta(days=1)
    if policy.working_days_only:
        day = calendar.on_or_after(day)
    if day != local.date():
        return datetime.combine(day, policy.send_at, zone)
    return max(local, datetime.combine(day, policy.quiet_until, zone))
