"""Names of persons beside those of units: 市财政局（张某某）, 张某某（市财政局）. A person is nobody's unit."""

import re

from bot.vocabulary.persons import DOUBLE_SURNAMES, SURNAMES, TITLE_PATTERN

_NAME = rf"(?:(?:[{SURNAMES}]|{DOUBLE_SURNAMES})[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]某{{1,2}})"
_PHONE = r"[：:，]?(?:1\d{10}|\d{3,4}[-—－]?\d{7,8}|\d{7,8})"
_ONE = rf"(?:{TITLE_PATTERN}?[：:]?{_NAME}{TITLE_PATTERN}?(?:{_PHONE})?)"
_PERSONS = rf"{_ONE}(?:[、，；/和]?{_ONE})*"
_IN_BRACKETS = re.compile(rf"（(?:责任人|负责人|联系人|联络人)?[：:]?{_PERSONS}）")
_BEFORE_UNIT = re.compile(rf"(?:^|(?<=[、，；])){_NAME}（([^（）]{{3,20}})）")
_TITLED = re.compile(rf"(?<=[局委办厅院部室会府社联])(?:党组书记、|党委书记、)?{TITLE_PATTERN}{_NAME}(?=$|[、，；。])")
#: A person's name between a unit and what the unit does (县水利局张某某负责).
_BETWEEN = re.compile(
    rf"(?<=[局委办厅院室会府科股站所处队部]){_NAME}(?<![局委办厅部处科股室院所站队心司会])(?=负责|牵头|配合|落实|承办|协助)"
)
#: Words that look like a name and are none.
_NO_NAME = re.compile(
    r"[局委办厅室部院会署处科股司队所中]）$|（(?:管委会|管理局|路政|石化|石油|甘肃|宁夏|江苏|温室|梅园)"
)


def without_persons(text: str) -> str:
    """`text`, in normal form, without the names in brackets behind a unit; of 张某某（市财政局） the unit is left."""
    text = _BETWEEN.sub("", _TITLED.sub("", text))
    text = _BEFORE_UNIT.sub(lambda found: found[1], text)
    return _IN_BRACKETS.sub(lambda found: found[0] if _NO_NAME.search(found[0]) else "", text)


def is_person(name: str) -> bool:
    """True for a person's name alone, perhaps with a title."""
    return bool(re.fullmatch(_ONE, name))
