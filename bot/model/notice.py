"""What a notice is about and for whom: the words that plan, store and messages share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoticeKind(StrEnum):
    """交办, 催签收, 提醒, 催办, 督办, 通报, 反馈, 答复, 变更, 来件, 询问, 周报."""

    DISPATCH = "dispatch"
    ACKNOWLEDGE = "acknowledge"
    REMINDER = "reminder"
    URGING = "urging"
    ESCALATION = "escalation"
    CIRCULAR = "circular"
    FEEDBACK = "feedback"
    DECISION = "decision"
    CHANGE = "change"
    NEWS = "news"
    INQUIRY = "inquiry"
    DIGEST = "digest"


class Role(StrEnum):
    """As what a person is told: 联络员, 分管领导, 协调人."""

    CONTACT = "contact"
    LEADER = "leader"
    COORDINATOR = "coordinator"


class UnitRole(StrEnum):
    """A unit's part in a task, the strongest first: 牵头, 责任, 配合."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    ASSISTING = "assisting"


class Audience(StrEnum):
    """Whom a rung means: a person of the duty's own unit, the contact of the lead unit, the coordinators."""

    CONTACT = "contact"
    LEADER = "leader"
    LEAD = "lead"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a duty, told to its unit: a verb of the trail. `was`: the former number, or the verb that was
    taken back; `was_on`: the former last day, or that of the event; `until`: the new last day, where it has one.
    `evidence`: what came with a report; `done`: how many reports are approved of at least `of`.
    """

    verb: str
    until: date | None = None
    note: str = ""
    was: str = ""
    was_on: date | None = None
    evidence: str = ""
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One duty of a notice. `unit`: on whose behalf the person is told, the lead's where the duty is a partner's;
    of a coordinator the name. `nth`: which urging this is, counting those that arrived. `words`: a coordinator's own.
    `number`: the item's when it was told.
    """

    duty: int
    unit: str
    rung: str
    kind: NoticeKind
    audience: Audience = Audience.CONTACT
    tone: str = ""
    nth: int = 0
    words: str = ""
    number: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class BindingChange:
    """What became of a binding: asleep, awake, replaced, unbound, paused. `reachable`: by another way or deputy.

    `fault`: `entry` says what of the units file could not be used.
    """

    event: str
    chat: int
    role: str
    name: str
    person: str
    entry: str
    reachable: bool = True
