"""How the state of a dispatched ledger looks in a terminal."""

from collections import Counter

from bot.cli.terminal import out, say, short, table
from bot.messages import Line
from bot.messages.duty_words import labelled, near_day, now_of
from bot.messages.item_words import standing_of_item
from bot.messages.items import Item
from bot.texts import text
from bot.work.views.status import Standing


def show_standing(standing: Standing) -> None:
    """One ledger's lights and lines."""
    out.print(standing.title, style="bold", markup=False)
    counts = "　".join(f"{lamp(name)}{light_word(name)} {n}" for name, n in standing.counts.items())
    out.print(counts or text("cli.no_lines"), markup=False)
    if standing.items:
        columns = [text(f"cli.column_{name}") for name in ("light", "number", "task", "when")]
        parts = Counter(item.first.number for item in standing.items)
        table(columns, [_item_row(item, parts[item.first.number] > 1) for item in standing.items])
        say("cli.status_drill")
    elif standing.lines:
        columns = [text(f"cli.column_{name}") for name in ("light", "number", "task", "unit", "due", "when")]
        table(columns, [_line_row(line) for line in standing.lines])


def _item_row(item: Item, several: bool) -> tuple[str, ...]:
    """`several`: its number has other rows, from which its day tells it apart."""
    line = item.first
    said = standing_of_item(item)
    if several and line.due and item.late:
        said = text("cli.item_of_day", said=said, due=near_day(line.due, line.today))
    words = f"{lamp(line.light)}{light_word(line.light)}"
    return words, line.number, short(labelled(line)), said


def _line_row(line: Line) -> tuple[str, ...]:
    due = str(line.due or "")
    if line.alt:
        due += "\n" + text("cli.strict", alt=line.alt)
    words = f"{lamp(line.light)}{light_word(line.light)}"
    return words, line.number, short(labelled(line)), line.unit, due, when(line)


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
    return now_of(line)
