"""A number for every item, unique in its ledger."""

from collections import Counter
from collections.abc import Sequence

from bot.ledger.draft import Draft
from bot.ledger.numbers import leading


def number_all(drafts: Sequence[Draft]) -> list[str]:
    """A number for each, unique: as printed; with its section's before it where numbers begin again; else counted."""
    labels = [draft.label for draft in drafts]
    if not any(labels):
        return [str(at) for at in range(1, len(drafts) + 1)]
    repeated = {label for label, count in Counter(labels).items() if count > 1}
    full = [draft.label if not repeated else _full(draft) for draft in drafts]
    return _unique(full)


def _full(draft: Draft) -> str:
    parent = draft.parent or _section_number(draft)
    if not draft.label:
        return ""
    joint = "" if not parent or draft.printed.startswith("（") else "."
    return f"{parent}{joint}{draft.printed or draft.label}"


def _section_number(draft: Draft) -> str:
    marks = [mark for text in draft.section if (mark := leading(text))]
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
