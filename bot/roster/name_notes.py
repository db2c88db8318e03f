"""Notes in brackets behind names: what a body was or is called, what all of a list form, who leads by a sign."""

import re

from bot.roster.names import is_unit
from bot.roster.unit_lists import split_list
from bot.vocabulary.list_words import FORMERLY_PATTERN, NOTE_SIGNS, NOW_PATTERN, SIGN_LEADS_PATTERN, TASK_FORCE_PATTERN

_FORMERLY = re.compile(FORMERLY_PATTERN)
_NOW = re.compile(NOW_PATTERN)
_TASK_FORCE = re.compile(TASK_FORCE_PATTERN)
_SIGN_LEADS = re.compile(SIGN_LEADS_PATTERN)


def present_names(text: str) -> str:
    """县农办（现县农业农村局） by its present name, 市数据局（原市大数据中心） without its former one."""
    text = _NOW.sub(lambda found: found["name"] if is_unit(found["name"]) else found[0], text)
    return _FORMERLY.sub(lambda found: "" if is_unit(found["name"]) else found[0], text)


def without_task_force(text: str) -> str:
    """甲局、乙局（某某工作专班） without the body that all of them form; of one name it may be a part."""
    found = _TASK_FORCE.search(text)
    return text[: found.start()] if found and len(list(split_list(text[: found.start()]))) > 1 else text


def led_by_sign(text: str) -> str:
    """★甲局、乙局（★为牵头单位） as words with labels; a list in which nobody bears the sign stays as it is."""
    found = _SIGN_LEADS.search(text)
    if found is None:
        return text
    sign = found["sign"]
    listed = [name for name in re.split("[、，；/]", text[: found.start()] + text[found.end() :]) if name]
    leading = [name.replace(sign, "") for name in listed if sign in name]
    others = "、".join(name for name in listed if sign not in name)
    if not leading or re.search(f"[：{re.escape(NOTE_SIGNS)}]", "".join(leading) + others):
        return text
    return f"牵头单位：{'、'.join(leading)}" + (f"；责任单位：{others}" if others else "")
