"""A bare 同意 or 不同意 of a coordinator: what it decides is found by what waits."""

import re
from dataclasses import dataclass

from bot.plan.lifecycle import Verb
from bot.speech.doubts import is_doubtful
from bot.speech.numbers import Listed, leading_numbers
from bot.speech.signs import SIGNS, folded, without_pictures
from bot.speech.verbs import command_at
from bot.vocabulary.number_marks import MARKED

_AGREED = "同意|批准|准了|准予|agreed?|i agree|granted"
_REFUSED = "不同意|不批准|不批|不准|不予同意|未予同意|disagree|i disagree|(?:i )?(?:do not|don'?t) agree|not agreed"
_CONSENT = re.compile(
    rf"/?(?:我们?)?(?:(?P<refused>{_REFUSED})|(?P<agreed>{_AGREED}))(?:了)?(?=$|[\s{SIGNS}]|第|[#№]?(?:{MARKED})?n?\d)[\s{SIGNS}]*",
    re.IGNORECASE,
)
#: Agreed on a condition is not agreed yet.
_CONDITION = re.compile(
    r"^(?:但|不过|除|只|仅|前提|如果|若|待|等|原则|先|补|请?(?:补|修改|完善|更正|重[新报])|but\b|if\b|once\b|after\b|except|only\b|subject\b)"
    r"|的话|为前提|后再|再说|未必|\b(?:if|unless|provided)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Consent:
    """`agreed`, or not, to what waits: of these numbers, where any were said. `words`: why; `is_sure`: it may be
    carried out as it was said.
    """

    agreed: bool
    numbers: tuple[str, ...] = ()
    words: str = ""
    is_sure: bool = True


def consent(words: str) -> Consent | None:
    """What the words say, with their numbers before or behind them; None where they are something else."""
    line = " ".join(without_pictures(folded(words)).split())
    before = leading_numbers(line)
    said = before.rest if before.numbers and not before.doubtful else line
    found = _CONSENT.match(said)
    if found is None:
        return None
    behind = said[found.end() :]
    listed = Listed(before.numbers, behind) if said is not line else leading_numbers(behind)
    rest = listed.rest.strip(f"{SIGNS} ")
    agreed = found["agreed"] is not None
    doubtful = listed.doubtful or is_doubtful(Verb.CLOSED, "", listed.rest) or command_at(rest) is not None
    return Consent(agreed, listed.numbers, rest, not (doubtful or (agreed and _CONDITION.search(rest))))
