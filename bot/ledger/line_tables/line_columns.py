"""Lines of a flattened table row, dealt out to its columns by what they look like."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.ledger.columns.kinds import UNIT_COLUMNS, Column
from bot.ledger.line_tables.weights import WEIGHTS
from bot.ledger.prose.time_words import TIME
from bot.roster.names import is_group, is_unit, normal
from bot.roster.persons import is_person
from bot.roster.unit_lines import seam
from bot.roster.unit_words import read_units

_BEAM = 8  # ways to deal out a row that are followed up, where a line runs over several columns
_LONGEST_TIME, _SHORT_TIME = 40, 14  # characters of a time in its column, and of one that stands in no text
_LONGEST_NAME, _SHORT, _GOES_ON = 16, 10, 8  # of a name's beginning, of words that may be anything, of words cut off
_ENDED = re.compile(r"(?:[前底末内日]|完成|工作|推进|坚持|开展|长期|全年|\d[.\-/]\d{1,2})$")
_COUNT = re.compile(r"\d{1,3}(?:[-－.．—]\d{1,2})?")
_DITTO = ("/", "—", "-", "无", "同上", "〃")
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


def deal_rows(lines: Sequence[str], columns: Sequence[Column | None]) -> list[tuple[int, list[str]]]:
    """(index of its first line, the words of each column) of each row, where no number tells where one begins."""
    states: list[_Rows] = [_Rows(None, _State(tuple("" for _ in columns), 0, 0.0), 0)]
    for at, line in enumerate(lines):
        found = [option for state in states for option in _next(state, at, line, columns)]
        found.sort(key=lambda state: state.row.score)
        best = {(state.row.at, state.first == at): state for state in found}
        states = list(best.values())
    last: _Rows | None = max(states, key=lambda state: state.row.score)
    rows: list[tuple[int, list[str]]] = []
    while last:
        rows.append((last.first, list(last.row.cells)))
        last = last.above
    return rows[::-1]


@dataclass(frozen=True, slots=True)
class _Rows:
    """One way to deal out the lines to rows: the rows above, the one that goes on, its first line's index."""

    above: "_Rows | None"
    row: _State
    first: int


def _next(state: _Rows, at: int, line: str, columns: Sequence[Column | None]) -> Iterator[_Rows]:
    """The row goes on with the line, or another begins with it."""
    for row in _placed(state.row, line, columns):
        yield _Rows(state.above, row, state.first)
    if _is_whole(state.row.cells, columns):
        blank = _State(tuple("" for _ in columns), 0, state.row.score - WEIGHTS.new_row)
        for row in _placed(blank, line, columns):
            yield _Rows(state, row, at)


def _placed(state: _State, line: str, columns: Sequence[Column | None]) -> Iterator[_State]:
    for (spot,) in _spots(1, len(columns), state.at):
        cells = list(state.cells)
        score = state.score + _fit(columns[spot], cells[spot], line) - _left_out(columns, cells, spot)
        cells[spot] = _joined(cells[spot], line)
        yield _State(tuple(cells), spot, score)


def _is_whole(cells: Sequence[str], columns: Sequence[Column | None]) -> bool:
    """True for a row that says what is to be done, and who does it or by when."""
    said = {column for column, cell in zip(columns, cells, strict=True) if cell}
    return bool(said & {Column.TASK, Column.MEASURE}) and bool(said & {*UNIT_COLUMNS, Column.DEADLINE})


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
                score += _fit(columns[spot], cells[spot], token) - (0 if in_line else _left_out(columns, cells, spot))
                cells[spot] = _joined(cells[spot], token)
            found.append(_State(tuple(cells), spots[-1], score))
    found.sort(key=lambda state: -state.score)
    if in_line:
        return found[:_BEAM]
    return list({state.at: state for state in reversed(found)}.values())


def _left_out(columns: Sequence[Column | None], cells: Sequence[str], spot: int) -> float:
    """What speaks against a line in column `spot` while columns before it are blank, the task's own above all."""
    if cells[spot]:
        return 0.0
    blank = 0.0
    for at in range(spot - 1, -1, -1):
        if cells[at]:
            break
        blank += -WEIGHTS.excluded if columns[at] is Column.TASK else WEIGHTS.skipped
    return blank


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


