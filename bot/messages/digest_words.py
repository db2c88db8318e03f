"""What a digest says: every list by item, the worst first, each item on one line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.messages.digest import DigestLetter, Extent, Figures, MissingReports, Rest, Unreached
from bot.messages.duty_words import labelled, light_word, near_day
from bot.messages.items import Item, by_item, key_of, n_tasks, n_units, shown_first
from bot.messages.letter import Line
from bot.messages.numbers import first_names, listed_names
from bot.messages.typography import book, day, short, short_day
from bot.model import Role
from bot.plan.duty import State
from bot.plan.lights import WORST_FIRST
from bot.texts import counted, text

#: So many items stand in a list, so many names in a line; a task's words are cut for the sake of the line.
MOST_ITEMS, MOST_NAMES, TASK_WIDTH = 9, 4, 30
#: So many items stand in all lists together: three screens of a phone hold them with everything else.
MOST_ROWS = 13
#: Of more units than these only so few are named.
MANY_NAMES, FEW_NAMES = 6, 2
#: Where several ledgers are at work, an item says of which it is in so many characters.
LEDGER_WIDTH = 14
#: So many units stand in a subject.
MOST_IN_SUBJECT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, and the light that it stands under."""

    light: str
    number: str
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """One list: its heading, its first lines, how many are left out."""

    key: str
    heading: str
    rows: tuple[Row, ...]
    left: int = 0


def digest_subject(digest: DigestLetter) -> str:
    """The subject; it counts tasks, as the lists do."""
    today = short_day(digest.today)
    of = "days" if digest.is_of_days else "week"
    if digest.role is not Role.COORDINATOR:
        to = listed_names(digest.units or (digest.to,), MOST_IN_SUBJECT)
        return text("digest.subject_own", today=today, to=to, state=text("digest.comma").join(_state(digest)))
    if digest.nothing:
        return text(f"digest.subject_nothing_of_{of}", today=today)
    return text(f"digest.subject_of_{of}", today=today, state=text("digest.comma").join(_state(digest)))


def _extent(digest: DigestLetter, key: str, lines: tuple[Line, ...]) -> Extent:
    return digest.cut.get(key) or Extent(n_tasks(lines), n_units(lines))


def _state(digest: DigestLetter) -> list[str]:
    said = []
    late = _extent(digest, "late", digest.late)
    if digest.late and digest.role is not Role.COORDINATOR:
        said.append(counted("digest.n_own_late", late.tasks))
    elif digest.late:
        said.append(counted("digest.n_late", late.tasks, units=counted("digest.n_units", late.units)))
    if digest.coming or not (digest.late or digest.reported or digest.unreached or digest.missing):
        said.append(counted("digest.n_coming", _extent(digest, "coming", digest.coming).tasks))
    if digest.missing:
        said.append(counted("digest.n_missing", sum(one.tasks for one in digest.missing)))
    if digest.reported:
        said.append(counted("digest.n_to_decide", _extent(digest, "to_decide", digest.reported).tasks))
    if digest.unreached:
        said.append(counted("digest.n_unreached", len(digest.unreached)))
    return said


def introduction(digest: DigestLetter) -> str:
    """To whom, of what time, and how things stand in one sentence."""
    since, today = day(digest.since), near_day(digest.today, digest.since)
    span = since if digest.since == digest.today else text("digest.span", since=since, today=today)
    if digest.nothing:
        until = near_day(digest.until, digest.today)
        return counted("digest.nothing", digest.sent, to=digest.to, since=since, today=today, span=span, until=until)
    state = text("digest.state", state=text("digest.comma").join(_state(digest)))
    key = "digest.to_leader" if digest.role is Role.LEADER else "digest.to"
    return text(key, to=listed_names(digest.units or (digest.to,)), since=since, today=today, span=span, state=state)


def sections(digest: DigestLetter, most: int = MOST_ITEMS) -> list[Section]:
    """The lists, what waits for a decision first. `most`: so many items of each."""
    lists = {"to_decide": digest.reported, "late": digest.late, "coming": digest.coming}
    wanted = {key: lines for key, lines in lists.items() if lines and key in {"to_decide", *digest.content}}
    items = {key: by_item(lines, each_day=key == "coming") for key, lines in wanted.items()}
    if "to_decide" in items:
        items["to_decide"] = _alike_parts(items["to_decide"])
    shared = _shared_room([len(found) for found in items.values()])
    return [_section(digest, key, lines, items[key], min(most, shared)) for key, lines in wanted.items() if most]


def _alike_parts(items: Iterable[Item]) -> tuple[Item, ...]:
    """The parts of a task of which the same units wait for the same, as one item, by their days."""
    alike: dict[tuple[object, ...], list[Line]] = {}
    for item in items:
        waits = frozenset((line.unit, _what_waits(line)) for line in item.lines)
        alike.setdefault((item.first.ledger, item.first.number, waits), []).extend(item.lines)
    return tuple(Item(tuple(sorted(own, key=lambda line: line.due or date.max))) for own in alike.values())


