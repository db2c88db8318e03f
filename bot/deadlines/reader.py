"""From hits to a reading: lists and ranges are joined, years filled in, and nothing timely may be left over."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.deadlines.canonical import Canonical
from bot.deadlines.lexicon import NUM
from bot.deadlines.row import Hit, Parts, Refusal, Scene, When
from bot.deadlines.scanner import scan
from bot.deadlines.settings import DEFAULT, Settings
from bot.deadlines.years import first_and_last
from bot.model import Kind, Obligation, Reading, Unread

_DAY: Final = timedelta(days=1)
_TO: Final = re.compile(r"(?:-+|至|到|~)")
_AND: Final = re.compile(r"(?:[、,和及与或]|以及|并|分别|并于|和于)+$")
_SEPARATORS: Final = ",;。;、\n!?"
_LEAD: Final = re.compile(
    r"(?:请|拟|应|要|须|需|力争|争取|确保|务必|最迟|最晚|原则上|预计|计划|分别|同时|各|的|于|在|到|至|截至|截止|并|再|将|从|自|约|大约|不晚于|不迟于|[（(])*$"
)
_TIMELY: Final = re.compile(
    rf"(?:\d+|{NUM})(?:年(?!级|龄|代|轻|会)|个?月(?!球)|[日号]|天|个?工作日|个?星期|周(?!年)|个?小时|分钟|个?季度|旬)|[上中下]旬|季度|年[底末内]|月[底末]|"
    r"明年|次年|今年|本月|下月|次月|上半年|下半年|每[年月周日天季]|星期[一二三四五六日天]|\d{1,2}[./]\d{1,2}(?=前)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in running text: `start` to `end` (exclusive) of it."""

    start: int
    end: int
    phrase: str
    obligations: tuple[Obligation, ...]
    flags: tuple[str, ...] = ()


def parse(
    phrase: str | None,
    *,
    issued: date | None = None,
    year: int | None = None,
    where: str = "column",
    context: str | None = None,
    settings: Settings = DEFAULT,
) -> Reading:
    """What a phrase, trusted to be a deadline, means."""
    source = Canonical(phrase or "")
    scene = Scene(issued, year, settings, where == "column")
    if context:
        _set_context(scene, source, context)
    if not source.text:
        return Reading((Obligation(Kind.NONE),))
    hits, bad = scan(source, scene)
    return Assembly(source, scene, hits, bad).reading()


def _set_context(scene: Scene, source: Canonical, context: str) -> None:
    whole = Canonical(context).text
    at = whole.find(source.text)
    if at >= 0:
        scene.before, scene.after = whole[:at], whole[at + len(source.text) :]


def find(
    text: str, issued: date | None = None, year: int | None = None, *, settings: Settings = DEFAULT
) -> tuple[Found, ...]:
    """The deadlines that bind inside running text, each with its span."""
    source = Canonical(text)
    scene = Scene(issued, year, settings, column=False)
    hits, bad = scan(source, scene)
    return Assembly(source, scene, hits, bad).found()


