"""Words that say who does something and by when, without labels: X、Y负责，8月底前完成."""

import re
from dataclasses import dataclass

from bot.ledger.prose.time_words import TIME, begins_time, says_time_unread
from bot.roster.names import is_group, is_unit, level, normal
from bot.roster.unit_words import UnitWords, read_units
from bot.vocabulary.bodies import STRONG_END
from bot.vocabulary.roles import CLOSING_PATTERN

_PIECE = re.compile(r"(?<=[，,；;。])|(?<=、)(?=" + TIME.pattern + ")")
_CHARGE = re.compile(rf"(?:{CLOSING_PATTERN})[^，。；]{{0,8}}(?=[，。；]|$)")
_STRONG = re.compile(STRONG_END)
_LONGEST_NAME = 25
_LONGEST_TIME = 30
_DEED = 4  # characters of the shortest words of what is to be done
_REST = 6  # characters of a charging clause beside its names and the words that charge them
_SAYS_NOTHING = re.compile(rf"{CLOSING_PATTERN}|[、，；及和与由等按照职责分工责任的（）各有关相]")
_DONE_BY = re.compile(
    "(?:全部|全面|基本|整体)?(?:完成|办结|落实|到位|达标|见效|整改|实施|报送)|[日月年]|[底末]?前|以内|之前|底"
)

#: What no bracket of units says.
_OTHER = re.compile(r"[：？！《》]|以下简称|下同$|详见|附件|(?:第.{1,3}条)|^(?:含|包括|如|即|不含|以下|其中|例如|指)")


@dataclass(frozen=True, slots=True)
class WhoWhen:
    """The unit words and the deadline words of a bracket, a cell or a sentence; "" where none are."""

    who: str
    when: str


def who_and_when(words: str) -> WhoWhen:
    """`words` parted: the deadline runs on from its first word to the next name."""
    who, when = "", ""
    for piece in _PIECE.split(one_line(words)):
        bare = piece.strip("，,；;。、 ")
        if begins_time(bare):
            when += piece
        elif (cut := _time_inside(bare)) is not None:
            who += bare[:cut] + "，"
            when += bare[cut:] + piece[len(bare) :]
        elif (when or who) and not _names_unit(bare) and (when or says_time_unread(bare)):
            when += piece
        else:
            who += piece
    return WhoWhen(who.strip("，,；;。、 "), when.strip("，,；;。、 "))


def split_time(raw: str) -> tuple[str, str | None]:
    """(the unit words, the deadline words) of a cell of units that may close with a time."""
    if not closes_with_time(raw):
        return raw, None
    found = who_and_when(raw)
    return found.who, found.when or None


def closes_with_time(words: str) -> bool:
    """True where the last clause is a deadline."""
    return begins_time(re.split("[，,；;。]", words.strip("。；; "))[-1].strip())


def one_line(text: str) -> str:
    """`text` on one line, its inner spaces kept."""
    return re.sub(r"\s*\n\s*", "", text)


def is_charge(inner: str, *, closing: bool) -> bool:
    """True where words without labels are nothing but units with role words, or a deadline, or both.

    `closing`: they stand in a bracket that closes a sentence, where names alone charge those named.
    """
    found = who_and_when(normal(inner))
    if not found.who:
        return bool(found.when)
    if _OTHER.search(found.who):
        return False
    read = read_units(found.who)
    good, doubtful = len(_named(read)), len(read.doubtful)
    if not good or doubtful > good:
        return False
    if _CHARGE.search(found.who) or (found.when and doubtful * 2 <= good):
        return True
    return closing and not doubtful and all(map(_is_firm, _named(read)))


def is_charging_clause(piece: str) -> bool:
    """True for a clause of units and the word that charges them, or of a deadline, and nothing else."""
    return charges(piece) or ((begins_time(piece) or says_time_unread(piece)) and len(piece) <= _LONGEST_TIME)


def says_what(piece: str) -> bool:
    """True for a clause with a deadline that tells what is to be done by it (6月底前至少组织一次演练)."""
    return not charges(piece) and len(re.findall("[\u4e00-\u9fff]", _DONE_BY.sub("", TIME.sub("", piece)))) >= _DEED


def charges(piece: str) -> bool:
    """True for units and the word that charges them with a duty, and nothing else."""
    flat = normal(piece)
    if not re.search(rf"(?:{CLOSING_PATTERN})(?:实施|落实)?$", flat):
        return False
    read = read_units(flat)
    if not read.all or read.doubtful or any(len(name) > _LONGEST_NAME for name in _named(read)):
        return False
    return len(_SAYS_NOTHING.sub("", flat)) <= sum(map(len, _named(read))) + _REST


def _named(read: UnitWords) -> tuple[str, ...]:
    return (*read.all, *read.supervising)


def _is_firm(name: str) -> bool:
    """True for a name whose ending alone says that it is a body (市教育局), not a place or a thing (（县）, （组）)."""
    return (len(name) >= 5 and bool(level(name))) or (len(name) >= 3 and bool(_STRONG.search(name)))


def _names_unit(text: str) -> bool:
    return any(is_unit(name) or is_group(name) for name in _named(read_units(text)))


def _time_inside(piece: str) -> int | None:
    """Where a deadline follows a unit without a mark between them (市住建局12月底前完成)."""
    for found in TIME.finditer(piece):
        head = normal(piece[: found.start()])
        if found.start() >= 2 and (is_unit(head) or re.search(r"(?:负责|牵头|落实|配合)$", head)):
            return found.start()
    return None
