"""A reading in one short line, as the examples of the rules and the corpus write it."""

from bot.model import Kind, Obligation, Reading


def brief(reading: Reading) -> str:
    """The obligations with their fields, then the flags: `due 2021-09-30/2021-08-31 | ambiguous`."""
    line = "; ".join(_one(obligation) for obligation in reading.obligations)
    return f"{line} | {' '.join(reading.flags)}" if reading.flags else line


def _one(obligation: Obligation) -> str:
    words = [str(obligation.kind), *_FIELDS.get(obligation.kind, lambda _: [])(obligation)]
    if obligation.time is not None:
        words.append(f"@{obligation.time:%H:%M}")
    if obligation.rrule is not None and obligation.start is not None:
        words.append(f"from {obligation.start}")
    if obligation.at_least is not None:
        words.append(f"x{obligation.at_least}")
    return " ".join(words)


def _due(one: Obligation) -> list[str]:
    return [f"{one.date}/{one.alt}" if one.alt else str(one.date)]


def _relative(one: Obligation) -> list[str]:
    words = [str(one.n), str(one.unit), str(one.anchor)]
    return [*words, f"={one.date}"] if one.date else words


_FIELDS = {
    Kind.DUE: _due,
    Kind.WINDOW: lambda one: [f"{one.start}..{one.end}"],
    Kind.RECURRING: lambda one: [str(one.rrule)],
    Kind.RELATIVE: _relative,
}
