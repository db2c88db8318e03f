"""One item of a list of units: the name, and the words behind it that say what the named do (…按职责分工负责)."""

import re

from bot.roster.names import is_unit
from bot.roster.unit_lists import open_bracket
from bot.vocabulary.bodies import ETC_PATTERN, NAME_GOES_ON_PATTERN
from bot.vocabulary.list_words import FILLERS
from bot.vocabulary.patterns import any_of
from bot.vocabulary.roles import ROLE_WORDS, Role

_BY_DUTY = (
    r"(?:按照?|根据|依据|依)(?:各自|自身|本|其|有关|部门|工作|行业)*(?:的)?(?:职责|职能|分工|权限|任务|要求|"
    r"管辖|规定|程序|区域|属地)[^，；。]*"
)
_CLOSING = {
    role: "|".join(one.pattern for one in ROLE_WORDS if one.role == role and one.closes)
    for role in ("lead", "assisting", "supervising", "responsible")
}
_FILLER = any_of(FILLERS)
_OBJECT = r"(?:(?:(?:有关|相关|各项)?工作|到位|任务|事项|事宜|实施|落实)*)"
_WORD = "|".join(_CLOSING.values())
_ROLE_END = re.compile(
    rf"(?P<by>{_BY_DUTY})|(?:{_FILLER}|，(?={_WORD})|{_WORD})+{_OBJECT}(?!：|{NAME_GOES_ON_PATTERN})"
)
_HELP = re.compile(_CLOSING["assisting"])
_LEAD = re.compile(_CLOSING["lead"])
_SUPERVISE = re.compile(_CLOSING["supervising"])

#: What somebody does who does not only help or supervise: 协同负责, 组织实施.
_DOES = re.compile("协同(?:负责|落实|承办|实施|推进|办理|完成)")
_CARRIES_OUT = re.compile("(?<!督促)(?<!指导)(?<!监督)(?:落实|实施|承办|办理|执行|承担|完成)")
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
