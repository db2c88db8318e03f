"""One item of a list of units: the name, and the words behind it that say what the named do (…按职责分工负责)."""

import re

from bot.roster.names import is_unit
from bot.roster.unit_lists import open_bracket
from bot.vocabulary.bodies import ETC_PATTERN, NAME_GOES_ON_PATTERN
from bot.vocabulary.list_words import FILLERS, WITH_WHAT_PATTERN
from bot.vocabulary.patterns import any_of
from bot.vocabulary.roles import (
    BY_DUTY_PATTERN,
    CARRIES_OUT_PATTERN,
    DOES_PATTERN,
    OBJECT_PATTERN,
    ROLE_WORDS,
    ROLES,
    Role,
)

_CLOSING = {role: "|".join(one.pattern for one in ROLE_WORDS if one.role == role and one.closes) for role in ROLES}
_FILLER = f"{any_of(FILLERS)}|{WITH_WHAT_PATTERN}"
_WORD = "|".join(_CLOSING.values())
_ROLE_END = re.compile(
    rf"(?P<by>{BY_DUTY_PATTERN})|(?:{_FILLER}|，(?={_WORD})|{_WORD})+{OBJECT_PATTERN}(?!：|{NAME_GOES_ON_PATTERN})"
)
_HELP = re.compile(_CLOSING["assisting"])
_LEAD = re.compile(_CLOSING["lead"])
_SUPERVISE = re.compile(_CLOSING["supervising"])

_DOES = re.compile(DOES_PATTERN)
_CARRIES_OUT = re.compile(CARRIES_OUT_PATTERN)
_ETC = re.compile(ETC_PATTERN)


def cut_role(item: str) -> tuple[str, Role | None]:
    """The item without the role words at its end, and the role they give."""
    for found in _ROLE_END.finditer(item):
        head, rest = item[: found.start()], item[found.start() :]
        if not head and _begins_name(item, found.end()):
            continue
        inside = is_unit(item) and found.end() < len(item) and not found["by"]
        if open_bracket(head) or (head and not ends_name(head)) or inside or not _charges(found, item):
            continue
        return head, role_closing(rest)
    return item, None


def _begins_name(item: str, end: int) -> bool:
    """True where role words at the head of an item begin a name that others close (执行局负责, 组织部牵头)."""
    return any(is_unit(item[: later.start()]) for later in _ROLE_END.finditer(item, end))


def _charges(found: re.Match[str], item: str) -> bool:
    """True where the words found hold a role, or say so at the item's end."""
    return bool(found["by"] or re.search(_WORD, found[0]) or found.end() == len(item))


def ends_name(head: str) -> bool:
    """True where a name, or a list that is left open, ends."""
    return is_unit(head) or bool(_ETC.search(head)) or head.endswith("等")


def role_closing(words: str) -> Role:
    """The role that the words behind a name give: 协同负责 does, 配合落实 helps, 指导督促 supervises."""
    if _LEAD.search(words):
        return "lead"
    if _DOES.search(words):
        return "responsible"
    if _HELP.search(words):
        return "assisting"
    return "supervising" if _SUPERVISE.search(words) and not _CARRIES_OUT.search(words) else "responsible"
