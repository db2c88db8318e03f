"""What the words of a header leave open, settled by its other columns and by what stands below it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column, charges_person
from bot.ledger.columns.unknown_columns import are_dated, are_worded, says_time
from bot.ledger.items.units import is_blank
from bot.ledger.text.normal_form import key
from bot.roster.names import is_group, is_unit
from bot.vocabulary.marks import MARKS
from bot.vocabulary.plan_columns import milestone, step
from bot.vocabulary.roles import BODIES_PATTERN
from bot.vocabulary.states import state_of
from bot.vocabulary.time_columns import BARE_WORDS, LIMIT_NOUNS, TIME_NOUNS, time_kind

_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%|[01](?:\.\d+)?")
_LIMITS = re.compile("前|底|末|以内|之内|长期|[每按逐][半]?[月季年周日旬]")
_BINDING = re.compile(r"(?:\d{1,2}月|季度|年)(?:\d{1,2}日|[上中下]旬|底|末)?(?:之|以)?前(?!期|后)")
_PROGRESS = re.compile(r"进度$|^progress$", re.IGNORECASE)
_MAY_BE_FACT = re.compile("(?!计划|预计|拟|要求|应).{0,4}(?:完成|整改|落实|办理)(?:时间|日期)")
_SUPPORTS = re.compile("包保|包联|包抓|包案|挂钩")
_BODY = re.compile(r"team|dept|department|unit|office|group$", re.IGNORECASE)
_OF_BODIES = re.compile(f"{BODIES_PATTERN}$")
_PERSON = re.compile(r"^(?:task |action )?(?:assignee|owner|assigned to|who)$", re.IGNORECASE)
#: What persons are put in charge of, where a column names them.
_PLACES = re.compile("(?:所属|责任|包保|包联)?(?:片区|网格|地段|点位|责任区)")
#: A column named by bodies that no word of role tells (起草部室), and those that only say where a task is from.
_NAMES_BODY = re.compile(
    rf"(?!.{{0,6}}(?:来源|提出|反馈|交办|发现|检查|督查|巡察|数据|统计|申请|反映|被|批示)).+{BODIES_PATTERN}"
)
_FROM = re.compile(
    "来源|提出|反馈|交办|发现|检查|督查|巡察|数据|统计|申请|反映|批示|发榜|张榜|出题|对象|服务|受益|中标|供应|来文|来电|填报|报送|"
    "审批|审核|验收|签发|地点|地址|所在|位置|点位|区域|范围|户|企业名|客户|甲方"
)
#: Headers of one word that name who does it where bodies stand below them.
_DEEDS = ("落实", "承办", "负责", "执行", "办理", "认领", "承接", "实施")
_MEASURED_IN = ("单位", "计量单位")
_LATIN_DUE = re.compile(r"due|deadline|limit|target", re.IGNORECASE)
_LATIN_END = re.compile(r"^(?:end|finish|finished|completion|complete)\b|^(?:end|finish)_?", re.IGNORECASE)
_FEWER = 5  # Chinese characters of a cell that may be the task, where no column is
_SAMPLE = 40  # rows looked at
_TIMES = (Column.DEADLINE, Column.EITHER, Column.PLAN, Column.MILESTONE)
_WAITS = (Column.EITHER, Column.START, Column.MILESTONE)


def settle(header: Header, body: Sequence[Row]) -> Header:
    """The header with one role for each column that its words leave open; `asked` names those that are asked about."""
    columns = list(header.columns)
    values = {index: values_below(body, index) for index in range(len(columns))}
    for index, column in enumerate(columns):
        if column is Column.DEADLINE and _is_progress(header, index, values[index]):
            columns[index] = Column.STATUS
        if column is Column.PERSON and not _has(columns, UNIT_COLUMNS) and are_units(values[index]):
            columns[index] = Column.RESPONSIBLE
        if column is None and header.names[index] in _DEEDS and are_units(values[index]):
            columns[index] = Column.RESPONSIBLE
        if column is None and _are_states(values[index]):
            columns[index] = Column.STATUS
        if header.names[index] in _MEASURED_IN and not are_units(values[index]) and _has(columns, UNIT_COLUMNS):
            columns[index] = Column.OTHER
    _set_marked(columns, header, values)
    _set_who(columns, header)
    _set_bodies(columns, header, values)
    _set_milestones(columns, header, values)
    blank = [at for at, column in enumerate(columns) if column is None and header.names[at]]
    dated = [at for at in blank if are_dated(values[at])]
    dated += [at for at, column in enumerate(columns) if column is Column.NOTE and _bind(values[at])]
    if not _has(columns, _TIMES):
        measures = [at for at, column in enumerate(columns) if column is Column.MEASURE and are_dated(values[at])]
        dated += [
            at for at in measures if not any(map(_BINDING.search, values[at]))
        ]  # else they are read as they stand
    does = _has(columns, (Column.LEAD, Column.RESPONSIBLE))
    bodies = tuple(at for at in blank if not does and _are_bodies(header.names[at], values[at]))
    fewest = _FEWER if Column.TASK not in columns else None
    worded = tuple(at for at in blank if at not in (*dated, *bodies) and are_worded(values[at], fewest))
    asked = (*header.asked, *_settle_limits(columns, header, values), *dated, *worded, *bodies)
    return replace(
        header, columns=tuple(columns), told=header.told or header.columns, asked=asked, worded=worded, bodies=bodies
    )


def _are_bodies(name: str, values: Sequence[str]) -> bool:
    """True for a column of bodies that its header does not call those from whom, or for whom, the items are."""
    return len(values) > 1 and are_units(values) and not _FROM.search(name)


def _is_progress(header: Header, index: int, said: Sequence[str]) -> bool:
    """True for a 进度 that says how far items are: words of state, or, beside a limit, no limits."""
    if not _PROGRESS.search(header.names[index]):
        return False
    return _are_states(said) or (header.columns.count(Column.DEADLINE) > 1 and not _say_limits(said))


def values_below(body: Sequence[Row], index: int) -> list[str]:
    """What the first rows of a table say in the column, blanks and cells over several columns aside."""
    said = (row[index].text for row in body[:_SAMPLE] if index < len(row) and not _is_wide(row, index))
    return [text for text in said if not is_blank(text)]


def _is_wide(row: Row, index: int) -> bool:
    """True for a cell over several columns, which says nothing of one."""
    beside = row[max(0, index - 1) : index] + row[index + 1 : index + 2]
    return any(cell.origin == row[index].origin for cell in beside)


def _bind(values: Sequence[str]) -> bool:
    """True where a note names a day by which something is to be done (需报备，11月20日前), or most name a time."""
    return any(_BINDING.search(value) for value in values) or (len(values) > 1 and are_dated(values))


def _say_limits(values: Sequence[str]) -> bool:
    """True where most values are limits by their own words."""
    return 2 * sum(bool(_LIMITS.search(value)) for value in values) > len(values)


def _has(columns: Sequence[Column | None], wanted: Sequence[Column]) -> bool:
    return any(column in wanted for column in columns)


def _are_states(values: Sequence[str]) -> bool:
    """True where most values are percentages or words of state."""
    states = sum(bool(_PERCENT.fullmatch(key(value)) or state_of(value)) for value in values)
    return states * 2 > len(values)


def are_units(values: Sequence[str]) -> bool:
    """True where most values are a unit or a group of them."""
    names = sum(is_unit(key(value)) or is_group(key(value)) for value in values)
    return names * 2 > len(values)


def _set_marked(columns: list[Column | None], header: Header, values: Mapping[int, Sequence[str]]) -> None:
    """Columns that are named by a body each and hold nothing but marks."""
    marked = [
        at
        for at, name in enumerate(header.names)
        if columns[at] in (None, Column.RESPONSIBLE)
        and (is_unit(name) or is_group(name))
        and all(len(key(value)) == 1 and key(value) in MARKS for value in values[at])
    ]
    if len(marked) > 1 and any(values[at] for at in marked):
        for at in marked:
            columns[at] = Column.MARKED


def _set_bodies(columns: list[Column | None], header: Header, values: Mapping[int, Sequence[str]]) -> None:
    """The one column of bodies does the work where no word says who does, whatever its header calls them."""
    if _has(columns, (Column.LEAD, Column.RESPONSIBLE)):
        return
    named = [
        at
        for at, column in enumerate(columns)
        if column is None and _NAMES_BODY.fullmatch(header.names[at]) and are_units(values[at])
    ]
    if len(named) == 1:
        columns[named[0]] = Column.RESPONSIBLE


def _set_who(columns: list[Column | None], header: Header) -> None:
    """Who supports a project (包保单位) does the work where no other column names units; an assignee beside a team is
    a person; and a 片区 beside the persons in charge of it is a place.
    """
    if any(column is Column.PERSON and charges_person(header.names[at]) for at, column in enumerate(columns)):
        for at, column in enumerate(columns):
            if column is Column.RESPONSIBLE and _PLACES.fullmatch(key(header.names[at])):
                columns[at] = Column.SECTION
    if not _has(columns, [one for one in UNIT_COLUMNS if one is not Column.SUPERVISING]):
        for at, column in enumerate(columns):
            if column is Column.SUPERVISING and _SUPPORTS.search(header.names[at]):
                columns[at] = Column.RESPONSIBLE
    does = [at for at, column in enumerate(columns) if column is Column.RESPONSIBLE]
    if any(_BODY.search(header.names[at]) or _OF_BODIES.search(header.names[at]) for at in does):
        for at in does:
            if _PERSON.search(header.names[at]):
                columns[at] = Column.PERSON


def _set_milestones(columns: list[Column | None], header: Header, values: Mapping[int, Sequence[str]]) -> None:
    """Two or more columns that a project passes through are milestones, and so are the columns of days beside them;
    a single one stays what its time says. Numbered steps (节点1) without days tell how the work goes.
    """
    for at, name in enumerate(header.names):
        if columns[at] is Column.MILESTONE and step(name) and not any(map(says_time, values[at])):
            columns[at] = None if values[at] else Column.NOTE
    passed = [at for at, column in enumerate(columns) if column in _WAITS and _is_passed(header.names[at])]
    for at in passed:
        if len(passed) > 1:
            columns[at] = Column.MILESTONE
        elif columns[at] is Column.MILESTONE:
            columns[at] = None
    for at in _beside(columns):
        if header.names[at] and are_dated(values[at]):
            columns[at] = Column.MILESTONE


def _is_passed(name: str) -> bool:
    return bool(milestone(name) or step(name))


def _beside(columns: Sequence[Column | None]) -> Iterator[int]:
    """The unknown columns that stand beside columns of milestones, or beside one that does."""
    for step_on in (1, -1):
        near = False
        for at in range(len(columns))[::step_on]:
            near = columns[at] is Column.MILESTONE or (near and columns[at] is None)
            if near and columns[at] is None:
                yield at


def _is_limit(name: str) -> bool:
    return any(noun in name for noun in LIMIT_NOUNS) or "要求" in name


def _is_unknown(name: str) -> bool:
    """True for a time whose kind no word of the header tells (离岸时间), though one stands before it."""
    word = key(name)
    return word.endswith(("时间", "日期")) and word not in TIME_NOUNS and time_kind(word) is None


def _settle_limits(
    columns: list[Column | None], header: Header, values: Mapping[int, Sequence[str]]
) -> tuple[int, ...]:
    """Decides between limits and facts; the indexes of the columns that the coordinator is asked about.

    A column that may be either is a fact beside a limit, and else the limit itself, asked about where its days do not
    say so themselves (6月底前). A 完成时间 beside a
    时限, or a time of a kind not known, is taken for a fact, and asked about too.
    """
    asked = []
    limits = [at for at, column in enumerate(columns) if column is Column.DEADLINE]
    certain = [at for at in limits if _is_limit(header.names[at])]
    due = [at for at in limits if _LATIN_DUE.search(header.names[at])]
    for at in limits:
        name = header.names[at]
        if due and at not in due and _LATIN_END.search(name):
            columns[at] = Column.FACT
            continue
        if certain and at not in certain and (_MAY_BE_FACT.match(name) or _is_unknown(name)):
            columns[at] = Column.FACT
            asked.append(at)
    for at, column in enumerate(columns):
        if column is Column.EITHER:
            columns[at] = Column.FACT if limits else Column.DEADLINE
            plain = header.names[at] in BARE_WORDS["either"] or _say_limits(values[at])
            asked += [] if limits or plain else [at]
    return tuple(asked)
