"""One duty in words: what it is, how it stands, why its date is what it is."""

from bot.messages.letter import Line
from bot.messages.typography import day
from bot.model import Kind
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
#: A label that is shorter (“各一次”) says nothing without the task.
LONG_LABEL = 8
#: Nothing is expected of the unit in these.
_RESTING = {State.REPORTED, State.CLOSED, State.WITHDRAWN, State.SUSPENDED, State.HANDED_BACK}


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


def task_of(line: Line) -> str:
    """The task; where it has several last days, which of its parts."""
    if line.label and line.title and len(line.label) < LONG_LABEL:
        return text("duty.labelled", title=line.title, label=line.label)
    return line.label or line.title


def standing_of(line: Line) -> str:
    """Last day and state in one sentence."""
    if line.state in _RESTING:
        return text(f"duty.state_{line.state.replace('-', '_')}")
    return text("duty.sent_back", limit=_limit(line)) if line.state == State.RETURNED else _limit(line)


def now_of(line: Line) -> str:
    """The same, with the policy's word for the rung and an extension not yet decided."""
    said = standing_of(line)
    if line.tone:
        said = text("duty.toned", tone=line.tone, said=said)
    if line.extension_until is None or line.state in {State.CLOSED, State.WITHDRAWN}:
        return said
    return text("duty.extension_asked", said=said, until=day(line.extension_until))


def unit_now(line: Line) -> str:
    """The same, with the unit and its part."""
    return text("duty.unit_now", now=now_of(line), unit=line.unit, role=unit_role(line))


def _limit(line: Line) -> str:
    if line.kind == Kind.STANDING:
        asked = {"dispatch": "plan", "year-end": "year"}.get(line.rung, "period")
        return text(f"duty.standing_{asked}")
    if line.due is None:
        return text("duty.relative", phrase=line.phrase) if line.kind == Kind.RELATIVE else text("duty.undated")
    return _dated(line)


def _dated(line: Line) -> str:
    assert line.due is not None
    due, hour = day(line.due), _hour(line)
    if line.days_over > 0:
        return _overdue(line, due)
    if line.alt is not None and line.days_left < 0:
        return text("duty.strict_past", alt=day(line.alt), due=due, hour=hour)
    if line.days_left == 0 and line.day_off:
        return text("duty.today_for_day_off", span=_span(line))
    if line.days_left == 0:
        return text("duty.today_strict", hour=hour, due=due) if line.alt is not None else text("duty.today", hour=hour)
    left = counted("duty.days_left", line.days_left, span=_span(line))
    return text("duty.before_day_off", said=left) if line.day_off else left


def _overdue(line: Line, due: str) -> str:
    said = counted("duty.days_over", line.days_over, due=due)
    return text("duty.urged", said=said, n=line.urgings) if line.urgings > 0 else said


def _hour(line: Line) -> str:
    return text("duty.hour", time=line.time) if line.time else ""


def _span(line: Line) -> str:
    """To when, and what is special about it."""
    assert line.due is not None
    last = day(line.alt or line.due) + _hour(line)
    if line.alt is not None:
        last = text("duty.at_the_latest", last=last, due=day(line.due))
    if line.kind == Kind.RECURRING:
        return text("duty.span_recurring", last=last)
    if line.kind == Kind.WINDOW and line.start is not None:
        return text("duty.span_window", start=day(line.start), last=last)
    return text("duty.span", last=last)


def why_of(line: Line) -> str:
    """What has to be said beside the date: a decision, the coordinator's words, why it is this date; often nothing."""
    said = []
    if line.partners:
        stand = text("duty.comma").join(text("duty.partner", light=light_word(name), n=n) for name, n in line.partners)
        said.append(text("duty.partners", stand=stand))
    said += [text("duty.decided", decided=line.decided)] if line.decided else []
    said += [text("duty.words", words=line.words)] if line.words else []
    said += [text("duty.of_another", unit=line.unit)] if line.lead else []
    said += _reasons(line) if line.state not in _RESTING else []
    return "".join(said).strip()


def _reasons(line: Line) -> list[str]:
    said = []
    if line.alt is not None and line.due is not None:
        key = "duty.readings_over" if line.days_over > 0 else "duty.readings"
        said.append(text(key, phrase=line.phrase, alt=day(line.alt), due=day(line.due)))
    if line.kind == Kind.IMMEDIATE:
        said.append(text("duty.immediate", phrase=line.phrase))
    if line.original_due is not None and line.due is not None and line.original_due != line.due:
        key = "duty.original_decided" if line.decided else "duty.original"
        said.append(text(key, due=day(line.original_due)))
    return said


def source_of(line: Line) -> str:
    """On what it rests: which line of which document, which words; empty where neither is known."""
    if not (line.place or line.phrase):
        return ""
    key = (
        "duty.source_both"
        if line.place and line.phrase
        else "duty.source_place"
        if line.place
        else "duty.source_phrase"
    )
    return text(key, place=line.place, phrase=line.phrase)
