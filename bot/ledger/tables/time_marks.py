"""What the marks in a plan's columns of months say, where a legend explains them: ▲启动 —推进中 ★完成 ●当月需做."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.ledger.items.item import Part
from bot.ledger.text.normal_form import key
from bot.model import Document, Paragraph

MarkSense = Literal["start", "going", "end", "each"]
_SIGNS = "▲△▶►●○◎★☆■□◆◇√✓✔※→—－-"
_WORDS: dict[MarkSense, str] = {
    "end": "完成|办结|完工|竣工|结束|截止|验收|交付|节点",
    "start": "启动|开始|开工|起始|动工",
    "going": "推进|进行|实施|持续|在办|办理",
    "each": "当月|每月|本月|月度",
}
_LEGEND = re.compile(
    rf"(?P<sign>[{_SIGNS}]+)\s*[”\"]?\s*(?:表示|代表|为|是|指|：|:|=)*\s*(?P<words>[\u4e00-\u9fff]{{2,8}})"
)
_HEADS = re.compile("图例|符号|标记|标识|说明|注")
_DAY_OF_EACH = re.compile(r"(?:当月|每月|月)(?P<day>\d{1,2})日前")


@dataclass(frozen=True, slots=True)
class TimeMarks:
    """The sense of each sign, and the day of the month by which a work of each month is due; 0 for its end."""

    senses: Mapping[str, MarkSense]
    day: int = 0


NO_MARKS = TimeMarks({})


def read_time_marks(document: Document) -> TimeMarks:
    """The marks that the document's legend explains; no senses where it has none that ends a work."""
    senses: dict[str, MarkSense] = {}
    day = 0
    for text in _texts(document):
        if not _HEADS.search(text):
            continue
        for found in _LEGEND.finditer(text):
            sense = next((one for one, words in _WORDS.items() if re.search(words, found["words"])), None)
            if sense:
                senses.setdefault(found["sign"][0], "each" if re.match(_WORDS["each"], found["words"]) else sense)
        each = [sign for sign, sense in senses.items() if sense == "each"]
        if any(sign in text for sign in each) and (dated := _DAY_OF_EACH.search(text)):
            day = day or int(dated["day"])
    return TimeMarks(senses if "end" in senses.values() else {}, day)


def parts_of_marks(cells: list[tuple[str, str]], marks: TimeMarks) -> list[Part] | None:
    """The dated parts that the signs of one row give, from its columns' (period, words); a work that never ends is
    none. None where a cell says more than these signs.
    """
    said = [(period, key(text)[:1], key(text)) for period, text in cells if key(text)]
    if any(sign not in marks.senses or set(text) != {sign} for _, sign, text in said):
        return None
    parts: list[Part] = []
    begun = ""
    for period, sign, _ in said:
        sense = marks.senses[sign]
        if sense == "each":
            parts.append(Part(f"{period}{marks.day}日前" if marks.day else period))
        elif sense == "end":
            parts.append(Part(f"{begun}至{period}" if begun and begun != period else period))
            begun = ""
        else:
            begun = begun or period
    return parts


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row if len(cell.text) > len("图例"))
