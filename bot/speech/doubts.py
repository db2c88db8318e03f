"""Words behind a command that take it back, turn it round or ask: then it was not meant as it reads."""

import re

from bot.plan.lifecycle import DATED, Verb
from bot.speech.command import Errand
from bot.speech.numbers import leading_numbers
from bot.speech.signs import SIGNS
from bot.speech.verbs import command_at, names_in

#: Names of a report that say all is done; 反馈 tells how far it is.
_WHOLLY = re.compile(
    r"办结|完成|落实|完毕|到位|完结|办妥|[办做弄]好|[办做弄]完|搞定|\bdone\b|completed|finished", re.IGNORECASE
)
#: Words that take back what a name like 已完成 says.
_PARTLY = re.compile(
    r"\d+(?:\.\d+)?\s*[%％]|百分之|(?:一|大)?部分|一半|过半|大半|基本|即将|尚未|还没|没有|未|但|不过|除|预计|争取|计划"
    r"|[明后]天|下周|下个?月|如果|要是|只要"
    r"|almost|half|partly|mostly|not\b|but\b|except|tomorrow|next\b|soon\b|once\b|if\b|when\b|by\s+(?:mon|tue|wed|thu|fri|sat|sun|next|the\s+end)",
    re.IGNORECASE,
)
#: What still lacks, as a clause of its own; of others it may be said.
_UNFINISHED = re.compile(
    rf"(?:^|[\s{SIGNS}])(?!其[他它余]|别的|另)(?:(?:就|只|但|不过|可是|哦|还)*(?:还差|尚缺|还缺|差)[^{SIGNS}]{{0,12}}"
    rf"|[^\s{SIGNS}]{{0,8}}(?:还没|还未|尚未|没有?)(?:弄|办|做|完|交|盖|批|验收|整改|落实|到位|签)[^{SIGNS}]{{0,8}}"
    rf"|(?:just|only|still)\b[^{SIGNS}]{{0,30}}\b(?:missing|open|pending|left|lacking|to do)\b"
    rf"|[^{SIGNS}]{{0,20}}\b(?:is|are)\s+(?:still\s+)?(?:missing|pending|not\b)[^{SIGNS}]{{0,20}}|not\s+yet\b)",
    re.IGNORECASE,
)
#: The speaker mends what he has just said.
_MENDED = re.compile(
    rf"(?<=[\s{SIGNS}])(?:[哦噢啊呃额嗯]+[\s{SIGNS}]*)?(?:不对|不是(?=[\s{SIGNS}]|$)|(?:[说打写发弄搞报点看记]|我)?错了?(?=[\s{SIGNS}]|$|是|应)"
    r"|更正|纠正|应(?:该)?为|(?:oops|sorry|wait|correction|scratch that|i mean(?:t)?)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"[?？][\s{SIGNS}]*$|[吗么呢][\s{SIGNS}]*$|(?:[对是行好]|可以)?吧[\s{SIGNS}?？]*$|^(?:没|没有|是吗|对吗)$|是不是|能不能"
)
#: Another item beside the words: 第3项, 27项.
_ITEM = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*[项条号]|(?<![\d.])\d{1,4}\s*[项条号](?!目|例|文|令|楼|线)")
_CLAUSE = re.compile(rf"[\s{SIGNS}]+")
#: What is said with these is a courtesy; anything else with them would be lost.
_BRIEF = frozenset({Verb.ACKNOWLEDGED, Verb.IN_PROGRESS})
#: A decision needs no words: another name in them is another decision.
_WORDLESS = frozenset({Verb.CLOSED, Verb.EXTENSION_REFUSED})


def is_wholly(name: str) -> bool:
    """Whether the name of a report says that all is done."""
    return _WHOLLY.search(name) is not None


def mended_to(line: str) -> str | None:
    """What stands behind the word by which a speaker takes back what went before; None where there is none."""
    found = _MENDED.search(line)
    return line[found.end() :].lstrip(f"{SIGNS} 是") if found is not None else None


def is_doubtful(verb: Verb | Errand, name: str, words: str) -> bool:
    """Whether `words` behind the command make it uncertain, or would be lost with it."""
    if is_wholly(name) and (_PARTLY.match(words) or _UNFINISHED.search(words)):
        return True
    if verb in _BRIEF and (_ITEM.search(words) or _names_other(verb, words)):
        return True
    if verb in _WORDLESS and any(name is not verb for name in names_in(words)):
        return True
    return verb not in DATED and _ASKS.search(words) is not None


def _names_other(verb: Verb | Errand, words: str) -> bool:
    """Whether a clause of the words is a command of another kind, or has numbers of its own."""
    clauses = [words[at:] for at in (0, *(stop.end() for stop in _CLAUSE.finditer(words)))]
    found = [command_at(clause) for clause in clauses]
    numbered = [command_at(listed.rest) for listed in map(leading_numbers, clauses) if listed.numbers]
    return any(numbered) or any(named is not None and named[0] is not verb for named in found)
