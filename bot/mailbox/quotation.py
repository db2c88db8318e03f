"""A mail's own words: what it quotes, its signature and its disclaimer are cut, whichever program wrote it."""

import re
from collections.abc import Sequence

_COLON = r"\s*[:：]"
#: 督办 <a@b> 于2021年8月20日周五 09:00写道： and On Fri, Aug 20, 2021 at 9:00 AM Duban <a@b> wrote:
_WROTE = re.compile(r"(?=.*(?:\d{4}|@))(?=.*\d).{4,300}(?:写道|寫道|的原文如下|wrote)\s*[:：]\s*$", re.IGNORECASE)
_WROTE_END = re.compile(r"(?:.*\S)?\s*(?:写道|寫道|wrote)\s*[:：]\s*$", re.IGNORECASE)
#: ------------------ 原始邮件 ------------------
_RULE = re.compile(
    r"[\s*]*[-—_=]{3,}\s*(?:原始邮件|原始信息|原邮件|回复的原邮件|回复邮件|转发邮件信息|转发的邮件|邮件原件"
    r"|original(?:\s+(?:message|mail))?|forwarded\s+message)\s*[-—_=]{3,}[\s*]*$",
    re.IGNORECASE,
)
_FROM = re.compile(rf"[\s*|]*(?:发件人|发信人|寄件人|寄件者|from)\**{_COLON}", re.IGNORECASE)
_HEADER = re.compile(
    rf"[\s*|]*(?:发送时间|发件时间|发送日期|发信日期|日期|时间|收件人|收信人|抄送|主题|sent|date|to|cc|subject)\**{_COLON}",
    re.IGNORECASE,
)
#: How many headers below the sender's make a quotation, and how far down they may stand.
_HEADERS, _REACH = 2, 8
_QUOTED = re.compile(r"\s{0,3}[>＞]")
_LINE = re.compile(r"\s*[-_=—*~]{3,}\s*$")
#: What is left of a table in a text.
_BARS = re.compile(r"\s*\|[|\s]*$")
#: The end of what a person says, a row a kind.
_ENDS = (
    re.compile(r"--\s*$"),  # RFC 3676 §4.3
    re.compile(r"\s*(?:发自|来自|从|获取)\s*(?:我的|windows|outlook|foxmail|网易|qq|企业微信|手机)", re.IGNORECASE),
    re.compile(r"\s*(?:sent from|sent via|get outlook for|sent using)\b", re.IGNORECASE),
    re.compile(r"\s*(?:此致|敬礼|顺颂|顺祝|祝好|(?:best |kind )?regards|sincerely)[\s,，!！]*$", re.IGNORECASE),
    re.compile(r".{0,12}(?:免责声明|保密声明|保密提示|confidentiality notice|disclaimer)", re.IGNORECASE),
    re.compile(r".{0,12}(?:本邮件|此邮件|本电子邮件)(?:及其|及任何|中的|包含|所含|可能|为)", re.IGNORECASE),
    re.compile(r"\s*(?:this e-?mail|this message)\b.*\b(?:confidential|intended|privileged)", re.IGNORECASE),
)  # fmt: skip
#: What a block of lines at the end has that says who wrote and how to reach him.
_CARD = re.compile(
    rf"(?:电话|手机|座机|办公电话|传真|邮箱|邮编|地址|网址|联系电话|联系方式|tel|phone|mobile|fax|e-?mail|address){_COLON}",
    re.IGNORECASE,
)
#: An address alone: what Foxmail and 网易邮箱大师 put below each mail.
_ADDRESS = re.compile(r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")
_LONGEST_CARD = 8


def own_words(text: str) -> tuple[str, ...]:
    """The lines that the sender wrote, without empty ones."""
    lines = _until_end(_unquoted(text.replace("\xa0", " ").split("\n")))
    return tuple(line for line in _without_card(lines) if line)


def _unquoted(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        head = _heading(lines, at)
        if head is None:
            if not _QUOTED.match(lines[at]) and not _BARS.match(lines[at]):
                kept.append(lines[at])
            at += 1
            continue
        end = _quoted_from(lines, at + head)
        if end is None:  # quoted without a mark: all that follows
            break
        at = end
    return kept


def _heading(lines: Sequence[str], at: int) -> int | None:
    """How many lines introduce a quotation here; None where none begins."""
    line = lines[at]
    if _RULE.match(line):
        return 1
    if _WROTE.match(line):
        return 1
    if at + 1 < len(lines) and line.strip() and _WROTE_END.match(lines[at + 1]):
        joined = f"{line.strip()} {lines[at + 1].strip()}"
        if _WROTE.match(joined) and not _QUOTED.match(line):
            return 2
    if _FROM.match(line):
        below = [below for below in lines[at + 1 : at + 1 + _REACH] if _HEADER.match(below)]
        return 1 if len(below) >= _HEADERS else None
    return None


def _quoted_from(lines: Sequence[str], at: int) -> int | None:
    """Where the marked quotation that begins at `at` ends; None where it has no marks."""
    end = None
    while at < len(lines) and (not lines[at].strip() or _QUOTED.match(lines[at])):
        at += 1
        if lines[at - 1].strip():
            end = at
    return end


def _until_end(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if any(end.match(line) for end in _ENDS) and _trimmed(kept):
            break
        kept.append(line)
    return kept


def _without_card(lines: Sequence[str]) -> list[str]:
    """Without the last block, if it is no more than somebody's name and how to reach him, below what he says."""
    kept = list(_trimmed(lines))
    start = max((at for at, line in enumerate(kept) if not line.strip() or _LINE.match(line)), default=-1)
    block = kept[start + 1 :]
    is_card = any(_CARD.search(line) or _ADDRESS.fullmatch(line) for line in block)
    return kept[:start] if start > 0 and len(block) <= _LONGEST_CARD and is_card else kept


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """Without empty lines and lines of strokes around what is left; each without white space at its ends."""
    plain = [line.strip() for line in lines]
    while plain and (not plain[-1] or _LINE.match(plain[-1])):
        plain.pop()
    while plain and (not plain[0] or _LINE.match(plain[0])):
        plain.pop(0)
    return tuple(plain)
