"""The labels within an item's text: of its units, its deadline, persons, and what else is told."""

import re

from bot.vocabulary.labels import DEADLINE_LABEL, PERSON_LABEL, TOLD_LABEL
from bot.vocabulary.roles import LABEL_IS_PATTERN, LABEL_PATTERN, MARKED_LABEL_PATTERN, NOUN_LABEL_PATTERN

LABELS = re.compile(
    rf"(?:(?P<deadline>{DEADLINE_LABEL})|(?P<role>{LABEL_PATTERN})|(?P<person>{PERSON_LABEL})|(?P<told>{TOLD_LABEL}))\s*[：:]"
)

#: A label in a bracket of its own, without a colon: 【牵头单位】.
_BRACKETED = re.compile(
    rf"[【〔\[（(]\s*({DEADLINE_LABEL}|{NOUN_LABEL_PATTERN}|{PERSON_LABEL}|{TOLD_LABEL})\s*[】〕\]）)]\s*[：:]?"
)


_IS = re.compile(LABEL_IS_PATTERN)
_MARKED = re.compile(MARKED_LABEL_PATTERN)


def with_colons(text: str) -> str:
    """`text` with a colon behind each label: one in brackets of its own (【牵头单位】), before 为, 责任单位（牵头）."""
    return _BRACKETED.sub(r"\1：", _IS.sub(r"\g<label>：", _MARKED.sub(r"\g<role>单位：", text)))


def begins_with_label(text: str) -> bool:
    """True for a line that a label begins (责任人：…), whatever it says; 联系人 may be the whole document's."""
    found = LABELS.match(with_colons(text).lstrip("（(〔【[—- "))
    return found is not None and not (found["person"] or "").startswith("联系")


def within_sentence(text: str, at: int) -> bool:
    """True where a label's word stands in the middle of a clause (明确责任单位：…)."""
    before = text[:at].rstrip()[-1:]
    return (
        bool(before)
        and before not in "。；;，,、！？!?）)〕】]（(〔【[”》：:"
        and not text[:at].endswith((" ", "\n"))
        and not before.isdigit()
        and bool(re.search(r"[明确定落实各和及由按]$", text[:at]))
    )
