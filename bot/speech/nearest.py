"""What would be understood, nearest to what was said: the same numbers and words behind a name that is known."""

from difflib import get_close_matches

from bot.plan.lifecycle import Verb
from bot.speech.command import Errand
from bot.speech.numbers import leading_numbers
from bot.speech.verbs import NAMES, names_in

LONGEST = 60
#: How alike two names must be, of 1.
ALIKE = 0.5
#: What needs a day, as an example of one.
_DAY = {"zh": "至12月20日", "en": "until 20 December"}
_DATED = {Verb.EXTENSION_REQUESTED}


def nearest(line: str) -> str:
    """A line that would be understood, in the language of `line`; empty where nothing is near."""
    listed = leading_numbers(line)
    if not listed.numbers:
        listed = leading_numbers(line.partition(" ")[2])  # behind the word that is not known
    verb = next(names_in(line), None) or _like(line)
    if verb is None and listed.numbers and not listed.doubtful:
        verb = Verb.REPORTED  # numbers with news of them are a report
    if verb is None:
        return ""
    chinese = not line.isascii()
    name = NAMES[verb][0] if chinese else next(name for name in NAMES[verb] if name.isascii())
    numbers = "、".join(listed.numbers[:3]) or "26"
    day = _DAY["zh" if chinese else "en"] if verb in _DATED else ""
    rest = listed.rest if listed.numbers and verb is Verb.REPORTED else ""
    return " ".join(filter(None, (name, numbers, day, rest)))[:LONGEST]


def _like(line: str) -> Verb | Errand | None:
    """The command whose name the first word nearly is."""
    first = line.split(" ", maxsplit=1)[0].casefold()[:12]
    known = {name.casefold(): verb for verb, names in NAMES.items() for name in names if len(name) > 1}
    found = get_close_matches(first, known, n=1, cutoff=ALIKE)
    return known[found[0]] if found else None
