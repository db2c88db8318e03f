"""Tasks into duties: one per task, unit and last day, in the unit's strongest role."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.calendars import Calendar
from bot.deadlines import occurrences
from bot.ledger import held
from bot.ledger.text.normal_form import squeeze
from bot.model import Kind, Ledger, NoticeDuty, Obligation, Task, UnitRole, place_fact
from bot.plan.duty import Duty, State, begun
from bot.plan.ladder import Rules
from bot.roster.roster import Roster
from bot.work.duties.cadence import without_echoes

TITLE_LENGTH = 60
#: The words of an event stand in the same clause as its term, and are no longer than these.
EVENT_LENGTH = 24
_CLAUSE = re.compile(r"[，,；;。：:、\n（(）)]")


def duties_of(
    ledger_id: str, ledger: Ledger, answers: Mapping[str, str], roster: Roster, rules: Rules, at: datetime
) -> list[Duty]:
    """The duties that begin when `ledger` is dispatched at `at`; what a question holds is left out.

    `ledger` is the effective one, its answers applied.
    """
    day = rules.today(at)
    waiting = held(ledger, answers)
    made: list[Duty] = []
    items: list[Task | NoticeDuty] = [*ledger.tasks, *_binding(ledger.duties)]
    for item in items:
        number = item.number if isinstance(item, Task) else item.id
        obligations = [(k, o) for k, o in enumerate(item.obligations, 1) if (number, k - 1) not in waiting]
        if not obligations and (number, 0) in waiting:
            continue
        units = _units(item, ledger, roster)
        end = _year_end(ledger, day)
        parts = _one_a_day(obligations)
        for k, obligation in parts:
            duty = _duty(item, k, obligation, rules, at, end)
            if duty is not None:
                duty = duty._replace(
                    ledger_id=ledger_id,
                    number=number,
                    title=_short(item),
                    label=_label(item, obligation, len(parts)),
                    place=place_fact(item.source),
                    section=" ".join(item.section) if isinstance(item, Task) else "",
                )
                made += (duty._replace(unit=unit, role=role) for unit, role in units.items())
    return made


def immediate_day(at: datetime, rules: Rules) -> date:
    """The last day of what is to be done at once, dispatched at `at`."""
    return rules.calendar.shift(rules.today(at), rules.policy.immediate_workdays)


def next_occurrence(duty: Duty, after: date, calendar: Calendar) -> Duty | None:
    """The duty for the first occurrence after `after`; None when the recurrence has ended."""
    first = after + timedelta(days=1)
    if _counts_workdays(duty.rrule):  # which may have become one day more or less since `after` was counted
        first = (after.replace(day=28) + timedelta(days=4)).replace(day=1)
    found = _occurrence(_rhythm(duty), first, duty.until, calendar)
    if found is None:
        return None
    due, gap = found
    return begun(duty, duty.dispatched_at)._replace(
        occurrence=due.isoformat(), due=due, original_due=due, alt=None, start=None, interval_days=gap, renewal=True
    )


def same_occurrence(duty: Duty, day: date, calendar: Calendar) -> date | None:
    """The day of the occurrence that was to be on `day`, by `calendar`; None where its rhythm rests on no holidays."""
    rhythm = _rhythm(duty)
    if not (_counts_workdays(duty.rrule) or _every_day(rhythm)):
        return None
    first = day.replace(day=1) if _counts_workdays(duty.rrule) else day
    found = _occurrence(rhythm, first, None, calendar)
    return None if found is None else found[0]


def _rhythm(duty: Duty) -> Obligation:
    return Obligation(kind=Kind.RECURRING, rrule=duty.rrule, phrase=duty.phrase)


def _counts_workdays(rrule: str | None) -> bool:
    """Whether its days are the n-th working days of months."""
    return "BYSETPOS" in (rrule or "")


def _binding(duties: Iterable[NoticeDuty]) -> Iterator[NoticeDuty]:
    """Duties that hold somebody here; a note that makes another duty precise takes that one's place."""
    all_duties = [d for d in duties if d.binds]
    refined = {d.refines for d in all_duties if d.refines}
    by_id = {d.id: d for d in all_duties}
    for duty in all_duties:
        if duty.id in refined or not any(o.kind is not Kind.NONE for o in duty.obligations):
            continue
        original = by_id.get(duty.refines or "")
        yield replace(duty, who=duty.who or original.who) if original else duty


def _label(item: Task | NoticeDuty, obligation: Obligation, parts: int) -> str:
    """Which part of the item is meant. Words of the item itself say nothing of its only part, and are quoted of one
    of several.
    """
    label = obligation.label or ""
    if not label or label not in item.text:
        return label
    return "" if parts == 1 else f"“{label}”"


def _units(item: Task | NoticeDuty, ledger: Ledger, roster: Roster) -> dict[str, UnitRole]:
    """Unit → its strongest role."""
    if isinstance(item, NoticeDuty):
        named = [(UnitRole.RESPONSIBLE, item.who or ledger.recipients)]
    else:
        named = list(zip(UnitRole, (item.lead_units, item.responsible_units, item.assisting_units), strict=True))
    units: dict[str, UnitRole] = {}
    for role, names in named:
        for unit in roster.expand(names):
            units.setdefault(unit, role)
    return units


