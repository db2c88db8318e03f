"""Lines of a flattened table row, dealt out to its columns by what they look like."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.brackets import TIME
from bot.ledger.columns import UNIT_COLUMNS, Column
from bot.roster.names import is_group, is_unit, normal
from bot.roster.words import read_units, seam

_BEAM = 24
_VERB = re.compile(
    "^(?:全面|推动|推进|加强|加快|建立|健全|完善|制定|做好|开展|深化|强化|提高|提升|规范|实施|构建|贯彻|通过|围绕|对)|要(?!闻|素)|的"
)
_ROLE_WORDS = re.compile("牵头|负责|配合|落实|按职责|按照职责|承办|协办")
_LEVEL = re.compile(r"[省市县区州各]|[\u4e00-\u9fff]+[、，]")
_MORE_TIME = re.compile(
    r"^(?:[\d年月日号底末初中上下旬前内季度半至到—\-~.、]+(?:完成|实施|推进|落实)?|完成|推进|坚持|开展|工作|实施|落实|进|展|作|，.{1,12}|；.{1,12})$"
)


@dataclass(frozen=True, slots=True)
class _State:
    """One way to deal out the lines so far: the cells, the column of the last line, how likely."""

    cells: tuple[str, ...]
    at: int
    score: float


def deal(
    lines: Sequence[str], columns: Sequence[Column | None], *, in_line: bool, item_first: bool = False
) -> list[str]:
    """The words of each column of one row. `in_line`: each line runs over several columns, parted by white space.

    With `item_first` the first line, which bears the item's number, is the first column's.
    """
    states = [_State(tuple("" for _ in columns), 0, 0.0)]
    rest = [line for line in lines if line]
    if item_first and rest and not in_line:
        states = [_State((rest.pop(0), *states[0].cells[1:]), 0, 0.0)]
    for line in rest:
        states = _best(states, line.split() if in_line else [line], columns, in_line=in_line)
    return list(max(states, key=lambda state: state.score).cells)


def _best(
    states: Sequence[_State], tokens: Sequence[str], columns: Sequence[Column | None], *, in_line: bool
) -> list[_State]:
    """The likeliest states after one more line.

    Where a line is one cell's, one state is kept for each column that the line may stand in; where it runs over
    several cells, the best of all.
    """
    found: list[_State] = []
    for state in states:
        for spots in _spots(len(tokens), len(columns), 0 if in_line else state.at):
            cells, score = list(state.cells), state.score
            for token, spot in zip(tokens, spots, strict=True):
                score += _fit(columns[spot], cells[spot], token) - 0.1 * (not in_line and spot > state.at + 1)
                cells[spot] = _joined(cells[spot], token)
            found.append(_State(tuple(cells), spots[-1], score))
    found.sort(key=lambda state: -state.score)
    if in_line:
        return found[:_BEAM]
    return list({state.at: state for state in reversed(found)}.values())


def _joined(before: str, token: str) -> str:
    return before + ("\n" if before else "") + token


def _spots(tokens: int, columns: int, first: int) -> Iterator[tuple[int, ...]]:
    """Every way to put the words of a line into columns from left to right; too many words share the first column."""
    if tokens > columns - first:
        yield tuple(
            min(first, columns - 1)
            if at < tokens - (columns - first) + 1
            else at - (tokens - (columns - first)) + first
            for at in range(tokens)
        )
        return

    def choose(left: int, start: int) -> Iterator[tuple[int, ...]]:
        if not left:
            yield ()
            return
        for spot in range(start, columns - left + 1):
            for rest in choose(left - 1, spot + 1):
                yield (spot, *rest)

    yield from choose(tokens, first)


def _fit(column: Column | None, before: str, token: str) -> float:
    """How well a line suits a column that holds `before` already."""
    flat = normal(before) + normal(token)
    if column is Column.DEADLINE:
        return _fit_time(before, token, flat)
    if column in UNIT_COLUMNS:
        return _fit_units(before, normal(token), flat)
    return _fit_text(column, before, token)


def _fit_time(before: str, token: str, flat: str) -> float:
    if before:
        if _MORE_TIME.match(normal(token)):
            return 2.5
        ended = re.search(r"(?:[前底末内日]|完成|工作|推进|坚持|开展|长期)$", before)
        return 1.5 if not ended and (len(token) <= 10 or TIME.match(token)) else -4.0
    return 3.0 if TIME.match(flat) and len(flat) <= 40 else -4.0


def _fit_units(before: str, token: str, flat: str) -> float:
    if re.search(r"[！？]|。(?!$)|^[（(]?\d", token) or TIME.match(token):
        return -4.0
    names = read_units(flat).all
    good = _good(names)
    if token.endswith("。") and not (names and good == len(names)):
        return -4.0
    if before and _ROLE_WORDS.match(token):
        return 3.0
    if before and seam(normal(before.replace("\n", "")), token):
        return 0.8  # a list goes on after its separator; a name that begins anew is more often the next cell's
    if names and good == len(names):
        return 3.0
    if good and good == len(names) - 1:
        return 2.4
    if before and before[-1:] in "、，":
        return 1.6
    return 1.0 if not before and _LEVEL.match(token) and not re.search("[；“]", token) and len(token) <= 16 else -2.0


def _good(names: Sequence[str]) -> int:
    return sum(1 for name in names if (is_unit(name) or is_group(name)) and not _VERB.search(name))


def _fit_text(column: Column | None, before: str, token: str) -> float:
    names = read_units(token).all
    listed = bool(names) and _good(names) * 2 >= len(names) and not re.search("[。；]", token)
    score = 1.0 - (2.0 if listed else 0.0)
    score += (1.0 if len(token) >= 10 and not listed else 0.0) + (0.5 if re.search("[。，；]", token) else 0.0)
    if TIME.match(token) and len(token) <= 14 and (not before or before[-1:] in "。；"):
        score -= 2.0
    if before and before[-1:] == "。":
        score -= 0.6
    elif len(before) >= 8 and before[-1:] not in "”）)":
        score += 0.8
    return score - (0.5 if column in (Column.NOTE, Column.STATUS, Column.SECTION) else 0.0)
