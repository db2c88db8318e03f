"""From hits to obligations: what day they mean, what is to be said of them."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Final

from bot.calendars import last_day
from bot.deadlines import context
from bot.deadlines.canonical import Canonical
from bot.deadlines.labels import add_labels
from bot.deadlines.lexicon import Pattern
from bot.deadlines.row import Hit, Parts, Refusal, Scene, Trait, When
from bot.deadlines.rules.recurring import least_in
from bot.deadlines.rules.rrules import whole
from bot.deadlines.selection import Selection
from bot.deadlines.years import first_and_last
from bot.model import Kind, Obligation

#: Looking a member up in its enumeration costs more than reading most phrases' year.
_BARE, _EXCEPTION = Trait.BARE, Trait.EXCEPTION

_DAY: Final = timedelta(days=1)
#: Looking a member up in its enumeration costs more than reading most phrases' year.
_DUE, _WINDOW, _RELATIVE, _RECURRING = Kind.DUE, Kind.WINDOW, Kind.RELATIVE, Kind.RECURRING


class Assembly(Selection):
    """One text being read: `out` are the obligations, `spans` where each stood in the canonical text."""

    __slots__ = ("bare", "flags", "found", "out", "spans", "squeezed")

    def __init__(self, source: Canonical, scene: Scene) -> None:
        super().__init__(source, scene)
        self.out: list[Obligation] = []
        self.found: list[dict[str, Any]] = []
        self.spans: list[tuple[int, int]] = []
        self.flags: list[str] = []
        self.bare: set[int] = set()  # where spans without 内 begin
        self.squeezed: list[int] = []  # of `found`, what is only the goal of a cut

    def assemble(self, hits: list[Hit]) -> None:
        """Turn `hits` into obligations; what names no day goes to `bad`."""
        running, at = self.scene.running, 0
        for hit in hits:
            if running:
                if self.source.text.find("。", at, hit.start) >= 0:
                    self.scene.last_year = None  # each sentence stands for itself
                at = max(at, hit.end)
            try:
                if type(hit.what) is When:
                    self._when(hit, hit.what)
                elif type(hit.what) is Parts:
                    self._parts(hit, hit.what)
            except (Refusal, OverflowError, ValueError):
                self.bad.append((hit.start, hit.end))
        if self.squeezed and len(self.found) > 1:
            self._drop_squeezed()
        if self.found:
            add_labels(self.source, self.spans, self.found)
            if len(self.found) > 1:
                self._drop_repeated()
            self.out = [Obligation(**fields) for fields in self.found]

    def _drop_squeezed(self) -> None:
        """压缩到3天，5月底前实现: how long it shall take is no obligation beside another of the sentence."""
        for index in reversed(self.squeezed):
            begin, end = self.spans[index]
            for other, (start, stop) in enumerate(self.spans):
                between = self.source.text[min(end, stop) : max(begin, start)]
                if other not in self.squeezed and "。" not in between:
                    del self.found[index], self.spans[index]
                    break

    def _drop_repeated(self) -> None:
        """本周五（7月2日）前 and 十四五末，2025年底前 name one day twice."""
        for index in range(len(self.found) - 2, -1, -1):
            one, other = self.found[index], self.found[index + 1]
            if one["kind"] == other["kind"] == Kind.RECURRING and self._is_told_by(index):
                del self.found[index], self.spans[index]
                continue
            near = self.spans[index + 1][0] - self.spans[index][1] < 2
            same = near and one["kind"] == other["kind"] == Kind.DUE and one["date"] == other["date"]
            if same and one.get("label") in (None, other.get("label")) and self.spans[index] != self.spans[index + 1]:
                other["alt"], other["time"] = other["alt"] or one["alt"], other["time"] or one["time"]
                del self.found[index], self.spans[index]

    def _is_told_by(self, index: int) -> bool:
        """按月报送，每月5日前: the second, with no work of its own, says on which day the first is due."""
        text, (start, end) = self.source.text, self.spans[index + 1]
        if text[start] not in "每按逐" or _REPORTED.fullmatch(text, self.spans[index][1], start) is None:
            return False
        if _REPORTED.fullmatch(text, end) is None and end < len(text) and text[end] not in ",;。)":
            return False
        rrule, other = (self.found[at]["rrule"] for at in (index, index + 1))
        return any(rrule == whole(unit) and _OF_PERIODS[unit].match(str(other)) for unit in _OF_PERIODS)

    def _when(self, hit: Hit, when: When) -> None:
        if when.until is not None:
            self._range(hit, when, when.until)
            return
        if when.leads:
            raise Refusal  # 即日起至两会结束: until when?
        start, end, flags = first_and_last(when, self.scene)
        if when.span:
            self._put(hit, flags, kind=_WINDOW, start=start, end=end)
            return
        alt = None
        if when.before and not when.tight and not when.inside and not when.included:
            end, alt, flags = self._two_readings(when, start, end, flags)
        elif when.excluded:
            end -= _DAY
        if when.weekday is not None and end.weekday() != when.weekday:
            flags += ("conflict",)
        if not self.scene.settings.calendar.is_workday(end):
            flags += ("day-off",)
        self._put(hit, flags, kind=_DUE, date=end, alt=alt, time=when.at)

    def _two_readings(
        self, when: When, start: date, end: date, flags: tuple[str, ...]
    ) -> tuple[date, date | None, tuple[str, ...]]:
        alt = start - _DAY
        if when.excluded:
            return alt, None, flags
        if self.scene.issued is not None and alt < self.scene.issued:
            return end, None, flags
        return end, alt, (*flags, "ambiguous")

    def _range(self, hit: Hit, one: When, other: When) -> None:
        if one.year is None and other.year is not None and not other.shift:
            one.year = other.year - (one.start[0] > other.end[0])
        written = one.year is not None
        start, _, begun = first_and_last(one, self.scene) if written else self._unrolled(one)
        if other.year is None or other.shift:
            other.year = start.year + (other.shift or (other.end[0] < one.start[0]))
        _, end, flags = first_and_last(other, self.scene)
        if not written and self.scene.issued and (self.scene.issued - end).days > 60:
            start, end = _next_year(start), _next_year(end)
        if end < start:
            raise Refusal
        if "vague" in begun:
            flags += ("vague",)
        self._put(hit, flags, kind=_WINDOW, start=start, end=end)

    def _unrolled(self, one: When) -> tuple[date, date, tuple[str, ...]]:
        """The start of a range may lie before `issued`: only its end is moved to the next year."""
        scene = self.scene
        kept, scene.issued = scene.issued, None
        scene.year, year = (kept.year if kept and (scene.year or 0) <= kept.year else scene.year), scene.year
        try:
            return first_and_last(one, scene)
        finally:
            scene.issued, scene.year = kept, year

    def _parts(self, hit: Hit, parts: Parts) -> None:
        if parts.kind == "none":
            self.none_flags += parts.flags
            if parts.asks and not self._is_beside_a_day(hit):
                self.flags += parts.flags
            return
        fields = dict(parts.fields)
        if parts.kind == "relative":
            self._relative(hit, parts, fields)
            return
        if parts.kind in ("standing", "immediate") and any(one["kind"] == parts.kind for one in self.found):
            return
        if type(begin := fields.get("start")) is When:
            fields["start"] = self._unrolled(begin)[0]
        for rrule in fields.pop("rrules", (fields.pop("rrule", None),)):
            self._put(hit, parts.flags, kind=_KINDS[parts.kind], rrule=rrule, **fields)

    def _is_beside_a_day(self, hit: Hit) -> bool:
        """5月15日前（主汛期前）, 汛期前（5月15日前）: the day itself is named."""
        text = self.source.text
        if text[hit.start] == "每" or hit.trait is _EXCEPTION:
            return False  # 每年汛期前（5月31日）; 每天（节假日除外）
        return text[hit.start - 1 : hit.start] == "(" or text[hit.end : hit.end + 1] == "("

    def _relative(self, hit: Hit, parts: Parts, fields: dict[str, Any]) -> None:
        text = self.source.text
        if hit.end < len(text):
            if context.is_old_length(text, hit.start, hit.end) or context.is_failing(text, hit.end):
                return
            if context.is_lasting(text, hit.end):
                self.none_flags.append("not-a-deadline")
                return
            if not fields["n"] and context.is_of_those_who(text, hit.start, hit.end):
                return
        if context.is_squeezed(text, hit.start):
            self.squeezed.append(len(self.found))
        anchor = fields.pop("anchor", None) or self._anchor(hit)
        day = fields.pop("date", None)
        if anchor == "issued" and self.scene.issued is not None:
            day = last_day(self.scene.issued, fields["n"], fields["unit"], self.scene.settings.calendar)
        self._put(hit, parts.flags, kind=_RELATIVE, date=day, anchor=anchor, **fields)

    def _anchor(self, hit: Hit) -> str:
        if not hit.start and not self.scene.before:
            return "event"
        if context.counts_from_now(self.source.text, hit.start):
            return "issued"
        near = self.source.text[max(0, hit.start - context.CLAUSE) : hit.start]
        if not context.may_speak_of_issue(near + self.scene.before[-context.CLAUSE :]):
            return "event"
        clause = context.clause_before(self.source.text, hit.start)
        if len(clause) == hit.start:
            clause = context.clause_before(self.scene.before, len(self.scene.before)) + clause
        sentence = context.sentence_before(self.source.text, hit.start)
        if len(sentence) == hit.start:
            sentence = context.sentence_before(self.scene.before, len(self.scene.before)) + sentence
        return "issued" if context.counts_from_issue(clause, sentence) else "event"

    def _words(self, hit: Hit, fields: dict[str, Any]) -> str:
        """The words of `hit`, with 于 before a day, and with the event from which a span counts."""
        start = hit.start
        if start and fields["kind"] is _RELATIVE:
            began = context.event_start(self.source.text, start, ahead=fields["n"] < 0)
            start = max(began, self.spans[-1][1]) if self.spans else began
        elif start and self.source.text[start - 1] in "于在到至":
            start -= 1
        return self.source.words(start, hit.end)

    def _doubts(self, hit: Hit, fields: dict[str, Any]) -> tuple[str, ...]:
        """The flags for the words before a hit that make it no certain day."""
        text, start = self.source.text, hit.start
        sign = text[start - 1]
        if sign == ":" and fields["kind"] is not _RECURRING and text[start - 3 : start] in _REPORTS:
            return ("vague",)  # 年报：1月20日前: of each year, as it seems
        tentative = sign in "定拟约" and _TENTATIVE.search(text, max(0, start - 3), start) is not None
        return ("vague",) if tentative else ()

    def _put(self, hit: Hit, flags: tuple[str, ...], **fields: Any) -> None:
        if hit.start:
            flags += self._doubts(hit, fields)
        if flags:
            if len(flags) > 1:
                flags = tuple(dict.fromkeys(flags))
            self.flags += flags
        text = self.source.text
        if hit.end < len(text) and fields["kind"] in (_DUE, _WINDOW) and ("少" in text or "低" in text):
            fields["at_least"] = least_in(text, hit.end) if self.scene.column else None
        fields["phrase"], fields["rule"], fields["flags"] = self._words(hit, fields), hit.rule, flags
        self.found.append(fields)
        self.spans.append((hit.start, hit.end))
        if hit.trait is _BARE:
            self.bare.add(hit.start)


#: Words between how often and on which day, that name no work but telling of it.
_REPORTED: Final = Pattern("(?:定期|及时|调度|上报|报送|报告|通报|汇报|更新|反馈|报)*[,;]?")
#: Rules of as many days in a year as the period has ends; 每年12月底前 beside 每季度 is work of its own.
_OF_PERIODS: Final = {
    "month": Pattern("FREQ=MONTHLY;BY"),
    "week": Pattern("FREQ=WEEKLY;BY"),
    "quarter": Pattern(r"FREQ=(?:YEARLY|MONTHLY);BYMONTH=\d+(?:,\d+){3};"),
    "half": Pattern(r"FREQ=(?:YEARLY|MONTHLY);BYMONTH=\d+,\d+;"),
}
#: One of these stands where it is said how often at least.
_REPORTS: Final = frozenset({"年报:", "季报:", "月报:", "周报:", "旬报:"})
_TENTATIVE: Final = Pattern("(?:暂定|初定|暂拟|(?<![合签预公条契节履违邀租续特立相])约)$")
_KINDS: Final = {str(kind): kind for kind in Kind}


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))