def _one_a_day(obligations: list[tuple[int, Obligation]]) -> list[tuple[int, Obligation]]:
    """Obligations with the same last day are one duty; 'none' counts only where nothing else is owed."""
    real = [(k, o) for k, o in obligations if o.kind not in {Kind.NONE, Kind.DONE}]
    if not real:
        undated = Obligation(kind=Kind.NONE)
        if any(o.kind is Kind.DONE for _, o in obligations):
            return []
        return obligations[:1] or [(1, undated)]
    kept: dict[object, tuple[int, Obligation]] = {}
    for k, obligation in without_echoes(real):
        dated = obligation.last_day is not None and obligation.kind is not Kind.RECURRING
        key: object = obligation.last_day if dated else (obligation.kind, k)
        if key in kept:
            first_k, first = kept[key]
            labels = [label for label in dict.fromkeys((first.label, obligation.label)) if label]
            kept[key] = (first_k, first._replace(label="；".join(labels) or None))
        else:
            kept[key] = (k, obligation)
    return list(kept.values())


def _words_of(item: Task | NoticeDuty, obligation: Obligation) -> str:
    """The words that a deadline was read from; of a term that an event begins those of the event too: its name."""
    if obligation.kind is not Kind.RELATIVE or obligation.anchor != "event":
        return obligation.phrase
    column = (item.deadline_raw if isinstance(item, Task) else item.deadline_phrase) or ""
    words = column if obligation.source == "column" or obligation.phrase in column else item.text
    before, found, _ = words.partition(obligation.phrase)
    event = _CLAUSE.split(before)[-1].strip()
    return f"{event}{found}" if found and len(event) <= EVENT_LENGTH else obligation.phrase


def _duty(
    item: Task | NoticeDuty, k: int, obligation: Obligation, rules: Rules, at: datetime, year_end: date
) -> Duty | None:
    is_span = obligation.kind is Kind.RELATIVE
    duty = Duty(
        kind=obligation.kind,
        state=State.DISPATCHED,
        dispatched_at=at,
        k=k,
        phrase=_words_of(item, obligation),
        rrule=obligation.rrule,
        at_least=obligation.at_least,
        due=obligation.last_day,
        original_due=obligation.last_day,
        alt=obligation.alt,
        start=obligation.start,
        time=obligation.time.strftime("%H:%M") if obligation.time else None,
        span_n=obligation.n if is_span else None,
        span_unit=obligation.unit if is_span else None,
    )
    if obligation.kind is Kind.IMMEDIATE:
        due = immediate_day(at, rules)
        return duty._replace(due=due, original_due=due)
    if obligation.kind is Kind.STANDING:
        return duty._replace(until=year_end)
    if obligation.kind is Kind.RECURRING:
        return _first_of_series(duty, obligation, rules.today(at), year_end, rules.calendar)
    return duty


def _first_of_series(duty: Duty, obligation: Obligation, day: date, year_end: date, calendar: Calendar) -> Duty | None:
    until = max(year_end, obligation.end) if obligation.end else year_end
    # A yearly duty whose day this year is past is owed next time rather than never.
    found = _occurrence(obligation, day, until, calendar) or _occurrence(obligation, day, None, calendar)
    if found is None:
        return None
    due, gap = found
    return duty._replace(until=until, due=due, original_due=due, interval_days=gap, occurrence=due.isoformat())


def _occurrence(obligation: Obligation, first: date, until: date | None, calendar: Calendar) -> tuple[date, int] | None:
    """The first occurrence from `first` on and the days to the one after it; of what is owed every day (每日) the first
    on a working day.
    """
    last = until or first + timedelta(days=366)
    horizon = last + timedelta(days=366 * 5)
    dates = iter(occurrences(obligation, first, horizon, calendar=calendar))
    due = next(dates, None)
    if due is None or due > last:
        return None
    following = next(dates, None)
    while following is not None and _every_day(obligation) and not calendar.is_workday(due):
        due, following = following, next(dates, None)
    if due > last:
        return None
    return due, 1 if _every_day(obligation) else (following - due).days if following else 366


def _every_day(obligation: Obligation) -> bool:
    """Whether it is owed every day, or every working day of the week."""
    rule = dict(part.split("=", 1) for part in (obligation.rrule or "").split(";") if part)
    if rule.get("INTERVAL", "1") != "1":
        return False
    return rule.get("FREQ") == "DAILY" or (rule.get("FREQ") == "WEEKLY" and len(rule.get("BYDAY", "").split(",")) >= 5)


def _year_end(ledger: Ledger, day: date) -> date:
    """Standing and recurring duties end with the year that the ledger is about."""
    return date(ledger.year or day.year, 12, 31)


def _short(item: Task | NoticeDuty) -> str:
    words = (item.title or item.text) if isinstance(item, Task) else (item.what or item.text)
    words = squeeze(words)
    head = words.split("。")[0]
    return head if len(head) <= TITLE_LENGTH else head[: TITLE_LENGTH - 1].rstrip("（(《〈“、，") + "…"