def _shared_room(lengths: Sequence[int]) -> int:
    """How many items each list may have so that all together are no more than MOST_ROWS."""
    rooms = range(MOST_ITEMS, 1, -1)
    return next((room for room in rooms if sum(min(room, n) for n in lengths) <= MOST_ROWS), 1)


def _section(digest: DigestLetter, key: str, lines: tuple[Line, ...], items: tuple[Item, ...], most: int) -> Section:
    shown, _ = shown_first(items, most)
    total = _extent(digest, key, lines).tasks
    left = total - n_tasks(line for item in shown for line in item.lines)
    rows = tuple(_row(digest, key, item) for item in shown)
    name = "own_to_decide" if key == "to_decide" and digest.role is not Role.COORDINATOR else key
    heading = counted(f"digest.heading_{name}", total)
    if key == "late" and any(line.urgings >= digest.urgings_at_most for line in lines):
        heading = text("digest.heading_noted", heading=heading, times=digest.urgings_at_most)
    return Section(key, heading, rows, left)


def _row(digest: DigestLetter, key: str, item: Item) -> Row:
    said = {"to_decide": _to_decide, "late": _late, "coming": _coming}[key](digest, item)
    line = item.first
    labels = dict.fromkeys(one.label.strip("“”") for one in item.lines)
    named = line if len(labels) == 1 else replace(line, label=text("letter.between").join(filter(None, labels)))
    task = short(labelled(named), TASK_WIDTH)
    if len(digest.figures) > 1:
        title = next((figures.title for figures in digest.figures if figures.ledger == line.ledger), "")
        task = text("digest.of_ledger", task=task, ledger=short(title, LEDGER_WIDTH)) if title else task
    return Row(line.light, line.number, text("digest.row", task=task, said=said))


def _names(units: tuple[str, ...]) -> str:
    """The first of them; of many fewer, since none of them tells one task from another."""
    return first_names(units, MOST_NAMES if len(units) <= MANY_NAMES else FEW_NAMES)


def _unfinished(digest: DigestLetter, item: Item) -> int:
    return max(digest.unfinished.get(key_of(item.first), 0), len(item.unfinished))


def _late(digest: DigestLetter, item: Item) -> str:
    n, late = _unfinished(digest, item), len(item.late)
    parts = {"days": counted("digest.n_days", item.days_over), "units": _names(item.late)}
    if not item.days_over:
        said = counted("digest.missed", late, times=item.missed, units=parts["units"])
    elif n == late:
        said = counted("digest.all_late", n, **parts)
    else:
        said = counted("digest.some_late", late, all=n, **parts)
    most = digest.urgings_at_most
    urged = len({line.unit for line in item.lines if line.is_late and line.urgings >= most})
    if urged and urged == late:
        return said + counted("digest.all_urged_enough", urged, times=most)
    return said + counted("digest.urged_enough", urged, times=most) if urged else said


def _coming(digest: DigestLetter, item: Item) -> str:
    n = len(item.unfinished)  # all that falls due on this very day: who has more time has a line of its own
    assert item.day is not None
    due = text("digest.today") if item.day == digest.today else near_day(item.day, digest.today)
    return counted("digest.item_coming", n, day=due, units=_names(item.unfinished))


def _to_decide(digest: DigestLetter, item: Item) -> str:
    """What each unit waits for: those that wait for the same are named together."""
    waiting: dict[tuple[str, date | None], dict[str, None]] = {}
    for line in item.lines:
        waiting.setdefault(_what_waits(line), {})[line.unit] = None
    return text("digest.semicolon").join(
        text(
            f"digest.waits_{key}",
            units=first_names(tuple(units), MOST_NAMES),
            until=near_day(until, digest.today) if until else "",
        )
        for (key, until), units in waiting.items()
    )


def _what_waits(line: Line) -> tuple[str, date | None]:
    if line.state == State.REPORTED:
        return "report", None
    return ("handed_back", None) if line.state == State.HANDED_BACK else ("extension", line.extension_until)


def fell_due(digest: DigestLetter) -> str:
    """What became of the duties whose last day was in this time; empty where there were none."""
    if not digest.fell_due:
        return ""
    stand = _lights((str(light), digest.fell_due.get(light, 0)) for light in WORST_FIRST)
    return counted("digest.fell_due", sum(digest.fell_due.values()), stand=stand)


def _lights(counts: Iterable[tuple[str, int]]) -> str:
    return text("digest.comma").join(text("digest.light", light=light_word(light), n=n) for light, n in counts if n)


def unsigned(digest: DigestLetter) -> str:
    """Who has not acknowledged; empty where all have."""
    if not digest.unsigned:
        return ""
    names = [text("digest.unit_count", unit=unit, n=n) for unit, n in digest.unsigned[:MOST_NAMES]]
    said = first_names([*names, *(unit for unit, _ in digest.unsigned[MOST_NAMES:])], MOST_NAMES)
    return counted("digest.unsigned", len(digest.unsigned), units=said)


def missing(digest: DigestLetter) -> list[str]:
    """The reports on standing work that never came, a sentence for each cycle that asked for them."""
    return [_missing(digest, one) for one in digest.missing]


