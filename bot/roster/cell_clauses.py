"""The words of a cell or bracket as one line of clauses: labels with colons, notes on the whole list as labels."""

import re

from bot.roster.list_notes import lead_named_behind, without_closed_etc, without_first_leads
from bot.roster.name_notes import led_by_sign, present_names, without_task_force
from bot.roster.persons import without_persons
from bot.roster.unit_lines import one_line
from bot.roster.unit_lists import matching_bracket
from bot.vocabulary.labels import DEADLINE_LABEL, PERSON_LABEL, TOLD_LABEL
from bot.vocabulary.list_words import BAR_PATTERN, HELPED_PATTERN, NUMBERED_PATTERN, PARTED_PATTERN
from bot.vocabulary.roles import CELL_LABEL_PATTERN, LABEL_IS_PATTERN, MARKED_LABEL_PATTERN
from bot.vocabulary.script import simplified

LABEL = re.compile(rf"(?P<role>{CELL_LABEL_PATTERN})：")
_LABEL_IS = re.compile(LABEL_IS_PATTERN)
_MARKED_LABEL = re.compile(MARKED_LABEL_PATTERN)
_HELPED = re.compile(HELPED_PATTERN + "(?=$|[、，；。])")
#: Numbers of the names of a list (1.县水利局 2.县住建局, 一是县水利局牵头), not those of a name (一、二支部).
_ITEM_NUMBER = re.compile(
    r"(?:^|(?<=[，；。：]))(?:（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、|第?[一二三四五六七八九十]是)"
    r"(?=[\u4e00-\u9fff]{2})(?![一二三四五六七八九十])|(?:^|(?<=[，；。：、]))\d{1,2}[.、](?=[\u4e00-\u9fff]{2})"
)
_NEXT_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff）])（[一二三四五六七八九十\d]{1,2}）(?=[\u4e00-\u9fff]{2})")
_LINE_NUMBER = re.compile(
    r"(?m)^[ \t]*(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、)[ \t]*"
    r"(?=[\u4e00-\u9fff]{2})(?![一二三四五六七八九十])"
)
_BAR = re.compile(BAR_PATTERN)
_LABEL_LINE = re.compile(
    rf"(?<=[^\s；;])\s*\n\s*(?=(?:{CELL_LABEL_PATTERN}|{DEADLINE_LABEL}|{PERSON_LABEL}|{TOLD_LABEL})[：:])"
)
_PARTED = re.compile(PARTED_PATTERN + "(?=$|[、，；。])")
_CIRCLED = dict.fromkeys(range(0x2460, 0x249C), "；")
_NUMBERED = re.compile(NUMBERED_PATTERN)
_BEFORE_COLON = re.compile("[\u4e00-\u9fff]{2,10}(?=：)")


def clauses(raw: str) -> tuple[str, bool]:
    """One line, its labels with colons, persons in brackets left out, and who helps in a bracket as a clause.

    True beside it where a note of the cell says that the first unit leads.
    """
    lines = _LABEL_LINE.sub("；", _BAR.sub("、", _LINE_NUMBER.sub("；", raw.translate(_CIRCLED))))
    text, first = without_first_leads(_without_outer_brackets(without_persons(one_line(lines))))
    text = _PARTED.sub("", without_task_force(led_by_sign(present_names(text))))
    text = without_closed_etc(text)
    text = lead_named_behind(_MARKED_LABEL.sub(r"\g<role>单位：", text))
    text = _LABEL_IS.sub(r"\g<label>：", text)
    text = _NUMBERED.sub(
        _each_number, _BEFORE_COLON.sub(_simplified_label, _ITEM_NUMBER.sub("", _NEXT_NUMBER.sub("；", text)))
    )
    return "；".join([_HELPED.sub("", text), *_HELPED.findall(text)]), first


def _without_outer_brackets(text: str) -> str:
    """（甲局牵头，乙局配合） without its brackets, also where the second was lost."""
    while text.startswith("（"):
        closed = matching_bracket(text)
        if closed is not None and closed < len(text) - 1:
            return text
        text = text[1:closed]
    return text


def simplify(found: re.Match[str]) -> str:
    """The words found in simplified characters."""
    return simplified(found[0])


def _simplified_label(found: re.Match[str]) -> str:
    """主辦單位 as 主办单位; a name keeps its characters."""
    label = simplified(found[0])
    return label if LABEL.fullmatch(label + "：") else found[0]


def _each_number(found: re.Match[str]) -> str:
    return "、".join(f"{found['stem']}{number}{found['end']}" for number in found["list"].split("、"))
