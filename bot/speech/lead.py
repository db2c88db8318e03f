"""What stands before a command and adds nothing to it: a greeting, who speaks, a word that joins it to the last."""

import re

from bot.speech.signs import SIGNS

_GREETING = re.compile(
    rf"(?:(?:尊敬的|各位|贵)?[^\s{SIGNS}\d]{{0,8}}?(?:您好|你好|领导好|同志好|老师好|大家好|早上好|上午好|下午好)"
    rf"|(?:hi|hello|good\s+(?:morning|afternoon))\b|dear\s+[\w ]{{1,30}}(?=[{SIGNS}]|$))[\s{SIGNS}~～]*",
    re.IGNORECASE,
)
#: Who speaks, in the name of whom.
_SPEAKER = (
    r"(?:(?:[我咱]们|[我本](?:局|委|办(?![完结好理妥])|厅|处(?!理)|科|室|镇|乡|街道|县|区|市|校|院|所|站|中心|公司|单位|部门|方)|我)(?:这边|这里|这儿)?"
    r"|we(?:'ve| have)?\b|i(?:'ve| have)?\b)"
)
_JOINING = (
    r"另外|另|此外|还有|同时|然后|以及|并且|其中|顺便|对了|不好意思|抱歉|麻烦(?:您|你)?|请(?:您|你)?|帮我?忙?(?:把|将)?"
    r"|经(?:我局|我们|我单位)?(?:研究|核实|核查|了解|沟通|确认|研判)|关于|针对|刚刚?|刚才|目前|现在"
    r"|(?:该|此|本)(?:项|事项|任务|件)(?:工作|任务)?|这(?:个|项|件|几项)?(?:工作|任务|事项|事)?|上述(?:事项|任务)?|以上(?:事项|任务)?"
    r"|(?:also|and|please|pls|plz|then|regarding|about|re|item|items|task|tasks|number)\b\.?|nos?\.(?=\s*\d)"
    r"|(?:this|that|it)(?:\s+(?:item|task|one))?(?:\s+is|'s)?\b"
)
_LEAD = re.compile(rf"(?:{_JOINING}|{_SPEAKER})[\s{SIGNS}#№]*", re.IGNORECASE)
_SPEAKS = re.compile(rf"(?:的)?\s*{_SPEAKER}\s*", re.IGNORECASE)
#: More of them before one command is a story.
_MOST = 4


def without_greeting(words: str) -> str:
    """The words behind a greeting."""
    greeting = _GREETING.match(words)
    return words[greeting.end() :] if greeting else words


def without_lead(words: str) -> str:
    """The words behind all that only leads to them."""
    for _ in range(_MOST):
        lead = _LEAD.match(words)
        if lead is None or not words[lead.end() :]:
            break
        words = words[lead.end() :]
    return words


def without_speaker(words: str) -> str:
    """What a number is told of, without who tells it: 26我们办结."""
    speaker = _SPEAKS.match(words)
    return words[speaker.end() :] if speaker else words
