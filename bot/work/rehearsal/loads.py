"""A rehearsal summed up: how much each person gets, and what each duty is told in time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.messages.page import Load, Shown, Thread
from bot.work.rehearsal.rehearse import Rehearsed


def loads(messages: Iterable[Rehearsed]) -> list[Load]:
    """One for each person, the most loaded first. A person who stands for several units is named by the first."""
    by_person: dict[str, list[Rehearsed]] = defaultdict(list)
    for message in messages:
        by_person[message.person].append(message)
    made = [_load(own) for own in by_person.values()]
    return sorted(made, key=lambda load: (-load.messages, load.name))


def _load(own: Sequence[Rehearsed]) -> Load:
    weeks = Counter(monday(message.at.date()) for message in own)
    week = max(weeks, key=lambda day: (weeks[day], -day.toordinal()))
    units = list(dict.fromkeys(message.to for message in own))
    name = units[0] if len(units) == 1 else f"{units[0]} +{len(units) - 1}"
    contact = own[0].contact
    if contact and contact != units[0]:
        name = contact if contact.startswith(units[0]) and len(units) == 1 else f"{name} {contact}"
    return Load(name, own[0].role, own[0].channel, len(own), week, weeks[week])


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def threads(messages: Iterable[Rehearsed]) -> list[Thread]:
    """What each unit's contact is told of each duty, in the order of the last days."""
    steps: dict[tuple[str, str, str, str], dict[tuple[date, str], str]] = defaultdict(dict)
    alts: dict[tuple[str, str, str, str], str] = {}
    for message in messages:
        for item in message.items:
            key = (item["ledger"], item["task"], item["unit"], item["due"] or "")
            alts[key] = item["alt"] or ""
            if message.role == "contact" and message.to == item["unit"]:
                steps[key][message.at.date(), item["rung"]] = item["kind"]
    return [
        Thread(
            ledger,
            task,
            unit,
            _day(due),
            _day(alts[key]),
            tuple((day, rung, kind) for (day, rung), kind in found.items()),
        )
        for key, found in sorted(steps.items(), key=lambda one: (one[0][0], one[0][3] or "9999"))
        for ledger, task, unit, due in [key]
    ]


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def shown(message: Rehearsed) -> Shown:
    """A message as a page lists it."""
    return Shown(message.at, message.to, message.contact, message.role, message.channel, message.kind, message.subject)
