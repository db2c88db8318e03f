"""What a command lacked, said as its speaker would say it here."""

from collections.abc import Sequence

from bot.errors import UsageError
from bot.plan.lifecycle import Verb
from bot.speech import Errand, Said
from bot.texts import text

#: What `bot.work` says where a command is not whole; only the terminal has options to complete it with.
_NOT_WHOLE = frozenset({"mailbox.no_numbers", "work.asks_until", "work.needs_note", "work.needs_to_unit"})


def usage_of(fault: UsageError, said: Sequence[Said]) -> UsageError:
    """The fault itself, or how the command is said that was not whole."""
    verbs = [one.verb for one in said if isinstance(one.verb, Verb) or one.verb is Errand.ADD]
    if fault.key not in _NOT_WHOLE or not verbs:
        return fault
    named = fault.parts.get("verb")
    verb = next((one for one in verbs if isinstance(one, Verb) and named in {one, text(f"plan.verb_{one}")}), verbs[0])
    return UsageError("chat.usage", usage=text(f"chat.usage_{verb}"))