class Assembly:
    """One phrase being put together."""

    def __init__(self, source: Canonical, scene: Scene, hits: list[Hit], bad: list[tuple[int, int]]) -> None:
        self.source, self.scene, self.hits, self.bad = source, scene, hits, bad
        self.flags: list[str] = []
        self.out: list[Obligation] = []
        self.spans: list[tuple[int, int]] = []

    def reading(self) -> Reading:
        self._inherit()
        none_flags = self._assemble(self._keep())
        unread = self._unread()
        flags = self.flags
        if not self.out:
            flags = none_flags
            if not self.hits and not unread:
                flags.append("not-understood" if self.scene.column else "vague")
                unread = (Unread(0, len(self.source.source), self.source.source),)
            self.out = [Obligation(Kind.NONE, phrase=self.source.source, flags=tuple(dict.fromkeys(flags)))]
        if unread and "not-understood" not in flags:
            flags.append("not-understood")
        return Reading(tuple(self.out), tuple(dict.fromkeys(flags)), unread)

    def found(self) -> tuple[Found, ...]:
        self._inherit()
        self._assemble([hit for hit in self.hits if self._binds(hit)])
        groups: list[tuple[int, int, list[Obligation]]] = []
        for (start, end), obligation in zip(self.spans, self.out, strict=True):
            if groups and (groups[-1][1] >= end or _AND.fullmatch(self.source.text, groups[-1][1], start)):
                groups[-1] = (groups[-1][0], max(end, groups[-1][1]), [*groups[-1][2], obligation])
            else:
                groups.append((start, end, [obligation]))
        return tuple(self._as_found(*group) for group in groups)

    def _as_found(self, start: int, end: int, obligations: list[Obligation]) -> Found:
        if start and self.source.text[start - 1] in "于在到至":
            start -= 1
        first, last = self.source.span(start, end)
        flags = tuple(dict.fromkeys(flag for one in obligations for flag in one.flags))
        return Found(first, last, self.source.source[first:last], tuple(obligations), flags)

    def _assemble(self, kept: list[Hit]) -> list[str]:
        self.scene.last_year = None
        index = 0
        none_flags: list[str] = []
        while index < len(kept):
            hit = kept[index]
            what = hit.what
            try:
                if type(what) is When:
                    following = kept[index + 1] if index + 1 < len(kept) else None
                    if following is not None and type(following.what) is When and self._to(hit, following):
                        self._range(hit, following)
                        index += 1
                    else:
                        self._when(hit, what)
                elif type(what) is Parts:
                    if what.kind == "none":
                        none_flags += what.flags
                    else:
                        self._parts(hit, what)
            except (Refusal, OverflowError):
                self.bad.append((hit.start, hit.end))
            index += 1
        return none_flags

    # -------------------------------------------------------------- which
    def _inherit(self) -> None:
        """The last 前, 底 of a list serves the whole list."""
        hits = self.hits
        for index in range(len(hits) - 2, -1, -1):
            one, other = hits[index].what, hits[index + 1].what
            if type(one) is not When or type(other) is not When:
                continue
            if one.before or one.bound or one.inside:
                continue
            gap = self.source.text[hits[index].end : hits[index + 1].start]
            if (not gap and hits[index].start == hits[index + 1].start) or _AND.fullmatch(gap):
                one.before, one.inside = other.before, other.inside
                if one.grain == other.grain:
                    one.tight, one.bound = other.tight, other.bound

    def _keep(self) -> list[Hit]:
        whens = [hit for hit in self.hits if type(hit.what) is When]
        if any(self._binds(hit) for hit in self.hits):
            return [hit for hit in self.hits if self._binds(hit) or type(hit.what) is Parts or self._alone(hit)]
        if len(whens) <= 1:
            return self.hits
        return [hit for hit in self.hits if type(hit.what) is Parts or self._starts_clause(hit) or self._ends_clause(hit)]

    def _binds(self, hit: Hit) -> bool:
        what = hit.what
        if type(what) is Parts:
            return what.kind != "none" and what.bound
        assert type(what) is When
        if self._condition(hit):
            return False
        return what.before or what.bound or what.inside or what.at is not None or self._until(hit)

    def _condition(self, hit: Hit) -> bool:
        return _CONDITION.match(self.source.text, hit.end) is not None

    def _until(self, hit: Hit) -> bool:
        return hit.start > 0 and self.source.text[hit.start - 1] in "到至于在"

    def _starts_clause(self, hit: Hit) -> bool:
        head = self.source.text[max(0, hit.start - 16) : hit.start]
        lead = _LEAD.search(head)
        at = lead.start() if lead else len(head)
        return at == 0 or head[at - 1] in _SEPARATORS

    def _ends_clause(self, hit: Hit) -> bool:
        text = self.source.text
        return hit.end >= len(text) or text[hit.end] in _SEPARATORS or text.startswith("完成", hit.end)

    def _alone(self, hit: Hit) -> bool:
        return self._starts_clause(hit) and self._ends_clause(hit)

    def _to(self, hit: Hit, following: Hit) -> bool:
        return _TO.fullmatch(self.source.text, hit.end, following.start) is not None

    # --------------------------------------------------------------- what
    def _when(self, hit: Hit, when: When) -> None:
        scene = self.scene
        start, end, flags = first_and_last(when, scene)
        words = self._words(hit)
        if when.span:
            self._put(hit, Obligation(Kind.WINDOW, words, start=start, end=end, rule=hit.rule), flags)
            return
        alt = None
        if when.before and not when.tight and not when.inside and when.grain != "day":
            alt = start - _DAY
            if when.excluded:
                end, alt = alt, None
            elif scene.issued is not None and alt < scene.issued:
                alt = None
            else:
                flags += ("ambiguous",)
        elif when.excluded:
            end -= _DAY
        if when.weekday is not None and end.weekday() != when.weekday:
            flags += ("conflict",)
        if not scene.settings.calendar.is_workday(end):
            flags += ("day-off",)
        self._put(hit, Obligation(Kind.DUE, words, date=end, alt=alt, time=when.at, rule=hit.rule), flags)

    def _range(self, hit: Hit, following: Hit) -> None:
        one, other = hit.what, following.what
        assert type(one) is When
        assert type(other) is When
        if one.year is None and other.year is not None and not other.shift:
            one.year = other.year - (one.start > other.end and other.end[1] != 0)
        start, _, _ = first_and_last(replace(one, flags=()), self.scene)
        if other.year is None or other.shift:
            other.year = start.year + (other.shift or (other.end[0] < one.start[0]))
        _, end, flags = first_and_last(other, self.scene)
        if end < start:
            raise Refusal
        words = self.source.words(hit.start, following.end)
        both = Hit(hit.start, following.end, "{日}至{日}", one)
        self._put(both, Obligation(Kind.WINDOW, words, start=start, end=end, rule=both.rule), flags)

    def _parts(self, hit: Hit, parts: Parts) -> None:
        fields = dict(parts.fields)
        if parts.kind == "relative":
            self._relative(hit, parts, fields)
            return
        if "rrules" in fields:
            for rrule in fields.pop("rrules"):
                self._put(hit, Obligation(Kind.RECURRING, self._words(hit), rrule=rrule, rule=hit.rule, **fields), parts.flags)
            return
        self._put(hit, Obligation(Kind(parts.kind), self._words(hit), rule=hit.rule, **fields), parts.flags)

    def _relative(self, hit: Hit, parts: Parts, fields: dict[str, object]) -> None:
        anchor = fields.pop("anchor", None) or self._anchor(hit)
        if self.out and self._squeezed(hit):
            return
        n, unit = fields["n"], fields["unit"]
        assert isinstance(n, int)
        assert isinstance(unit, str)
        day = None
        if anchor == "issued" and self.scene.issued is not None:
            day = after(self.scene.issued, n, unit, self.scene.settings)
        self._put(hit, Obligation(Kind.RELATIVE, self._words(hit), date=day, n=n, unit=unit, anchor=str(anchor), rule=hit.rule), parts.flags)

    def _squeezed(self, hit: Hit) -> bool:
        """The object of 压缩至 in a clause that has its own date."""
        head = self.source.text[max(0, hit.start - 8) : hit.start]
        return _SQUEEZE.search(head) is not None

    def _anchor(self, hit: Hit) -> str:
        before = self.source.text[: hit.start]
        clause = re.split("[,;。]", before)[-1]
        if len(clause) == hit.start:
            clause = re.split("[,;。]", self.scene.before)[-1] + clause
        return "issued" if _THIS_DOCUMENT.search(clause) else "event"

    def _words(self, hit: Hit) -> str:
        start = hit.start
        if start and self.source.text[start - 1] in "于在到至":
            start -= 1
        return self.source.words(start, hit.end)

    def _put(self, hit: Hit, obligation: Obligation, flags: tuple[str, ...]) -> None:
        if flags:
            obligation = replace(obligation, flags=tuple(dict.fromkeys(flags)))
            self.flags += flags
        self.out.append(obligation)
        self.spans.append((hit.start, hit.end))

    def _unread(self) -> tuple[Unread, ...]:
        found: list[Unread] = []
        at = 0
        text = self.source.text
        for hit in [*self.hits, None]:
            end = hit.start if hit else len(text)
            for left in _TIMELY.finditer(text, at, max(at, end)):
                self._add_unread(found, left.start(), left.end())
            at = max(at, hit.end if hit else at)
        for start, end in self.bad:
            self._add_unread(found, start, end)
        return tuple(found)

    def _add_unread(self, found: list[Unread], start: int, end: int) -> None:
        first, last = self.source.span(start, end)
        found.append(Unread(first, last, self.source.source[first:last]))


