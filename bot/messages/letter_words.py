"""What a letter says around its lines: its tone, its counts, its subject, its first and last words."""

from enum import StrEnum

from bot.messages.duty_words import RESTING, of_occurrence
from bot.messages.letter import Letter, is_unsigned
from bot.messages.numbers import listed_names, listed_numbers, natural
from bot.messages.typography import book, short, short_day
from bot.model import NoticeKind, Role
from bot.plan.duty import State
from bot.plan.lifecycle import Verb
from bot.texts import counted, text

#: Of a ledger's title so much stands in a subject.
TITLE_WIDTH = 30
#: The rung of a window that opens.
START = "start"
#: The rungs that ask for a signature.
SIGNED_RUNGS = ("dispatch", "sign")
#: Kinds of a letter that come with a formal document for the coordinator.
_FORMAL = (NoticeKind.ESCALATION, NoticeKind.CIRCULAR)


class Tone(StrEnum):
    """How the reader is spoken to."""

    LEADER = "leader"
    COORDINATOR = "coordinator"
    DISPATCH = "dispatch"
    DECISION = "decision"
    CHANGE = "change"
    URGING = "urging"
    ESCALATION = "escalation"
    FEEDBACK = "feedback"
    ACKNOWLEDGE = "acknowledge"
    REMINDER = "reminder"
    NEWS = "news"
    APPROVED = "approved"
    BEGIN = "begin"
    STARTED = "started"
    INQUIRY = "inquiry"


def tone_of(letter: Letter) -> Tone:
    """The tone follows the state of things now: what was closed or extended while it waited is not urged."""
    if letter.role is not Role.CONTACT:
        return Tone.NEWS if letter.kind is NoticeKind.NEWS else Tone(letter.role)
    if letter.kind is NoticeKind.DECISION and all(line.state == State.CLOSED for line in letter.lines):
        return Tone.APPROVED
    if letter.kind is NoticeKind.CHANGE and all(line.starts for line in letter.lines):
        return Tone.STARTED
    if letter.kind in {NoticeKind.DISPATCH, NoticeKind.DECISION, NoticeKind.CHANGE}:
        return Tone(letter.kind)
    if letter.kind is NoticeKind.ACKNOWLEDGE and letter.unsigned_tasks:  # however late it is by now
        return Tone.ACKNOWLEDGE
    if letter.late_tasks:
        return Tone.ESCALATION if letter.kind in _FORMAL else Tone.URGING
    if letter.kind is NoticeKind.FEEDBACK:
        return Tone.FEEDBACK
    if letter.kind is NoticeKind.INQUIRY:
        return Tone.INQUIRY
    if letter.unsigned_tasks:
        return Tone.ACKNOWLEDGE
    return Tone.BEGIN if letter.lines and all(line.rung == START for line in letter.lines) else Tone.REMINDER


def opening(letter: Letter) -> str:
    """The salutation and what the letter is about."""
    body = _BODIES.get(tone_of(letter), _urging)(letter)
    if letter.role is Role.LEADER:
        return text("letter.to_leader", to=letter.to, body=body)
    if letter.role is Role.CONTACT and len(letter.units) > 1 and letter.contact:
        return text("letter.to_person", to=letter.contact, units=listed_names(letter.units), body=body)
    return text("letter.to", to=addressed(letter), body=body)


def unit_counts(letter: Letter) -> str:
    """Every unit that is told something, by name, with how much: nobody is told by a list that was cut before him."""
    counts = []
    for unit in letter.units:
        own = [line for line in letter.own if line.unit == unit]
        tasks = len({(line.ledger, line.number) for line in own})
        counts.append((unit, tasks, len({(line.ledger, line.number) for line in own if line.is_late})))
    are_all_late = all(late == tasks for _, tasks, late in counts)
    said = [
        counted("letter.unit_late" if late and not are_all_late else "letter.unit_tasks", tasks, unit=unit, late=late)
        for unit, tasks, late in counts
    ]
    return text("letter.units_late" if are_all_late else "letter.units", counts=text("letter.between").join(said))


