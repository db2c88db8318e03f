"""A character as the recogniser gives it, and marks in the form that Chinese print gives them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff01-\uff60“”‘’—…]")

_NUMBER = re.compile(r"[（(\[〔【［]((?:19|20)\d\d)[）)\]〕】］](?=\d+号)")
_DASHED = re.compile(r"[-—–―－·一~～]{1,2}\d{1,4}[-—–―－·一~～]{1,2}")
_BROKEN = 0.5  # the score of a point between Chinese characters: it is a comma whose tail is lost
_FULL = str.maketrans("(),:;?!", "（），：；？！")


@dataclass(frozen=True, slots=True)
class Char:
    """One character of a line: its score, 0 to 1, and its middle as a share of the line's width.

    `simplified`: the likeliest character of simplified print, where `text` is none of it and another may be.
    """

    text: str
    score: float
    at: float
    simplified: str = ""


def settled(chars: Sequence[Char]) -> list[Char]:
    """Marks in the width that Chinese print gives them, and no spaces but between words of Latin letters."""
    text = "".join(char.text for char in chars)
    settled = []
    for at, char in enumerate(chars):
        near = text[max(0, at - 1) : at].strip() + text[at + 1 : at + 2].strip()
        if char.text.isspace():
            if len(near) == 2 and not CJK.search(near) and near.isalnum():
                settled.append(char)
        elif char.text in "(),:;?!" and (CJK.search(near) or char.text in "()"):
            settled.append(replace(char, text=char.text.translate(_FULL)))
        elif char.text in ".．" and len(near) == 2 and all(map(CJK.match, near)):
            settled.append(replace(char, score=min(char.score, _BROKEN)))
        else:
            settled.append(char)
    return _page_number(_numbered(settled))


def _page_number(chars: list[Char]) -> list[Char]:
    """A line that is a number between dashes is a page's; the dashes read as 一 or hyphens."""
    if _DASHED.fullmatch("".join(char.text for char in chars)):
        return [char if char.text.isdigit() else replace(char, text="—", score=1.0) for char in chars]
    return chars


def _numbered(chars: list[Char]) -> list[Char]:
    """The brackets around the year of a document's number are 〔 and 〕, as GB/T 9704 prescribes; they read as any."""
    for found in _NUMBER.finditer("".join(char.text for char in chars)):
        for at, bracket in ((found.start(), "〔"), (found.end(1), "〕")):
            chars[at] = replace(chars[at], text=bracket, score=1.0)
    return chars
