"""What a coordinator decides of one unit's part, as it was said."""

from dataclasses import dataclass

from bot.plan.lifecycle import COORDINATOR, MOVES, Verb
from bot.speech.command import Errand
from bot.speech.numbers import Listed


@dataclass(frozen=True, slots=True)
class Decision:
    """`name` is what the verb was called, `units` the words that can only name units, `listed.rest` what stands behind
    it all.
    """

    verb: Verb
    name: str
    units: str
    listed: Listed


def decides(verb: Verb | Errand) -> bool:
    """Whether only a coordinator says it."""
    return isinstance(verb, Verb) and MOVES[verb].by == {COORDINATOR}
