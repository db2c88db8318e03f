"""What a notice is about and for whom: the words that plan, store and messages share."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """交办, 催签收, 提醒, 催办, 督办, 通报, 反馈, 答复, 周报."""

    DISPATCH = "dispatch"
    ACKNOWLEDGE = "acknowledge"
    REMINDER = "reminder"
    URGING = "urging"
    ESCALATION = "escalation"
    CIRCULAR = "circular"
    FEEDBACK = "feedback"
    DECISION = "decision"
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
