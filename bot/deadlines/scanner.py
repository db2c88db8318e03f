"""From canonical text to hits: which rule takes which words."""

import re
from datetime import time
from string import ascii_letters
from typing import Final

from bot.deadlines import exclusions
from bot.deadlines.brackets import after_brackets
from bot.deadlines.following_signs import FOLLOWING
from bot.deadlines.lexicon import NOT_INSIDE, Pattern
from bot.deadlines.misprints import SIGNS as MISPRINTED
from bot.deadlines.misprints import find_misprints
from bot.deadlines.row import NUMERALS, Hit, Parts, Refusal, Row, Scene, Table, When
from bot.deadlines.rules import (
    annual,
    before_events,
    dates,
    english,
    english_words,
    festivals,
    from_issue_date,
    lists,
    monthly,
    moon,
    no_deadline,
    numbers,
    periods,
    ranges,
    recurring,
    relative,
    undated,
    yearly,
)
from bot.deadlines.rules.clock import CLOCK, CLOCK_TEXT_BARE, later, read_clock
from bot.deadlines.rules.clock import STARTS as CLOCK_STARTS
from bot.deadlines.rules.rrules import recurring as yearly_rule

#: In the order in which they are tried: what refuses first, the special before the general.
ROWS: Final = (
    *dates.COMMON,
    *annual.COMMON,
    *relative.COMMON,
    *recurring.COMMON,
    *numbers.ROWS,
    *moon.ROWS,
    *no_deadline.ROWS,
    *undated.ROWS,
    *yearly.ROWS,
    *monthly.ROWS,
    *recurring.ROWS,
    *from_issue_date.ROWS,
    *festivals.ROWS,
    *lists.YEARS,
    *ranges.ROWS,
    *lists.ROWS,
    *english_words.ROWS,
    *english.ROWS,
    *dates.ROWS,
    *periods.ROWS,
    *annual.ROWS,
    *before_events.ROWS,
    *relative.ROWS,
    relative.BARE,
)
_TABLE: Final = Table(ROWS)
_ALONE: Final = "".join(sign for sign in _TABLE if sign not in FOLLOWING)
_SECOND: Final = "".join(frozenset[str]().union(*FOLLOWING.values()))
#: A sign with which a rule's words may begin, followed by what may follow any of those that want something to follow.
_TRIGGER: Final = re.compile(f"[{re.escape(_TABLE.signs)}](?:(?<=[{re.escape(_ALONE)}])|(?=[{re.escape(_SECOND)}]))")
_RUN: Final = Pattern(f"[{NUMERALS}千万亿.]+|[A-Za-z]+")
#: What may follow a numeral with which a time begins; 35亿元 and 三公经费 are passed over at once.
_TIMELY: Final = Pattern(
    f"([{NUMERALS}]+)"
    r"(?:[年月日号天周季旬时点小分工自法礼星半节假长黄国劳来以大五规期初中上下全第起止终前底末会定段]"
    r"|[QqA-Za-z :.)(\"/~、,;。和及与或至到-]"
    r"|个(?=[月工自日季小半星礼周年天法分])|次(?=[/每])|$)"
)
#: Where a time begins in words that the canonical text has without their blanks: revisedplanbyJune7.
_WITHIN: Final = Pattern(
    "(?i:(?:by|before|until|due|nolaterthan)(?:on|the|end|mid|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri"
    "|sat|sun|today|tomorrow|next|this|cob|eod|noon|close)|within(?:a|the|one|two|three)|asap|immediately|(?<!not)(?:by|before|until|due|nolaterthan|within)$)"
)
_OBJECTS_OWN: Final = frozenset("上下本当次去今明")
#: One of these stands where it is said how often.
_TIMES: Final = frozenset("次轮遍回")
_NUMERALS: Final = frozenset(NUMERALS)
_RUNNING: Final = frozenset(NUMERALS + "千万亿." + ascii_letters)
_SUFFIX: Final = Pattern(
    rf"(?:当[天日](?!内))?(?P<about>左右|前后|上下|前[/、或]后)?(?P<inside>之内|以内|{NOT_INSIDE}|期间|当中|(?<=[日号])之?间(?![断隔接作距歇]))?"
    r"(?P<before>(?:之前|以前|前(?![期置列沿瞻往端款三后]|提[是为下的]|述(?!职))夕?)|为止|截止|止)?"
)
_SUFFIX_STARTS: Final = frozenset("左前上之以内期间当为截止()")
#: 11月18日党委会前: what happens on the day; whether it must be done the day before is asked.
_OCCASION: Final = Pattern(
    r"(?!.{0,3}(?:召开|举行|举办))[^\d,;。()、前后内底末至到完报]{1,8}(?:会议?|[日节]|仪式|典礼|活动|比赛|假期|长假)(?=(?:之|以)?前(?!期|后))"
    "|(?:早|中|晚|夜|白|大|小|零点|[一二三四八]点|交接|接|交)班(?=(?:之|以)?前(?!期|后))"
    "|(?:放假|放学|下课|收工|收市|闭市|开盘|收盘|停诊|开诊|闭馆|开庭|庭审|营业终了|日终|熄灯|返校|离校|报到)(?=(?:之|以)?前(?!期|后))"
)
#: 以5月28日为限, 以6月30日为截止日: the day is said to be the limit.
_LIMIT: Final = Pattern("为(?:最[后终晚迟])?(?:期限|时限|限|截止|节点|止)(?:日期?|时间|时点)?(?![于产])")
#: 重阳节（10月23日）前: the day in the bracket is the day of the words before it.
_CLOSED: Final = Pattern(r"\)(?=(?:之|以)?前(?!期|后|[\d一二两三四五六七八九十半]))")
_MIDNIGHT: Final = time(0)
_MORE_HOURS: Final = Pattern(rf"(?:[、,和及与](?:{CLOCK_TEXT_BARE})(?![月日号年个天]))+")
_WHICH_DAYS: Final = Pattern(r"\((?:均?[为指按]|以)?(?:(?P<work>工作[日天])|自然[日天]|日历[日天])(?:计算?)?\)")
_HOUR: Final = Pattern(r"(?:上午|下午|晚上?|早上)?\d{1,2}(?:[时点]|:\d\d)|(?:上午|下午)?下班|上午|中午|下午")
_UNTIL: Final = Pattern("-{1,3}|至|到|~")
_BEFORE: Final = Pattern(r"(?:之内|以内|内)?(?:之前|以前|前(?!期|后)|止)?")


