"""What a coordinator decides of one unit's part in English, in any order: approve finance's 26, send 26 back to
education: photo missing, give finance until 10 Dec for 26.
"""

import re
from dataclasses import replace

from bot.plan.lifecycle import WORDLESS, Verb
from bot.speech.decision import Decision
from bot.speech.numbers import Listed, leading_numbers
from bot.speech.signs import SIGNS
from bot.speech.spans import SPAN
from bot.speech.until import DAY

_VERBS = {
    "approve": Verb.CLOSED, "approved": Verb.CLOSED, "close": Verb.CLOSED, "close out": Verb.CLOSED,
    "send back": Verb.SENT_BACK, "return": Verb.SENT_BACK, "reject": Verb.SENT_BACK,
    "grant": Verb.EXTENSION_GRANTED, "give": Verb.EXTENSION_GRANTED, "refuse": Verb.EXTENSION_REFUSED,
    "no extension for": Verb.EXTENSION_REFUSED, "no more time for": Verb.EXTENSION_REFUSED,
}  # fmt: skip
_FIRST = re.compile(rf"(?P<name>{'|'.join(sorted(_VERBS, key=len, reverse=True))}|send)\b[\s{SIGNS}]*", re.IGNORECASE)
#: A unit as words: without a number, up to a sign.
_UNIT = (
    rf"(?!(?:or|and|not|it|them|all|until|till)\b|{SPAN}|{DAY})[^\W\d_](?:[^\d,，;；:：.。!！?？#]|[.&](?=\S)){{1,60}}?"
)
_OF = r"(?:for|of|from|by|to)\s+(?:the\s+)?"
_OBJECT = (
    r"(?:(?:'s|’s|s'|s’)?\s*(?:\b(?:report|reports|part|request|extension|ext)\b)?\s*"
    r"(?:\b(?:for|on|of|item|items|task|no)\b\.?\s*)*[#№]?\s*)"
)
_END = rf"\s*(?:$|[{SIGNS}]|\s[-–—]\s|[-–—]\s)"
_UNIT_FIRST = re.compile(rf"(?:the\s+)?(?P<units>{_UNIT}){_OBJECT}(?=n?\d)", re.IGNORECASE)
_TIMED = re.compile(
    rf"(?:the\s+)?(?P<units>{_UNIT})(?:\s+(?:until|till|to)\s+(?P<day>{DAY})|\s+(?P<span>{SPAN}))\s+{_OBJECT}(?=n?\d)",
    re.IGNORECASE,
)
_BACK = re.compile(rf"back(?:\s+{_OF}(?P<units>{_UNIT}))?(?={_END})", re.IGNORECASE)
_UNIT_BEHIND = re.compile(rf"(?:{_OF}(?P<units>{_UNIT})|(?P<bare>{_UNIT}))(?={_END})", re.IGNORECASE)
_MOVED = re.compile(
    rf"(?:move|reassign|transfer)\s+{_OBJECT}(?P<n>n?\d[\d.,、\s]*?(?:and\s+\d+)?)\s*(?:from\s+(?:the\s+)?(?P<units>{_UNIT})\s+)?to\s+(?:the\s+)?(?P<to>{_UNIT})(?={_END})",
    re.IGNORECASE,
)  # fmt: skip
_AGREED = re.compile(
    rf"(?:ok|okay|fine|agreed?|happy)\s+(?:with|to)\s+(?:the\s+)?(?P<units>{_UNIT})(?:'s|’s)?\s+(?:extension|ext)\.?\s+(?:for|on|of)\s+(?:item\s+)?(?=n?\d)",
    re.IGNORECASE,
)
_STROKE = f"{SIGNS} -–—"


def english_directive(line: str) -> Decision | None:
    """The decision that a line is; None where it names no unit."""
    agreed = _AGREED.match(line)
    if agreed is not None:
        listed = leading_numbers(line[agreed.end() :])
        return Decision(Verb.EXTENSION_GRANTED, "grant", agreed["units"].strip(), listed)
    moved = _MOVED.match(line)
    if moved is not None:
        listed = leading_numbers(moved["n"])
        to_whom = f"to {moved['to'].strip()}"
        return Decision(
            Verb.REASSIGNED,
            "reassign",
            (moved["units"] or "").strip(),
            Listed(listed.numbers, to_whom, bool(listed.rest)),
        )
    first = _FIRST.match(line)
    if first is None:
        return None
    name, words = first["name"].casefold(), line[first.end() :]
    listed = leading_numbers(words)
    if listed.numbers:
        return _behind(name, listed)
    verb = _VERBS.get(name)
    timed = _TIMED.match(words) if verb is Verb.EXTENSION_GRANTED else None
    if timed is not None:
        listed = leading_numbers(words[timed.end() :])
        until = f"until {timed['day']}" if timed["day"] else f"by {timed['span']}"
        limited = replace(listed, rest=f"{until} {listed.rest}".strip())
        return Decision(Verb.EXTENSION_GRANTED, name, timed["units"].strip(), limited)
    unit = _UNIT_FIRST.match(words)
    if unit is None or verb is None or name == "give":
        return None
    listed = leading_numbers(words[unit.end() :])
    rest = Listed(listed.numbers, listed.rest.lstrip(_STROKE), listed.doubtful)
    return Decision(verb, name, unit["units"].strip(), rest) if listed.numbers else None


def _behind(name: str, listed: Listed) -> Decision | None:
    """Numbers first: send 26 back to education: …; approve 3 finance and education; return 3 for water: …"""
    back = _BACK.match(listed.rest) if name == "send" else None
    if back is not None:
        rest = Listed(listed.numbers, listed.rest[back.end() :].lstrip(_STROKE), listed.doubtful)
        return Decision(Verb.SENT_BACK, "send back", (back["units"] or "").strip(), rest)
    verb = _VERBS.get(name)
    unit = _UNIT_BEHIND.match(listed.rest)
    if verb is None or unit is None or name == "give":
        return None
    if verb not in WORDLESS and unit["bare"] and not listed.rest[unit.end() :].strip():
        return None  # return 26 photo missing: that is why
    rest = Listed(listed.numbers, listed.rest[unit.end() :].lstrip(_STROKE), listed.doubtful)
    return Decision(verb, name, (unit["units"] or unit["bare"]).strip(), rest)
