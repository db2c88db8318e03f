"""A question before it has its number."""

from dataclasses import dataclass, field

from bot.model import Doubtful, Place, Sentence


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question before it has its number."""

    flag: str
    sentence: Sentence
    choices: tuple[str, ...]
    default: str
    task: str | None = None
    tasks: tuple[str, ...] = ()
    obligation: int | None = None
    source: Place = field(default_factory=Place)
    doubtful: tuple[Doubtful, ...] = ()
    layout: str = ""
    labels: tuple[tuple[str, Sentence], ...] = ()  # for choices that say something of this document
