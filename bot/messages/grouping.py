"""A letter's lines as a reader takes them in: by deadline, what is said of all of them said once."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages.duty_words import labelled, new_tag, notes_of, now_of, part_tag, place_of, reading_of, task_words
from bot.messages.letter import DISPATCH, FullText, Letter, Line, is_unsigned
from bot.messages.letter_words import Tone, tone_of
from bot.messages.numbers import listed_names, listed_numbers, natural
from bot.messages.typography import short
from bot.model import Kind, Role, UnitRole

#: The reader's own part first.
_ROLES = (UnitRole.LEAD, UnitRole.RESPONSIBLE, UnitRole.ASSISTING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One task within a group. `units` is empty where the reader's own unit goes without saying."""

    line: Line
    task: str
    units: str
    notes: str
    place: str
    text: tuple[str, ...] = ()  # the whole task, by paragraphs, in place of `task`
    requirement: tuple[str, ...] = ()
    supervising: str = ""
    tags: tuple[str, ...] = ()  # the unit's part, and that it is new among others

    @property
    def is_titled(self) -> bool:
        """Whether the task's name stands before its whole words: not where it is how they begin."""
        return _is_named(self.line, self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of which the same is to be said: the deadline, how it stands, how its words were read."""

    now: str
    reading: str
    light: str
    entries: tuple[Entry, ...]
    numbers: str = ""  # in place of the entries: standing work waits behind what has a day

    @property
    def n(self) -> int:
        """How many tasks."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class LedgerGroups:
    """The groups of one ledger."""

    title: str
    document_number: str | None
    groups: tuple[Group, ...]


def parts_of(letter: Letter) -> tuple[LedgerGroups, ...]:
    """The letter's lines in groups, by ledger; what a nudge names by number alone stands in none."""
    found = (
        LedgerGroups(part.title, part.document_number, groups_of(letter, _listed(letter, part.lines)))
        for part in letter.parts
    )
    return tuple(part for part in found if part.groups)


@dataclass(frozen=True, slots=True)
class Total:
    """How many tasks of a letter one and the same thing is to be said of."""

    light: str
    now: str
    n: int


def totals_of(parts: Iterable[LedgerGroups]) -> tuple[Total, ...]:
    """One line a deadline, however many groups and ledgers have it, in the order of the first."""
    found: dict[str, Total] = {}
    for group in (group for part in parts for group in part.groups):
        before = found.get(group.now)
        found[group.now] = Total(group.light, group.now, group.n + (before.n if before is not None else 0))
    return tuple(found.values())


def _listed(letter: Letter, lines: Iterable[Line]) -> Iterable[Line]:
    if tone_of(letter) is not Tone.ACKNOWLEDGE:
        return lines
    return [line for line in lines if not is_unsigned(line)]


def groups_of(letter: Letter, lines: Iterable[Line]) -> tuple[Group, ...]:
    """The lines in groups, in the order of each group's first line; within a group the reader's own part first."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((now_of(line), reading_of(line)), []).append(line)
    waits = tone_of(letter) is not Tone.DISPATCH and any(line.due for line in letter.lines)
    return tuple(
        Group(now, reading, members[0].light, tuple(_entries(letter, members)), _numbers(members) if waits else "")
        for (now, reading), members in found.items()
    )


def _numbers(lines: list[Line]) -> str:
    if any(line.kind is not Kind.STANDING or line.rung == DISPATCH or notes_of(line) for line in lines):
        return ""
    return listed_numbers(sorted((line.number for line in lines), key=natural))


def _entries(letter: Letter, lines: list[Line]) -> Iterable[Entry]:
    """One entry for all units that stand alike in the same task."""
    alike: dict[tuple[object, ...], list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.lead, _ROLES.index(line.role))):
        role = line.role if letter.role is Role.CONTACT else None
        same = (line.number, line.title, line.label, line.lead, role, _is_new(letter, line), notes_of(line, "-"))
        alike.setdefault(same, []).append(line)
    known = letter.units if letter.role is Role.CONTACT else (letter.to,)
    for members in alike.values():
        yield _entry(letter, members, known)


def _entry(letter: Letter, members: list[Line], known: tuple[str, ...]) -> Entry:
    """`known`: the units that go without saying."""
    line = members[0]
    plain = line.lead or known == tuple(dict.fromkeys(member.unit for member in members))
    named = listed_names([member.unit for member in members])
    full = letter.texts.get((line.ledger, line.number), FullText(""))
    text = paragraphs(full.words) if full.words else ()
    requirement = paragraphs(full.requirement) if full.requirement else ()
    units = "" if plain else named
    notes, supervising = notes_of(line, named), listed_names(full.supervising) if full.supervising else ""
    if text and line.label and not _is_named(line, text):
        text = (*text[:-1], task_words(text[-1].rstrip("。；;"), line.label))
    part = part_tag(line) if len({member.role for member in members}) == 1 else ""
    tags = tuple(filter(None, (part, new_tag() if _is_new(letter, line) else "")))
    return Entry(line, labelled(line), units, notes, place_of(line), text, requirement, supervising, tags)


def _is_new(letter: Letter, line: Line) -> bool:
    """Whether the reader must be told which of several tasks is a new one."""
    return line.rung == DISPATCH and letter.fresh_tasks < letter.tasks


def _is_named(line: Line, text: tuple[str, ...]) -> bool:
    name = "".join(line.title.rstrip("…").split())
    return not (text and "".join("".join(text).split()).startswith(name))


def paragraphs(words: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line for line in map(short, words.splitlines()) if line)
