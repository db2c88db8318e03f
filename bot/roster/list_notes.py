"""What a note says of a whole list of units: the first leads, both lead, one of those named leads or collects."""

import re

from bot.roster.names import is_unit, normal
from bot.roster.unit_lists import split_list
from bot.vocabulary.list_words import (
    ALL_LEAD_PATTERN,
    APPOSED_PATTERN,
    BY_ONE_PATTERN,
    ETC_COUNT_PATTERN,
    FIRST_LEADS_PATTERN,
    LEAD_NAMED_PATTERN,
)

_LEADER_FIRST = re.compile(FIRST_LEADS_PATTERN)
_FIRST_CLAUSE = re.compile(
    rf"[，；。、（]*(?:名单|其中)?{FIRST_LEADS_PATTERN}(?:单位|部门|处室|科室)?(?:，?[下后]同)?[）。]*$"
)
_ALL_LEAD = re.compile(rf"(?<=[^，；：]){ALL_LEAD_PATTERN}$")
_LEAD_NAMED = re.compile(LEAD_NAMED_PATTERN)
_BY_ONE = re.compile(BY_ONE_PATTERN)
_APPOSED = re.compile(APPOSED_PATTERN)
_ETC_COUNT = re.compile(ETC_COUNT_PATTERN)
#: 住建局 in the list may be 县住建局 in its note.
_LEVELS = ("", *"省市县区州旗镇乡")
_COUNTS = "零一二三四五六七八九十"


def says_first_leads(text: str) -> bool:
    """True where a note says that the first unit named leads (排在第一位的为牵头部门)."""
    return any(word in text for word in "排列首个") and bool(_LEADER_FIRST.search(normal(text)))


def without_first_leads(text: str) -> tuple[str, bool]:
    """The list without such a note at its end, and whether it had one."""
    found = _FIRST_CLAUSE.search(text) if any(word in text for word in "排列首个") else None
    return (text[: found.start()], True) if found and found.start() else (text, False)


def lead_named_behind(text: str) -> str:
    """（牵头：甲局） behind a list that has 甲局, （双牵头）, （以甲局为主） as words that the list itself could have.

    Who only collects what the others write (（甲局汇总）) is one of the list like them.
    """
    if found := _ALL_LEAD.search(text):
        return f"{text[: found.start()]}牵头"
    found = _LEAD_NAMED.search(text) or _BY_ONE.search(text)
    if found is None or "：" in text[: found.start()]:
        return text
    listed = re.split("[、，；/]", text[: found.start()])
    named = re.split("[、，]", found["names"])
    meant = {
        one: next((name for name in listed if one.endswith(name) and one[: -len(name)] in _LEVELS), "") for one in named
    }
    if not all(meant.values()):
        return text
    if found.re is _BY_ONE and found["does"] != "为主":
        return text[: found.start()]
    others = "、".join(name for name in listed if name not in meant.values())
    return f"牵头单位：{'、'.join(named)}；责任单位：{others}" if others else text


def without_closed_etc(text: str) -> str:
    """甲局、乙局等两家单位 without its end, where as many are named: nobody is left out."""
    found = _ETC_COUNT.search(text)
    if found is None:
        return text
    listed = [name for _, name in split_list(re.split("[，；：。]", text[: found.start()])[-1])]
    return text[: found.start()] + text[found.end() :] if len(listed) == _count(found["n"]) else text


def _count(sign: str) -> int:
    return int(sign) if sign.isdigit() else _COUNTS.find(sign.replace("两", "二"))


def without_count(names: list[str]) -> list[str]:
    """甲局、乙局两家单位 without how many they are; 王家坝、李庄两村 as two villages, where the number is right."""
    found = _APPOSED.fullmatch(names[-1]) if names else None
    if found is None:
        return names
    whole = [*names[:-1], found["name"]]
    if _count(found["n"]) != len(names):
        return names
    if all(is_unit(name) for name in whole):
        return whole
    shared = found["end"] in _PLACES and not any(is_unit(name) for name in whole)
    return [name + found["end"] for name in whole] if shared else names


_PLACES = frozenset("村镇乡县区市局科处室站所校院庭") | {"街道", "社区", "公司", "支部", "分公司", "支行"}
