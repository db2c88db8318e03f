"""From hits to obligations: which bind, what day they mean, what is to be said of them."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from bot.deadlines import context
from bot.deadlines.canonical import Canonical
from bot.deadlines.joining import join
from bot.deadlines.labels import add_labels
from bot.deadlines.row import Hit, Parts, Refusal, Scene, When
from bot.deadlines.scanner import Scan
from bot.deadlines.settings import Settings
from bot.deadlines.years import first_and_last
from bot.model import Kind, Obligation

_DAY: Final = timedelta(days=1)


class Assembly:
    """One text being read.

    `out` are the obligations, `spans` where each stood in the canonical text, `none_flags` those of words that name
    no time, `bad` the spans of words that name no day that exists.
    """

    __slots__ = ("bad", "flags", "found", "hits", "none_flags", "out", "raw", "scene", "source", "spans")

    def __init__(self, source: Canonical, scene: Scene) -> None:
        scan = Scan(source.text, scene)
        self.source, self.scene = source, scene
        self.raw, self.bad = scan.hits, scan.bad
        self.hits = join(scan.hits, source.text)
        self.out: list[Obligation] = []
        self.found: list[dict[str, Any]] = []
        self.spans: list[tuple[int, int]] = []
        self.flags: list[str] = []
        self.none_flags: list[str] = []
        scene.last_year = None

    # -------------------------------------------------------------- which
    def trusted(self) -> list[Hit]:
        """The hits that count in a phrase that is a deadline: those that bind, else those standing as one would."""
        hits = self.hits
        if len(hits) == 1:
            if type(hits[0].what) is Parts:
                return hits
            if not self.scene.before and not self.scene.after:
                return self._only(hits[0])
        if len(hits) > 1:
            hits = self._without_scopes(self._without_reports(hits))
        binding = [self.binds(hit) for hit in hits]
        if any(binding):
            also = [binds or self._also(hit) for hit, binds in zip(hits, binding, strict=True)]
            self.bad += [
                (hit.start, hit.end) for hit, kept in zip(hits, also, strict=True) if not kept and self._odd(hit)
            ]
            return [hit for hit, kept in zip(hits, also, strict=True) if kept]
        return [hit for hit in hits if type(hit.what) is Parts or self._stands(hit)]

    def _only(self, hit: Hit) -> list[Hit]:
        if self._is_void(hit):
            self.none_flags.append("not-a-deadline")
            return []
        if isinstance(hit.what, When) and not self._led_to(hit) and not self._is_bound(hit, hit.what):
            hit.what.flags += ("vague",)  # 2021年工程: hardly by when
        return [hit]

    def _led_to(self, hit: Hit) -> bool:
        """Whether what follows is the end of a clause, or what is to be done."""
        text = self.source.text
        return context.tail_is_clear(text, hit.end) or context.is_doing(text, hit.end)

    def _without_reports(self, hits: list[Hit]) -> list[Hit]:
        """“截至2020年底，已完成3300家”: 已完成 after such a date is part of the report."""
        kept: list[Hit] = []
        for hit in hits:
            last = kept[-1] if kept else None
            if type(hit.what) is Parts and hit.what.kind == "done" and last is not None and type(last.what) is When:
                between = self.source.text[last.end : hit.start]
                if len(between) < 8 and not set(";。(") & set(between):
                    continue
            kept.append(hit)
        return kept

    def _without_scopes(self, hits: list[Hit]) -> list[Hit]:
        """2021-2023年每年12月底前: the span is for how long. 每半年（6月底前）: it is asked how both go together."""
        kept: list[Hit] = []
        text = self.source.text
        for hit in hits:
            last = kept[-1] if kept else None
            if last is not None and type(last.what) is When and _recurs(hit) and text[last.end : hit.start] in _SCOPES:
                if last.what.span or last.what.until:
                    kept.pop()
            elif last is not None and type(last.what) is Parts and _recurs(last) and _in_bracket(text, last, hit):
                last.what.flags += ("vague",)
                continue
            elif last is not None and _is_span_in(last, hit, text):
                last.what.flags += ("vague",)  # 每月头三天内, 7月前15日内: what is counted from where?
                continue
            elif last is not None and _names_no_day(hit) and type(last.what) is When and last.end == hit.start:
                kept.pop()  # 9月1日开学前: on which side of that day?
                self.bad.append((last.start, hit.end))
            kept.append(hit)
        return kept

    def _is_void(self, hit: Hit) -> bool:
        """A condition, a report, or the life of a rule."""
        text, scene = self.source.text, self.scene
        if hit.end - hit.start == len(text) and not scene.before and not scene.after:
            return False
        after = text[hit.end : hit.end + 40] or scene.after[:40]
        before = text[max(0, hit.start - 12) : hit.start] or scene.before[-12:]
        ranged = type(hit.what) is When and (hit.what.until is not None or hit.what.span)
        return (
            context.is_condition(after, 0)
            or context.is_replaced(before, after)
            or (ranged and context.is_scope(after, 0))
            or context.is_in_force(before, after, ranged=ranged)
            or (self._is_reported(before, after) and not self._is_to_come(hit))
        )

    def _is_reported(self, before: str, after: str) -> bool:
        if context.is_reported(after, 0):
            return True
        return context.is_total(after, 0) and (self.scene.issued is not None or before.endswith(("截至", "截止")))

    def _is_to_come(self, hit: Hit) -> bool:
        """Whether the month of the date is after that of the issue: nobody reports of it."""
        issued, last = self.scene.issued, hit.what
        if type(last) is not When or issued is None:
            return False
        last = last.until or last
        year = last.end_year or last.year
        return year is not None and (year, last.end[0]) > (issued.year, issued.month)

    def binds(self, hit: Hit) -> bool:
        """Whether a word that binds goes with it: 前, 底, 内, 到, 每."""
        what = hit.what
        if type(what) is Parts:
            return what.kind != "none" and what.bound
        assert type(what) is When
        bound = self._is_bound(hit, what)
        if bound and self._is_void(hit):
            self.none_flags.append("not-a-deadline")
            return False
        return bound

    def _is_bound(self, hit: Hit, when: When) -> bool:
        last = when.until or when
        return last.before or last.bound or last.inside or last.at is not None or self._until(hit)

    def _until(self, hit: Hit) -> bool:
        what = hit.what
        return hit.start > 0 and self.source.text[hit.start - 1] in "到至于" and type(what) is When and not what.until

    def _also(self, hit: Hit) -> bool:
        """Beside one that binds: words, and a date alone in its clause."""
        if type(hit.what) is Parts:
            return True
        text = self.source.text
        return self._led_to(hit) and context.head_is_clear(text, hit.start) and not self._is_void(hit)

    def _odd(self, hit: Hit) -> bool:
        """A date where a deadline would stand, with words after it that say nothing of it: to be asked about."""
        text = self.source.text
        if not context.head_is_clear(text, hit.start) or context.is_attribute(text, hit.end):
            return False
        return hit.start > 0 and not self._is_void(hit)

    def _stands(self, hit: Hit) -> bool:
        text = self.source.text
        if self._is_void(hit):
            self.none_flags.append("not-a-deadline")
            return False
        return context.head_is_clear(text, hit.start) or context.tail_is_clear(text, hit.end)

    # --------------------------------------------------------------- what
    def assemble(self, hits: list[Hit]) -> None:
        """Turn `hits` into obligations; what names no day goes to `bad`."""
        at = 0
        for hit in hits:
            if self.scene.running and self.source.text.find("。", at, hit.start) >= 0:
                self.scene.last_year = None  # each sentence stands for itself
            at = max(at, hit.end)
            try:
                if type(hit.what) is When:
                    self._when(hit, hit.what)
                elif type(hit.what) is Parts:
                    self._parts(hit, hit.what)
            except (Refusal, OverflowError, ValueError):
                self.bad.append((hit.start, hit.end))
        if self.found:
            add_labels(self.source, self.spans, self.found)
            self._drop_repeated()
            self.out = [Obligation(**fields) for fields in self.found]

    def _drop_repeated(self) -> None:
        """本周五（7月2日）前 and 十四五末，2025年底前 name one day twice."""
        for index in range(len(self.found) - 2, -1, -1):
            one, other = self.found[index], self.found[index + 1]
            near = self.spans[index + 1][0] - self.spans[index][1] < 2
            same = near and one["kind"] == other["kind"] == Kind.DUE and one["date"] == other["date"]
            if same and one.get("label") in (None, other.get("label")) and self.spans[index] != self.spans[index + 1]:
                other["alt"], other["time"] = other["alt"] or one["alt"], other["time"] or one["time"]
                del self.found[index], self.spans[index]

    def _when(self, hit: Hit, when: When) -> None:
        if when.until is not None:
            self._range(hit, when, when.until)
            return
        start, end, flags = first_and_last(when, self.scene)
        if when.span:
            self._put(hit, flags, kind=Kind.WINDOW, start=start, end=end)
            return
        alt = None
        if when.before and not when.tight and not when.inside:
            end, alt, flags = self._two_readings(when, start, end, flags)
        elif when.excluded:
            end -= _DAY
        if when.weekday is not None and end.weekday() != when.weekday:
            flags += ("conflict",)
        if not self.scene.settings.calendar.is_workday(end):
            flags += ("day-off",)
        self._put(hit, flags, kind=Kind.DUE, date=end, alt=alt, time=when.at)

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
        self._put(hit, flags, kind=Kind.WINDOW, start=start, end=end)

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
            return
        fields = dict(parts.fields)
        if parts.kind == "relative":
            self._relative(hit, parts, fields)
            return
        if parts.kind in ("standing", "immediate") and any(one["kind"] == parts.kind for one in self.found):
            return
        for rrule in fields.pop("rrules", (fields.pop("rrule", None),)):
            self._put(hit, parts.flags, kind=_KINDS[parts.kind], rrule=rrule, **fields)

    def _relative(self, hit: Hit, parts: Parts, fields: dict[str, Any]) -> None:
        text = self.source.text
        if context.is_old_length(text, hit.start, hit.end) or context.is_failing(text, hit.end):
            return
        if self.found and context.is_squeezed(text, hit.start):
            return
        anchor = fields.pop("anchor", None) or self._anchor(hit)
        day = None
        if anchor == "issued" and self.scene.issued is not None:
            day = after(self.scene.issued, fields["n"], fields["unit"], self.scene.settings)
        self._put(hit, parts.flags, kind=Kind.RELATIVE, date=day, anchor=anchor, **fields)

    def _anchor(self, hit: Hit) -> str:
        if not hit.start and not self.scene.before:
            return "event"
        clause = context.clause_before(self.source.text, hit.start)
        if len(clause) == hit.start:
            clause = context.clause_before(self.scene.before, len(self.scene.before)) + clause
        return "issued" if context.counts_from_issue(clause) else "event"

    def _words(self, hit: Hit) -> str:
        start = hit.start
        if start and self.source.text[start - 1] in "于在到至":
            start -= 1
        return self.source.words(start, hit.end)

    def _put(self, hit: Hit, flags: tuple[str, ...], **fields: Any) -> None:
        if flags:
            flags = tuple(dict.fromkeys(flags))
            self.flags += flags
        self.found.append({"phrase": self._words(hit), "rule": hit.rule, "flags": flags, **fields})
        self.spans.append((hit.start, hit.end))


_KINDS: Final = {str(kind): kind for kind in Kind}
_SCOPES: Final = ("", ",", "内", "内,", "的")


def _in_bracket(text: str, last: Hit, hit: Hit) -> bool:
    """Whether `hit` is a date, or another period, in the bracket that follows `last`."""
    if not (type(hit.what) is When or _recurs(hit)) or text[last.end : last.end + 1] != "(":
        return False
    return ")" not in text[last.end : min(hit.start, last.end + 40)]


def _is_span_in(last: Hit, hit: Hit, text: str) -> bool:
    """Whether a span follows a period so closely that it may be a part of it."""
    if type(hit.what) is not Parts or hit.what.kind != "relative":
        return False
    if type(last.what) is When:
        return last.what.before and last.end == hit.start
    between = text[last.end : hit.start]
    return _recurs(last) and len(between) < 7 and not set(",;。、(") & set(between)


def _names_no_day(hit: Hit) -> bool:
    return hit.rule == "汛期前"


def _recurs(hit: Hit) -> bool:
    return type(hit.what) is Parts and hit.what.kind == "recurring"


def after(day: date, n: int, unit: str, settings: Settings) -> date:
    """The last on-time day, `n` units after `day`, which is not counted."""
    if unit == "workday":
        return settings.calendar.shift(day, n)
    if unit == "month":
        return day + relativedelta(months=n)
    if unit == "year":
        return day + relativedelta(years=n)
    if unit in ("hour", "minute"):
        return day + timedelta(minutes=n * (60 if unit == "hour" else 1))
    return day + timedelta(days=n * (7 if unit == "week" else 1))


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))
