"""One duty in words: what it is, how it stands, why its date is what it is."""

import re
from collections.abc import Iterable
from datetime import date

from bot.messages.letter import Line
from bot.messages.typography import day, short, short_day
from bot.model import Kind, UnitRole
from bot.plan.duty import State
from bot.texts import counted, text

#: Lights as signs.
LAMPS = {
    "open": "🟢",
    "near": "🟡",
    "overdue": "🔴",
    "reported": "🔵",
    "closed": "✅",
    "standing": "⚪",
    "undated": "⚪",
    "paused": "⏸",
    "withdrawn": "✖",
}
#: Blanks between Chinese characters come from typesetting.
_CHINESE = re.compile("[\u4e00-\u9fff]")
#: So many characters of a quoted part are enough to know it by.
QUOTED_WIDTH = 16
#: What may be due several times by one day.
_SEVERAL_TIMES = (Kind.RECURRING, Kind.DUE, Kind.WINDOW)
#: Nothing is expected of the unit in these.
RESTING = {State.REPORTED, State.CLOSED, State.WITHDRAWN, State.SUSPENDED, State.HANDED_BACK}


def lamp(light: str) -> str:
    """A light as a sign."""
    return LAMPS[light]


def light_word(light: str) -> str:
    """A light's name."""
    return text(f"duty.light_{light}")


def unit_role(line: Line) -> str:
    """牵头单位, 责任单位, 配合单位."""
    return text(f"duty.role_{line.role}")


def numbered(line: Line) -> str:
    """“26.”, but no stop after “三（一）”."""
    return f"{line.number}." if line.number[-1:].isdigit() else line.number


def labelled(line: Line) -> str:
    """The task; where it has several last days, which of its parts, unless the task's own words say so."""
    return task_words(line.title, line.label)


def task_words(title: str, label: str) -> str:
    """A task by its title, and the part of it that is meant: the label follows and never replaces it."""
    if not label or label in title:
        return title
    if not title:
        return label
    if label.startswith("“"):  # the task's own words, which its title mostly has too
        label = f"“{short(label.strip('“”'), QUOTED_WIDTH)}”"
    return text("duty.labelled", title=title, label=label)


def part_tag(line: Line) -> str:
    """The unit's part in the task in one word; that of a responsible unit goes without saying."""
    return "" if line.lead or line.role is UnitRole.RESPONSIBLE else text(f"duty.tag_{line.role}")


def new_tag() -> str:
    """That a task is told for the first time."""
    return text("duty.tag_new")


def standing_of(line: Line) -> str:
    """Last day and state in one sentence."""
    if line.state in RESTING:
        said = text(f"duty.state_{line.state.replace('-', '_')}")
        which = of_occurrence(line.occurrence, line.event, line.today)
        return text("duty.of_occurrence", said=said, which=which) if which else said
    return text("duty.sent_back", limit=_limit(line)) if line.state == State.RETURNED else _limit(line)


def of_occurrence(occurrence: date | None, event: date | None, today: date | None) -> str:
    """Which of a series, by its day, or which of several clocks, by its event's; often nothing."""
    if occurrence is not None:
        return text("duty.occurrence", day=near_day(occurrence, today))
    return text("duty.event", day=near_day(event, today)) if event is not None else ""


def now_of(line: Line) -> str:
    """The same, with the policy's word for the rung and an extension not yet decided."""
    said = standing_of(line)
    if line.tone:
        said = text("duty.toned", tone=line.tone, said=said)
    if line.extension_until is None or line.state in {State.CLOSED, State.WITHDRAWN}:
        return said
    return text("duty.extension_asked", said=said, until=day(line.extension_until))


def _limit(line: Line) -> str:
    if line.kind == Kind.STANDING:
        asked = {"dispatch": "plan", "year-end": "year"}.get(line.rung, "period")
        return text(f"duty.standing_{asked}")
    if line.due is None:
        return text("duty.relative", phrase=line.phrase) if line.kind == Kind.RELATIVE else text("duty.undated")
    said = _dated(line)
    return text("duty.of_event", said=said, event=near_day(line.event, line.today)) if line.event else said


def near_day(value: date, today: date | None) -> str:
    """The day, without its year where that is this year."""
    return short_day(value) if today is not None and value.year == today.year else day(value)