@lru_cache(maxsize=4096)
def _fit(column: Column | None, before: str, token: str) -> float:
    """How well a line suits a column that holds `before` already."""
    flat = normal(before) + normal(token)
    if token in _DITTO:
        return 0.0 if before or column in (Column.TASK, Column.MEASURE) else WEIGHTS.plausible
    if column is Column.DEADLINE:
        return _fit_time(before, token, flat)
    if column in UNIT_COLUMNS:
        return _fit_units(before, normal(token), flat)
    if column is Column.PERSON:
        named = all(is_person(name) for name in re.split("[、，\\s]", normal(token)) if name)
        return WEIGHTS.likely if named else WEIGHTS.unlikely
    return _fit_text(column, before, token)


def goes_on_in_time(before: str, token: str) -> bool:
    """True where `token` is the rest of the time that `before` begins, or a time where that is blank."""
    return _fit_time(before, token, normal(before) + normal(token)) > 0


def _fit_time(before: str, token: str, flat: str) -> float:
    if not before:
        return WEIGHTS.certain if TIME.match(flat) and len(flat) <= _LONGEST_TIME else WEIGHTS.excluded
    rest = _MORE_TIME.match(normal(token)) and not (_ENDED.search(before) and _COUNT.fullmatch(token))
    if rest or (before[-1:] in "底初中" and token.startswith("前")):
        return WEIGHTS.likely
    if _ENDED.search(before):
        return WEIGHTS.excluded
    if TIME.match(token) or before[-1:] in "，；、":
        return WEIGHTS.plausible
    if before[-1:] in "月年号度":
        return WEIGHTS.unlikely
    return WEIGHTS.plausible if len(token) <= _SHORT else WEIGHTS.excluded


def _fit_units(before: str, token: str, flat: str) -> float:
    if TIME.match(token) and before[-1:] in ("，", ","):
        return WEIGHTS.possible
    if re.search(r"[！？]|。(?!$)|^[（(]?\d", token) or TIME.match(token):
        return WEIGHTS.excluded
    names = read_units(flat).candidates
    good = _good(names)
    if token.endswith("。") and not (names and good == len(names)):
        return WEIGHTS.excluded
    if before and _ROLE_WORDS.match(token):
        return WEIGHTS.certain
    if before and seam(normal(before.replace("\n", "")), token):
        return (
            WEIGHTS.slight
        )  # a list goes on after its separator; a name that begins anew is more often the next cell's
    if names and good == len(names):
        return WEIGHTS.certain
    if good and good == len(names) - 1:
        return WEIGHTS.likely
    if before and before[-1:] in "、，":
        return WEIGHTS.plausible
    begins = not before and _LEVEL.match(token) and not re.search("[；“]", token) and len(token) <= _LONGEST_NAME
    return WEIGHTS.possible if begins else WEIGHTS.unlikely


def _good(names: Sequence[str]) -> int:
    return sum(1 for name in names if (is_unit(name) or is_group(name)) and not _VERB.search(name))


def _fit_text(column: Column | None, before: str, token: str) -> float:
    if is_person(normal(token)):
        return -WEIGHTS.possible
    names = read_units(token).candidates
    listed = bool(names) and _good(names) * 2 >= len(names) and not re.search("[。；]", token)
    blank_or_ended = not before or before[-1:] in "。；"
    score = WEIGHTS.possible + (WEIGHTS.unlikely if listed else 0.0)
    if column is not Column.STATUS and TIME.match(token) and len(token) <= _SHORT_TIME and blank_or_ended:
        score += WEIGHTS.unlikely
    if len(token) >= _SHORT and not listed:
        score += WEIGHTS.possible
    signs = (
        bool(re.search("[。，；]", token)),
        len(before) >= _GOES_ON and before[-1:] not in "。”）)",
    )
    against = (before[-1:] == "。" and bool(before), column in (Column.NOTE, Column.STATUS, Column.SECTION))
    return score + WEIGHTS.slight * (sum(signs) - sum(against))
