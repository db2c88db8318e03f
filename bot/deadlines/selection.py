"""Which hits of one text count: those that bind, and what stands beside them as a deadline would."""

from typing import Final

from bot.deadlines import context, exclusions
from bot.deadlines.canonical import Canonical
from bot.deadlines.joining import join
from bot.deadlines.row import Hit, Parts, Scene, When
from bot.deadlines.scanner import Scan


class Selection:
    """The hits of one text, and which of them count.

    `bad` are the spans of words that name no day that exists, `none_flags` those of words that name no time.
    """

    __slots__ = ("bad", "hits", "none_flags", "scene", "source")

    def __init__(self, source: Canonical, scene: Scene) -> None:
        scan = Scan(source.text, scene)
        self.source, self.scene = source, scene
        self.bad = scan.bad
        self.hits = join(scan.hits, source.text)
        self.none_flags: list[str] = []
        scene.last_year = None

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
        noted = self.source.text[hit.end : hit.end + 1] == "("  # 2021年6月（暂定）
        if isinstance(hit.what, When) and not (noted or self._led_to(hit) or self._is_bound(hit, hit.what)):
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
                if last.what.span or last.what.until or last.what.inside:
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
        """A condition, a report, an earliest or a former day, or the life of a rule."""
        text, scene = self.source.text, self.scene
        if hit.end - hit.start == len(text) and not scene.before and not scene.after:
            return False
        after = text[hit.end : hit.end + 40] or scene.after[:40]
        before = text[max(0, hit.start - 14) : hit.start] or scene.before[-14:]
        if type(hit.what) is Parts:
            return exclusions.is_entitlement(before, after) or exclusions.is_condition(before, after, 0)
        if exclusions.is_replaced(before, after):
            self.none_flags.append("vague")  # where no other day is named, it is asked which one holds
            return True
        ranged = type(hit.what) is When and (hit.what.until is not None or hit.what.span)
        return (
            exclusions.is_condition(before, after, 0)
            or (exclusions.may_be_condition(after, 0) and not (self._is_to_come(hit) and self._is_alone(hit)))
            or exclusions.is_earliest(before, after)
            or (ranged and exclusions.is_scope(after, 0))
            or exclusions.is_in_force(before, after, ranged=ranged)
            or (self._is_reported(before, after, ranged=ranged) and not self._is_to_come(hit))
        )

    def _is_alone(self, hit: Hit) -> bool:
        """Whether the clause that follows names no day of its own."""
        text, at = self.source.text, self.hits.index(hit) + 1
        if at == len(self.hits):
            return True
        comma = text.find(",", hit.end)
        return comma < 0 or any(sign in text[comma + 1 : self.hits[at].start] for sign in ",;。")

    def _is_reported(self, before: str, after: str, *, ranged: bool) -> bool:
        if exclusions.is_reported(after, 0):
            return True
        if ranged and exclusions.is_figure(after, 0) and not (self.scene.column and self._may_come(hit)):
            return True
        return exclusions.is_total(after, 0) and (self.scene.issued is not None or before.endswith(("截至", "截止")))

    def _may_come(self, hit: Hit) -> bool:
        """Whether a span without its year may end after the issue."""
        last, issued = hit.what, self.scene.issued
        if type(last) is not When or issued is None:
            return True
        last = last.until or last
        year = last.end_year or last.year or issued.year
        return (year, last.end[0]) >= (issued.year, issued.month)

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


_SCOPES: Final = ("", ",", "内", "内,", "的")


def _in_bracket(text: str, last: Hit, hit: Hit) -> bool:
    """Whether `hit` is a date, or another period, in the bracket that follows `last` or after 分别."""
    if not (type(hit.what) is When or _recurs(hit)):
        return False
    if text.startswith(",分别", last.end) and hit.start - last.end < 30:
        return True  # 每半年1次，分别于6月、12月底前
    if text[last.end : last.end + 1] != "(":
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
