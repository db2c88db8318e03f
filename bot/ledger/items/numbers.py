"""A number for every item, unique in its ledger and as a reader says it: 12, 三（一）, 一（二）1, 二.1."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.ledger.items.item import Item
from bot.ledger.text.markers import Marker, leading

_PART = re.compile(r"\.\d+$")


def number_all(items: Sequence[Item]) -> list[str]:
    """A number for each, unique: as printed; with its sections' before it where numbers begin again; else counted."""
    labels = [item.label for item in items]
    if not any(labels):
        return [str(at) for at in range(1, len(items) + 1)]
    if len(set(labels)) == len(labels) and not _parts_stand_apart(items):
        return _unique(labels)
    near = [_with_parent(item) for item in items]
    if _repeat(near) or _stand_apart(items):
        near = [_with_sections(item) or number for item, number in zip(items, near, strict=True)]
    return _unique(near)


def _repeat(numbers: Sequence[str]) -> bool:
    return any(count > 1 for number, count in Counter(numbers).items() if number)


def _parts_stand_apart(items: Sequence[Item]) -> bool:
    """Whether parts of one number (一.1, 一.2) and items of that number stand under different sections."""
    sections: dict[str, set[tuple[str, ...]]] = {}
    for item in items:
        sections.setdefault(_PART.sub("", item.label), set()).add(item.section)
    parted = {_PART.sub("", item.label) for item in items if _PART.search(item.label) and item.printed.startswith("（")}
    return any(len(sections[number]) > 1 for number in parted)


def _stand_apart(items: Sequence[Item]) -> bool:
    """Whether items stand at different depths under more than one section, so that a reader needs the whole path."""
    paths = [[mark.label for text in item.section if (mark := leading(text))] for item in items]
    return len({path[0] for path in paths if path}) > 1 and len({len(path) for path in paths}) > 1


def _with_parent(item: Item) -> str:
    """The item's number behind that of the section directly above it."""
    if not item.label:
        return ""
    above = next((mark for text in reversed(item.section) if (mark := leading(text))), None)
    if above and above.printed.startswith("（") and above.label == (item.parent or above.label):
        return f"{above.printed}{item.printed or item.label}"
    parent = item.parent or (above.label if above else "")
    joint = "" if not parent or item.printed.startswith("（") else "."
    return f"{parent}{joint}{item.printed or item.label}"


def _with_sections(item: Item) -> str:
    """The item's number behind those of all sections above it: 一（二）1."""
    marks = [mark for text in item.section if (mark := leading(text))]
    if not item.label or not marks:
        return ""
    path = "".join(_printed(mark, first=not at) for at, mark in enumerate(marks))
    joint = "" if path.endswith("）") or item.printed.startswith("（") else "."
    return f"{path}{joint}{item.printed or item.label}"


def _printed(mark: Marker, *, first: bool) -> str:
    return mark.label if first else mark.printed if mark.printed.startswith("（") else f".{mark.label}"


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
