"""How ledgers, readings and lines look in a terminal."""

from collections.abc import Mapping, Sequence

from bot.cli.common import out, say, table
from bot.ledger import Changes
from bot.messages import Line, render
from bot.model import Duty, Kind, Ledger, Obligation, Question, Task
from bot.texts import text
from bot.work.status import Standing

SHORT = 34


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
        )
        if names
    )
    raw = task.deadline_raw or "、".join(task.deadline_mentions)
    inherited = text("cli.inherited") if task.deadline_inherited else ""
    return task.number, _short(task.title or task.text), units, raw + inherited, readings(task.obligations)


def _duty_row(duty: Duty) -> tuple[str, ...]:
    who = "、".join(duty.who) + ("" if duty.binds else text("cli.not_binding"))
    return duty.id, _short(duty.what or duty.text), who, duty.deadline_phrase, readings(duty.obligations)


def readings(obligations: Sequence[Obligation]) -> str:
    """What was understood, a line an obligation."""
    return "\n".join(in_words(o) for o in obligations if o.kind is not Kind.NONE) or "—"


def in_words(obligation: Obligation) -> str:
    """One obligation in words."""
    o = obligation
    key = f"cli.kind_{o.kind}"
    if o.kind is Kind.DUE and o.alt:
        key = "cli.kind_due_alt"
    span = "" if o.n is None else text("cli.span", n=abs(o.n), unit=text(f"cli.unit_{o.unit}"))
    return text(
        key, date=o.date, alt=o.alt, start=o.start, end=o.end, rrule=o.rrule, span=span, label=o.label or ""
    ).strip()


def _short(words: str) -> str:
    words = "".join(words.split())
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


def show_questions(questions: Sequence[Question], answers: Mapping[str, str]) -> None:
    """The questions with their choices; the default is starred, an answer shown."""
    if not questions:
        return
    out.print()
    out.print(text("cli.questions_title", n=len(questions)), style="bold")
    for question in questions:
        out.print(f"[{question.id}] {question.text}", markup=False)
        chosen = answers.get(question.id)
        for n, choice in enumerate(question.choices, 1):
            mark = "√" if choice.key == chosen else "*" if choice.key == question.default and chosen is None else " "
            out.print(f"   {mark} {n}. {choice.label}（{choice.key}）", markup=False)
        if chosen is not None and chosen not in {c.key for c in question.choices}:
            out.print(f"   √ {chosen}", markup=False)


def show_changes(changes: Changes) -> None:
    """What a corrected file changed, a line an item."""
    for task in changes.added:
        out.print("  " + text("cli.change_added", number=task.number, task=_short(task.text)), markup=False)
    for task in changes.removed:
        out.print("  " + text("cli.change_removed", number=task.number, task=_short(task.text)), markup=False)
    for change in changes.changed:
        fields = "、".join(text(f"cli.field_{name}") for name in change.fields)
        before, after = readings(change.old.obligations), readings(change.new.obligations)
        dates = f"：{before} → {after}" if "obligations" in change.fields else ""
        out.print("  " + text("cli.change_changed", number=change.new.number, fields=fields) + dates, markup=False)
    for duty in (*changes.duties_added, *changes.duties_removed):
        out.print("  " + text("cli.change_duty", id=duty.id, what=_short(duty.what)), markup=False)


def show_standing(standing: Standing) -> None:
    """One ledger's lights and lines."""
    out.print(standing.title, style="bold", markup=False)
    counts = "　".join(f"{lamp(name)}{light_word(name)} {n}" for name, n in standing.counts.items())
    out.print(counts or text("cli.no_lines"), markup=False)
    if standing.lines:
        columns = [text(f"cli.column_{name}") for name in ("light", "number", "task", "unit", "due", "when")]
        table(columns, [_line_row(line) for line in standing.lines])


def _line_row(line: Line) -> tuple[str, ...]:
    due = str(line.due or "")
    if line.alt:
        due += text("cli.strict", alt=line.alt)
    words = f"{lamp(line.light)}{light_word(line.light)}"
    return words, line.number, _short(line.label or line.title), line.unit, due, when(line)


def light_word(name: str) -> str:
    """A light's name in the language set."""
    return text(f"cli.light_{name}")


def lamp(name: str) -> str:
    """A light as a sign."""
    return {
        "open": "🟢",
        "near": "🟡",
        "overdue": "🔴",
        "reported": "🔵",
        "closed": "✅",
        "standing": "⚪",
        "undated": "⚪",
        "paused": "⏸ ",
        "withdrawn": "✖ ",
    }[name]


def when(line: Line) -> str:
    """How long is left or how late it is, in the words of the messages."""
    return render("when.txt", line=line).strip()
