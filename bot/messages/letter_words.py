"""What a letter says around its lines: its tone, its counts, its subject, its first and last words."""

from enum import StrEnum

from bot.messages.letter import Letter
from bot.messages.typography import book, short, short_day
from bot.model import NoticeKind, Role
from bot.plan.duty import State
from bot.texts import counted, text

#: Of a ledger's title so much stands in a subject.
TITLE_WIDTH = 30
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
    URGING = "urging"
    ESCALATION = "escalation"
    FEEDBACK = "feedback"
    ACKNOWLEDGE = "acknowledge"
    REMINDER = "reminder"


def tone_of(letter: Letter) -> Tone:
    """The tone follows the state of things now: what was closed or extended while it waited is not urged."""
    if letter.role is not Role.CONTACT:
        return Tone(letter.role)
    if letter.kind in {NoticeKind.DISPATCH, NoticeKind.DECISION}:
        return Tone(letter.kind)
    if letter.late:
        return Tone.ESCALATION if letter.kind in _FORMAL else Tone.URGING
    if letter.kind is NoticeKind.FEEDBACK:
        return Tone.FEEDBACK
    return Tone.ACKNOWLEDGE if letter.unsigned else Tone.REMINDER


def opening(letter: Letter) -> str:
    """The salutation and what the letter is about."""
    body = _BODIES.get(tone_of(letter), _urging)(letter)
    return text("letter.to_leader" if letter.role is Role.LEADER else "letter.to", to=letter.to, body=body)


def _of_all(n: int, late: int) -> str:
    """“The following tasks are”, or so many of so many."""
    return counted("letter.all", n) if late == n else counted("letter.some", late, all=n)


def _copied(letter: Letter) -> str:
    key = f"letter.{letter.role}"
    if not letter.late:
        return text(f"{key}_informed")
    formal = letter.role is Role.COORDINATOR and letter.kind in _FORMAL
    draft = text(f"letter.draft_{letter.kind}") if formal else ""
    return text(f"{key}_late", tasks=_of_all(letter.count, letter.late)) + draft


def _dispatch(letter: Letter) -> str:
    n, fresh = letter.count, letter.fresh
    said = counted("letter.dispatch", n) if fresh == n else counted("letter.dispatch_some", fresh, all=n)
    return said + (text("letter.late_already", n=letter.late) if letter.late else "")


def _decision(letter: Letter) -> str:
    n, decided = letter.count, sum(bool(line.decided) for line in letter.lines)
    said = text("letter.decision") if decided == n else counted("letter.decision_some", decided, all=n)
    return said + (text("letter.decided_late", n=letter.late) if letter.late else "")


def _urging(letter: Letter) -> str:
    n, late, fresh = letter.count, letter.late, letter.fresh
    said = text(f"letter.{tone_of(letter)}", tasks=_of_all(n, late))
    if fresh:
        return said + text("letter.fresh_too", n=fresh)
    return said + (text("letter.rest_in_time") if late < n else "")


def _acknowledge(letter: Letter) -> str:
    n, unsigned = letter.count, letter.unsigned
    if unsigned == n:
        return counted("letter.acknowledge", n)
    return counted("letter.acknowledge_some", unsigned, all=n)


def _feedback(letter: Letter) -> str:
    return text("letter.feedback_year" if letter.yearly else "letter.feedback")


def _reminder(letter: Letter) -> str:
    if not any(line.due for line in letter.lines):
        return text("letter.reminder_undated")
    return text("letter.reminder", tasks=counted("letter.all", letter.count))


_BODIES = {
    Tone.LEADER: _copied,
    Tone.COORDINATOR: _copied,
    Tone.DISPATCH: _dispatch,
    Tone.DECISION: _decision,
    Tone.ACKNOWLEDGE: _acknowledge,
    Tone.FEEDBACK: _feedback,
    Tone.REMINDER: _reminder,
}


def closing(letter: Letter) -> str:
    """The last words; who can answer in a chat is told how instead."""
    tone = tone_of(letter)
    named = tone in {Tone.LEADER, Tone.COORDINATOR, Tone.FEEDBACK, Tone.DISPATCH}
    return text(f"letter.closing_{tone}" if named else "letter.closing", office=letter.office)


def subject(letter: Letter) -> str:
    """The subject: it counts tasks, one with several units or last days being one."""
    tone, late, to = tone_of(letter), letter.late_tasks, letter.to
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


def _subject_of_work(letter: Letter, tone: Tone) -> str:
    n, to = letter.tasks, letter.to
    if tone is Tone.DECISION:
        return counted("letter.subject_decision", letter.decided_tasks, to=to)
    if tone is Tone.ESCALATION:
        return counted("letter.subject_escalation", letter.late_tasks, to=to)
    if tone is Tone.ACKNOWLEDGE:
        return counted("letter.subject_acknowledge", letter.unsigned_tasks, to=to)
    if tone is Tone.FEEDBACK:
        return counted("letter.subject_feedback_year" if letter.yearly else "letter.subject_feedback", n, to=to)
    if letter.first_day is not None:
        return counted("letter.subject_reminder", n, to=to, first=short_day(letter.first_day))
    return counted("letter.subject_reminder_undated", n, to=to)


def answers(letter: Letter) -> list[tuple[str, str]]:
    """How a contact may answer in the chat: each way by its key, with the number that it is shown for."""
    own = letter.own
    if not (letter.chat and letter.role is Role.CONTACT and own):
        return []
    unsigned = [line.number for line in own if line.rung in SIGNED_RUNGS and line.state == State.DISPATCHED]
    sign = [("ack", unsigned[0])] if unsigned else []
    return [*sign, ("progress" if tone_of(letter) is Tone.FEEDBACK else "done", own[0].number)]
