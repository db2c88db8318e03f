"""One item with all its units in words, where each unit is not told by itself."""

from bot.messages.duty_words import near_day
from bot.messages.items import Item
from bot.plan.duty import State
from bot.texts import counted, text


def standing_of_item(item: Item) -> str:
    """How many units have something to do, how many are late, what waits; where all is over, that it is."""
    waiting = sum(line.state == State.REPORTED for line in item.lines)
    said = [_unfinished(item)] if item.unfinished else []
    said += [counted("item.waiting", waiting)] if waiting else []
    if not said and {line.state for line in item.lines} == {State.WITHDRAWN}:
        return text("item.withdrawn")
    return text("item.semicolon").join(said) or text("item.done")


def _unfinished(item: Item) -> str:
    n, late = len(item.unfinished), len(item.late)
    if late and not item.days_over:
        return counted("item.missed", late, all=n, times=item.missed)
    if late:
        days = counted("item.days", item.days_over)
        return counted("item.all_late", n, days=days) if n == late else text("item.late", n=n, late=late, days=days)
    if item.day is None:
        return counted("item.unfinished", n)
    return counted("item.due", n, day=near_day(item.day, item.first.today))