def _ended(text: str, at: int, when: When) -> int:
    """Take 左右, 内, 前 and a bracket behind them into `when`; where to go on."""
    if at + 1 == len(text) and text[at] == "前":
        when.before = True
        return at + 1
    suffix = _SUFFIX.match(text, at)
    if suffix is not None and suffix.end() > at:
        about, inside, before = suffix.groups()
        if about is not None:
            when.flags += ("vague",)
        when.inside, when.before = inside is not None, before is not None
        at = suffix.end()
    return after_brackets(text, at, when) if at < len(text) and text[at] == "(" else at


def _yearly(when: When) -> Parts:
    month, day = when.end
    return yearly_rule(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day or -1}", *when.flags)


class Scan:
    """The words of one text, taken by rules one after the other.

    `hits` in order; `bad` the spans of words that name no day that exists.
    """

    __slots__ = ("_signs", "bad", "hits", "scene", "text")

    def __init__(self, text: str, scene: Scene) -> None:
        self.text, self.scene = text, scene
        self._signs = frozenset(text)
        self.hits: list[Hit] = []
        self.bad: list[tuple[int, int]] = []
        if not MISPRINTED.isdisjoint(self._signs):
            self._pass_over_misprints()
        self._run()

    def _pass_over_misprints(self) -> None:
        for start, end in find_misprints(self.text):
            self.bad.append((start, end))
            self.text = self.text[:start] + "?" * (end - start) + self.text[end:]

    def _run(self) -> None:
        text, search, at = self.text, _TRIGGER.search, 0
        while (trigger := search(text, at)) is not None:
            start = trigger.start()
            following = FOLLOWING.get(text[start])
            at = self._at(start) if following is None or text[start + 1] in following else start + 1

    def _at(self, start: int) -> int:
        """Let the rules for the sign at `start` try; where to go on."""
        text, signs = self.text, self._signs
        sign = text[start]
        following = start + 1
        if sign in _NUMERALS:
            timely = _TIMELY.match(text, start)
            if timely is None:
                run = _RUN.match(text, start)
                return run.end() if run else start + 1
            following = timely.end(1)
        rows = _TABLE[sign]
        for needs, rules in rows.get(text[following : following + 1]) or rows[""]:
            if needs.isdisjoint(signs):
                continue
            for row, pattern, make in rules:
                found = pattern.match(text, start)
                if found is None or found.end() == start:
                    continue
                try:
                    what = make(found, self.scene)
                except (Refusal, OverflowError):
                    self.bad.append((start, found.end()))
                    return found.end()
                if what is not None:
                    return self._take(start, found.end(), row, what)
        if sign not in _RUNNING:
            return start + 1
        run = _RUN.match(text, start)
        if run is None:
            return start + 1
        inner = _WITHIN.search(text, start + 1, run.end()) if run.end() - start > 2 else None
        return inner.start() if inner is not None else run.end()

    def _take(self, start: int, at: int, row: Row, what: When | Parts | list[When]) -> int:
        if isinstance(what, Parts):
            if what.kind == "recurring":
                at = self._recurring(start, at, what)
            elif what.kind == "relative" and at < len(self.text):
                at = self._after_span(at, what)
            self.hits.append(Hit(start, at, row.name, what, row.trait))
            return at
        last = what[-1] if isinstance(what, list) else what
        if at < len(self.text):
            at = self._suffix(start, at, last)
        if isinstance(what, list):
            for when in what:
                when.before, when.inside = last.before, last.inside
                self.hits.append(Hit(start, at, row.name, when, row.trait))
        elif self._is_yearly(last, start):
            self.scene.every_at = at
            self.hits.append(Hit(start, at, row.name, _yearly(last)))
            return at
        else:
            self.hits.append(Hit(start, at, row.name, last, row.trait))
        if not (last.before or last.bound or last.inside) and self.text[start] in _OBJECTS_OWN:
            return at  # 报送上月数据，20日前: 上月 is of the data
        if last.year:
            self.scene.last_year = last.end_year or last.year
        self.scene.last_month, self.scene.last_at = last.end[0], at
        return at

    def _is_yearly(self, when: When, start: int) -> bool:
        """每年2月底前A，3月底前B: the 每年 serves the list."""
        if self.scene.every is None and self.scene.look_back is None:
            return False
        if when.year is not None or when.fixed or when.span or when.grain not in ("day", "part", "month"):
            return False
        if not (when.before or when.bound or when.inside) or self.text[start - 1 : start] in ("至", "到"):
            return False
        if self.scene.every is None:
            self.scene.seek()
        return self.scene.every == "year" and self.scene.serves(self.text, start)

    def _recurring(self, start: int, at: int, parts: Parts) -> int:
        """The time of day, 前 and the count that may follow a period that recurs."""
        text = self.text
        signs = exclusions.entitlement(text[max(0, start - 14) : start], text[at : at + 24])
        if signs:
            parts.kind, parts.flags, parts.bound = "none", ("not-a-deadline",), False
            return at + signs
        if at < len(text) and text[at] in CLOCK_STARTS:
            at, parts.fields["time"] = self._clock(at)
            if parts.fields["time"] is None:
                del parts.fields["time"]
            elif (more := _MORE_HOURS.match(text, at)) is not None:
                at, parts.flags = more.end(), (*parts.flags, "not-understood")  # 每日9时、15时
        before = _BEFORE.match(text, at)
        if before is not None:
            at = before.end()
        count = None if _TIMES.isdisjoint(self._signs) else recurring.COUNT.match(text, at)
        if count is not None and recurring.is_capped(count):
            parts.kind, parts.flags, parts.bound = "none", ("not-a-deadline",), False
            at = count.end()
        elif count is not None:
            recurring.count_in(count, parts.fields)
            at = count.end()
        self.scene.every, self.scene.every_at = recurring.listed_by(parts), at
        return at

    def _after_span(self, at: int, parts: Parts) -> int:
        """5日内（工作日）: which days are meant; and the hour that may follow a span."""
        if self.text[at] == "(" and (days := _WHICH_DAYS.match(self.text, at)) is not None:
            if parts.fields.get("unit") == "day" and days["work"]:
                parts.fields["unit"] = "workday"
            return days.end()
        if "time" in parts.fields or self.text[at] not in CLOCK_STARTS:
            return at
        return self._clock_of_span(at, parts)

    def _clock_of_span(self, at: int, parts: Parts) -> int:
        """开标前一日17:00, 第5个工作日12:00前: the hour of the day on which a span of days ends."""
        if parts.fields.get("unit") not in ("day", "workday") or _HOUR.match(self.text, at) is None:
            return at
        end, clock = self._clock(at)
        if clock is None:
            return at
        parts.fields["time"] = clock
        before = _BEFORE.match(self.text, end)
        return before.end() if before is not None else end

    def _clock(self, at: int) -> "tuple[int, time | None]":
        clock = CLOCK.match(self.text, at)
        if clock is None:
            return at, None
        until = _UNTIL.match(self.text, clock.end())
        try:
            first = read_clock(clock, self.scene)
            if until is None or (last := CLOCK.match(self.text, until.end())) is None:
                return clock.end(), first
            return last.end(), later(first, last, self.scene)
        except Refusal:
            self.bad.append((at, clock.end()))
            return clock.end(), None

    def _suffix(self, start: int, at: int, when: When) -> int:
        text = self.text
        sign = text[at]
        if sign in "前内":
            return _ended(text, at, when)
        if sign == "(" and when.grain == "day":
            at = self._hour_in_bracket(at, when)
            sign = text[at : at + 1]
        if sign and sign in "(周星礼":
            at = after_brackets(text, at, when)
            sign = text[at : at + 1]
        if sign.isascii() and sign.isalpha() and when.grain == "day":
            at = english.time_after(text, at, when, self.scene)
            sign = text[at : at + 1]
        if sign in ("T", " "):
            sign = text[at + 1 : at + 2]
            at += CLOCK.match(text, at + 1) is not None
        if sign and sign in CLOCK_STARTS and when.grain == "day":
            at = self._time_of(at, when)
        sign = text[at : at + 1]
        if sign == "为" and text[start - 1 : start] == "以" and (limit := _LIMIT.match(text, at)) is not None:
            when.bound = when.tight = True
            return limit.end()
        if when.grain == "day" and sign > "\u3400" and (occasion := _OCCASION.match(text, at)) is not None:
            if festivals.is_named(occasion[0]):
                return at
            when.flags += ("vague",)
            at = occasion.end()
        elif sign not in _SUFFIX_STARTS:
            return at
        elif sign == ")":
            closed = _CLOSED.match(text, at)
            at = closed.end() if closed is not None and text.rfind("(", 0, start) == start - 1 else at
        return _ended(text, at, when)

    def _hour_in_bracket(self, at: int, when: When) -> int:
        """2021-12-31 (EOD)."""
        end = english.time_after(self.text, at + 1, when, self.scene) if self.text[at + 1 : at + 2].isascii() else at
        return end + 1 if end > at + 1 and self.text[end : end + 1] == ")" else at

    def _time_of(self, at: int, when: When) -> int:
        """The time of day after a date; a time stamp at midnight only says which day."""
        end, when.at = self._clock(at)
        if when.at == _MIDNIGHT and ":" in self.text[at:end]:
            when.at = None
        return end
