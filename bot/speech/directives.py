"""What a coordinator decides of one unit's part, in any order: 核准财政局的1, 1退回教育局, 26 市财政局 通过,
把3改派给教育局, 同意财政局1延期. Which units there are is known elsewhere: the words are taken for units alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.plan.lifecycle import Verb
from bot.roster.names import is_unit
from bot.speech.decision import Decision, decides
from bot.speech.english import english_directive
from bot.speech.numbers import Listed, leading_numbers
from bot.speech.signs import SIGNS
from bot.speech.spans import SPAN
from bot.speech.until import DAY
from bot.speech.verbs import NAMES, command_at
from bot.vocabulary.number_marks import MARKED

_VERBS = {
    name: verb
    for verb, names in NAMES.items()
    if isinstance(verb, Verb) and decides(verb)
    for name in names
    if not name.isascii()
}
#: The two parts of a name between which unit and number may stand: 同意财政局1延期.
_HALVES = {(name[:i], name[i:]): verb for name, verb in _VERBS.items() for i in range(2, len(name) - 1)}
_HEADS = sorted({*_VERBS, *(head for head, _ in _HALVES)}, key=len, reverse=True)
_BY_LENGTH = "|".join(sorted(map(re.escape, _VERBS), key=len, reverse=True))
#: Before a command whose object stands first, or which is asked politely.
_TAKEN = re.compile(r"(?:麻烦|请)?(?:把|将|给|对|在)?\s*")
_ENDS = rf"(?=$|[\s{SIGNS}?？]|[给至到]|{SPAN}|{DAY})"
#: How no unit's name ends, or goes on from a verb: 26方案未通过, 通过率.
_NO_UNIT = re.compile(
    r"(?:已经?|[未没还]|没有|尚未|是否|能否|可以|正在?|即将|均|都)$|^(?:[了过率后吗呢的把将给]|[要需]求)|[?？]"
)
SHORTEST, LONGEST = 2, 40
_SIGN = r"[^\s\d，,；;：:。.!！#№@/]"
_ONE_WORD = re.compile(rf"{_SIGN}+")
_UNIT = rf"{_SIGN}{{{SHORTEST},{LONGEST}}}?"
#: Between a unit and a number.
_BETWEEN = re.compile(rf"\s*的\s*|\s+|(?=第|[#№]?(?:{MARKED})?n?\d)", re.IGNORECASE)
_GLUED = re.compile(rf"(?P<name>{_BY_LENGTH})(?P<units>[^\s\d{SIGNS}]{{2,40}})(?=$|[\s{SIGNS}])")
_FROM = re.compile(rf"[从由](?P<units>{_UNIT})(?P<name>{'|'.join(NAMES[Verb.REASSIGNED][:2])})(?=[给至到])")
_ALONE = re.compile(rf"(?P<name>{_BY_LENGTH})\s*(?:给)?(?P<units>{_UNIT})(?=$|[\s{SIGNS}])")
_HALVES_ALONE = re.compile(
    rf"(?P<first>{'|'.join(sorted({f for f, s in _HALVES if s == '延期'}, key=len, reverse=True))})"
    rf"(?P<units>{_UNIT})的?(?P<second>延期)(?:申请)?(?=$|[\s{SIGNS}]|至|到)"
)
#: Which is neither a day nor how many: its unit follows.
_BARE_NUMBER = re.compile(rf"(?:{MARKED})?n?\d{{1,4}}(?:\.\d{{1,3}})?(?![\d.年月日号项条个家户件份场次人元万亿%％])")
#: Before the verb, of several: 都通过.
_ALL_OF = r"(?:全都|都|均|全部|一并|一起)?\s*"
_BEFORE_VERB = re.compile(rf"(?P<units>{_UNIT})\s*的?\s*{_ALL_OF}(?P<name>{_BY_LENGTH}){_ENDS}")
_VERB_AFTER = re.compile(rf"\s*的?\s*{_ALL_OF}(?P<name>{_BY_LENGTH}){_ENDS}")
#: Several units before a number, parted by blanks: 水务局 城关镇 26都核准.
_APART = re.compile(
    rf"(?P<units>{_SIGN}{{2,20}}(?:\s+{_SIGN}{{2,20}}){{1,7}})(?=\s*的?\s*(?:第|[#№]?(?:{MARKED})?n?\d))"
)
#: What joins one item to the next, whatever it is called.
_JOINED = ("、", "和", "及", "与")


def directive(line: str) -> Decision | None:
    """The decision that a folded line is; None where it names no unit, or its verb stands as with any command."""
    match = _TAKEN.match(line)
    words = line[match.end() :] if match else line
    found = _verb_first(words) or _number_first(words) or _unit_first(words) or _unit_alone(words)
    return found or english_directive(words) or _units_apart(words)


def has_another(line: str, listed: Listed) -> bool:
    """Whether the numbers of a decision go on with another unit's: 核准财政局1、教育局3."""
    units, more = next(_parted(listed.rest), ("", listed))
    if not units:
        return False
    read = line[: len(line) - len(listed.rest)].rstrip()
    return read.endswith(_JOINED) or (not more.rest and is_unit(units))


