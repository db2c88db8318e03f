"""A number for every item, unique in its ledger."""

from collections import Counter
from collections.abc import Sequence

from bot.ledger.items.item import Item
from bot.ledger.text.markers import leading


def number_all(items: Sequence[Item]) -> list[str]:
    """A number for each, unique: as printed; with its section's before it where numbers begin again; else counted."""
    labels = [item.label for item in items]
    if not any(labels):
        return [str(at) for at in range(1, len(items) + 1)]
    repeated = {label for label, count in Counter(labels).items() if count > 1}
    full = [item.label if not repeated else _full(item) for item in items]
    return _unique(full)


def _full(item: Item) -> str:
    parent = item.parent or _section_number(item)
    if not item.label:
        return ""
    joint = "" if not parent or item.printed.startswith("（") else "."
    return f"{parent}{joint}{item.printed or item.label}"


def _section_number(item: Item) -> str:
    marks = [mark for text in item.section if (mark := leading(text))]
    return marks[-1].label if marks else ""


def _unique(numbers: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    out: dict[str, None] = {}
    for at, number in enumerate(numbers, start=1):
        name = number or str(at)
        seen[name] += 1
        while (found := name if seen[name] == 1 else f"{name}-{seen[name]}") in out:
            seen[name] += 1
        out[found] = None
    return list(out)
