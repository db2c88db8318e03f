"""What a column holds, told by the words of its header, in any order and however they are spaced."""

import re
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from bot.ledger.text.normal_form import key
from bot.vocabulary.column_words import HEADER_WORDS, SENTENCE_PATTERN
from bot.vocabulary.latin_columns import latin_role
from bot.vocabulary.plan_columns import milestone, plan_period, step
from bot.vocabulary.roles import BODIES_PATTERN, PERSONS_PATTERN, WORDS_PATTERN, Role, role_of
from bot.vocabulary.script import simplified
from bot.vocabulary.time_columns import BARE_WORDS, is_planned, time_kind


class Column(StrEnum):
    """The roles a column can have."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    MEASURE = "measure"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    ASSISTING = "assisting"
    SUPERVISING = "supervising"
    DEADLINE = "deadline"
    BASIS = "basis"  # the day that “N个工作日内” counts from
    START = "start"
    FACT = "fact"  # a time that was, or that is nobody's limit
    EITHER = "either"  # a limit or a fact, as the other columns and the coordinator say
    PLAN = "plan"  # a period of its own (一季度目标), with what is to be reached by its end
    MILESTONE = "milestone"
    MARKED = "marked"  # a body of its own, marked where it has a role
    PERSON = "person"
    STATUS = "status"
    NOTE = "note"
    OTHER = "other"  # what kind of task it is, and the like


UNIT_COLUMNS = (Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.SUPERVISING)
_NOUN = BODIES_PATTERN

#: The role of the names in a column of units.
ROLE_OF_COLUMN: dict[Column, Role] = {
    Column.LEAD: "lead",
    Column.RESPONSIBLE: "responsible",
    Column.ASSISTING: "assisting",
    Column.SUPERVISING: "supervising",
}

#: Tried from the top, number first; rows of one column that follow each other are one pattern.
_COMPILED = tuple(
    (Column(column), re.compile("|".join(row.pattern for row in rows), re.IGNORECASE))
    for column, rows in groupby(HEADER_WORDS, key=lambda row: row.column)
)

_LONGEST_HEADER = 20
_LONGEST_OF_TWO = 48  # characters of a header in two languages
_CHARGED_PERSON = re.compile(rf"{WORDS_PATTERN}{PERSONS_PATTERN}")

#: A column of units that names persons too.
_UNIT_AND_PERSON = re.compile(
    r"(?:单位|部门|科室|处室)(?:及|和|、|/|与)?(?:具体|主要|第一)?(?:责任人|负责人|联系人|人员|领导)"
)

#: The same with the person before the body: 负责人/负责科室, 责任人（科室）.
_PERSON_AND_UNIT = re.compile(rf"(?:责任人|负责人|联系人|经办人)(?:及|和|、|/|或|与)(?P<who>.{{0,4}}{_NOUN})")

#: A column of units, each with its time.
_UNIT_AND_TIME = re.compile(r"(?:单位|部门|科室)(?:及|和|、|/|与)(?:完成|整改|办理)?(?:时限|期限|时间)")

_MORE_THAN_UNIT = re.compile(
    "(?<=[单部科处][位门室])(?:及|和|、|/|与|其|的)?(?=具体|主要|第一|责任人|负责人|联系人|人员|领导|完成|整改|办理|时)"
)
_BODIES = re.compile(rf"{_NOUN}(?:[/、或和及与]{_NOUN}){{1,3}}")
_ROLES = re.compile(rf"{WORDS_PATTERN}+(?:责任)?{_NOUN}")
#: The level of those who have a role: 市级牵头, 县级责任.
_LEVEL = re.compile(rf"^(?:[省市县区镇]级|[省市县区]直|街道|本级)(?={WORDS_PATTERN}+(?:{BODIES_PATTERN})?$)")
_COLUMN_OF_ROLE = {role: column for column, role in ROLE_OF_COLUMN.items()}
#: Places with bodies in brackets: 责任村（单位）.
_BODIES_TOO = re.compile(rf"(?P<who>{WORDS_PATTERN}+[\u4e00-\u9fff]{{0,3}})[（(](?:责任)?{_NOUN}[）)]")
_TWO_LANGUAGES = re.compile(
    r"(?P<chinese>[\u4e00-\u9fff（）()/、]{2,})[\s/|（(]*(?P<latin>[A-Za-z][A-Za-z .&/-]+)[）)]?"
    r"|(?P<first>[A-Za-z][A-Za-z .&/-]*)[\s/|]+(?P<behind>[\u4e00-\u9fff]{2,})"
)

#: What a header says in a bracket, where its own words tell nothing: 审计意见（整改任务）.
_INNER = re.compile(r"(?<=.)[（(]([^（）()]{2,8})[）)]")

#: What a sentence has and a header has not.
_SENTENCE = re.compile(SENTENCE_PATTERN)


@lru_cache(maxsize=4096)
def column_of(header: str) -> Column | None:
    """The role of a column by its header, None where the words tell nothing. Spaces and line breaks do not matter."""
    if latin := latin_role(header):
        return Column(latin)
    if both := _in_two_languages(header):
        latin = latin_role(both["latin"] or both["first"])
        return column_of(both["chinese"] or both["behind"]) or (Column(latin) if latin else None)
    header = simplified(header)
    if plan_period(key(header)):
        return Column.PLAN
    if body := _BODIES_TOO.fullmatch(key(header)):
        return _COLUMN_OF_ROLE[role_of(body["who"])]
    word = re.sub(r"[（(][^（）()]*[）)]", "", key(header)).strip(":：、，,.*")
    word = _LEVEL.sub("", word)
    if not word:
        word = key(header).strip("()（）:：")
    if _SENTENCE.search(word):
        return None
    if not word or len(word) > _LONGEST_HEADER or re.search(r"[。；;“”《》]|^\d+[.、．]", word):
        return None
    if both := _PERSON_AND_UNIT.fullmatch(word):
        return _COLUMN_OF_ROLE[role_of(both["who"])]
    if _UNIT_AND_TIME.search(word) or _UNIT_AND_PERSON.search(word):
        return _COLUMN_OF_ROLE[role_of(_MORE_THAN_UNIT.split(word)[0])]
    found = _by_number(word) or _by_time(word) or next((one for one, rule in _COMPILED if rule.search(word)), None)
    if found is None and _BODIES.fullmatch(word):
        return Column.RESPONSIBLE
    # Where several words of roles stand together (牵头包保部门), the first in their order decides.
    if found in (None, Column.SUPERVISING) and _ROLES.fullmatch(word):
        return _COLUMN_OF_ROLE[role_of(word)]
    inner = _INNER.search(key(header)) if found is None else None
    return column_of(inner[1]) if inner else found


def _in_two_languages(header: str) -> re.Match[str] | None:
    """The words of a header that says the same in Chinese and in English (完成日期 Due Date); None for any other."""
    found = _TWO_LANGUAGES.fullmatch(header.strip()) if len(header) <= _LONGEST_OF_TWO else None
    return found if found and latin_role(found["latin"] or found["first"]) else None


def names_persons(header: str) -> bool:
    """True for the header of a column of units that names persons beside them (牵头单位及责任人)."""
    word = key(simplified(header))
    return bool(_UNIT_AND_PERSON.search(word) or _PERSON_AND_UNIT.fullmatch(word))


def _by_number(word: str) -> Column | None:
    return Column.NUMBER if _COMPILED[0][1].search(word) else None


def _by_time(word: str) -> Column | None:
    """The role of a column of times; None where the word names none, or more than a time."""
    if plan_period(word):
        return Column.PLAN
    if step(word):
        return Column.MILESTONE
    kind = time_kind(word)
    if kind is not None and kind != "limit":
        return Column(kind)
    if word in BARE_WORDS["limit"] or is_planned(word):
        return Column.DEADLINE
    return Column.MILESTONE if kind is None and milestone(word) else None


def charges_person(header: str) -> bool:
    """True for the header of a column of persons who answer for the item (责任人, 牵头领导), not of contacts."""
    return bool(_CHARGED_PERSON.search(key(simplified(header))))


@lru_cache(maxsize=4096)
def role_in_brackets(header: str) -> Column | None:
    """The role that a header's bracket adds: 责任单位（牵头） leads, 责任单位（配合） assists."""
    found = re.fullmatch(r"(.{0,12})[（(](牵头|主办|配合|协办)(?:单位|部门)?[）)]", key(header))
    if not found or (found[1] and column_of(found[1]) is None):
        return None
    return Column.LEAD if found[2] in ("牵头", "主办") else Column.ASSISTING
