"""A move taken back in whatever order it is said: 3的办结撤回，报早了; 请撤回26项; oops take back my report on 3.

Only where nothing else is said: what is left of the line, but for these words, is nothing.
"""

import re

from bot.plan.lifecycle import Verb
from bot.speech.command import Errand, Said
from bot.speech.numbers import leading_numbers
from bot.speech.signs import SIGNS
from bot.vocabulary.number_marks import MARKED

_BACK = re.compile(r"撤回|收回|\b(?:undo|take\s+(?:it\s+)?back)\b", re.IGNORECASE)
#: 撤销26 withdraws a task: only what was done just now is taken back so.
_JUST_NOW = re.compile(
    r"(?:撤销|取消)(?=.*(?:刚才|刚刚|上一步|那步|上一个))|(?:刚才|刚刚|上一步|那步|上一个)(?=.*(?:撤销|取消))"
)
#: What was done, where it is said.
KINDS = (
    (Verb.ACKNOWLEDGED, r"签收|acknowledg\w*"),
    (Verb.EXTENSION_REQUESTED, r"延期(?:申请)?|申请延期|extension"),
    (Verb.REPORTED, r"办结反馈|办结|反馈|上报|完成|report\w*|done"),
)
_KIND = re.compile("|".join(f"(?P<k{at}>{words})" for at, (_, words) in enumerate(KINDS)), re.IGNORECASE)
_FILLERS = re.compile(
    rf"不好意思|抱歉|对不起|麻烦|帮忙|帮我|请|您|你|一下|刚刚|刚才|刚|上一步|上一个|那步|那个|这步|这个|那一步|操作|我们|我|的|把|将|了|先|吧|哈|呀|啊"
    rf"|(?:[报点弄搞填写发按]|手)?(?:错|早|快|滑|重复|多)了?|撤销|取消|[\s{SIGNS}#№~～()（）]"
    r"|\b(?:oops|sorry|please|pls|my|the|that|this|last|one|it|on|for|of|item|items|move|step|a|mistake|by|i|was|too|early)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?:第\s*)?(?:(?:{MARKED})?n?\d{{1,4}}(?:\.\d{{1,3}})?|[一二三四五六七八九十]{{1,3}}[、.]\d{{1,3}})(?:@\S+)?\s*[项条号]?"
)


def taken_back(line: str) -> Said | None:
    """What is taken back; None where that is not all that the line says."""
    back = _BACK.search(line) or _JUST_NOW.search(line)
    if back is None:
        return None
    rest = _BACK.sub(" ", line)
    kinds = {
        KINDS[int(name[1:])][0] for found in _KIND.finditer(rest) for name, said in found.groupdict().items() if said
    }
    rest = _KIND.sub(" ", rest)
    found = [number for match in _NUMBER.finditer(rest) for number in leading_numbers(match[0]).numbers]
    joined = re.sub(r"(?<![A-Za-z])(?:和|及|与|and)(?![A-Za-z])", " ", _NUMBER.sub(" ", rest))
    if _FILLERS.sub("", joined) or len(kinds) > 1:
        return None
    return Said(Errand.UNDO, tuple(dict.fromkeys(found)), words=str(next(iter(kinds), "")))