_THIS_DOCUMENT: Final = re.compile(
    r"(?:本(?:通知|意见|方案|要点|文件?|办法|规定|细则|计划|决定|公告|通告|函|指南|清单|条例|实施方案|实施意见|工作要点|规划|措施|若干措施|分工方案)(?!.*(?:收到|接到))[^,]{0,6}"
    r"|^(?:自|从|在|于)?|此(?:通知|文|件))(?:印发|发布|下发|公布|发文|出台|颁布|施行|实施)(?:之日|后|以后|之后|起)"
)
_SQUEEZE: Final = re.compile(r"(?:压缩|缩短|缩减|压减|减少|控制|降低?|提速|精简|限定|稳定|保持)(?:至|到|为|在|成)?(?:平均|不超过|最多)?$")
_CONDITION: Final = re.compile(
    r"(?:已|已经|未|前|后)?(?:投运|建成|投产|注册|登记|成立|取得|备案|开工|通过|发放|发生|批准|签订|购置|生产|出生|入职|毕业|形成|产生|立项|颁发|核发|入学|竣工|在建|存在)[^,;。]{0,30}?的"
)


def after(day: date, n: int, unit: str, settings: Settings) -> date:
    """The last on-time day, `n` units after `day`, which is not counted."""
    if unit == "workday":
        return settings.calendar.shift(day, n)
    if unit in ("month", "year"):
        return day + relativedelta(**{unit + "s": n})  # type: ignore[arg-type]
    if unit in ("hour", "minute"):
        return day + timedelta(minutes=n * (60 if unit == "hour" else 1))
    return day + timedelta(days=n * (7 if unit == "week" else 1))
