"""Small tools for the words of documents: joining broken lines, keys for comparing, cutting sentences."""

import re
import unicodedata
from functools import lru_cache

_GAP = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef“”‘’《》〔〕、。])[ \t\u3000\u00a0]+|"
    r"[ \t\u3000\u00a0]+(?=[\u2e80-\u9fff\uff00-\uffef“”‘’《》〔〕、。])"
)
#: A web or mail address up to its end.
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]@)[!-~]+$", re.IGNORECASE)
_ADDRESS_AHEAD = re.compile(r"https?://|www\.|[a-z0-9_.+-]{1,64}@[a-z0-9]", re.IGNORECASE)
LONGEST_ADDRESS = 200
_SPACE = re.compile(r"\s+")
_OPEN, _CLOSE = "（(〔【[〈《“", "）)〕】]〉》”"


def join_lines(text: str) -> str:
    """One line: breaks go away without a trace between Chinese characters, and become a space between Latin words."""
    if "\n" not in text:
        return text.strip()
    out = ""
    for piece in (line.strip() for line in text.split("\n")):
        latin = out[-1:].isascii() and out[-1:].isalnum() and piece[:1].isascii() and piece[:1].isalpha()
        out += (" " if latin else "") + piece
    return out


def squeeze(text: str) -> str:
    """`text` on one line without the spaces that typesetting leaves beside Chinese characters.

    Those around an address stay: without them it would not end.
    """
    return _GAP.sub(_kept, join_lines(text)).strip()


def _kept(gap: re.Match[str]) -> str:
    before = gap.string[max(0, gap.start() - LONGEST_ADDRESS) : gap.start()]
    after = gap.string[gap.end() : gap.end() + LONGEST_ADDRESS]
    ends = before[-1:].isascii() and _ADDRESS.search(before)
    return " " if ends or (after[:1].isascii() and _ADDRESS_AHEAD.match(after)) else ""


@lru_cache(maxsize=4096)  # a cell is looked at from several sides, and cells repeat
def key(text: str) -> str:
    """What two writings of one text share: compatibility forms, no white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans (half-open) of the sentences of `text`; a full stop within brackets or quotation marks does not end one."""
    spans: list[tuple[int, int]] = []
    start = depth = 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        if char in "。！？" and (depth == 0 or at - start > 400):
            spans.append((start, at + 1))
            start, depth = at + 1, 0
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans
