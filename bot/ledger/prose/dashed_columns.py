"""Lists whose lines are the rows of a table pasted as text: 大纲定稿 —— 陈列部 —— 4月30日."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.ledger.prose.item_endings import Tail
from bot.ledger.prose.time_words import TIME, begins_time, says_time_unread
from bot.roster.names import is_group, is_unit
from bot.roster.unit_words import read_units

_RULE = re.compile(r"\s*(?:—{2,}|－{2,}|-{2,}|[|｜])\s*")
_JOINED = re.compile(r"(?<=[\u4e00-\u9fff）])\s*[/+＋&]\s*(?=[\u4e00-\u9fff])")
_ASIDE = re.compile(r"[（(][^（）()]*[：:][^（）()]*[）)]")
_FEWEST = 3  # columns, and lines


def read_dashed(texts: Sequence[str]) -> list[Tail] | None:
    """What each line says, told by its columns; None where they are no such list, or no column tells who."""
    rows = [_RULE.split(text) for text in texts]
    width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    if width < _FEWEST or count < _FEWEST or count * 5 < len(rows) * 4:
        return None
    whole = [row for row in rows if len(row) == width]
    who = [at for at in range(1, width) if _most(_names(row[at]) for row in whole)]
    when = [at for at in range(1, width) if at not in who and _most(_is_time(row[at]) for row in whole)]
    return [_tail(row, who, when) if len(row) == width else Tail("——".join(row)) for row in rows] if who else None


def _tail(row: Sequence[str], who: Sequence[int], when: Sequence[int]) -> Tail:
    tail = Tail("——".join(cell for at, cell in enumerate(row) if at not in (*who, *when)))
    for at in who:
        tail.add_units("responsible", _listed(row[at]))
    for at in when:
        tail.add_deadline(row[at].strip("。；; "))
    return tail


def _listed(cell: str) -> str:
    """A cell of names as one list, without what it tells beside them (学术顾问：…)."""
    return _JOINED.sub("、", _ASIDE.sub("", cell)).strip()


def _names(cell: str) -> bool:
    return any(is_unit(name) or is_group(name) for name in read_units(_listed(cell)).all) and not TIME.match(cell)


def _is_time(cell: str) -> bool:
    return begins_time(cell) or says_time_unread(cell) or bool(TIME.search(cell))


def _most(said: Iterable[bool]) -> bool:
    found = list(said)
    return 2 * sum(found) > len(found)
