"""The policy: ladders and hours, as data of `policy.toml`, checked key by key."""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.calendars import Calendar
from bot.plan.duty import Chosen
from bot.setting_kinds import Whole, YesNo, fault_at
from bot.texts import text

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Told = Literal["contact", "lead", "leader", "coordinator"]
LIGHTS = ("open", "near", "overdue", "reported", "closed", "standing", "undated", "paused", "withdrawn")


def _hour(value: object) -> object:
    """“09:00” as TOML authors write it; a TOML time passes through. A number is none: 9 would be nine seconds."""
    if isinstance(value, time):
        return value
    try:
        found = time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise ValueError(text("settings.wanted_hour", expected="", ge="", le="", gt="", lt=""))
    return found


Hour = Annotated[time, BeforeValidator(_hour)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rung(_Table):
    """One step of a ladder: `days` before (negative) or after (positive) the last day, or when `share` is left.

    `share`: percent of the time between dispatch and last day that is left. `at`: its own hour, else the policy's.
    `repeat_days`: it comes again every so many days, for the last rung of a ladder. `tone` is shown with the message.
    """

    name: str = Field(min_length=1)
    days: Whole = Field(default=0, ge=-366, le=366)
    unit: Literal["workday", "day"] = "workday"
    share: Whole | None = Field(default=None, gt=0, lt=100)
    at: Hour | None = None
    kind: Literal["reminder", "urging", "escalation", "circular"] = "reminder"
    to: tuple[Told, ...] = Field(default=("contact",), min_length=1)
    tone: str = ""
    repeat_days: Whole | None = Field(default=None, ge=1, le=366)

    @model_validator(mode="after")
    def _one_measure(self) -> "Rung":
        if self.share is not None and {"days", "unit"} & self.model_fields_set:
            raise ValueError(text("plan.days_and_share"))
        return self

    @property
    def is_before(self) -> bool:
        """Whether it comes up to the last day."""
        return self.share is not None or self.days <= 0


class Ladder(_Table):
    """Rungs by name; `source` says whose rules they follow."""

    name: str = Field(min_length=1)
    source: str = ""
    rung: tuple[Rung, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> "Ladder":
        names = [rung.name for rung in self.rung]
        if len(set(names)) != len(names):
            raise ValueError(text("plan.rung_names"))
        return self

    def before(self) -> tuple[Rung, ...]:
        """The rungs up to the last day: shares first, then the furthest first."""
        return tuple(sorted((r for r in self.rung if r.is_before), key=lambda r: (r.share is None, r.days)))

    def after(self) -> tuple[Rung, ...]:
        """The rungs after the last day, the first first."""
        return tuple(sorted((r for r in self.rung if not r.is_before), key=lambda r: r.days))

    @property
    def falls_silent(self) -> bool:
        """Whether nothing more is ever said of what is still open after the last rung."""
        return not any(rung.repeat_days for rung in self.after())


class Use(_Table):
    """Which ladder is for which duties: all that is named must fit. The first use that fits counts."""

    ladder: str
    kind: tuple[str, ...] = ()
    ledger: str | None = None
    section: str | None = None
    unit: str | None = None
    task: str | None = None

    def fits(self, duty: Chosen) -> bool:
        """Whether this use is for `duty`. A section fits when its words stand in one of the duty's headings."""
        return (
            (not self.kind or duty.kind in self.kind)
            and self.ledger in {None, duty.ledger_id}
            and (self.section is None or self.section in duty.section)
            and self.unit in {None, duty.unit}
            and self.task in {None, duty.number}
        )


#: Hours that have to fit together; as shipped they do, so a fault is of one that the office wrote.
_QUIET = ("quiet_from", "quiet_until", "send_at")
DigestPart = Literal["late", "coming", "figures", "chart", "sheet"]


class Digest(_Table):
    """When digests go out, to whom, and what stands in them.

    `coordinators`: weekly, and with `daily` also where something waits for them or became late; `leaders`: weekly where
    something of theirs is late; `units`: weekly where something is open; both where nothing else came that week.
    """

    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    at: Hour = time(8, 30)
    coordinators: Literal["daily", "weekly", "off"] = "daily"
    leaders: YesNo = True
    units: YesNo = False
    content: tuple[DigestPart, ...] = get_args(DigestPart)


class Policy(_Table):
    """When who is told what."""

    preset: str | None = None
    send_at: Hour = time(9)
    working_days_only: YesNo = True
    quiet_from: Hour = time(20)
    quiet_until: Hour = time(8)
    messages_a_day: Whole = Field(default=1, ge=1, le=50)
    near_workdays: Whole = Field(default=5, ge=0, le=60)
    immediate_workdays: Whole = Field(default=3, ge=0, le=60)
    acknowledge_workdays: Whole = Field(default=1, ge=0, le=30)
    inquiry_workdays: Whole = Field(default=20, ge=0, le=366)
    handback_workdays: Whole = Field(default=3, ge=0, le=60)
    escalation_workdays: Whole = Field(default=5, ge=1, le=60)
    bundle_minutes: Whole = Field(default=15, ge=0, le=720)
    urging_every_days: Whole = Field(default=7, ge=1, le=366)
    urgings_at_most: Whole = Field(default=3, ge=1, le=50)
    feedback_every: Literal["quarter", "half-year", "year"] = "quarter"
    repeated_rungs: Whole = Field(default=3, ge=0, le=20)
    closing_needs_approval: YesNo = True
    lead_reports_for_all: YesNo = False
    ranking: YesNo = False
    digest: Digest = Digest()
    lights: dict[Literal[LIGHTS], Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]] = Field(default_factory=dict)  # type: ignore[valid-type]
    ladder: tuple[Ladder, ...] = Field(min_length=1)
    use: tuple[Use, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "Policy":
        names = {ladder.name for ladder in self.ladder}
        for n, use in enumerate(self.use):
            if use.ladder not in names:
                words = text("plan.no_ladder", found=use.ladder, names="、".join(sorted(names)))
                raise fault_at("use", n, "ladder", words=words, found=use.ladder)
        if not self.quiet_until <= self.send_at < self.quiet_from:
            key = next(key for key in _QUIET if getattr(self, key) != type(self).model_fields[key].default)
            raise fault_at(key, words=text("plan.send_at"), found=f"{getattr(self, key):%H:%M}")
        return self

    def ladder_for(self, duty: Chosen) -> Ladder:
        """The ladder of one duty: of the first use that fits, else the first ladder."""
        wanted = next((use.ladder for use in self.use if use.fits(duty)), None)
        return next((ladder for ladder in self.ladder if ladder.name == wanted), self.ladder[0])


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
