"""The times of one row beside its deadline: the parts of a plan, the day that periods count from, the start."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import Column
from bot.ledger.items.item import Part
from bot.ledger.items.units import is_blank
from bot.ledger.tables.time_marks import TimeMarks, parts_of_marks
from bot.ledger.text.normal_form import join_lines, key, squeeze
from bot.vocabulary.plan_columns import milestone, plan_period, step
from bot.vocabulary.states import YES, state_of
from bot.vocabulary.time_columns import BARE_WORDS, TIME_WORDS, is_planned

_END_WORDS = ("时间", "日期", *BARE_WORDS["limit"], "date", "time", "end")

#: Of several days that a period may count from, the one nearest to the unit: it was handed over, it came in, …
_NEAREST = ("交办|转办|派单|下达|assign|dispatch", "收|接|receive", "来文")
_TICKS = frozenset((*YES, "●", "○", "■", "★", "▲", "→", "—>", "√√"))


def parts_of(row: Row, header: Header, marks: TimeMarks) -> tuple[Part, ...]:
    """The dated parts that a row's columns of quarters, months and milestones give its item, from the left."""
    marked = _marked(row, header, marks) if marks.senses else None
    return (*(_periods(row, header) if marked is None else marked), *_milestones(row, header))


def _marked(row: Row, header: Header, marks: TimeMarks) -> list[Part] | None:
    periods = ((plan_period(header.names[index]), row[index].text) for index in header.of(Column.PLAN))
    return parts_of_marks([(period, text) for period, text in periods if period], marks)


def first_time(row: Row, header: Header, column: Column) -> str:
    """What the row says in the first column of that kind; "" where nothing."""
    said = (row[index].text for index in header.of(column))
    return next((join_lines(text) for text in said if not is_blank(text)), "")


def basis_of(row: Row, header: Header) -> str:
    """The day that the row's periods count from, of several the one on which the unit had the matter; "" for none."""
    said = {index: join_lines(row[index].text) for index in header.of(Column.BASIS) if not is_blank(row[index].text)}
    return min(((_nearness(header.names[index]), text) for index, text in said.items()), default=(0, ""))[1]


def _nearness(name: str) -> int:
    ranks = (at for at, words in enumerate(_NEAREST) if re.search(words, name, re.IGNORECASE))
    return next(ranks, len(_NEAREST))


def names_span(header: Header) -> bool:
    """Whether a start and an end stand in two columns (计划开始时间, 计划完成时间): the work runs between them."""
    ends = [header.names[index].lower() for index in header.of(Column.DEADLINE)]
    return header.has(Column.START) and len(ends) == 1 and (ends[0].endswith(_END_WORDS) or _is_end(ends[0]))


def _is_end(name: str) -> bool:
    """True for a header that names an end without 时间: 计划完工, and 完成 below 时间要求."""
    return is_planned(name) or name in TIME_WORDS["limit"]


@dataclass(frozen=True, slots=True)
class _Tick:
    index: int
    period: str


def _periods(row: Row, header: Header) -> Iterator[Part]:
    ticks: list[_Tick] = []
    for index in header.of(Column.PLAN):
        period = plan_period(header.names[index])
        if period is None:
            continue
        text = row[index].text
        ticked = key(text).lower() in _TICKS
        if ticks and not (ticked and ticks[-1].index == index - 1):
            yield _ticked(ticks)
            ticks = []
        if ticked:
            ticks.append(_Tick(index, period))
        elif not is_blank(text) and row[index].origin != row[index - 1].origin:
            yield Part(_over(row, header, index, period), squeeze(text))
    if ticks:
        yield _ticked(ticks)


def _over(row: Row, header: Header, index: int, period: str) -> str:
    """The period of a cell, or the span from its first to its last where it stands over several."""
    same = [at for at in header.of(Column.PLAN) if at > index and row[at].origin == row[index].origin]
    last = plan_period(header.names[same[-1]]) if same else None
    return f"{period}至{last}" if last else period


def _ticked(ticks: list[_Tick]) -> Part:
    """One part for ticks that stand side by side: the last period, or the span from the first to it."""
    first, last = ticks[0].period, ticks[-1].period
    return Part(last if first == last else f"{first}至{last}")


def _milestones(row: Row, header: Header) -> Iterator[Part]:
    for index in header.of(Column.MILESTONE):
        name, text = header.names[index], join_lines(row[index].text)
        if not is_blank(text) and state_of(text) is None and row[index].origin != row[index - 1].origin:
            yield Part(text, milestone(name) or step(name) or name)
