"""A question before it has its number, and how item numbers are told in one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model import Place


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question before it has its number."""

    flag: str
    text: str
    choices: tuple[str, ...]
    default: str
    task: str | None = None
    tasks: tuple[str, ...] = ()
    obligation: int | None = None
    source: Place = field(default_factory=Place)
    labels: tuple[tuple[str, str], ...] = ()  # for choices whose words are the document's own


def ranges(numbers: Sequence[str]) -> str:
    """1–5、8 of 1, 2, 3, 4, 5, 8; other numbers one by one, the first twelve."""
    if not all(number.isdigit() for number in numbers):
        return "、".join(numbers[:12]) + ("…" if len(numbers) > 12 else "")
    runs: list[list[int]] = []
    for value in map(int, numbers):
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
