"""How ledgers, their questions and changes look in a terminal."""

from collections.abc import Mapping, Sequence

from bot.cli.terminal import out, say, short, table
from bot.deadlines import in_words
from bot.ledger import Changes
from bot.model import Kind, Ledger, NoticeDuty, Obligation, Question, Task
from bot.texts import text

#: Units named in one line.
NAMED = 12


def show_ledger(ledger: Ledger) -> None:
    """Title and notice, then every task with its units and what its deadline was understood to mean."""
    out.print(ledger.title, style="bold", markup=False)
    facts = [
        text(f"cli.fact_{name}", value=value)
        for name in ("issuer", "document_number", "issued", "year")
        if (value := getattr(ledger, name))
    ]
    if facts:
        out.print("　".join(facts), markup=False)
    columns = [text(f"cli.column_{name}") for name in ("number", "task", "units", "deadline", "reading")]
    table(columns, [_task_row(task) for task in ledger.tasks])
    if ledger.duties:
        table(
            [text(f"cli.column_{name}") for name in ("number", "task", "units", "deadline", "reading")],
            [_duty_row(duty) for duty in ledger.duties],
            title=text("cli.notice_duties"),
        )
    for note in ledger.notes:
        say("cli.note", note=note)


def _task_row(task: Task) -> tuple[str, ...]:
    units = "；".join(
        text(f"cli.units_{role}", units="、".join(names))
        for role, names in (
            ("lead", task.lead_units),
            ("responsible", task.responsible_units),
            ("assisting", task.assisting_units),
            ("supervising", task.supervising_units),
        )
        if names
    )
    raw = task.deadline_raw or "、".join(task.deadline_mentions)
    inherited = text("cli.inherited") if task.deadline_inherited else ""
    return task.number, short(task.title or task.text), units, raw + inherited, readings(task.obligations)


def _duty_row(duty: NoticeDuty) -> tuple[str, ...]:
    who = "、".join(duty.who) + ("" if duty.binds else text("cli.not_binding"))
    return duty.id, short(duty.what or duty.text), who, duty.deadline_phrase, readings(duty.obligations)


def readings(obligations: Sequence[Obligation]) -> str:
    """What was understood, a line an obligation."""
    return "\n".join(_in_words(one) for one in obligations if one.kind is not Kind.NONE) or "—"


def _in_words(one: Obligation) -> str:
    return text("cli.labelled", reading=in_words(one), label=one.label) if one.label else in_words(one)


def show_questions(questions: Sequence[Question], answers: Mapping[str, str]) -> None:
    """The questions with their choices; the default is starred, an answer shown."""
    if not questions:
        return
    out.print()
    out.print(text("cli.questions_title", n=len(questions)), style="bold")
    for question in questions:
        out.print(f"[{question.id}] {question.text}", markup=False, soft_wrap=True)
        chosen = answers.get(question.id)
        for n, choice in enumerate(question.choices, 1):
            mark = "√" if choice.key == chosen else "*" if choice.key == question.default and chosen is None else " "
            said = text("cli.choice", label=choice.label, key=choice.key)
            out.print(f"   {mark} {n}. {said}", markup=False)
        if chosen is not None and chosen not in {c.key for c in question.choices}:
            out.print(f"   √ {chosen}", markup=False)


def say_unreachable(units: Sequence[str]) -> None:
    """Which units have nobody whom a message reaches, the first of them by name."""
    if units:
        shown = text("letter.between").join(units[:NAMED]) + ("…" if len(units) > NAMED else "")
        say("cli.unreachable", n=len(units), names=shown, style="yellow")


def say_what_follows(ledger: str, task: Task, unreached: Sequence[str]) -> None:
    """Beside an item that was written by hand: whom no message reaches, and how a term begins that an event starts."""
    say_unreachable(unreached)
    if any(one.kind is Kind.RELATIVE and one.anchor == "event" for one in task.obligations):
        say("cli.start_next", number=task.number, ledger=ledger)


def show_changes(changes: Changes) -> None:
    """What a corrected file changed, a line an item."""
    for task in changes.added:
        out.print("  " + text("cli.change_added", number=task.number, task=short(task.text)), markup=False)
    for task in changes.removed:
        out.print("  " + text("cli.change_removed", number=task.number, task=short(task.text)), markup=False)
    for change in changes.changed:
        fields = text("letter.between").join(text(f"cli.field_{name}") for name in change.fields)
        out.print("  " + text("cli.change_changed", number=change.new.number, fields=fields), markup=False)
        for name in change.fields:
            if (values := _values(change.old, change.new, name)) is not None:
                said = text("cli.change_field", field=text(f"cli.field_{name}"), before=values[0], after=values[1])
                out.print(f"    {said}", markup=False, soft_wrap=True)
    for duty in changes.duties_added:
        out.print("  " + text("cli.change_duty_added", id=duty.id, what=short(duty.what)), markup=False)
    for duty in changes.duties_removed:
        out.print("  " + text("cli.change_duty_removed", id=duty.id, what=short(duty.what)), markup=False)


def _values(old: Task, new: Task, field: str) -> tuple[str, str] | None:
    """What of a field went and what came in its place; None of words, whose difference may be a single sign."""
    if field == "obligations":
        before, after = (readings(task.obligations).split("\n") for task in (old, new))
    elif field.endswith("_units"):
        before, after = (list(getattr(task, field)) for task in (old, new))
    else:
        return None
    gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
    between = text("letter.between")
    return between.join(gone) or "—", between.join(come) or "—"
