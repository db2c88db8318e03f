"""Which duties a verb means: the one answer for terminal, chat, mail and board.

A verb touches those alone for whose state it is meant, and of an item with several deadlines the one that is due or
reported now. What is not certain is asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import MoveError, UsageError
from bot.messages.numbers import listed_names, listed_numbers
from bot.model import Kind
from bot.plan.duty import ENDED, Duty, State
from bot.plan.lifecycle import DATED, MOVES, Verb, after
from bot.plan.lights import Light
from bot.roster.roster import COORDINATOR
from bot.texts import day as day_words
from bot.texts import is_away, text
from bot.work.duties.items import Item, Items
from bot.work.duties.units import Named
from bot.work.office import Actor, Office

EXTENSIONS = frozenset({Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED})
#: What a unit says of its own work: nobody else says it for several at once.
_OWN_WORDS = frozenset(
    {Verb.ACKNOWLEDGED, Verb.IN_PROGRESS, Verb.REPORTED, Verb.HANDED_BACK, Verb.EXTENSION_REQUESTED, Verb.REASSIGNED}
)
#: What is meant of the whole item, whatever deadlines it has.
_WHOLE = frozenset({Verb.ACKNOWLEDGED, Verb.HANDED_BACK})
#: What is meant of a whole series: of all its occurrences that are open.
_OF_SERIES = frozenset({Verb.SUSPENDED, Verb.RESUMED, Verb.WITHDRAWN})
#: What is done with reports.
_ON_REPORTS = frozenset({Verb.CLOSED, Verb.SENT_BACK})
#: Units that a question names.
MOST_NAMED = 6
_NOW = frozenset({Light.NEAR, Light.OVERDUE, Light.REPORTED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants done. `named`: the units that were named; None: none was. `until`: a later last day.

    `is_longer`: later by a span, whatever day that is. `also_unreported`: a close-out takes those too that never
    reported. `adds`: words or evidence come with it, by which a report that waits is completed.
    """

    verb: Verb
    named: Named | None = None
    until: date | None = None
    also_unreported: bool = False
    adds: bool = False
    is_longer: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """The duties that are meant. `left_open`: others of the same items that a close-out left open, for want of a
    report. `skipped`: of several items those that the verb does not fit, each with the reason.
    """

    duties: tuple[Duty, ...]
    left_open: tuple[Duty, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


def choose(office: Office, actor: Actor, items: Items, wanted: Wanted, today: date) -> Meant:
    """Raises UsageError where it is not certain what is meant, MoveError where the verb fits nothing."""
    found: list[Duty] = []
    left: list[Duty] = []
    skipped = [(listed_numbers(items.missing), "")] if items.missing else []
    fault: MoveError | None = None
    for item in items.items:
        try:
            own = _of_units(item, wanted.named)
            ready, silent = _ready(item, own, wanted, actor, every=items.every)
            later = later_than_due(ready, wanted)
            found += _one_deadline(office, item, later, wanted.verb, today, every=items.every)
            left += silent
        except MoveError as error:
            fault = fault or error
            skipped.append((item.number, "" if items.every else str(error)))
    if not found:
        raise fault or MoveError("work.nothing_fits")
    if items.every and wanted.named is None and wanted.verb in _OWN_WORDS and actor.role == COORDINATOR:
        _refuse_units(found)
    return Meant(tuple(found), tuple(left), tuple(skipped) if not items.every else ())


def _of_units(item: Item, named: Named | None) -> list[Duty]:
    """Raises MoveError for an item in which none of the units named has a part."""
    own = [duty for duty in item.parts if named is None or duty.unit in named.units]
    if not own and named is not None:
        raise MoveError("work.not_in_item", number=item.number, unit=listed_names(sorted(named.units)))
    return own


def _ready(
    item: Item, own: Sequence[Duty], wanted: Wanted, actor: Actor, *, every: bool
) -> tuple[list[Duty], list[Duty]]:
    """Those of an item's duties whose state the verb is meant for, and those that a close-out leaves open."""
    ready = [duty for duty in own if duty.state in MOVES[wanted.verb].sources]
    if not ready and wanted.verb is Verb.REPORTED and wanted.adds:
        ready = [duty for duty in own if duty.state is State.REPORTED]
    if not ready:
        if own:
            after(wanted.verb, own[0].state, actor.role, number=item.number, unit=own[0].unit)  # says why not
        raise MoveError("work.nothing_fits_item", number=item.number)
    if actor.role != COORDINATOR and ready[0].state in MOVES[wanted.verb].sources:
        after(wanted.verb, ready[0].state, actor.role, number=item.number, unit=ready[0].unit)
    if actor.role != COORDINATOR:
        return ready, []
    if wanted.verb is Verb.CLOSED:
        return _to_close(item, ready, wanted)
    if wanted.verb in EXTENSIONS:
        return _asked_for(item, ready, wanted), []
    if wanted.verb in _OWN_WORDS and wanted.named is None and not every:
        _refuse_several_units(item, ready, "work.which_unit")
    return ready, []


def _to_close(item: Item, ready: list[Duty], wanted: Wanted) -> tuple[list[Duty], list[Duty]]:
    """Those that reported; a silent one only where it is named itself, or all where that was said."""
    if wanted.also_unreported:
        return ready, []
    by_name = wanted.named.one_by_one if wanted.named is not None else frozenset()
    closing = [duty for duty in ready if duty.state is State.REPORTED]
    reported = {duty.unit for duty in closing}
    closing += [duty for duty in ready if duty.unit in by_name and duty.unit not in reported]
    silent = [duty for duty in ready if duty not in closing and duty.unit not in reported]
    if not closing:
        units = "、".join(dict.fromkeys(duty.unit for duty in silent))
        raise MoveError("work.none_reported", number=item.number, units=units)
    return closing, silent


def _asked_for(item: Item, ready: list[Duty], wanted: Wanted) -> list[Duty]:
    """Those that asked for more time; where none did, one unit's may be given it all the same."""
    asked = [duty for duty in ready if duty.extension_until is not None]
    if asked:
        return asked
    if wanted.verb is Verb.EXTENSION_REFUSED:
        raise MoveError("chat.none_to_refuse", number=item.number)
    if wanted.until is None and not wanted.is_longer:
        raise MoveError("work.needs_until", number=item.number)
    if wanted.named is None:
        _refuse_several_units(item, ready, "work.which_unit")
    return ready


def _refuse_several_units(item: Item, ready: Iterable[Duty], key: str) -> None:
    units = list(dict.fromkeys(duty.unit for duty in ready))
    if len(units) > 1:
        raise UsageError(key, number=item.number, units="、".join(units))


def _refuse_units(found: Iterable[Duty]) -> None:
    """What a unit says of its own work is not said for all units by one word."""
    units = list(dict.fromkeys(duty.unit for duty in found))
    if len(units) > 1:
        raise UsageError("work.which_unit_of_all", n=len(units), units="、".join(units[:MOST_NAMED]))


def _one_deadline(office: Office, item: Item, ready: list[Duty], verb: Verb, today: date, *, every: bool) -> list[Duty]:
    """Of several deadlines the one that is meant: of a series the present occurrence, else what is due or reported
    now. Raises UsageError naming the deadlines where that does not tell.
    """
    if not every and verb not in _WHOLE | _OF_SERIES | {Verb.REOPENED}:
        ready = _one_occurrence(office, item, ready, verb, today)
    present = present_ones(ready, verb)
    if every or verb in _WHOLE or item.k is not None:
        return present
    dated = [duty for duty in present if duty.due is not None] or present
    if len({duty.k for duty in dated}) == 1:
        return dated
    is_now = _is_reported if verb in _ON_REPORTS else _is_due(office, today)
    now = [duty for duty in dated if is_now(duty)]
    if len({duty.k for duty in now}) == 1:
        return [duty for duty in dated if duty.k == now[0].k]
    days = {duty.k: duty for duty in reversed(dated)}
    choices = "、".join(_choice(f"{item.number}.{k}", days[k].due) for k in sorted(days))
    raise UsageError("work.which_deadline", number=item.number, choices=choices)


def _one_occurrence(office: Office, item: Item, ready: list[Duty], verb: Verb, today: date) -> list[Duty]:
    """Of a unit's open occurrences, or clocks, of one deadline the only one that is due or reported now.

    Raises UsageError naming their days where that does not tell.
    """
    is_now = _is_reported if verb in _ON_REPORTS else _is_due(office, today)
    found: dict[tuple[str, int], list[Duty]] = {}
    for duty in ready:
        found.setdefault((duty.unit, duty.k), []).append(duty)
    kept = {key: [duty for duty in own if is_now(duty)] if len(own) > 1 else own for key, own in found.items()}
    doubtful = [duty for key, own in kept.items() if len(own) != 1 for duty in found[key] if duty.occurrence]
    if doubtful:
        days = sorted({duty.occurrence for duty in doubtful})
        choices = "、".join(f"{item.number}/{one}" for one in days)
        raise UsageError("work.which_occurrence", number=item.number, choices=choices)
    return [duty for duty in ready if duty in kept[duty.unit, duty.k]]


def _choice(number: str, due: date | None) -> str:
    key = "work.deadline_choice" if due is not None else "work.deadline_choice_undated"
    said = day_words(due) if due is not None and is_away() else due
    return text(key, number=number, day=said)


def _is_reported(duty: Duty) -> bool:
    return duty.state is State.REPORTED


def _is_due(office: Office, today: date) -> Callable[[Duty], bool]:
    return lambda duty: office.light(duty, today) in _NOW


def present_ones(duties: Sequence[Duty], verb: Verb) -> list[Duty]:
    """Of each unit's series the present occurrence: the earliest that is not ended; reopening takes the latest, and
    what stops a series or lets it go on all that are open.
    """
    reopening = verb is Verb.REOPENED
    if verb in _OF_SERIES and any(duty.kind is Kind.RECURRING for duty in duties):
        return sorted((duty for duty in duties if duty.state not in ENDED), key=lambda duty: duty.id)
    present: dict[tuple[str, int], Duty] = {}
    for duty in sorted(duties, key=lambda duty: duty.due or date.max, reverse=reopening):
        if (duty.state in ENDED) is reopening:
            present.setdefault((duty.unit, duty.k), duty)
    return sorted(present.values(), key=lambda duty: duty.id)


def later_than_due(found: list[Duty], wanted: Wanted) -> list[Duty]:
    """Of duties that shall get a later last day, those for which it is later: `until`, else the day asked for.

    All of them for any other verb. Raises MoveError where there is none.
    """
    if wanted.verb not in DATED:
        return found
    dated = [duty for duty in found if duty.due is not None]
    if not dated:
        raise MoveError("chat.no_limit", number=found[0].number)
    if wanted.is_longer:
        return dated
    later = [d for d in dated if (limit := wanted.until or d.extension_until) and d.due and limit > d.due]
    if not later:
        until = wanted.until or dated[0].extension_until
        raise MoveError("chat.until_early", until=until, due=dated[0].due)
    return _nearest_before(later) if wanted.until is not None else later


def _nearest_before(later: Iterable[Duty]) -> list[Duty]:
    """Of several open occurrences, or clocks, of one obligation the one whose last day is the nearest before the new
    one: more time for March is none for February.
    """
    found: dict[tuple[str, int], Duty] = {}
    for duty in later:
        known = found.get((duty.unit, duty.k))
        if known is None or (duty.due or date.min) > (known.due or date.min):
            found[duty.unit, duty.k] = duty
    return list(found.values())