def _missing(digest: DigestLetter, one: MissingReports) -> str:
    names = [text("digest.unit_count", unit=unit, n=n) for unit, n in one.units]
    key = "digest.missing_year" if one.yearly else "digest.missing"
    units = counted("digest.n_units", len(one.units))
    day, named = near_day(one.day, digest.today), first_names(names, MOST_NAMES)
    return counted(key, one.tasks, day=day, units=units, names=named)


def unreached(digest: DigestLetter, most: int = MOST_ITEMS) -> tuple[list[str], int]:
    """The messages that nobody took, and how many are left out."""
    return [_unreached(item) for item in digest.unreached[:most]], max(0, len(digest.unreached) - most)


def _unreached(item: Unreached) -> str:
    to = first_names(item.units, MOST_NAMES)
    if item.contact:
        to = text("digest.contact", to=to, contact=item.contact)
    key = "digest.unreached_ever" if item.never else "digest.unreached_row"
    return text(key, to=to, subject=item.subject, reason=item.reason, since=day(item.since))


def unbound(digest: DigestLetter) -> str:
    """The units that have no address; empty where all have one."""
    n = len(digest.unbound)
    return counted("digest.unbound", n, units=first_names(digest.unbound, MOST_NAMES)) if n else ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One ledger's figures in words, and what a bar of them is drawn by."""

    said: str
    total: int
    counts: Mapping[str, int]


def figures(digest: DigestLetter, most: int = MOST_ITEMS) -> list[Drawn]:
    """How the duties of each ledger stand; nothing where there is nothing to say, or the policy leaves it out."""
    if digest.nothing or "figures" not in digest.content:
        return []
    return [Drawn(_figures(one), one.total, one.counts) for one in digest.figures[:most]]


def _figures(figures: Figures) -> str:
    lights = _lights(figures.counts.items()) or text("digest.no_lights")
    return counted("digest.figures", figures.total, title=book(figures.title), lights=lights)


def rest_lines(digest: DigestLetter, most: int = MOST_ITEMS) -> list[str]:
    """What else is at work: a line for each last day, one for the standing work, one for what has no day, which alone
    is said where nothing else is.
    """
    if digest.nothing:
        return [_undated(digest)] if digest.undated else []
    dated = [rest for rest in digest.rest if rest.day is not None]
    said = [_rest(digest, rest) for rest in dated[:most]]
    if len(dated) > most:
        said.append(counted("digest.rest_later", sum(rest.tasks for rest in dated[most:])))
    said += [counted("digest.rest_standing", rest.tasks) for rest in digest.rest if rest.day is None]
    if digest.undated:
        said.append(_undated(digest))
    return said


def _undated(digest: DigestLetter) -> str:
    return counted("digest.undated", _extent(digest, "undated", digest.undated).tasks)


def _rest(digest: DigestLetter, rest: Rest) -> str:
    assert rest.day is not None
    return counted("digest.rest_day", rest.tasks, day=near_day(rest.day, digest.today), duties=rest.duties)


def questions(digest: DigestLetter, most: int = MOST_ITEMS) -> list[str]:
    """The ledgers whose questions wait for an answer, and the mails that nobody could act on; before them a clock that
    was ahead, and a backup that is old.
    """
    wrong = digest.clock_ahead
    clock = [text("digest.clock_ahead", until=wrong.until, n=wrong.sent)] if wrong is not None else []
    asked = [counted("digest.questions", n, title=book(title)) for title, n in digest.open_questions[:most]]
    days = (
        text(
            "digest.festival",
            title=book(one.title),
            number=one.number,
            phrase=one.phrase,
            old=one.old,
            new=one.new,
        )
        for one in digest.moved_days[:most]
    )
    saved = [text("digest.old_backup", at=digest.old_backup)] if digest.old_backup is not None else []
    papers = [text("papers.default_used", fault=fault) for fault in digest.template_faults[:most]]
    mails = [counted("digest.mails", digest.mails)] if digest.mails else []
    return [*clock, *saved, *papers, *days, *asked, *mails]


def how_to_answer(digest: DigestLetter) -> str:
    """How to decide by answering the mail on what waits, to a unit how to report; empty where no answer is read."""
    if digest.reply and digest.role is Role.CONTACT:
        first = next(iter([*digest.late, *digest.coming]), None)
        return text("digest.how_to_report", number=first.number) if first is not None else ""
    if not (digest.reply and digest.reported):
        return ""
    return text("digest.how_to_answer", number=digest.reported[0].number, unit=digest.reported[0].unit)


def cost(digest: DigestLetter) -> str:
    """How many messages went out, and to how many people; empty where it is said already, or is not the reader's."""
    if digest.role is not Role.COORDINATOR or (digest.nothing and not digest.handed):
        return ""
    people = counted("digest.people", digest.people, average=f"{digest.average:.1f}") if digest.people else ""
    handed = text("digest.handed", n=digest.handed) if digest.handed else ""
    return counted("digest.sent", digest.sent, people=people, handed=handed)