def addressed(letter: Letter) -> str:
    """To whom it is addressed: the unit, or all units that the reader is the contact of."""
    return listed_names(letter.units) if letter.role is Role.CONTACT else letter.to


def _named(letter: Letter) -> str:
    """The same in a subject: of several units the first stands for all."""
    units = letter.units if letter.role is Role.CONTACT else (letter.to,)
    return units[0] if len(units) == 1 else text("letter.and_more_units", names=units[0], n=len(units))


def _of_all(n: int, late: int) -> str:
    """“The following tasks are”, or so many of so many."""
    return counted("letter.all", n) if late == n else counted("letter.some", late, all=n)


def _copied(letter: Letter) -> str:
    late = letter.late_tasks
    if not late:
        return text(f"letter.{letter.role}_informed")
    if letter.late_in_all is not None:
        return counted("letter.leader_more", late, numbers=_late_numbers(letter), all=letter.late_in_all)
    formal = letter.role is Role.COORDINATOR and letter.kind in _FORMAL
    draft = text(f"letter.draft_{letter.kind}") if formal else ""
    return text(f"letter.{letter.role}_late", tasks=_of_all(letter.tasks, late)) + draft


def _late_numbers(letter: Letter) -> str:
    """The numbers of what is late; of a series with the occurrence, so that no month's line is like the one before."""
    late = [line for line in letter.lines if line.is_late]
    numbers = sorted({line.number for line in late if line.occurrence is None}, key=natural)
    named = {(natural(line.number), line.occurrence): line.number for line in late if line.occurrence is not None}
    series = [
        text("letter.number_occurrence", number=number, occurrence=of_occurrence(day, None, letter.today))
        for (_, day), number in sorted(named.items())
    ]
    return text("letter.between").join([*filter(None, [listed_numbers(numbers)]), *series])


def _dispatch(letter: Letter) -> str:
    n, fresh, late = letter.tasks, letter.fresh_tasks, letter.late_tasks
    said = (
        counted("letter.dispatch", n, parts=_parts(letter))
        if fresh == n
        else counted("letter.dispatch_some", fresh, all=n)
    )
    return said + (text("letter.late_already", n=late) if late else "")


def _parts(letter: Letter) -> str:
    """In how many tasks the reader leads or assists, where it is not the same part in all."""
    counts = list(letter.tasks_by_role.items())
    named = [text(f"letter.part_{role}", n=n) for role, n in counts if n]
    return "" if len(named) < 2 else text("letter.parts", parts=text("letter.comma").join(named))


#: What is said where all lines tell something new, and where only some do.
_CHANGED = {
    NoticeKind.DECISION: ("letter.decision", "letter.decision_some"),
    NoticeKind.CHANGE: ("letter.change", "letter.change_some"),
}


def _decision(letter: Letter) -> str:
    n, decided, late = letter.tasks, letter.decided_tasks, letter.late_tasks
    if letter.is_over and letter.kind is NoticeKind.CHANGE:
        return text("letter.change_over")
    all_of_them, some = _CHANGED[letter.kind]
    said = text(all_of_them) if decided == n else counted(some, decided, all=n)
    if letter.unsigned_tasks:
        said += text("letter.unsigned_too", numbers=_unsigned_numbers(letter))
    return said + (text("letter.decided_late", n=late) if late else "")


def _urging(letter: Letter) -> str:
    n, late, fresh = letter.tasks, letter.late_tasks, letter.fresh_tasks
    said = (
        counted("letter.of_others", late)
        if letter.of_others
        else text(f"letter.{tone_of(letter)}", tasks=_of_all(n, late))
    )
    said += _pressed(letter)
    if fresh:
        return said + text("letter.fresh_too", n=fresh)
    return said + (text("letter.rest_in_time") if late < n else "")


def _pressed(letter: Letter) -> str:
    """The tone rises: what was urged before is said, and of the last urging what comes after it."""
    for least, key in ((letter.urgings_at_most, "letter.pressed_last"), (2, "letter.pressed_again")):
        if n := letter.tasks_urged(max(2, least)):
            of = text("letter.these") if n == letter.late_tasks else counted("letter.of_these", n)
            times = letter.times_urged(least)
            is_beyond = least == letter.urgings_at_most < times
            named = "letter.pressed_last_beyond" if is_beyond else key
            return text(named, of=of, times=times, office=letter.office)
    return ""