def without_taken(line: str) -> str:
    """把3改派给教育局 without 把, where a number follows."""
    match = _TAKEN.match(line)
    return line[match.end() :] if match and match.end() and leading_numbers(line[match.end() :]).numbers else line


def _verb_first(words: str) -> Decision | None:
    """核准财政局的1, 核准 财政局 1; 同意财政局1延期, 同意1延期."""
    for head in _HEADS:
        if not words.startswith(head):
            continue
        behind = words[len(head) :].lstrip(f"{SIGNS} ")
        bare = leading_numbers(behind)
        both = [("", bare)] if bare.numbers else list(_parted(behind))[:1]
        for units, listed in both:
            for (first, second), verb in _HALVES.items():
                tail = listed.rest.removeprefix("的").lstrip()
                if first == head and re.match(f"{second}{_ENDS}", tail):
                    rest = tail[len(second) :].lstrip(f"{SIGNS} ")
                    return Decision(verb, head + second, units, Listed(listed.numbers, rest, listed.doubtful))
            if head in _VERBS:
                return Decision(_VERBS[head], head, units, listed) if units else None
    return None


def _number_first(words: str) -> Decision | None:
    """1退回教育局，材料不全; 26 市财政局 通过."""
    listed = leading_numbers(words)
    if not listed.numbers:
        listed = _glued(words)
    if not listed.numbers or command_at(listed.rest) is not None:
        return None
    moved = _FROM.match(listed.rest)
    if moved is not None:  # 26从教育局改派给卫健局
        to_whom = replace(listed, rest=listed.rest[moved.end("name") :])
        return Decision(Verb.REASSIGNED, moved["name"], moved["units"], to_whom)
    match = _GLUED.match(listed.rest)
    if match is None or match["units"].startswith(("给", "至", "到")):
        match = _BEFORE_VERB.match(listed.rest)
    elif match["name"] in NAMES[Verb.REASSIGNED]:  # 3改派教育局: to whom, and not whose
        return Decision(Verb.REASSIGNED, match["name"], "", replace(listed, rest=listed.rest[len(match["name"]) :]))
    if match is None or _NO_UNIT.search(match["units"]):
        return None
    rest = Listed(listed.numbers, listed.rest[match.end() :].lstrip(f"{SIGNS} "), listed.doubtful)
    return Decision(_VERBS[match["name"]], match["name"], match["units"], rest)


def _unit_alone(words: str) -> Decision | None:
    """核准财政局: whatever waits of it; 改派市教育局: what is spoken of goes there. Only a whole unit is one."""
    halves = _HALVES_ALONE.match(words)
    if halves is not None and is_unit(halves["units"]):  # 同意财政局延期
        behind = Listed((), words[halves.end() :].lstrip(f"{SIGNS} "))
        return Decision(_HALVES[halves["first"], halves["second"]], halves["first"], halves["units"], behind)
    found = _ALONE.match(words)
    if found is None or not is_unit(found["units"]):
        return None
    verb, rest = _VERBS[found["name"]], words[found.end() :].lstrip(f"{SIGNS} ")
    if verb is Verb.REASSIGNED:
        return Decision(verb, found["name"], "", Listed((), f"{found['units']} {rest}".strip()))
    return Decision(verb, found["name"], found["units"], Listed((), rest))


def _glued(words: str) -> Listed:
    """26市财政局通过: a number and a unit with nothing between them; only a whole unit is one."""
    number = _BARE_NUMBER.match(words)
    match = _BEFORE_VERB.match(words, number.end()) if number is not None else None
    if number is None or match is None or not is_unit(match["units"]):
        return Listed((), words)
    return Listed((number[0],), words[number.end() :])


def _unit_first(words: str) -> Decision | None:
    """财政局1通过, 财政局的3改派给教育局."""
    for units, listed in _parted(words) if command_at(words) is None else ():
        match = _VERB_AFTER.match(listed.rest)
        if match is not None:
            rest = Listed(listed.numbers, listed.rest[match.end() :].lstrip(f"{SIGNS} "), listed.doubtful)
            return Decision(_VERBS[match["name"]], match["name"], units, rest)
    return None


def _units_apart(words: str) -> Decision | None:
    """The same of several units that only blanks part; none of them may be a verb."""
    found = _APART.match(words)
    if found is None or any(command_at(unit) is not None for unit in found["units"].split()):
        return None
    return _unit_first("、".join(found["units"].split()) + words[found.end() :])


def _parted(words: str) -> Iterator[tuple[str, Listed]]:
    """Each way to read units and then numbers at the start of `words`, the shortest first."""
    for at in range(SHORTEST, min(LONGEST, len(words)) + 1):
        if not _ONE_WORD.fullmatch(words, 0, at):
            return
        between = _BETWEEN.match(words, at)
        listed = leading_numbers(words[between.end() :]) if between else Listed((), "")
        units = words[:at].strip("、")
        if listed.numbers and not _NO_UNIT.search(units):
            yield units, listed
