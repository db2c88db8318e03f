"""What a Chinese administrative unit's name looks like: its ending, its level, what it leaves out.

Nothing here knows a particular unit or place: a name is judged by its form alone.
"""

import re
import unicodedata
from functools import lru_cache

from bot.vocabulary.bodies import ENDS_PATTERN, NO_BODY_PATTERN, NO_BODY_WORDS, NO_GROUP_ENDS
from bot.vocabulary.departments import DEPARTMENT_PATTERN, PARTY_OFFICES
from bot.vocabulary.levels import (
    GROUP_ALONE_PATTERN,
    GROUP_PATTERN,
    LEVEL_PATTERN,
    MAY_LACK_LEVEL,
    PARTY_PATTERN,
    WHOLE,
)
from bot.vocabulary.patterns import any_of
from bot.vocabulary.verbs import INNER_PATTERN, OPENING_PATTERN

_ENDS = re.compile(ENDS_PATTERN)
_NO_BODY = re.compile(NO_BODY_PATTERN)
_SENTENCE = re.compile(rf"{OPENING_PATTERN}|{INNER_PATTERN}|[。；：！？《》“”]$|[。；：！？《》+=→]")

_GROUP = re.compile(GROUP_PATTERN)
#: 各村干部, 各单位会议: persons and things, of whatever bodies.
_NO_GROUP = re.compile(f"{any_of(NO_GROUP_ENDS)}$")
#: Those that end as no body does.
_BARE = re.compile(any_of(NO_BODY_WORDS))
_GROUP_ALONE = re.compile(GROUP_ALONE_PATTERN)
_LEVEL = re.compile(LEVEL_PATTERN)
_PARTY = re.compile(PARTY_PATTERN)
_PARTY_OFFICE = re.compile(rf"^(?:.+部|{any_of(PARTY_OFFICES)})$")
_DEPARTMENT = re.compile(DEPARTMENT_PATTERN)
_OFFICE = re.compile("[\u4e00-\u9fff]{2,3}办")
_MAY_LACK_LEVEL = re.compile(f"{any_of(MAY_LACK_LEVEL)}$")
_WHOLE = re.compile(f"^{any_of(WHOLE)}")

_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z&.,)])\s+(?=[A-Za-z&(])")
_SPACE = re.compile(r"\s+")
#: The sign of a ratio (∶) is written for a colon.
_WIDE = str.maketrans("(),;:∶〈〉<>〔〕【】[]", "（），；：：（）（）（）（）（）")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z&.'/\- ]{1,60}(?<!\.)")
#: Of a sentence, not of a name: HR to circulate the draft by Friday.
_LATIN_SENTENCE = re.compile(
    r"\b(?:to|by|shall|must|will|should|may|can|is|are|be|was|were|has|have|within|before|until)\b"
)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """`text` with full-width brackets and separators, white space only between Latin words: one form of a name."""
    flat = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    kept = _BETWEEN_LATIN.sub("\u2063", flat)
    return _SPACE.sub("", kept).replace("\u2063", " ").translate(_WIDE)


@lru_cache(maxsize=16384)
def is_unit(name: str) -> bool:
    """True where `name` ends as a body's or a group's name does, and is no part of a sentence."""
    bare = re.sub(r"（[^（）]*）$", "", name)
    if not len(bare) >= 2 or len(name) > 45 or _SENTENCE.search(name):
        return False
    return bool(_ENDS.search(name)) and not (_NO_GROUP if name[0] == "各" else _NO_BODY).search(bare)


def is_group(name: str) -> bool:
    """True where `name` stands for many bodies (市直各单位, 各县（市、区）人民政府, 相关部门)."""
    whole = (_ENDS.search(name) and not _BARE.fullmatch(name)) or _GROUP_ALONE.fullmatch(name)
    return bool(whole and _GROUP.search(name)) and not _SENTENCE.search(name) and not _NO_GROUP.search(name)


def is_latin(name: str) -> bool:
    """True for a name in Latin letters, which nothing of its form tells from other words."""
    return bool(_LATIN_NAME.fullmatch(name)) and not _LATIN_SENTENCE.search(name)


def level(name: str) -> str | None:
    """The level written before a department's name: 市 of 市财政局, None for 市场监管局 and for groups."""
    if is_group(name):
        return None
    found = _LEVEL.match(name)
    return found[1] if found and len(name) >= len(found[1]) + 2 else None


def party_prefix(name: str) -> str | None:
    """市委 of 市委组织部."""
    found = _PARTY.match(name)
    return found[1] if found else None


def lacks_level(name: str, place: str = "") -> bool:
    """True where `name` is a body that may stand elsewhere with its level. `place`: the stem of the issuing place."""
    if level(name) or is_group(name) or (place and name.startswith(place)):
        return False
    return bool(_MAY_LACK_LEVEL.search(re.sub(r"（[^（）]*）$", "", name))) and not _WHOLE.search(name)


def complete(name: str, before: str, *, in_list: bool = False) -> str:
    """`name` with the level that the unit `before` it carries (市财政局、住建局 → 市住建局).

    Only a department that every government has takes it, and `in_list`, where no role word parts the two, an office
    (市财政局、数字办); any other name stands as it is written.
    """
    if not party_prefix(name) and _PARTY_OFFICE.match(name) and (party := party_prefix(before)):
        return party + name
    mark = level(before)
    takes = _DEPARTMENT.match(name) or (in_list and _OFFICE.fullmatch(name))
    return mark + name if mark and takes and not level(name) and not is_group(name) else name