def _acknowledge(letter: Letter) -> str:
    """The nudge names the numbers: the list was sent before."""
    unsigned, n = letter.unsigned_tasks, letter.tasks
    said = counted("letter.acknowledge", unsigned, numbers=_unsigned_numbers(letter))
    if letter.late_tasks:
        return said + text("letter.late_already", n=letter.late_tasks)
    return said + (text("letter.rest_in_time") if unsigned < n else "")


def _unsigned_numbers(letter: Letter) -> str:
    named = []
    for part in letter.parts:
        numbers = [line.number for line in part.lines if is_unsigned(line)]
        title = book(short(part.title, TITLE_WIDTH)) if len(letter.parts) > 1 else ""
        if numbers:
            said = text("letter.numbers", title=title, numbers=listed_numbers(sorted(numbers, key=natural)))
            named.append(said.strip())
    return text("letter.comma").join(named)


def _news(letter: Letter) -> str:
    return counted("letter.news", letter.tasks)


def _approved(letter: Letter) -> str:
    return counted("letter.approved_parts" if _is_of_parts(letter) else "letter.approved", letter.tasks)


def _is_of_parts(letter: Letter) -> bool:
    """Whether what is told is only a part of some task: others of its parts may be open."""
    return any(line.label for line in letter.lines)


def _started(letter: Letter) -> str:
    return counted("letter.started", letter.tasks)


def _inquiry(letter: Letter) -> str:
    return counted("letter.inquiry", letter.tasks)


def _begin(letter: Letter) -> str:
    return counted("letter.begin", letter.tasks)


def _feedback(letter: Letter) -> str:
    return text("letter.feedback_year" if letter.yearly else "letter.feedback")


def _reminder(letter: Letter) -> str:
    if letter.first_day is None:
        return text("letter.reminder_undated")
    n, today = letter.dated_tasks, letter.tasks_of_today
    if letter.tasks_due_today:
        return text("letter.reminder_today", tasks=_of_all(n, letter.tasks_due_today))
    if today:
        return text("letter.reminder_last_workday", tasks=_of_all(n, today))
    return text("letter.reminder", tasks=counted("letter.all", n))


_BODIES = {
    Tone.LEADER: _copied,
    Tone.COORDINATOR: _copied,
    Tone.DISPATCH: _dispatch,
    Tone.DECISION: _decision,
    Tone.CHANGE: _decision,
    Tone.ACKNOWLEDGE: _acknowledge,
    Tone.FEEDBACK: _feedback,
    Tone.REMINDER: _reminder,
    Tone.NEWS: _news,
    Tone.APPROVED: _approved,
    Tone.BEGIN: _begin,
    Tone.STARTED: _started,
    Tone.INQUIRY: _inquiry,
}


def closing(letter: Letter, *, by_hand: bool = False) -> str:
    """The last words. `by_hand`: there is no way to answer but to tell the office."""
    tone = tone_of(letter)
    if by_hand and tone in {Tone.DISPATCH, Tone.ACKNOWLEDGE}:
        return text(f"letter.closing_{tone}_by_hand", office=letter.office)
    if tone is Tone.NEWS:
        return _how_to_decide(letter)
    named = tone in {Tone.APPROVED, Tone.LEADER, Tone.COORDINATOR, Tone.FEEDBACK, Tone.DISPATCH, Tone.ACKNOWLEDGE}
    if tone is Tone.CHANGE and letter.is_over:
        return text("letter.closing_leader", office=letter.office)
    return text(f"letter.closing_{tone}" if named else "letter.closing", office=letter.office)


def _how_to_decide(letter: Letter) -> str:
    """How to decide by answering the mail; what is asked of the coordinators is said before."""
    first = letter.lines[0]
    how = text("letter.how_to_decide", number=first.number, unit=first.unit) if letter.reply else ""
    return text("letter.closing_news") + how