def _dated(line: Line) -> str:
    assert line.due is not None
    if line.days_over > 0:
        return _overdue(line)
    last = _last(line)
    if line.missed:
        return _urged(line, counted("duty.missed", line.missed, last=last))
    if line.days_left == 0:
        return text("duty.today_for_day_off" if line.day_off else "duty.today", last=last)
    left = counted("duty.days_left", line.days_left, last=last)
    if line.unannounced:
        left = text("duty.unannounced", said=left, years=listed_years(line.unannounced))
    return text("duty.before_day_off", said=left) if line.day_off else left


def listed_years(years: Iterable[int]) -> str:
    """“2027、2028”."""
    return text("duty.between").join(map(str, years))


def _overdue(line: Line) -> str:
    assert line.due is not None
    due = near_day(line.due, line.today)
    if line.held_to is not None:
        due = text("duty.held_to", due=due, until=near_day(line.held_to, line.today))
    return _urged(line, counted("duty.days_over", line.days_over, due=due))


def _urged(line: Line, said: str) -> str:
    """With which urging this is, or how often it was urged before."""
    if not line.urgings:
        return said
    return (
        text("duty.urging", said=said, n=line.urgings)
        if line.is_urging
        else counted("duty.urged", line.urgings, said=said)
    )


def _last(line: Line) -> str:
    """The operative day, and what is special about it."""
    assert line.due is not None
    operative = line.day or line.due
    hour = text("duty.hour", time=line.time) if line.time else ""
    said = text("duty.until", day=near_day(operative, line.today), hour=hour)
    if line.held_to is not None:
        return text("duty.after_its_day", due=near_day(line.due, line.today), last=said)
    if line.is_strict_past and line.alt is not None:
        said = text("duty.strict_past", last=said, alt=near_day(line.alt, line.today))
    elif line.alt is not None and operative != line.due:
        said = text("duty.at_the_latest", last=said, due=near_day(line.due, line.today))
    if line.kind in _SEVERAL_TIMES and (line.at_least or 1) > 1:
        key = "duty.span_accepted" if line.accepted else "duty.span_at_least"
        return text(key, last=said, n=line.at_least, done=line.accepted)
    if line.kind == Kind.RECURRING:
        return text("duty.span_recurring", last=said)
    if line.kind == Kind.WINDOW and line.start is not None:
        return text("duty.span_window", start=near_day(line.start, line.today), last=said)
    return text("duty.span", last=said)


def reading_of(line: Line) -> str:
    """How words that can be read in two ways, or that name no day, were read; often nothing."""
    if line.state in RESTING:
        return ""
    phrase = "".join(line.phrase.split()) if _CHINESE.search(line.phrase) else line.phrase
    if line.alt is not None and line.due is not None and line.alt != line.due:
        over = line.days_over > 0
        key = "duty.readings_over" if over else "duty.readings_past" if line.is_strict_past else "duty.readings"
        return text(key, phrase=phrase, due=near_day(line.due, line.today))
    return text("duty.immediate", phrase=phrase) if line.kind == Kind.IMMEDIATE else ""


def notes_of(line: Line, unit: str = "") -> str:
    """What is said of this duty alone: a decision, the coordinator's words, the other units; often nothing.

    `unit`: whose duty it is, where several are told as one.
    """
    said = []
    if line.partners and line.kind is not Kind.STANDING:  # there is nothing to wait for
        stand = text("duty.comma").join(text("duty.partner", light=light_word(name), n=n) for name, n in line.partners)
        said.append(text("duty.partners", stand=stand))
    said += [text("duty.decided", decided=line.decided)] if line.decided else []
    said += [text("duty.words", words=line.words)] if line.words else []
    said += [text("duty.of_another", unit=unit or line.unit)] if line.lead else []
    if line.state not in RESTING and None not in {line.original_due, line.due} and line.original_due != line.due:
        key = "duty.original_decided" if line.decided else "duty.original"
        said.append(text(key, due=near_day(line.original_due, line.today)))  # type: ignore[arg-type]  # not None
    return "".join(said).strip()


def source_of(line: Line) -> str:
    """On what it rests: which line of which document, which words; empty where neither is known."""
    if not (line.place or line.phrase):
        return ""
    key = "both" if line.place and line.phrase else "place" if line.place else "phrase"
    return text(f"duty.source_{key}", place=line.place, phrase=line.phrase)


def place_of(line: Line) -> str:
    """The same in short, beside the task: its words only where the reading does not quote them."""
    phrase = "" if reading_of(line) else line.phrase
    return text("duty.place", place=line.place) + (text("duty.quoted", phrase=phrase) if phrase else "")
