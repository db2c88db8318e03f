"""A reply in words: what was understood and how to take it back, or what was not and how to say it."""

from collections.abc import Sequence
from typing import Any

from bot.messages.templates import render
from bot.roster.roster import COORDINATOR
from bot.texts import text
from bot.work.answers.deeds import ADDED, Deed
from bot.work.answers.incoming import Outcome
from bot.work.duties.undo import UNDONE
from bot.work.office import Office

#: What each may say, as keys of sentences.
_USAGE = {
    False: ("mailbox.usage_sign", "mailbox.usage_report", "mailbox.usage_extend", "mailbox.usage_hand_back"),
    True: ("mailbox.usage_approve", "mailbox.usage_return", "mailbox.usage_grant", "mailbox.usage_refuse"),
}
_TEACHES = {Outcome.HELPED, Outcome.UNCLEAR, Outcome.REFUSED, Outcome.UNBOUND}
MOST_QUOTED, WIDEST = 5, 100


def reply_words(
    office: Office,
    outcome: Outcome,
    *,
    role: str,
    quoted: str,
    deeds: Sequence[Deed] = (),
    kept: Sequence[str] = (),
    left_out: Sequence[str] = (),
    nearest: str = "",
    fault: str = "",
    told: Sequence[tuple[str, str]] = (),
) -> str:
    """The whole reply. `quoted`: what the mail said, of which the first lines are repeated. `told`: numbers and units
    of what the mail answers, by which it is shown how one answers.
    """
    lines = [line for deed in deeds for line in deed.lines if deed.verb not in {UNDONE, ADDED}]
    values: dict[str, Any] = {
        "outcome": str(outcome),
        "fault": fault,
        "office": office.name,
        "deeds": deeds,
        "kept": _listed(kept),
        "left_out": _listed(left_out),
        "nearest": nearest,
        "can_undo": bool(lines),
        "numbers": _listed(dict.fromkeys(line.number for line in lines)),
        "teach": outcome in _TEACHES,
        "usage": _USAGE[role == COORDINATOR],
        **_examples(told),
        "quoted": [line[:WIDEST] for line in quoted.splitlines()[:MOST_QUOTED]],
    }
    return render("mail/reply.txt", office.config, **values)


def _examples(told: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Two numbers, one of them, and the unit of that one."""
    numbers = list(dict.fromkeys(number for number, _ in told if number))[:2]
    unit = next((unit for _, unit in told if unit), "") or text("mailbox.usage_unit")
    two = _listed(numbers) if numbers else text("mailbox.usage_numbers")
    return {"one": numbers[0] if numbers else two.split(text("mailbox.list_comma"))[0], "two": two, "unit": unit}


def _listed(names: Sequence[str] | dict[str, None]) -> str:
    return text("mailbox.list_comma").join(names)