def subject(letter: Letter) -> str:
    """The subject: it counts tasks, one with several units or last days being one."""
    tone, late, to = tone_of(letter), letter.late_tasks, _named(letter)
    if tone is Tone.COORDINATOR and late and letter.kind in _FORMAL:
        return counted(f"letter.subject_draft_{letter.kind}", late)
    if tone in {Tone.LEADER, Tone.COORDINATOR}:
        said = counted("letter.n_late", late) if late else counted("letter.n_tasks", letter.tasks)
        return text(f"letter.subject_{tone}", to=to, said=said)
    if tone is Tone.DISPATCH:
        title = book(short(letter.parts[0].title, TITLE_WIDTH))
        title = text("letter.and_others", title=title) if len(letter.parts) > 1 else title
        return counted("letter.subject_dispatch", letter.tasks, to=to, title=title)
    if tone is Tone.URGING:
        return counted("letter.subject_urging_lead" if letter.of_others else "letter.subject_urging", late, to=to)
    return _subject_of_work(letter, tone)


#: What a subject says of what a coordinator decided.
_VERDICTS = frozenset({Verb.SENT_BACK, Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED})


def _verdict(letter: Letter) -> str:
    """What was decided of all that is told; empty where it is not the same of all, or of no kind that is named."""
    found = {line.verdict for line in letter.lines if line.decided}
    return text(f"letter.verdict_{found.pop()}") if len(found) == 1 and found <= _VERDICTS else ""


def _subject_of_work(letter: Letter, tone: Tone) -> str:
    n, to = letter.tasks, _named(letter)
    if tone is Tone.NEWS:
        units = tuple(dict.fromkeys(line.unit for line in letter.lines))
        named = units[0] if len(units) == 1 else text("letter.and_more_units", names=units[0], n=len(units))
        return counted("letter.subject_news", n, units=named)
    if tone is Tone.APPROVED and _is_of_parts(letter):
        return counted("letter.subject_approved_parts", n, to=to)
    if tone in {Tone.APPROVED, Tone.BEGIN, Tone.STARTED, Tone.INQUIRY}:
        return counted(f"letter.subject_{tone}", n, to=to)
    if tone is Tone.DECISION and (verdict := _verdict(letter)):
        return counted("letter.subject_decided", letter.decided_tasks, to=to, verdict=verdict)
    if tone in {Tone.DECISION, Tone.CHANGE}:
        return counted(f"letter.subject_{tone}", letter.decided_tasks, to=to)
    if tone is Tone.ESCALATION:
        return counted("letter.subject_escalation", letter.late_tasks, to=to)
    if tone is Tone.ACKNOWLEDGE:
        return counted("letter.subject_acknowledge", letter.unsigned_tasks, to=to)
    if tone is Tone.FEEDBACK:
        return counted("letter.subject_feedback_year" if letter.yearly else "letter.subject_feedback", n, to=to)
    if letter.tasks_due_today:
        return counted("letter.subject_reminder_today", letter.tasks_due_today, to=to)
    if letter.tasks_of_today and letter.first_day is not None:
        first = short_day(letter.first_day)
        return counted("letter.subject_reminder_last_workday", letter.tasks_of_today, to=to, first=first)
    if letter.first_day is not None:
        first = short_day(letter.first_day)
        return counted("letter.subject_reminder", letter.dated_tasks, to=to, first=first)
    return counted("letter.subject_reminder_undated", n, to=to)


def answers(letter: Letter, channel: str) -> list[tuple[str, str]]:
    """How a contact may answer this way: each answer by its key, with the numbers that it is shown for."""
    own = [line for line in letter.own if line.state not in RESTING]
    is_read = {"telegram": letter.chat, "email": letter.reply}.get(channel, False)
    if not (is_read and letter.role is Role.CONTACT and own):
        return []
    unsigned = [line.number for line in own if line.rung in SIGNED_RUNGS and line.state == State.DISPATCHED]
    sign = [("ack", unsigned[0] if len(set(unsigned)) == 1 else text("letter.every"))] if unsigned else []
    if tone_of(letter) is Tone.ACKNOWLEDGE:
        return sign
    return [*sign, ("progress" if tone_of(letter) is Tone.FEEDBACK else "done", own[0].number)]
