"""Which script a page is printed in: a character that the rest of it does not use was most likely misread."""

from collections.abc import Sequence
from dataclasses import replace

from bot.reading.scan.char import Char

_FEW = 0.03  # of a page's Chinese characters: as many are none of simplified print, and it is printed in another script
_DOUBTFUL = 0.5  # the score of a character that looks like one of another script


def is_foreign(char: str) -> bool:
    """Whether a Chinese character is none of simplified print, as GB/T 2312 lists it: 粵 for 粤, and rare ones."""
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def in_one_script(lines: Sequence[Sequence[Char]]) -> list[tuple[Char, ...]]:
    """The lines of a page; on one in simplified print the few foreign characters are doubtful, and read as its own."""
    chinese = [char.text for line in lines for char in line if "\u4e00" <= char.text <= "\u9fff"]
    if sum(map(is_foreign, chinese)) > max(1, _FEW * len(chinese)):
        return [tuple(line) for line in lines]
    return [tuple(_doubted(char) if is_foreign(char.text) else char for char in line) for line in lines]


def _doubted(char: Char) -> Char:
    return replace(char, text=char.simplified or char.text, score=min(char.score, _DOUBTFUL))
