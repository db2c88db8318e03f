"""Lists in the cells of one row that belong together by their numbers: 1.…；2.… beside 1.党政办；2.服务中心."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.ledger.columns.header import Row

#: A number where a part of such a list may begin; 1.5月底前 is the first one's 5月底前.
_NUMBER = re.compile(r"(?:^|(?<=[；;。\n]))\s*(?:(\d{1,2})\s*[.．、]|[（(](\d{1,2})[）)])\s*(?=\S)")


def row_of_part(row: Row, item: int, label: str, labels: Sequence[str]) -> Row:
    """`row` as it stands for the item numbered `label`: of each cell beside it that lists `labels` its own part."""
    return tuple(
        cell if at == item or (part := _part_of(cell.text, label, labels)) is None else replace(cell, text=part)
        for at, cell in enumerate(row)
    )


def _part_of(cell: str, label: str, labels: Sequence[str]) -> str | None:
    """The cell's part of that number; None where it is no list of just these numbers, two or more."""
    spots = list(_NUMBER.finditer(cell)) if len(labels) > 1 else []
    numbers = [spot[1] or spot[2] for spot in spots]
    if numbers != list(labels) or cell[: spots[0].start()].strip():
        return None
    ends = [*(spot.start() for spot in spots[1:]), len(cell)]
    at = numbers.index(label)
    return cell[spots[at].end() : ends[at]].strip(" \n；;。,，")
