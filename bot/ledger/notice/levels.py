"""The level of the government that issues a notice, and whether a sentence binds bodies below it."""

import re
from collections.abc import Sequence

from bot.ledger.notice.facts import Facts

_HIGHER = {
    "省": r"^(?:国务院|国家|中央|全国)",
    "市": r"^(?:国务院|国家|中央|全国|省级|省直|各?省(?!市))",
    "县": r"^(?:国务院|国家|中央|全国|省级|省直|各?省(?!市)|地市级|地级|设区的?市|市级(?!以)|市直)",
}


def rank_of(facts: Facts) -> str:
    """The level of the issuing government: 省, 市 or 县; "" where nothing tells it."""
    name = facts.issuer or facts.title
    if re.search(r"国务院|中华人民共和国", name):
        return ""
    marks = re.findall(r"[省市县区旗](?=人民政府|委|办公|[\u4e00-\u9fff])", re.split("关于|转发|印发", name)[0])
    if not marks:
        return ""
    last = marks[-1] if len(marks) == 1 else ("县" if marks[-1] in "县区旗" else marks[-1])
    return "县" if last in "县区旗" else last


def is_bound(subject: Sequence[str], rank: str) -> bool:
    """False where the sentence names only bodies of a higher level than the issuer."""
    if not subject or rank not in _HIGHER:
        return True
    return not all(re.search(_HIGHER[rank], name) for name in subject)
