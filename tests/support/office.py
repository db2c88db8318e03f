"""An office for tests: a small invented ledger, its units, a store in memory, channels that record."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.calendars import OFFICIAL
from bot.channels import Channel
from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.parts import Delivered
from bot.deadlines import DEFAULT
from bot.model import Kind, Ledger, Message, Obligation, Task
from bot.plan.ladder import Rules
from bot.plan.policy_file import load_policy
from bot.resources import shipped
from bot.roster.roster import COORDINATOR, Roster
from bot.settings import Settings
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Actor, Office
from bot.work.planning.tick import plan
from tests.support.databases import store_at

ZONE = ZoneInfo("Asia/Shanghai")
CLERK = Actor("文书", COORDINATOR, "cli")
ROSTER = Roster.model_validate(
    {
        "unit": [
            {
                "name": "区财政局",
                "aliases": ["财政局"],
                "groups": ["区直各单位"],
                "contact": [
                    {"name": "财政联络员", "email": "cz@example.org"},
                    {"role": "leader", "name": "财政分管", "email": "czl@example.org"},
                ],
            },
            {
                "name": "区教育局",
                "groups": ["区直各单位"],
                "contact": [{"name": "教育联络员", "email": "jy@example.org"}],
            },
            {"name": "区司法局", "groups": ["区直各单位"]},
        ],
        "coordinator": [{"name": "区政府办公室", "email": "gk@example.org"}],
    }
)


def at(text: str) -> datetime:
    """An instant in the office's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def due(day: str, **values: object) -> Obligation:
    """An obligation with one last day."""
    return Obligation(Kind.DUE, phrase=f"{day}前", date=date.fromisoformat(day), source="column", **values)  # type: ignore[arg-type]


def task(number: str, *obligations: Obligation, lead: str = "", units: tuple[str, ...] = ("区财政局",)) -> Task:
    """A task of these units."""
    return Task(
        number=number,
        text=f"第{number}项工作",
        lead_units=(lead,) if lead else (),
        responsible_units=units,
        obligations=obligations,
    )


def ledger(*tasks: Task, **values: object) -> Ledger:
    """A ledger of 2021."""
    facts = {"title": "测试区2021年工作要点", "year": 2021, "sha256": "0" * 64, **values}
    return Ledger(tasks=tasks, **facts)  # type: ignore[arg-type]


def office_in(url: str = "sqlite://", roster: Roster = ROSTER) -> Office:
    """An office on the store at `url`."""
    policy = load_policy(shipped("config", "policy.toml")).model_copy(update={"acknowledge_workdays": 0})
    rules = Rules(policy, OFFICIAL, ZONE)
    return Office(store_at(url), roster, rules, DEFAULT, Settings())


def dispatched(office: Office, content: Ledger, when: str = "2021-06-01T09:00") -> str:
    """Stores and dispatches a ledger, defaults accepted; gives its id."""
    taken = take_in(office, content, "test-2021.docx", at(when), CLERK)
    dispatch(office, taken.ledger_id, at(when), at(when), CLERK, defaults=True)
    return taken.ledger_id


def tick(
    office: Office, when: str, channels: Mapping[str, Channel] | None = None, *, subject: str = ""
) -> tuple[list[Message], Delivered]:
    """Plans and delivers at `when`; gives the letters that went by mail, if no channels are given: those of units, or
    those whose subjects begin with `subject`.
    """
    memory = MemoryChannel("email")
    plan(office, at(when))
    courier = Courier(
        office.store, {"email": memory} if channels is None else channels, Composer(office, digest_letter)
    )
    counts = asyncio.run(courier.round(at(when)))
    return [message for message, _ in memory.sent if _is_meant(message, subject)], counts


def _is_meant(message: Message, subject: str) -> bool:
    return (
        message.subject.startswith(subject)
        if subject
        else not message.subject.startswith(("【周报】", "【日报】", "【待审核】"))
    )


def with_roster(office: Office, roster: Roster) -> Office:
    """The same office with other units."""
    return replace(office, roster=roster)
